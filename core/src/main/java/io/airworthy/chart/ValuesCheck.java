package io.airworthy.chart;

import io.airworthy.chart.ChartMove.Standing;
import io.airworthy.chart.Shape.Keys;
import io.airworthy.chart.Shape.Type;
import io.airworthy.chart.ValuesProblem.Kind;
import io.airworthy.frozen.Tree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One walk through a values tree, which notes everything that a chart version would not take. */
final class ValuesCheck {

    /** Lets {@code minAvailable} take the place of the default: a null here is right, whatever the schema says. */
    private static final String REMOVABLE_DEFAULT = ".podDisruptionBudget.config.maxUnavailable";

    private final ChartProfile profile;
    private final int airflowMajor;
    private final UnknownKeyRemedy unknownKeyRemedy;
    private final List<ValuesProblem> problems = new ArrayList<>();
    private final LimitsCheck limits = new LimitsCheck(problems);

    ValuesCheck(ChartProfile profile, Map<?, ?> values) {
        this.profile = profile;
        this.airflowMajor = Tree.text(values.get("airflowVersion"))
                .map(ChartMoves::majorOf)
                .orElseGet(() -> ChartMoves.defaultAirflowMajor(profile.version()));
        this.unknownKeyRemedy = new UnknownKeyRemedy(profile);
        keys(values, profile.root(), KeyPath.ROOT);
    }

    List<ValuesProblem> problems() {
        return List.copyOf(problems);
    }

    private void value(@Nullable Object value, Shape shape, KeyPath path) {
        Type type = typeOf(value, path);
        Shape taking = takes(shape, type) ? shape : profile.resolve(shape);
        if (!takes(taking, type)) {
            wrongType(value, shape, path);
            return;
        }
        limits.check(value, taking.limits(), path);
        Tree.map(value).ifPresent(map -> keys(map, taking, path));
        if (taking.element() != null) {
            List<?> list = Tree.listOrEmpty(value);
            for (int i = 0; i < list.size(); i++) {
                value(list.get(i), taking.element(), path.place(i));
            }
        }
    }

    private void keys(Map<?, ?> map, Shape shape, KeyPath path) {
        for (Map.Entry<String, ?> entry : sorted(map, path).entrySet()) {
            KeyPath here = path.key(entry.getKey());
            Optional<ChartMove> move = ChartMoves.find(profile.version(), airflowMajor, here);
            Shape known = shape.at(new KeyPath.Step(entry.getKey(), false));
            if (known != null) {
                standing(entry.getValue(), known, here, move);
                value(entry.getValue(), known, here);
            } else if (shape.keys() == Keys.CLOSED || shape.keys() == Keys.OPEN) {
                unknownKey(here, shape, move);
            }
        }
        limits.required(map, shape.limits(), path);
    }

    private void unknownKey(KeyPath path, Shape shape, Optional<ChartMove> move) {
        Optional<Standing> standing = move.map(ChartMove::standing);
        if (standing.equals(Optional.of(Standing.HONOURED))) {
            return;
        }
        Kind kind = Kind.UNKNOWN_KEY;
        String wrong;
        if (path.steps().size() == 1) {
            wrong = "is not a key of chart " + profile.version() + ", and Helm silently drops it";
        } else if (shape.keys() == Keys.CLOSED) {
            wrong = "is not a key of chart " + profile.version() + ", which rejects it";
        } else if (standing.equals(Optional.of(Standing.REJECTED))) {
            wrong = "stops the installation of chart " + profile.version();
        } else {
            kind = Kind.IGNORED_KEY;
            wrong = "is accepted by chart " + profile.version() + " but has no effect";
        }
        UnknownKeyRemedy.Remedy remedy = unknownKeyRemedy.of(path, shape, move.flatMap(ChartMove::successor));
        problems.add(
                new ValuesProblem(kind, path.toString(), wrong, remedy.text(), Optional.empty(), remedy.nearest()));
    }

