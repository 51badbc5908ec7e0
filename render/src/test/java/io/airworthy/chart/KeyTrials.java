package io.airworthy.chart;

import io.airworthy.chart.ChartMove.Standing;
import io.airworthy.chart.Shape.Keys;
import io.airworthy.chart.Shape.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of values for every key of a chart's profile: to something that the chart takes and that is not there yet, with
 * the switches on that the key lies behind.
 */
public final class KeyTrials {

    /** A value at a path of plain keys. */
    public record Assignment(List<String> path, Object value) {

        static Assignment of(String path, Object value) {
            return new Assignment(List.of(path.split("\\.")), value);
        }
    }

    /** What is set beforehand, and the change that is tried. */
    public record Trial(String key, List<Assignment> before, List<Assignment> change) {

        /** The same with more set beforehand; what the key needs counts, where both say something. */
        public Trial in(List<Assignment> context) {
            return new Trial(
                    key, Stream.concat(context.stream(), before.stream()).toList(), change);
        }
    }

    private final ChartProfile profile;
    private final int airflowMajor;
    private final Map<?, ?> defaults;
    private final Map<String, List<Trial>> trials = new TreeMap<>();

    private KeyTrials(ChartProfile profile, int airflowMajor, Map<?, ?> defaults) {
        this.profile = profile;
        this.airflowMajor = airflowMajor;
        this.defaults = defaults;
    }

    /** The trials of every key, by the chart's profile and its {@code values.yaml}; {@code []} and {@code *} stand for any. */
    public static Map<String, List<Trial>> of(ChartProfile profile, int airflowMajor, Map<?, ?> defaults) {
        KeyTrials all = new KeyTrials(profile, airflowMajor, defaults);
        profile.root().children().forEach((key, shape) -> all.visit(KeyPath.ROOT.key(key), shape, List.of()));
        return all.trials;
    }

    private void visit(KeyPath path, Shape reference, List<Assignment> switches) {
        Shape shape = isOfTheChart(reference.definition()) ? profile.resolve(reference) : reference;
        if (isBranch(shape)) {
            shape.children().forEach((key, child) -> visit(path.key(key), child, behind(path, shape, key, switches)));
            return;
        }
        Object byDefault = get(defaults, steps(path));
        if (byDefault instanceof Map<?, ?> map && !map.isEmpty()) {
            add(path.toString(), switches, new Assignment(plus(steps(path), "airworthy"), like(map)));
        } else {
            for (Object value : others(shape, byDefault)) {
                add(path.toString(), switches, new Assignment(steps(path), value));
            }
        }
        Shape element = shape.element();
        if (element != null) {
            inside(path, element, "[]", switches, sample -> List.of(sample));
        }
        Shape mapValue = shape.mapValue();
        if (mapValue != null) {
            inside(path, mapValue, ".*", switches, sample -> Map.of("airworthy", sample));
        }
    }

    /** Tries each key of what a list or a map holds; what Kubernetes defines, the chart hands on. */
    private void inside(
            KeyPath path, Shape shape, String place, List<Assignment> switches, Function<Object, Object> holder) {
        if (!isBranch(shape)) {
            return;
        }
        leaves(List.of(), shape).forEach((steps, leaf) -> {
            Map<String, Object> one = sampleObject(shape, 0);
            Object earlier = get(one, steps);
            for (int length = 1; length < steps.size(); length++) {
                List<String> enabled = plus(steps.subList(0, length), "enabled");
                if (leaves(List.of(), shape).containsKey(enabled) && !enabled.equals(steps)) {
                    set(one, enabled, true);
                }
            }
            List<Assignment> before = Stream.concat(
                            switches.stream(), Stream.of(new Assignment(steps(path), holder.apply(one))))
                    .toList();
            List<Object> values = leaf.types().contains(Type.BOOLEAN) ? List.of(true, false) : List.of(sample(leaf, 1));
            for (Object value : values) {
                Map<String, Object> two = copy(one);
                if (earlier == null) {
                    shape.limits().requiredAnyOf().forEach(two::remove);
                }
                set(two, steps, value);
                add(
                        path + place + "." + String.join(".", steps),
                        before,
                        new Assignment(steps(path), holder.apply(two)));
            }
        });
    }

    private void add(String key, List<Assignment> before, Assignment change) {
        trials.computeIfAbsent(key, absent -> new ArrayList<>()).add(new Trial(key, before, List.of(change)));
    }

    private static Map<List<String>, Shape> leaves(List<String> path, Shape shape) {
        Map<List<String>, Shape> leaves = new LinkedHashMap<>();
        shape.children().forEach((key, child) -> {
            if (isBranch(child)) {
                leaves.putAll(leaves(plus(path, key), child));
            } else {
                leaves.put(plus(path, key), child);
            }
        });
        return leaves;
    }

