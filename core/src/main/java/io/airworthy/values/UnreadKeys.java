package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.frozen.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of values that do nothing: the chart does not have them, or what they are about does not run. */
final class UnreadKeys {

    private static final Set<ValuesProblem.Kind> NOT_OF_THE_CHART =
            Set.of(ValuesProblem.Kind.UNKNOWN_KEY, ValuesProblem.Kind.IGNORED_KEY);

    private static final List<String> OF_CELERY = List.of(
            "redis",
            "images.redis",
            "flower",
            "images.flower",
            "data.brokerUrl",
            "data.brokerUrlSecretName",
            "data.resultBackendConnection",
            "data.resultBackendSecretName",
            "workers.celery");

    /** Of what charts before {@code workers.celery} say of workers, task pods read some as well. */
    private static final List<String> OF_CELERY_WORKERS = List.of(
            "args",
            "hpa",
            "keda",
            "livenessProbe",
            "logGroomerSidecar",
            "persistence",
            "podDisruptionBudget",
            "podManagementPolicy",
            "replicas",
            "strategy",
            "updateStrategy",
            "volumeClaimTemplates",
            "waitForMigrations");

    /** What a claim would be made with, and an existing one has already. */
    private static final List<String> OF_NEW_CLAIMS = List.of("accessMode", "annotations", "size", "storageClassName");

    private static final Set<String> OF_POLICIES = Set.of("networkPolicy", "extraNetworkPolicies");

    private final AirflowDeployment deployment;
    private final ChartKeys keys;
    private final ChartProfile profile;
    private final Map<String, @Nullable Object> values;
    private final Set<String> notOfTheChart;

    UnreadKeys(AirflowDeployment deployment, Map<String, @Nullable Object> values) {
        this.deployment = deployment;
        this.keys = new ChartKeys(deployment);
        this.profile = keys.profile();
        this.values = values;
        this.notOfTheChart = profile.check(values).stream()
                .filter(problem -> NOT_OF_THE_CHART.contains(problem.kind()))
                .map(ValuesProblem::path)
                .collect(Collectors.toSet());
    }

    boolean has(String key) {
        return notOfTheChart.stream().anyMatch(other -> Settings.isInside(key, other))
                || parents(key)
                        .anyMatch(parent ->
                                !key.equals(key(parent, "enabled")) && isOff(parent) || isOfExistingClaim(parent, key))
                || deployment.webTier() == WebTier.WEBSERVER && Settings.isInside(key, "apiServer")
                || isOff("webserver.defaultUser") && Settings.isInside(key, "createUserJob")
                || isOfAnotherExecutor(key)
                || isOfPolicies(key)
                || isOfOtherWorkloads(key)
                || isOverridden(key);
    }

    private boolean isOff(String parent) {
        return Boolean.FALSE.equals(value(key(parent, "enabled")));
    }

    private boolean isOfExistingClaim(String parent, String key) {
        return isSaid(key(parent, "existingClaim"))
                && OF_NEW_CLAIMS.stream().anyMatch(name -> Settings.isInside(key, key(parent, name)));
    }

    private boolean isOfAnotherExecutor(String key) {
        return !deployment.usesCelery()
                && (Stream.concat(OF_CELERY.stream(), OF_CELERY_WORKERS.stream().map(name -> key("workers", name)))
                                .anyMatch(other -> Settings.isInside(key, other))
                        || !deployment.usesKubernetesPods() && Settings.isInside(key, "workers"));
    }

    /** A StatefulSet has an update strategy, a Deployment a strategy. */
    private boolean isOfOtherWorkloads(String key) {
        return deployment.components().stream()
                .map(component -> key(
                        ComponentValues.key(component),
                        ComponentValues.isStateful(deployment, component) ? "strategy" : "updateStrategy"))
                .flatMap(other -> keys.places(other).stream())
                .anyMatch(other -> Settings.isInside(key, other));
    }

    /** Without policies, what they would allow is not read. */
    private boolean isOfPolicies(String key) {
        return !Boolean.TRUE.equals(value("networkPolicies.enabled"))
                && Stream.of(key.split("[.]")).anyMatch(OF_POLICIES::contains);
    }

    /** The chart takes the first of them. */
    private boolean isOverridden(String key) {
        return key.equals("defaultAirflowTag") && isSaid("images.airflow.tag")
                || key.equals("defaultAirflowRepository") && isSaid("images.airflow.repository")
                || key.equals("ingress.web.host") && isSaid("ingress.web.hosts")
                || Settings.isInside(key, "createUserJob.defaultUser") && isSaid("webserver.defaultUser")
                || key.equals("fullnameOverride") && !Boolean.TRUE.equals(value("useStandardNaming"));
    }

    private boolean isSaid(String key) {
        Object value = Tree.find(values, key).orElse("");
        return !"".equals(value) && !Tree.isEmpty(value);
    }

    private @Nullable Object value(String key) {
        return Tree.find(values, key).or(() -> profile.defaultOf(key)).orElse(null);
    }

    private static Stream<String> parents(String key) {
        String plain = key.replaceAll("\\[.*", "");
        return Stream.iterate(plain, it -> it.contains("."), it -> it.substring(0, it.lastIndexOf('.')))
                .map(it -> it.substring(0, it.lastIndexOf('.')));
    }

    private static String key(String parent, String name) {
        return parent + "." + name;
    }
}
