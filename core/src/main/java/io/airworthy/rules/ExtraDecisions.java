package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.validation.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chart values that the model has an attribute for, whose checks they would slip past. */
final class ExtraDecisions {

    private static final String GIT_SYNC_VARIABLES = "dags.gitSync.env";

    private static final Pattern OF_GIT_SYNC = Pattern.compile("GIT_?SYNC_(.+)");

    /** What decides git-sync's variables, without their prefix. It has many more, which are the user's own. */
    private static final Map<String, String> GIT_SYNC_ATTRIBUTES = Map.ofEntries(
            Map.entry("REPO", "gitSync.repository"),
            Map.entry("REF", "gitSync.ref"),
            Map.entry("REV", "gitSync.ref"),
            Map.entry("BRANCH", "gitSync.ref"),
            Map.entry("DEPTH", "gitSync.depth"),
            Map.entry("PERIOD", "gitSync.period"),
            Map.entry("WAIT", "gitSync.period"),
            Map.entry("MAX_FAILURES", "gitSync.maxFailures"),
            Map.entry("MAX_SYNC_FAILURES", "gitSync.maxFailures"),
            Map.entry("USERNAME", "gitSync.access"),
            Map.entry("PASSWORD", "gitSync.access"),
            Map.entry("PASSWORD_FILE", "gitSync.access"),
            Map.entry("SSH", "gitSync.access"),
            Map.entry("SSH_KEY_FILE", "gitSync.access"),
            Map.entry("SSH_KNOWN_HOSTS", "gitSync.access"),
            Map.entry("SSH_KNOWN_HOSTS_FILE", "gitSync.access"),
            Map.entry("ROOT", "the chart"),
            Map.entry("DEST", "the chart"),
            Map.entry("LINK", "the chart"),
            Map.entry("ONE_TIME", "the chart"));

    /**
     * A value that an attribute decides.
     *
     * @param path where it is in the values
     * @param attribute the attribute
     * @param decides whether a value there takes the decision away from the attribute
     */
    private record Decided(String path, String attribute, BiPredicate<AirflowDeployment, Object> decides) {}

    private static final List<Decided> ALL = Stream.of(
                    List.of(
                            always("config", "airflowConfig"),
                            always("dags.gitSync.wait", "gitSync.period"),
                            always("env", "environment"),
                            always("executor", "executors"),
                            always("images.airflow.repository", "image.repository"),
                            always("images.airflow.tag", "image.tag"),
                            always("images.airflow.digest", "image.digest"),
                            always("images.airflow.pullPolicy", "image.pullPolicy"),
                            always("images.pod_template.pullPolicy", "image.pullPolicy"),
                            filled("defaultAirflowDigest", "image.digest", ExtraDecisions::hasNoDigest),
                            new Decided(
                                    "imagePullSecrets",
                                    "image.pullSecret",
                                    (deployment, value) -> hasNoPullSecret(deployment)
                                            && Tree.listOrEmpty(value).size() == 1),
                            filled("registry.secretName", "image.pullSecret", ExtraDecisions::hasNoPullSecret),
                            switchedOn("dags.gitSync.enabled", "gitSync", ExtraDecisions::hasNoGitSync),
                            switchedOn("pgbouncer.enabled", "pgBouncer", ExtraDecisions::hasNoPool),
                            switchedOn(
                                    "otelCollector.metricsEnabled",
                                    "metrics",
                                    deployment ->
                                            !deployment.metrics().exporters().isEmpty()),
                            switchedOn("networkPolicies.enabled", "networkPolicies", ExtraDecisions::hasNoPolicies),
                            switchedOn("ingress.enabled", "ingress"),
                            switchedOn("ingress.web.enabled", "ingress", deployment -> isSayable(deployment, "web")),
                            switchedOn(
                                    "ingress.apiServer.enabled",
                                    "ingress",
                                    deployment -> isSayable(deployment, "apiServer")),
                            new Decided("webserver.defaultUser", "adminUser", ExtraDecisions::describesAUser),
                            new Decided("createUserJob.defaultUser", "adminUser", ExtraDecisions::describesAUser),
                            filled("createUserJob.args", "adminUser", ExtraDecisions::hasAdmin),
                            filled("createUserJob.command", "adminUser", ExtraDecisions::hasAdmin),
                            switchedOn("workers.hpa.enabled", "ha.workerScaling", ExtraDecisions::isNotScaled),
                            switchedOn("workers.celery.hpa.enabled", "ha.workerScaling", ExtraDecisions::isNotScaled),
                            new Decided(
                                    "triggerer.enabled",
                                    "ha.deferrableTasks",
                                    (deployment, value) ->
                                            !value.equals(deployment.ha().deferrableTasks())),
                            switchedOn("workers.keda.enabled", "ha.workerScaling", ExtraDecisions::isNotScaled),
                            switchedOn("workers.celery.keda.enabled", "ha.workerScaling", ExtraDecisions::isNotScaled)),
                    serviceAccounts(),
                    budgets())
            .flatMap(List::stream)
            .toList();

    private ExtraDecisions() {}

