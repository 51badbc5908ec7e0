package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.extra;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartTrait;
import io.airworthy.chart.PlainText;
import io.airworthy.database.PoolMode;
import io.airworthy.database.TlsMode;
import io.airworthy.frozen.Tree;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The chart values that the user adds. */
final class ExtraValuesRules {

    private static final String PARAMETERS = "https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html";

    private static final Set<String> NAMING_KEYS = Set.of("fullnameOverride", "nameOverride", "useStandardNaming");

    private static final Set<String> ANNOTATIONS =
            Set.of("airflowPodAnnotations", "annotations", "jobAnnotations", "podAnnotations");

    static final Rule OBJECT_NAMES_ARE_KEPT = Rule.error("VAL-001")
            .title("An extra value changes the names of the chart's objects")
            .because("Secrets, URLs and the runbook's commands use the chart's usual names, and would refer to"
                    + " objects that do not exist")
            .remedy("remove it, and set fullName or releaseName instead")
            .source(PARAMETERS)
            .brokenBy(it -> it.extraValue("useStandardNaming", true))
            .finds(deployment -> deployment.extraValues().keySet().stream()
                    .filter(NAMING_KEYS::contains)
                    .sorted()
                    .map(key -> at(key, "it changes the names of objects"))
                    .toList());

    static final Rule TYPES_ARE_WRITABLE = Rule.error("VAL-003")
            .title("An extra value has a type that a values file cannot hold")
            .because("it cannot be written to the values file")
            .remedy("use maps with text keys, lists, strings, integers and booleans, at most " + ValuesTree.DEEPEST
                    + " levels deep; to remove a default use an empty value of its type")
            .source(PARAMETERS)
            .notWaivable()
            .brokenBy(it -> it.extraValue("statsd", Map.of("scale", 0.5)))
            .finds(deployment -> ValuesTree.of(deployment)
                    .leaves()
                    .filter(leaf -> !leaf.isWritable())
                    .map(leaf -> at(leaf.path(), leaf.typeInWords()))
                    .toList());

    static final Rule NO_BUNDLED_DATABASE = Rule.error("VAL-004")
            .title("An extra value turns on the bundled PostgreSQL")
            .because("the chart starts a database without backups, from an image that is no longer available at its"
                    + " old address, next to the database that is used")
            .remedy("remove it")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#database")
            .brokenBy(it -> it.extraValue("postgresql", Map.of("enabled", true)))
            .finds(extra("postgresql.enabled").unless(enabled -> enabled.equals(false), enabled -> "it is not false"));

    static final Rule EXTRA_VALUES_ARE_LEFT_TO_THE_MODEL = Rule.error("VAL-005")
            .title("An extra value sets what the model decides")
            .because("the rules for the attribute do not see it, and the chart silently uses one of the two")
            .remedy("remove it and use the attribute")
            .source(PARAMETERS)
            .after(ChartRules.PREREQUISITES)
            .brokenBy(it -> it.extraValue("images", Map.of("airflow", Map.of("tag", "3.2.2-team"))))
            .finds(ChartRules.whereValuesCanBeDerived(ExtraDecisions::of));

    static final Rule CLEAN_UP_HAS_THE_CA_BUNDLE = Rule.error("VAL-006")
            .title("The clean-up job lacks the CA bundle")
            .because("chart 1.15.0 mounts no volumes into it, so it cannot verify the database's certificate and"
                    + " never connects")
            .remedy("use chart 1.16.0 or later, or remove cleanup")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#cleanup")
            .after("VER-001")
            .brokenBy(it -> it.chartVersion("1.15.0")
                    .airflowVersion("2.9.3")
                    .waive("HA-005", "this chart has no such budgets")
                    .pgBouncer(pool -> pool.poolMode(PoolMode.SESSION).clientTls(TlsMode.VERIFY_CA))
                    .waive("PGB-003", "the migration keeps its session")
                    .extraValue("cleanup", Map.of("enabled", true)))
            .finds(together(List.of(
                    extra("cleanup.enabled")
                            .when(
                                    (enabled, deployment) -> enabled.equals(true) && cleansWithoutFiles(deployment),
                                    (enabled, deployment) -> "its pods have no CA bundle"),
                    DEPLOYMENT
                            .given("podCleanup", AirflowDeployment::podCleanup)
                            .when(
                                    (cleanup, deployment) -> cleansWithoutFiles(deployment),
                                    (cleanup, deployment) -> "its pods have no CA bundle"))));

