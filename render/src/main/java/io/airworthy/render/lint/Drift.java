package io.airworthy.render.lint;

import io.airworthy.AirflowDeployment;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.pods.Quantity;
import io.airworthy.render.source.SourceDocument;
import io.airworthy.render.source.SourceText;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a live release has otherwise than its deployment says, because somebody changed it by hand or never delivered a change.
 *
 * <pre>{@code
 * Drift drift = Drift.of(deployment);
 * drift.ofValues(SourceText.of("live", runs("helm get values airflow"))).forEach(System.out::println);
 * drift.ofManifests(SourceText.of("live", runs("kubectl get deployment,statefulset,configmap,pdb -o yaml")))
 *         .forEach(System.out::println);
 * }</pre>
 *
 * <p>What the chart or Kubernetes fill in by themselves is no difference. Instances are immutable and safe for use by several
 * threads.
 */
public final class Drift {

    /** Where the values say what the workload with a label is like: components, and what they need beside them. */
    private static final Map<String, String> KEYS = keys();

    /** Of whatever scales a workload, the label of that workload comes first. */
    private static final String SCALER = "-horizontalpodautoscaler";

    private static final Map<String, String> CRON_JOBS =
            Map.of("airflow-cleanup-pods", "cleanup", "database-cleanup", "databaseCleanup");

    /** Where Kubernetes has an amount, which it writes in another way than it was given. */
    private static final Pattern QUANTITY =
            Pattern.compile("(.*\\.)?((requests|limits)\\.[^.]+|size|sizeLimit|averageValue)");

    private static final Pattern HEAD = Pattern.compile("\\A(USER-SUPPLIED|COMPUTED) VALUES:");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(pass|password|passwd|token|jwtsecret|_secret|(fernet|secret|private|access|api)_?key)");
    private static final Pattern SECRET_TEXT = Pattern.compile("(?s).*(://[^/@\\s]*:[^/@\\s]+@|PRIVATE KEY).*");

    private final AirflowDeployment deployment;
    private final ChartProfile profile;
    private final Map<String, @Nullable Object> ours;

    private Drift(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.profile = ChartProfile.of(deployment.chartVersion().text());
        this.ours = ChartValues.of(deployment).asMap();
    }

    /**
     * What a release should be like.
     *
     * @param deployment a deployment of a supported chart version
     * @return what compares releases with it
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static Drift of(AirflowDeployment deployment) {
        return new Drift(Objects.requireNonNull(deployment, "deployment"));
    }

    /**
     * Compares the values of a release.
     *
     * @param live what {@code helm get values} prints, with its heading or without
     * @return the differences, ordered by key; nothing is thrown for what the text holds
     */
    public List<Difference> ofValues(SourceText live) {
        Objects.requireNonNull(live, "live");
        Map<String, @Nullable Object> expected = leaves(ours);
        Map<String, @Nullable Object> there = new TreeMap<>();
        trees(SourceText.of(live.name(), HEAD.matcher(live.text()).replaceFirst("#")))
                .limit(1)
                .forEach(tree -> leaves(tree).forEach((key, value) -> there.put(place(key, expected), value)));
        return differences(expected, there);
    }

    /** Where we say what stands at a key that has moved. */
    private String place(String key, Map<String, @Nullable Object> expected) {
        return expected.containsKey(key)
                ? key
                : ChartMoves.otherPlaces(profile.version(), deployment.airflowVersion(), KeyPath.of(key)).stream()
                        .map(KeyPath::toString)
                        .filter(expected::containsKey)
                        .findFirst()
                        .orElse(key);
    }