    /** Every value and every variable that says what an attribute says, each once, by its path. */
    static List<Finding> of(AirflowDeployment deployment) {
        ValuesTree values = ValuesTree.of(deployment.extraValues());
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Decided decided : ALL) {
            values.find(decided.path())
                    .filter(value -> decided.decides().test(deployment, value))
                    .ifPresent(value -> attributes.put(decided.path(), decided.attribute()));
        }
        List<Finding> findings = new ArrayList<>();
        attributes.forEach((path, attribute) -> findings.add(ExtraValuesRules.at(path, attribute + " decides this")));
        for (ExtraVariables.Variable variable : ExtraVariables.of(values)) {
            EnvironmentRules.owner(deployment, variable.name())
                    .map(attribute -> ExtraValuesRules.at(variable.path(), attribute + " decides " + variable.name()))
                    .ifPresent(findings::add);
        }
        if (deployment.gitSync().isPresent()) {
            for (ExtraVariables.Variable variable : ExtraVariables.listed(values, GIT_SYNC_VARIABLES, "name")) {
                Stream.of(OF_GIT_SYNC.matcher(variable.name()))
                        .filter(Matcher::matches)
                        .flatMap(name -> Optional.ofNullable(GIT_SYNC_ATTRIBUTES.get(name.group(1))).stream())
                        .map(attribute ->
                                ExtraValuesRules.at(variable.path(), attribute + " decides " + variable.name()))
                        .forEach(findings::add);
            }
        }
        return findings;
    }

    private static List<Decided> serviceAccounts() {
        return components().entrySet().stream()
                .flatMap(component -> {
                    String path = component.getKey() + ".serviceAccount.";
                    String attribute = component.getValue() + ".serviceAccount";
                    return Stream.of(
                            new Decided(path + "create", attribute, (deployment, value) -> value.equals(false)),
                            filled(path + "name", attribute, deployment -> true));
                })
                .toList();
    }

    private static List<Decided> budgets() {
        Map<String, String> attributes = components();
        attributes.put("pgbouncer", "pgBouncer");
        return attributes.entrySet().stream()
                .map(entry -> always(
                        entry.getKey() + ".podDisruptionBudget.config.minAvailable",
                        entry.getValue() + ".disruptionBudget"))
                .toList();
    }

    /** The attributes of the components, by every key that the components have in the values of any chart. */
    private static SortedMap<String, String> components() {
        SortedMap<String, String> attributes =
                new TreeMap<>(Map.of("webserver", "ha.web", "apiServer", "ha.web", "workers.celery", "ha.workers"));
        Arrays.stream(Component.values())
                .filter(component -> component != Component.WEB)
                .forEach(component -> attributes.put(component.attribute(), "ha." + component.attribute()));
        return attributes;
    }

    private static Decided always(String path, String attribute) {
        return new Decided(path, attribute, (deployment, value) -> true);
    }

    private static Decided switchedOn(String path, String attribute, Predicate<AirflowDeployment> where) {
        return new Decided(path, attribute, (deployment, value) -> value.equals(true) && where.test(deployment));
    }

    private static Decided filled(String path, String attribute, Predicate<AirflowDeployment> where) {
        return new Decided(
                path, attribute, (deployment, value) -> !ExtraValuesRules.isEmpty(value) && where.test(deployment));
    }

    private static Decided switchedOn(String path, String attribute) {
        return switchedOn(path, attribute, deployment -> true);
    }

    private static boolean hasNoDigest(AirflowDeployment deployment) {
        return deployment.image().digest().isEmpty();
    }

    private static boolean hasNoGitSync(AirflowDeployment deployment) {
        return deployment.gitSync().isEmpty();
    }

    private static boolean hasNoPool(AirflowDeployment deployment) {
        return deployment.pgBouncer().isEmpty();
    }

    private static boolean hasNoPolicies(AirflowDeployment deployment) {
        return deployment.networkPolicies().isEmpty();
    }

    /** The attribute knows one host; an ingress of several can only be said by the chart's own values. */
    private static boolean isSayable(AirflowDeployment deployment, String ingress) {
        boolean hasSeveralHosts = ValuesTree.of(deployment.extraValues())
                .find("ingress." + ingress + ".hosts")
                .filter(hosts -> Tree.listOrEmpty(hosts).size() > 1)
                .isPresent();
        return deployment.ingress().isEmpty() && !hasSeveralHosts;
    }

    private static boolean hasAdmin(AirflowDeployment deployment) {
        return deployment.adminUser().isPresent();
    }

    private static boolean hasNoPullSecret(AirflowDeployment deployment) {
        return deployment.image().pullSecret().isEmpty();
    }

    private static boolean isNotScaled(AirflowDeployment deployment) {
        return deployment.ha().workerScaling().isEmpty();
    }

    /** The password has a rule of its own, and whoever turns the user off describes none. */
    private static boolean describesAUser(AirflowDeployment deployment, Object value) {
        return Tree.mapOrEmpty(value).entrySet().stream()
                .anyMatch(entry -> !Set.of("password", "enabled").contains(String.valueOf(entry.getKey()))
                        || Boolean.TRUE.equals(entry.getValue()));
    }
}