    /** The chart's own keys for what is in the Secret that {@code pgbouncer.configSecretName} names. */
    private static final String[] UNREAD = Stream.of(
                    "auth_file",
                    "auth_type",
                    "ciphers",
                    "extraIni",
                    "extraIniMetadata",
                    "extraIniResultBackend",
                    "logConnections",
                    "logDisconnections",
                    "maxClientConn",
                    "metadataPoolSize",
                    "resultBackendPoolSize",
                    "ssl.ca",
                    "sslmode",
                    "verbose")
            .map(key -> "pgbouncer." + key)
            .toArray(String[]::new);

    static final Rule POOL_VALUES_ARE_READ = Rule.error("VAL-007")
            .title("An extra value has no effect on the pool")
            .because("PgBouncer reads its configuration from a Secret that Airworthy describes, and the chart ignores"
                    + " its own keys for it")
            .remedy("remove it, and use the attributes of pgBouncer")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer")
            .brokenBy(it -> it.extraValue("pgbouncer", Map.of("maxClientConn", 500)))
            .finds(extra(UNREAD)
                    .where(deployment -> deployment.pgBouncer().isPresent())
                    .finds(part -> Stream.of(part.finding("the chart ignores it"))));

    static final Rule NEEDED_VALUES_ARE_KEPT = Rule.error("VAL-008")
            .title("An extra value removes something that the deployment needs")
            .because("pods do not start, or silently lose what they produce")
            .remedy("remove it, or waive this if what is missing is provided in another way")
            .source(PARAMETERS)
            .brokenBy(it -> it.extraValue("enableBuiltInSecretEnvVars", Map.of("AIRFLOW__CORE__FERNET_KEY", false)))
            .finds(ExtraLosses::of);

    static final Rule LABELS_ARE_VALID = Rule.error("VAL-009")
            .title("A label or annotation is not valid")
            .because("Kubernetes rejects the object, or the chart's selectors no longer find its pods")
            .remedy("use letters, digits, dashes, dots and underscores in keys and label values, at most 63"
                    + " characters each; a key may have a domain and a slash before it; do not replace the chart's own"
                    + " labels")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/")
            .brokenBy(it -> it.extraValue("statsd", Map.of("podAnnotations", Map.of("cost centre", "1"))))
            .finds(deployment -> ValuesTree.of(deployment)
                    .maps()
                    .flatMap(ExtraValuesRules::labelFaults)
                    .toList());

    static final Rule CONNECTION_BUDGET_IS_COMPLETE = Rule.warning("VAL-010")
            .title("An extra value adds processes that the connection budget does not count")
            .because("they open more connections to the pool and the database than the connection budget allows for")
            .remedy(
                    "remove it and use ha.workerGroups or ha.webScaling, which are counted; or leave room for them in the"
                            + " pool and the server and waive this")
            .source(PARAMETERS)
            .brokenBy(it -> it.extraValue(
                    "workers", Map.of("celery", Map.of("sets", List.of(Map.of("name", "gpu", "replicas", 4))))))
            .finds(together(List.of(
                    extra("workers.celery.sets")
                            .unless(ExtraValuesRules::isEmpty, sets -> "these workers come in addition to ha.workers"),
                    extra("webserver.hpa.enabled", "apiServer.hpa.enabled")
                            .when(Boolean.TRUE::equals, enabled -> "there can be more of them than ha.web.replicas"))));

    static final Rule TEXTS_ARE_READABLE = Rule.error("VAL-017")
            .title("The chart writes a value into YAML that cannot be read")
            .because("the chart's template has no quotes there, and Helm cannot render it")
            .remedy(
                    "use a text without a colon before a space and without a brace, bracket or other special character of"
                            + " YAML at its beginning; an image needs a tag, and extraEnv a list")
            .source(PARAMETERS)
            .after(ChartRules.PREREQUISITES)
            .brokenBy(it -> it.extraValue("images", Map.of("statsd", Map.of("tag", "v0.28.0: latest"))))
            .finds(deployment -> ValuesTree.of(deployment)
                    .leaves()
                    .filter(leaf -> deployment.chartVersion().isSupported()
                            && Tree.text(leaf.value())
                                    .filter(text -> !PlainText.isReadable(
                                            deployment.chartVersion().text(), leaf.path(), text))
                                    .isPresent())
                    .map(leaf -> at(leaf.path(), "YAML cannot read it where the chart writes it"))
                    .toList());

