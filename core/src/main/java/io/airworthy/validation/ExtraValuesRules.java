package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The chart values that the user adds. */
final class ExtraValuesRules {

    private static final String PARAMETERS = "https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html";

    private static final Set<String> NAMING_KEYS = Set.of("fullnameOverride", "nameOverride", "useStandardNaming");

    /** Keys under which the chart takes a secret as it is, and stores it in Helm's history for whoever may read that. */
    private static final List<String> SECRET_PATHS = List.of(
            "apiSecretKey",
            "createUserJob.defaultUser.password",
            "dags.gitSync.sshKey",
            "data.brokerUrl",
            "data.metadataConnection",
            "data.resultBackendConnection",
            "elasticsearch.connection",
            "extraSecrets",
            "fernetKey",
            "flower.password",
            "jwtSecret",
            "kerberos.keytabBase64Content",
            "opensearch.connection",
            "pgbouncer.ssl.cert",
            "pgbouncer.ssl.key",
            "redis.password",
            "registry.connection",
            "webserver.defaultUser.password",
            "webserverSecretKey");

    static final Rule NAMES_STAY = Rule.error("VAL-001")
            .title("An extra value changes the names of the chart's objects")
            .because(
                    "Secrets, URLs and the runbook's commands name objects by the chart's usual names, and point nowhere")
            .remedy("leave it out, and choose the releaseName instead")
            .source(PARAMETERS)
            .finds(deployment -> deployment.extraValues().keySet().stream()
                    .filter(NAMING_KEYS::contains)
                    .sorted()
                    .map(key -> at(key, "it changes the names of objects"))
                    .toList());

    static final Rule NOTHING_SECRET = Rule.error("VAL-002")
            .title("An extra value carries a secret")
            .because("it is written into the values file, and into Helm's history in the cluster")
            .remedy("leave it out: the library makes the Secret and names it to the chart")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html")
            .finds(ExtraValuesRules::secrets);

    static final Rule TYPES_ARE_YAMLS = Rule.error("VAL-003")
            .title("An extra value is of a type that the values file does not know")
            .because("nobody can say how to write it, and the chart's schema refuses what is guessed")
            .remedy("use maps with text keys, lists, strings, integers and booleans, at most " + ValuesTree.DEEPEST
                    + " levels deep; to remove a default use an empty value of its type")
            .source(PARAMETERS)
            .notWaivable()
            .finds(deployment -> ValuesTree.of(deployment.extraValues())
                    .leaves()
                    .filter(leaf -> !leaf.isWritable())
                    .map(leaf -> at(leaf.path(), leaf.typeInWords()))
                    .toList());

    static final Rule NO_BUNDLED_DATABASE = Rule.error("VAL-004")
            .title("An extra value turns the bundled PostgreSQL on")
            .because(
                    "the chart starts a database without backups, from an image that is no longer where it says, beside"
                            + " the one that is used")
            .remedy("leave it out")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#database")
            .finds(deployment -> ValuesTree.of(deployment.extraValues())
                    .find("postgresql.enabled")
                    .filter(value -> !value.equals(false))
                    .map(value -> at("postgresql.enabled", "it is not false"))
                    .stream()
                    .toList());

    /** Chart values that the model has an attribute for, whose checks they would slip past. */
    private static final Map<String, String> ATTRIBUTES = new TreeMap<>(Map.of(
            "config", "airflowConfig",
            "env", "environment",
            "executor", "executors",
            "images.airflow", "image",
            "images.pod_template", "image",
            "dags.gitSync.wait", "gitSync.period"));

    static final Rule MODEL_DECIDES = Rule.error("VAL-005")
            .title("An extra value decides what the model decides")
            .because("it slips past the rules for the attribute, and the chart lets one of the two win in silence")
            .remedy("leave it out and use the attribute")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html")
            .finds(deployment -> {
                ValuesTree values = ValuesTree.of(deployment.extraValues());
                return ATTRIBUTES.entrySet().stream()
                        .filter(entry -> values.find(entry.getKey()).isPresent())
                        .map(entry -> at(entry.getKey(), "this is for " + entry.getValue() + " to say"))
                        .toList();
            });

    static final Rule CLEAN_UP_HAS_ITS_FILES = Rule.error("VAL-006")
            .title("The clean-up job lacks the CA bundle")
            .because("chart 1.15.0 mounts no volumes into it, so it cannot check the database's certificate and never"
                    + " connects")
            .remedy("take chart 1.16.0 or later, or leave cleanup out")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#cleanup")
            .after("VER-001")
            .finds(deployment -> ValuesTree.of(deployment.extraValues())
                    .find("cleanup.enabled")
                    .filter(enabled -> enabled.equals(true)
                            && !deployment.chartVersion().isAtLeast("1.16.0")
                            && ConnectionPlan.of(deployment).metadata().caFile().isPresent())
                    .map(enabled -> at("cleanup.enabled", "its pods have no CA bundle"))
                    .stream()
                    .toList());

    static final List<Rule> ALL = List.of(
            NAMES_STAY, NOTHING_SECRET, TYPES_ARE_YAMLS, NO_BUNDLED_DATABASE, MODEL_DECIDES, CLEAN_UP_HAS_ITS_FILES);

    private ExtraValuesRules() {}

    private static List<Finding> secrets(AirflowDeployment deployment) {
        ValuesTree values = ValuesTree.of(deployment.extraValues());
        Stream<Finding> byPath = SECRET_PATHS.stream()
                .filter(path ->
                        values.find(path).filter(value -> !isEmpty(value)).isPresent())
                .map(path -> at(path, "the chart takes a secret here"));
        Stream<Finding> byLook = values.leaves()
                .filter(leaf -> leaf.value() instanceof String text && SecretLooks.inValue(text))
                .filter(leaf -> SECRET_PATHS.stream().noneMatch(leaf::isBelow))
                .map(leaf -> at(leaf.path(), "its value shows a password or a private key"));
        return Stream.concat(byPath, byLook).toList();
    }

    private static boolean isEmpty(Object value) {
        return Objects.equals(value, "")
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
    }

    static Finding at(String path, String what) {
        return Finding.at("extraValues[" + path + "]", what).inValues(path);
    }
}
