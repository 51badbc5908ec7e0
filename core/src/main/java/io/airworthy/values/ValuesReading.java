package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartOptions;
import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that somebody wrote by hand, in the terms of the model: the deployment that they describe, and what they say that
 * no attribute can say.
 *
 * <p>Values do not tell everything: what is in Secrets and on servers comes from the deployment that they are read into.
 */
public final class ValuesReading {

    /** What the model says in another way: the database of the chart's own is not for production, and Secrets hold keys. */
    private static final List<String> REPLACED = List.of(
            "postgresql",
            "fernetKey",
            "webserverSecretKey",
            "apiSecretKey",
            "jwtSecret",
            "data.metadataConnection.pass",
            "data.metadataConnection.protocol",
            "data.resultBackendConnection",
            "data.brokerUrl",
            "redis.password",
            "createUserJob.defaultUser.password",
            "webserver.defaultUser.password");

    private static final String OPTION = "config.";

    private static final Pattern END_OF_TEXT = Pattern.compile("[\"'}\\s]*$");

    private final AirflowDeployment into;
    private final Map<String, @Nullable Object> said;
    private final AirflowDeployment read;

    private ValuesReading(AirflowDeployment into, Map<String, @Nullable Object> said) {
        this.into = into;
        this.said = said;
        this.read = read(into, said);
    }

    /**
     * Reads values.
     *
     * @param deployment what values do not tell; of a supported chart version
     * @param values values of its chart
     * @return what they say
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static ValuesReading of(AirflowDeployment deployment, Map<String, @Nullable Object> values) {
        Objects.requireNonNull(deployment, "deployment");
        return new ValuesReading(deployment, FrozenTree.of(values, "values"));
    }

    /**
     * The deployment that the values describe, as far as attributes say it.
     *
     * @return the deployment that they were read into, with what they say; without extra values of their own
     */
    public AirflowDeployment deployment() {
        return read;
    }

    /**
     * What the values say that no attribute says. What the chart does by default is not among it, nor what has no effect:
     * keys that the chart does not have, and those of something that does not run.
     *
     * @return keys, and places in lists, in the order of the values
     */
    public List<String> others() {
        Map<String, @Nullable Object> written = ChartValues.of(read).asMap();
        ChartKeys keys = new ChartKeys(read);
        Map<Setting, List<String>> settings = places(keys);
        UnreadKeys unread = new UnreadKeys(read, said);
        return leaves(KeyPath.ROOT, said)
                .filter(leaf -> !unread.has(leaf.key().toString()) && !leaf.isOptionOfTheChart())
                .filter(leaf -> !isReplaced(leaf))
                .filter(leaf -> places(keys, leaf.key()).noneMatch(key -> leaf.isIn(written, key)))
                .filter(leaf -> saysMore(keys, leaf))
                .filter(leaf -> Stream.of(read, into)
                        .noneMatch(deployment -> isRead(
                                leaf, deployment, said, places(keys, leaf.key()).toList(), settings)))
                .map(leaf -> leaf.path().toString())
                .toList();
    }

    /**
     * What the values say without effect: keys that the chart does not have, and those of something that does not run.
     *
     * @return keys, and places in lists, in the order of the values
     */
    public List<String> unread() {
        UnreadKeys unread = new UnreadKeys(read, said);
        return more(leaf -> unread.has(leaf.key().toString()));
    }

    /**
     * What the values say and no deployment does: keys and passwords, which Secrets hold, and a database of the chart's own.
     *
     * @return keys, and places in lists, in the order of the values
     */
    public List<String> replaced() {
        return more(ValuesReading::isReplaced);
    }

    private List<String> more(Predicate<Leaf> those) {
        ChartKeys keys = new ChartKeys(read);
        Map<String, @Nullable Object> written = ChartValues.of(read).asMap();
        return leaves(KeyPath.ROOT, said)
                .filter(those.and(leaf -> saysMore(keys, leaf)).and(leaf -> !leaf.isIn(written, leaf.key())))
                .map(leaf -> leaf.path().toString())
                .toList();
    }

    private static boolean isReplaced(Leaf leaf) {
        return REPLACED.stream().anyMatch(key -> Settings.isInside(leaf.key().toString(), key));
    }

    /** Than the chart says itself. */
    private static boolean saysMore(ChartKeys keys, Leaf leaf) {
        return keys.profile()
                .defaultOf(leaf.key().toString())
                .map(usual -> !leaf.isValue(usual))
                .orElse(!leaf.saysNothing());
    }

    /** Some settings depend on others, which may be read after them. */
    private static AirflowDeployment read(AirflowDeployment into, Map<String, @Nullable Object> values) {
        AirflowDeployment read = into;
        AirflowDeployment before;
        int rounds = 0;
        do {
            before = read;
            // What was read may say whose variables those are that come next.
            Given given = Given.all(read, values);
            for (Setting setting : Settings.ALL) {
                AirflowDeployment next = setting.read(read, given);
                if (next != read) {
                    read = next;
                    given = given.into(read);
                }
            }
        } while (!read.equals(before) && ++rounds < 3);
        return withShared(read);
    }

    /** One Secret for several purposes is one that somebody else makes. */
    private static AirflowDeployment withShared(AirflowDeployment read) {
        Map<Purpose, String> names = read.secretNames();
        return read.toBuilder()
                .addAllSuppliedSecrets(names.keySet().stream()
                        .filter(purpose -> Collections.frequency(names.values(), names.get(purpose)) > 1)
                        .toList())
                .build();
    }