    static final Rule TEMPLATES_TAKE_IT = Rule.error("VAL-018")
            .title("The chart's templates fail on a value")
            .because("Helm stops with an error, and installs nothing")
            .remedy(
                    "set elasticsearch or opensearch, and one of secretName and connection; write each path of an ingress"
                            + " as a map")
            .source(PARAMETERS)
            .brokenBy(it -> it.extraValue("ingress", Map.of("apiServer", Map.of("precedingPaths", List.of("/docs")))))
            .finds(deployment -> {
                ValuesTree values = ValuesTree.of(deployment);
                return Stream.concat(searchFaults(values), pathFaults(values)).toList();
            });

    static final List<Rule> ALL = List.of(
            OBJECT_NAMES_ARE_KEPT,
            TYPES_ARE_WRITABLE,
            NO_BUNDLED_DATABASE,
            EXTRA_VALUES_ARE_LEFT_TO_THE_MODEL,
            CLEAN_UP_HAS_THE_CA_BUNDLE,
            POOL_VALUES_ARE_READ,
            NEEDED_VALUES_ARE_KEPT,
            LABELS_ARE_VALID,
            CONNECTION_BUDGET_IS_COMPLETE,
            TEXTS_ARE_READABLE,
            TEMPLATES_TAKE_IT);

    private ExtraValuesRules() {}

    private static boolean cleansWithoutFiles(AirflowDeployment deployment) {
        return deployment.chartVersion().isSupported()
                && !deployment.chartVersion().has(ChartTrait.CLEANUP_MOUNTS_VOLUMES)
                && deployment.release().connections().metadata().caFile().isPresent();
    }

    private static Stream<Finding> searchFaults(ValuesTree values) {
        if (values.isOn("elasticsearch.enabled") && values.isOn("opensearch.enabled")) {
            return Stream.of(at("opensearch.enabled", "the chart takes Elasticsearch or OpenSearch, not both"));
        }
        return Stream.of("elasticsearch", "opensearch")
                .filter(engine -> values.isOn(engine + ".enabled"))
                .flatMap(engine -> {
                    long ways = Stream.of(".secretName", ".connection")
                            .filter(key -> values.find(engine + key)
                                    .filter(it -> !isEmpty(it))
                                    .isPresent())
                            .count();
                    return ways == 1
                            ? Stream.empty()
                            : Stream.of(at(
                                    engine + ".enabled",
                                    ways == 0
                                            ? "the chart needs secretName or connection beside it"
                                            : "the chart takes secretName or connection, not both"));
                });
    }

    /** The schema takes anything in these lists, and the templates take maps. */
    private static Stream<Finding> pathFaults(ValuesTree values) {
        return Stream.of("web", "apiServer")
                .flatMap(ingress ->
                        Stream.of(".precedingPaths", ".succeedingPaths").map(key -> "ingress." + ingress + key))
                .flatMap(path -> {
                    List<?> paths = Tree.listOrEmpty(values.find(path).orElse(null));
                    return IntStream.range(0, paths.size())
                            .filter(i -> Tree.map(paths.get(i)).isEmpty())
                            .mapToObj(i -> at(path + "[" + i + "]", "it is not a map with path, pathType and backend"));
                });
    }

    private static Stream<Finding> labelFaults(ValuesTree.Leaf map) {
        String key = map.path().substring(map.path().lastIndexOf('.') + 1);
        boolean isLabels = key.equals("labels");
        if (!isLabels && !ANNOTATIONS.contains(key) || map.path().contains("[")) {
            return Stream.empty();
        }
        return ((Map<?, ?>) map.value())
                .entrySet().stream()
                        .filter(entry -> Tree.text(entry.getValue()).isPresent())
                        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                        .flatMap(entry -> (isLabels
                                        ? KubernetesLabels.labelFault(
                                                String.valueOf(entry.getKey()), (String) entry.getValue())
                                        : KubernetesLabels.annotationFault(String.valueOf(entry.getKey())))
                                .map(what -> at(map.path(), what)).stream());
    }

    static boolean isEmpty(Object value) {
        return Objects.equals(value, "") || Tree.isEmpty(value);
    }

    static Finding at(String path, String what) {
        return Finding.at("extraValues[" + path + "]", what).inValues(path);
    }
}