    private void standing(@Nullable Object value, Shape shape, KeyPath path, Optional<ChartMove> move) {
        if (move.isEmpty() || saysNothing(value)) {
            return;
        }
        String remedy = move.get()
                .successor()
                .filter(profile::has)
                .map(successor -> "use " + successor)
                .orElse("remove it");
        if (move.get().standing() == Standing.IGNORED && !isSwitchedOff(value)) {
            note(
                    Kind.IGNORED_KEY,
                    path,
                    "has no effect in chart " + profile.version() + " with Airflow " + airflowMajor,
                    remedy);
        } else if (move.get().standing() == Standing.DEPRECATED && !isDefault(value, shape)) {
            note(Kind.DEPRECATED_KEY, path, "is deprecated in chart " + profile.version(), remedy);
        }
    }

    private static boolean saysNothing(@Nullable Object value) {
        return value == null || Tree.isEmpty(value);
    }

    private static boolean isSwitchedOff(@Nullable Object value) {
        return Boolean.FALSE.equals(Tree.mapOrEmpty(value).get("enabled"));
    }

    private static boolean isDefault(@Nullable Object value, Shape shape) {
        return value != null
                && shape.defaultValue() != null
                && value.toString().equals(shape.defaultValue().toString());
    }

    private void wrongType(@Nullable Object value, Shape shape, KeyPath path) {
        Set<Type> taken = EnumSet.noneOf(Type.class);
        taken.addAll(shape.types());
        taken.addAll(profile.resolve(shape).types());
        if (value == null && path.toString().endsWith(REMOVABLE_DEFAULT) && shape.defaultValue() != null) {
            return;
        }
        String expected = taken.stream().map(Type::toString).collect(Collectors.joining(" or "));
        note(
                Kind.WRONG_TYPE,
                path,
                "is " + spoken(value) + ", but must be " + expected,
                remedy(value, taken, expected));
    }

    private static String spoken(@Nullable Object value) {
        Type type = Objects.requireNonNull(typeOf(value));
        return type == Type.BOOLEAN ? "a boolean" : type.toString();
    }

    private static String remedy(@Nullable Object value, Set<Type> taken, String expected) {
        if (value == null) {
            return "remove it";
        }
        Set<Type> unquoted = EnumSet.of(Type.BOOLEAN, Type.INTEGER, Type.NUMBER);
        if (taken.contains(Type.STRING) && unquoted.contains(typeOf(value))) {
            return "put it in double quotes";
        }
        boolean quotedNumber = (taken.contains(Type.INTEGER) || taken.contains(Type.NUMBER))
                && Tree.text(value).filter(text -> text.matches("-?[0-9]+")).isPresent();
        boolean quotedBoolean = taken.contains(Type.BOOLEAN) && ("true".equals(value) || "false".equals(value));
        return quotedNumber || quotedBoolean ? "write it without quotes" : "use " + expected;
    }

    /** In JSON, which Helm turns YAML into, a number without a fraction is an integer too. */
    private static Type typeOf(@Nullable Object value, KeyPath path) {
        Type type = typeOf(value);
        if (type == null) {
            throw new IllegalArgumentException(path + " contains a "
                    + Objects.requireNonNull(value).getClass().getName()
                    + "; values are maps, lists, strings, numbers, booleans and nulls");
        }
        return type;
    }

    /** Whether a shape has a type; what takes numbers takes integers. */
    private static boolean takes(Shape shape, Type type) {
        return shape.types().contains(type)
                || type == Type.INTEGER && shape.types().contains(Type.NUMBER);
    }

    private static @Nullable Type typeOf(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case NULL -> Type.NULL;
            case TEXT -> Type.STRING;
            case BOOLEAN -> Type.BOOLEAN;
            case INTEGER, BIG_INTEGER -> Type.INTEGER;
            case DECIMAL -> isWhole((Double) value) ? Type.INTEGER : Type.NUMBER;
            case LIST -> Type.LIST;
            case MAP -> Type.OBJECT;
            case OTHER -> null;
        };
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && !Double.isInfinite(number);
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map, KeyPath path) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            String text = Tree.text(key)
                    .orElseThrow(() -> new IllegalArgumentException(
                            (path.steps().isEmpty() ? "The values contain" : path + " contains") + " the key " + key
                                    + ", which is not text"));
            sorted.put(text, value);
        });
        return sorted;
    }

    private void note(Kind kind, KeyPath path, String wrong, String remedy) {
        problems.add(new ValuesProblem(kind, path.toString(), wrong, remedy, Optional.empty(), Optional.empty()));
    }
}