    /** The settings that are read, with the places of their keys in this chart. */
    private static Map<Setting, List<String>> places(ChartKeys keys) {
        Map<Setting, List<String>> places = new LinkedHashMap<>();
        Settings.ALL.stream()
                .filter(Setting::isRead)
                .forEach(setting -> places.put(
                        setting,
                        setting.keys().stream()
                                .flatMap(key -> setting.isWritten() ? withTexts(key) : Stream.of(key))
                                .flatMap(key -> keys.places(key).stream())
                                .map(key -> key.replace(".*", ""))
                                .toList()));
        return places;
    }

    /** Variables of all pods may be options, and volumes of all pods may be mounted in some. */
    private static Stream<String> withTexts(String key) {
        return key.startsWith(OPTION)
                ? Stream.of(key, "extraEnv")
                : key.endsWith(".extraVolumes") ? Stream.of(key, "volumes") : Stream.of(key);
    }

    /** Whether an attribute would be another one if something else stood there. */
    private static boolean isRead(
            Leaf leaf,
            AirflowDeployment into,
            Map<String, @Nullable Object> said,
            List<KeyPath> places,
            Map<Setting, List<String>> settings) {
        Given as = Given.all(into, said);
        Given changed = Given.all(into, changed(said, leaf.key().steps(), leaf));
        return settings.entrySet().stream()
                .filter(setting -> setting.getValue().stream()
                        .anyMatch(key -> places.stream().anyMatch(place -> Settings.isInside(place.toString(), key))))
                .map(Map.Entry::getKey)
                .anyMatch(setting ->
                        !setting.isWritten() || !setting.read(into, changed).equals(setting.read(into, as)));
    }

    private static Stream<KeyPath> places(ChartKeys keys, KeyPath key) {
        return Stream.concat(Stream.of(key), keys.otherPlaces(key).stream());
    }

    /** A value that has no keys: of a list, each element is one. */
    private record Leaf(KeyPath key, int place, @Nullable Object value) {

        KeyPath path() {
            return place < 0 ? key : key.place(place);
        }

        boolean saysNothing() {
            return value == null || "".equals(value) || Tree.isEmpty(value);
        }

        boolean isOptionOfTheChart() {
            String path = key.toString();
            return path.startsWith(OPTION)
                    && ChartOptions.areOfTheChart(path.substring(OPTION.length()), String.valueOf(value));
        }

        boolean isIn(Map<String, @Nullable Object> values, KeyPath other) {
            List<KeyPath.Step> steps = other.steps();
            Map<?, ?> map = parent(values, steps);
            String last = steps.get(steps.size() - 1).text();
            return map.containsKey(last)
                    && (place < 0
                            ? isValue(map.get(last))
                            : Tree.listOrEmpty(map.get(last)).stream().anyMatch(this::isValue));
        }

        private boolean isValue(@Nullable Object other) {
            return Objects.equals(String.valueOf(value), String.valueOf(other));
        }
    }

    private static Stream<Leaf> leaves(KeyPath path, @Nullable Object value) {
        return Tree.isEmpty(value)
                ? Stream.of(new Leaf(path, -1, value))
                : Tree.fold(
                        value,
                        map -> map.entrySet().stream()
                                .flatMap(entry -> leaves(path.key(String.valueOf(entry.getKey())), entry.getValue())),
                        list -> IntStream.range(0, list.size())
                                .mapToObj(place -> new Leaf(path, place, list.get(place))),
                        () -> Stream.of(new Leaf(path, -1, value)));
    }

    private static Map<String, @Nullable Object> changed(Map<?, ?> values, List<KeyPath.Step> steps, Leaf leaf) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        values.forEach((key, value) -> changed.put(
                (String) key,
                !key.equals(steps.get(0).text())
                        ? value
                        : steps.size() > 1
                                ? changed(Tree.mapOrEmpty(value), steps.subList(1, steps.size()), leaf)
                                : leaf.place() < 0
                                        ? another(value)
                                        : withAnother(Tree.listOrEmpty(value), leaf.place())));
        return changed;
    }

    private static List<@Nullable Object> withAnother(List<?> elements, int place) {
        List<@Nullable Object> changed = new ArrayList<>(elements);
        changed.set(place, another(elements.get(place)));
        return changed;
    }

    /** Something else of the same kind: with another digit in front it may still be a duration, with one behind still YAML. */
    private static Object another(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case INTEGER -> Long.parseLong(String.valueOf(value)) + 1;
            case BOOLEAN -> Boolean.FALSE.equals(value);
            case MAP -> {
                Map<String, Object> other = new LinkedHashMap<>();
                Tree.mapOrEmpty(value).forEach((key, inner) -> other.put((String) key, another(inner)));
                yield other;
            }
            case LIST ->
                Tree.listOrEmpty(value).stream().map(ValuesReading::another).toList();
            default ->
                NetworkValues.PORT.matcher(String.valueOf(value)).matches()
                        ? "7"
                        : String.valueOf(value).contains("\n")
                                ? END_OF_TEXT.matcher(String.valueOf(value)).replaceFirst("7$0")
                                : "7" + value;
        };
    }

    private static Map<?, ?> parent(Map<?, ?> map, List<KeyPath.Step> steps) {
        return steps.size() == 1
                ? map
                : parent(Tree.mapOrEmpty(map.get(steps.get(0).text())), steps.subList(1, steps.size()));
    }
}