    /**
     * Compares the objects of a release: how many pods of each component there are, from which image, with which resources and
     * where, what scales them, how many of them may be missing, when the CronJobs run, and the options in {@code airflow.cfg}.
     *
     * @param live what {@code kubectl get … -o yaml} prints: objects, or lists of them; others than the release's are passed over
     * @return the differences, ordered by key; nothing is thrown for what the text holds
     */
    public List<Difference> ofManifests(SourceText live) {
        Objects.requireNonNull(live, "live");
        Map<String, @Nullable Object> expected = new TreeMap<>();
        Map<String, @Nullable Object> there = new TreeMap<>();
        trees(live).flatMap(Drift::objects).filter(this::isOfRelease).forEach(object -> {
            String label = text(object, "metadata.labels.component");
            switch (text(object, "kind")) {
                case "Deployment", "StatefulSet" ->
                    component(object, label).ifPresent(key -> workload(key, object, expected, there));
                case "PodDisruptionBudget" ->
                    component(object, label).ifPresent(key -> budget(key, object, expected, there));
                case "HorizontalPodAutoscaler" ->
                    component(object, label.replace(SCALER, "")).ifPresent(key -> {
                        Map<String, String> fields =
                                Map.of("minReplicaCount", "minReplicas", "maxReplicaCount", "maxReplicas");
                        optional(key + ".hpa", fields, object, expected, there);
                    });
                case "ScaledObject" ->
                    component(object, label.replace(SCALER, "")).ifPresent(key -> {
                        Map<String, String> fields =
                                same("minReplicaCount", "maxReplicaCount", "pollingInterval", "cooldownPeriod");
                        optional(key + ".keda", fields, object, expected, there);
                    });
                case "CronJob" ->
                    Optional.ofNullable(CRON_JOBS.get(label)).ifPresent(key -> {
                        Map<String, String> fields =
                                same("schedule", "failedJobsHistoryLimit", "successfulJobsHistoryLimit");
                        optional(key, fields, object, expected, there);
                    });
                case "ConfigMap" -> options(text(object, "data[\"airflow.cfg\"]"), expected, there);
                default -> {}
            }
        });
        return differences(expected, there);
    }

    private static Stream<Map<?, ?>> objects(Map<?, ?> tree) {
        return tree.containsKey("items")
                ? Tree.listOrEmpty(tree.get("items")).stream().map(Tree::mapOrEmpty)
                : Stream.of(tree);
    }

    private boolean isOfRelease(Map<?, ?> object) {
        return text(object, "metadata.labels.release").equals(deployment.releaseName());
    }

