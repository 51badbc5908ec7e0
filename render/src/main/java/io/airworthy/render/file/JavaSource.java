package io.airworthy.render.file;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java that builds a deployment, for teams that describe theirs in code: {@code AirflowDeployment.builder()…build()}. */
public final class JavaSource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    private static final int WIDTH = 100;
    private static final String INDENT = "        ";

    /** Maps of values may have null in them, and have an order. */
    private static final String OF_TREES = """

                private static Map<String, Object> map(Object... keysAndValues) {
                    Map<String, Object> map = new LinkedHashMap<>();
                    for (int i = 0; i < keysAndValues.length; i += 2) {
                        map.put((String) keysAndValues[i], keysAndValues[i + 1]);
                    }
                    return map;
                }
            """;

    private final Map<String, String> imports = new TreeMap<>();
    private boolean hasTree;

    private JavaSource() {}

    /**
     * A class whose method {@code deployment()} returns a deployment that equals the given one. Defaults are left out.
     *
     * @param deployment the deployment
     * @param packageName the package; empty for none
     * @param className the class
     * @return the text of a Java file, for Java 17
     * @throws IllegalArgumentException if one of the names is not a Java name
     */
    public static String of(AirflowDeployment deployment, String packageName, String className) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(packageName, "packageName");
        Objects.requireNonNull(className, "className");
        boolean isPackage =
                packageName.isEmpty() || Pattern.matches(NAME.pattern() + "([.]" + NAME.pattern() + ")*", packageName);
        if (!isPackage || !NAME.matcher(className).matches()) {
            throw new IllegalArgumentException(
                    "'" + packageName + "' and '" + className + "' have to be names of a Java package and class");
        }
        JavaSource source = new JavaSource();
        String value = source.expression(Shapes.of(AirflowDeployment.class), deployment);
        String type = source.name(AirflowDeployment.class);
        if (source.hasTree) {
            source.name(LinkedHashMap.class);
            source.name(Map.class);
        }
        return (packageName.isEmpty() ? "" : "package " + packageName + ";\n\n")
                + source.imports.values().stream()
                        .map(name -> "import " + name + ";\n")
                        .sorted()
                        .collect(Collectors.joining())
                + "\n/** The deployment that values files described. */\nfinal class " + className
                + " {\n\n    private "
                + className + "() {}\n\n    static " + type + " deployment() {\n        return " + inner(value)
                + ";\n    }\n" + (source.hasTree ? OF_TREES : "") + "}\n";
    }

    String expression(Shape shape, Object value) {
        return shape.java(this, value);
    }

    /** A type by its simple name, or in full where another one has that. */
    String name(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        String full = outer.getName();
        String simple = full.substring(full.lastIndexOf('.') + 1);
        boolean isMine = full.startsWith("java.lang.")
                || imports.computeIfAbsent(simple, absent -> full).equals(full);
        String canonical = Objects.requireNonNull(type.getCanonicalName());
        return isMine ? canonical.substring(full.length() - simple.length()) : canonical;
    }

    /** A value that a factory method without parameters makes. */
    String preset(Class<?> type, String method) {
        return name(type) + "." + method + "()";
    }

    /** A value by the public constant of its type that equals it, {@code Executor.CELERY}. */
    Optional<String> field(Object value) {
        return Arrays.stream(value.getClass().getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == value.getClass())
                .filter(field -> value.equals(Reflected.get(field)))
                .map(field -> name(value.getClass()) + "." + field.getName())
                .findFirst();
    }

    String constant(Enum<?> constant) {
        return name(constant.getDeclaringClass()) + "." + constant.name();
    }

    /** A value that is one text. */
    String text(Object value, String text) {
        return value instanceof String
                ? literal(text)
                : value instanceof Duration duration
                        ? duration(duration)
                        : value instanceof Period period
                                ? period(period)
                                : name(value.getClass()) + ".of(" + literal(text) + ")";
    }

    /** A text, each of its lines in a line of its own. */
    private static String literal(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append(i + 1 == text.length() ? "\\n" : "\\n\"\n" + INDENT + "+ \"");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    if (c >= ' ' && c < 127) {
                        quoted.append(c);
                    } else {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    static String number(Object value) {
        return value instanceof Long ? value + "L" : value.toString();
    }

    private String duration(Duration duration) {
        String type = name(Duration.class);
        return duration.getNano() == 0
                ? type + ".ofSeconds(" + duration.toSeconds() + "L)"
                : type + ".ofSeconds(" + duration.toSeconds() + "L, " + duration.getNano() + "L)";
    }

    private String period(Period period) {
        return name(Period.class) + ".of(" + period.getYears() + ", " + period.getMonths() + ", " + period.getDays()
                + ")";
    }

    /** Whatever a values file may hold. */
    String tree(@Nullable Object value) {
        return Tree.<String>fold(
                value,
                map -> {
                    List<String> parts = new ArrayList<>();
                    new TreeMap<Object, @Nullable Object>(map).forEach((key, inner) -> {
                        parts.add(literal((String) key));
                        parts.add(tree(inner));
                    });
                    hasTree = true;
                    return call("map", pairs(parts));
                },
                list -> call(
                        name(Arrays.class) + ".<Object>asList",
                        list.stream().map(this::tree).toList()),
                () -> switch (Tree.kind(value)) {
                    case TEXT -> literal(String.valueOf(value));
                    case BIG_INTEGER -> "new " + name(BigInteger.class) + "(\"" + value + "\")";
                    case NULL -> "(Object) null";
                    default -> number(Objects.requireNonNull(value));
                });
    }

    private static List<String> pairs(List<String> parts) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            pairs.add(parts.get(i) + ", " + parts.get(i + 1));
        }
        return pairs;
    }

    String many(Shape element, Collection<?> values, boolean isSet) {
        return call(
                name(isSet ? Set.class : List.class) + ".of",
                values.stream().map(value -> expression(element, value)).toList());
    }

    String map(Shape key, Shape value, Map<?, ?> map) {
        String entry = name(Map.class) + ".entry";
        return call(
                name(Map.class) + ".ofEntries",
                new TreeMap<>(map)
                        .entrySet().stream()
                                .map(each -> call(
                                        entry,
                                        List.of(expression(key, each.getKey()), expression(value, each.getValue()))))
                                .toList());
    }

    /** A call, in one line if it fits. */
    static String call(String head, List<String> arguments) {
        String line = head + "(" + String.join(", ", arguments) + ")";
        return line.length() <= WIDTH && !line.contains("\n")
                ? line
                : arguments.stream()
                        .map(argument -> "\n" + INDENT + inner(argument))
                        .collect(Collectors.joining(",", head + "(", ")"));
    }

    /** A builder's call, behind the others. */
    static String link(String name, String argument) {
        return "\n" + INDENT + "." + name + "(" + inner(argument) + ")";
    }

    private static String inner(String expression) {
        return expression.replace("\n", "\n" + INDENT);
    }
}