    /** Kubernetes' own types begin with a capital, and the chart hands their values on as they are. */
    private static boolean isOfTheChart(@Nullable String definition) {
        return definition != null && Character.isLowerCase(definition.charAt(1));
    }

    private static boolean isBranch(Shape shape) {
        return shape.definition() == null && !shape.children().isEmpty();
    }

    /** An old switch beside newer ones is left alone: it would hide them. */
    private List<Assignment> behind(KeyPath path, Shape shape, String key, List<Assignment> switches) {
        Shape enabled = shape.children().get("enabled");
        if (enabled == null
                || !enabled.types().contains(Type.BOOLEAN)
                || key.equals("enabled")
                || isDeprecated(path.key("enabled"))) {
            return switches;
        }
        return Stream.concat(switches.stream(), Stream.of(new Assignment(steps(path.key("enabled")), true)))
                .toList();
    }

    private boolean isDeprecated(KeyPath path) {
        Optional<ChartMove> move = ChartMoves.find(profile.version(), airflowMajor, path);
        return path.steps().size() == 2
                && move.filter(it -> it.standing() == Standing.DEPRECATED).isPresent();
    }

    /** What the schema takes and is not the default; for a switch both, as templates may decide about its default. */
    private List<Object> others(Shape shape, @Nullable Object byDefault) {
        if (shape.types().contains(Type.BOOLEAN)) {
            return List.of(true, false);
        }
        return Stream.of(0, 1)
                .map(variant -> sample(shape, variant))
                .filter(sample -> !sample.equals(byDefault))
                .limit(1)
                .toList();
    }

    /** One more of what a map holds by default. */
    private static Object like(Map<?, ?> map) {
        boolean holdsMaps = map.values().iterator().next() instanceof Map;
        return holdsMaps ? Map.of("airworthy", "airworthy-0") : "airworthy-0";
    }

    private Object sample(Shape shape, int variant) {
        Shape resolved = profile.resolve(shape);
        List<String> allowed = resolved.limits().allowed();
        if (!allowed.isEmpty()) {
            return allowed.get(variant % allowed.size());
        }
        if (resolved.limits().dateTime()) {
            return "2026-0" + (variant + 1) + "-01T00:00:00Z";
        }
        if (resolved.types().contains(Type.OBJECT)) {
            return sampleObject(resolved, variant);
        }
        if (resolved.types().contains(Type.LIST)) {
            Shape element = resolved.element();
            return List.of(element == null ? "airworthy-" + variant : sample(element, variant));
        }
        if (resolved.types().contains(Type.BOOLEAN)) {
            return variant % 2 == 0;
        }
        if (resolved.types().contains(Type.INTEGER) || resolved.types().contains(Type.NUMBER)) {
            Long least = resolved.limits().minimum();
            return Math.max(least == null ? 0 : least, 7) + variant;
        }
        return "airworthy-" + variant;
    }

    /** The keys that it has to have; one if it has to have none; an invented one where the keys are free. */
    private Map<String, Object> sampleObject(Shape shape, int variant) {
        Map<String, Object> object = new TreeMap<>();
        Stream.concat(
                        shape.limits().required().stream(),
                        shape.limits().requiredAnyOf().stream().limit(1))
                .forEach(key -> object.put(
                        key, sample(Objects.requireNonNull(shape.children().get(key)), variant)));
        if (object.isEmpty() && !shape.children().isEmpty()) {
            Map.Entry<String, Shape> simplest = shape.children().entrySet().stream()
                    .filter(entry -> !profile.resolve(entry.getValue()).types().contains(Type.OBJECT))
                    .findFirst()
                    .orElseGet(() -> shape.children().entrySet().iterator().next());
            object.put(simplest.getKey(), sample(simplest.getValue(), variant));
        }
        if (object.isEmpty() && shape.keys() != Keys.CLOSED) {
            Shape value = shape.mapValue();
            object.put("airworthy", value == null ? "airworthy-" + variant : sample(value, variant));
        }
        return object;
    }

    private static List<String> steps(KeyPath path) {
        return path.steps().stream().map(KeyPath.Step::text).toList();
    }

    private static List<String> plus(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static @Nullable Object get(Map<?, ?> map, List<String> path) {
        Object value = map;
        for (String step : path) {
            value = value instanceof Map<?, ?> inner ? inner.get(step) : null;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> copy.put(key, value instanceof Map ? copy((Map<String, Object>) value) : value));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> map, List<String> path, Object value) {
        Map<String, Object> here = map;
        for (String step : path.subList(0, path.size() - 1)) {
            here = (Map<String, Object>) here.computeIfAbsent(step, absent -> new TreeMap<String, Object>());
        }
        here.put(path.get(path.size() - 1), value);
    }
}