    private static Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>(Map.of("pgbouncer", "pgbouncer", "flower", "flower"));
        Stream.of(Component.values())
                .filter(component -> component != Component.WEB)
                .forEach(component -> keys.put(component.label(), component.attribute()));
        Stream.of(WebTier.values()).forEach(tier -> keys.put(tier.componentLabel(), tier.valuesKey()));
        return keys;
    }

    /** Where the values say what belongs to a label; sets of workers are not compared. */
    private Optional<String> component(Map<?, ?> object, String label) {
        if (label.equals(Component.WORKERS.label())) {
            return text(object, "metadata.name").matches(".*-" + label + "(-pdb)?")
                    ? Optional.of(profile.has("workers.celery.replicas") ? "workers.celery" : "workers")
                    : Optional.empty();
        }
        return Optional.ofNullable(KEYS.get(label));
    }

    private static Map<String, String> same(String... fields) {
        return Stream.of(fields).collect(Collectors.toMap(Function.identity(), Function.identity()));
    }

    /** Something that is there only if it is switched on, and fields of its specification by the keys that say them. */
    private void optional(
            String key,
            Map<String, String> fields,
            Map<?, ?> object,
            Map<String, @Nullable Object> expected,
            Map<String, @Nullable Object> there) {
        compare(key + ".enabled", true, expected, there);
        fields.forEach((name, field) -> {
            if (usual(key + "." + name) != null) {
                compare(key + "." + name, find(object, "spec." + field), expected, there);
            }
        });
    }

    private void budget(
            String component,
            Map<?, ?> object,
            Map<String, @Nullable Object> expected,
            Map<String, @Nullable Object> there) {
        String key = component + ".podDisruptionBudget";
        compare(key + ".enabled", true, expected, there);
        String config = key + ".config";
        // The chart says one of the two by default, and whoever says the other one takes that away.
        Object least = find(ours, config + ".minAvailable");
        expected.put(config + ".minAvailable", least);
        expected.put(
                config + ".maxUnavailable",
                least == null ? usual(config + ".maxUnavailable") : find(ours, config + ".maxUnavailable"));
        there.put(config + ".minAvailable", find(object, "spec.minAvailable"));
        there.put(config + ".maxUnavailable", find(object, "spec.maxUnavailable"));
    }

    private void workload(
            String key, Map<?, ?> object, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> there) {
        boolean isScaled =
                Stream.of("keda", "hpa").anyMatch(by -> Boolean.TRUE.equals(usual(key + "." + by + ".enabled")));
        if (!isScaled) {
            compare(key + ".replicas", find(object, "spec.replicas"), expected, there);
        }
        Map<?, ?> container = Tree.mapOrEmpty(find(object, "spec.template.spec.containers[0]"));
        for (String amount : List.of("requests.cpu", "requests.memory", "limits.cpu", "limits.memory")) {
            compare(key + ".resources." + amount, find(container, "resources." + amount), expected, there);
        }
        for (String of : List.of("priorityClassName", "terminationGracePeriodSeconds", "runtimeClassName")) {
            if (profile.has(key + "." + of) && usual(key + "." + of) != null) {
                compare(key + "." + of, find(object, "spec.template.spec." + of), expected, there);
            }
        }
        for (String of : List.of("nodeSelector", "tolerations")) {
            String place = key + "." + of;
            Object said = usual(place);
            expected.put(place, said == null || Tree.isEmpty(said) ? usual(of) : said);
            there.put(place, find(object, "spec.template.spec." + of));
        }
        boolean isAirflow = !key.equals("pgbouncer");
        if (isAirflow && deployment.image().digest().isEmpty()) {
            String image = text(container, "image");
            int colon = image.lastIndexOf(':');
            compare("defaultAirflowRepository", colon < 0 ? image : image.substring(0, colon), expected, there);
            compare("defaultAirflowTag", colon < 0 ? null : image.substring(colon + 1), expected, there);
        }
    }

    private void compare(
            String key,
            @Nullable Object value,
            Map<String, @Nullable Object> expected,
            Map<String, @Nullable Object> there) {
        expected.put(key, usual(key));
        there.put(key, value);
    }

    /** What we say, or the chart if we do not. */
    private @Nullable Object usual(String key) {
        Object said = find(ours, key);
        return said != null
                ? said
                : ChartMoves.otherPlaces(profile.version(), deployment.airflowVersion(), KeyPath.of(key)).stream()
                        .flatMap(place -> Values.at(ours, place).stream())
                        .findFirst()
                        .or(() -> profile.defaultOf(key))
                        .orElse(null);
    }

    /** The options that we set; what stands beside them is the chart's. */
    private void options(String file, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> there) {
        if (file.isEmpty()) {
            return;
        }
        Map<String, String> live = new TreeMap<>();
        String section = "";
        for (String line : file.lines().toList()) {
            if (line.startsWith("[")) {
                section = line.replaceAll("[\\[\\]\\s]", "");
            } else if (line.indexOf('=') > 0 && !line.startsWith("#") && !line.startsWith(" ")) {
                int equals = line.indexOf('=');
                live.put(
                        "config." + section + "." + line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        leaves(ours).forEach((key, value) -> {
            boolean isPlain =
                    key.startsWith("config.") && !String.valueOf(value).contains("\n");
            if (isPlain && !String.valueOf(value).contains("{{")) {
                expected.put(key, value);
                there.put(key, live.get(key));
            }
        });
        live.forEach((key, value) -> {
            if (!expected.containsKey(key) && profile.defaultOf(key).isEmpty()) {
                there.put(key, value);
            }
        });
    }

    private List<Difference> differences(Map<String, @Nullable Object> expected, Map<String, @Nullable Object> there) {
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(there.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            Object here = said(key, expected);
            Object other = said(key, there);
            if (!isSame(key, here, other)) {
                differences.add(new Difference(
                        Settings.attributeAt(deployment, key).filter(name -> !name.isEmpty()),
                        key,
                        Optional.ofNullable(shown(key, here)),
                        Optional.ofNullable(shown(key, other))));
            }
        }
        return differences;
    }

    /** What is not said is as the chart has it. */
    private @Nullable Object said(String key, Map<String, @Nullable Object> values) {
        Object value = values.get(key);
        return value == null && !values.containsKey(key)
                ? profile.defaultOf(key).orElse(null)
                : value;
    }

    private static boolean isSame(String key, @Nullable Object one, @Nullable Object other) {
        if (isNothing(one) || isNothing(other)) {
            return isNothing(one) && isNothing(other);
        }
        return switch (Tree.kind(one)) {
            case MAP -> {
                Map<?, ?> ours = Tree.mapOrEmpty(one);
                Map<?, ?> theirs = Tree.mapOrEmpty(other);
                yield Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
                        .allMatch(name -> isSame(key + "." + name, ours.get(name), theirs.get(name)));
            }
            case LIST -> {
                List<?> ours = Tree.listOrEmpty(one);
                List<?> theirs = Tree.listOrEmpty(other);
                yield ours.size() == theirs.size()
                        && IntStream.range(0, ours.size()).allMatch(i -> isSame(key, ours.get(i), theirs.get(i)));
            }
            default ->
                String.valueOf(one).equals(String.valueOf(other))
                        || Tree.isNumber(one)
                                && Tree.isNumber(other)
                                && number(one).compareTo(number(other)) == 0
                        || QUANTITY.matcher(key).matches()
                                && amount(one).isPresent()
                                && amount(one).equals(amount(other));
        };
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null || "".equals(value) || Tree.isEmpty(value);
    }

    private static BigDecimal number(@Nullable Object value) {
        return new BigDecimal(String.valueOf(value));
    }

    private static Optional<BigDecimal> amount(@Nullable Object value) {
        return Quantity.of(String.valueOf(value)).amount().map(BigDecimal::stripTrailingZeros);
    }

    /** A value without what looks secret in it. */
    private static @Nullable Object shown(String name, @Nullable Object value) {
        return switch (Tree.kind(value)) {
            case MAP -> {
                Map<?, ?> map = Tree.mapOrEmpty(value);
                Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                map.forEach((key, inner) -> shown.put(String.valueOf(key), shown(nameOf(map, key), inner)));
                yield shown;
            }
            case LIST -> {
                List<@Nullable Object> shown = new ArrayList<>();
                Tree.listOrEmpty(value).forEach(inner -> shown.add(shown(name, inner)));
                yield shown;
            }
            case TEXT -> {
                boolean isSecret = SECRET_NAME.matcher(name).matches()
                        || SECRET_TEXT.matcher(String.valueOf(value)).matches();
                yield isSecret ? "<redacted>" : value;
            }
            default -> value;
        };
    }

    /** A variable's value goes by the variable's name. */
    private static String nameOf(Map<?, ?> map, Object key) {
        return key.equals("value") ? Tree.text(map.get("name")).orElse("value") : String.valueOf(key);
    }

    private static Stream<Map<String, @Nullable Object>> trees(SourceText text) {
        return text.read().documents().stream()
                .map(SourceDocument::root)
                .filter(root -> root.mapping().isPresent())
                .map(Values::map);
    }

    private static Map<String, @Nullable Object> leaves(Map<?, ?> tree) {
        Map<String, @Nullable Object> leaves = new TreeMap<>();
        collect(KeyPath.ROOT, tree, leaves);
        return leaves;
    }

    private static void collect(KeyPath here, @Nullable Object value, Map<String, @Nullable Object> leaves) {
        Map<?, ?> map = Tree.mapOrEmpty(value);
        map.forEach((key, inner) -> collect(here.key(String.valueOf(key)), inner, leaves));
        if (map.isEmpty() && !here.steps().isEmpty()) {
            leaves.put(here.toString(), value);
        }
    }

    private static @Nullable Object find(Map<?, ?> object, String path) {
        return Values.at(object, KeyPath.of(path)).orElse(null);
    }

    private static String text(Map<?, ?> object, String path) {
        return Values.at(object, KeyPath.of(path)).flatMap(Tree::text).orElse("");
    }
}
