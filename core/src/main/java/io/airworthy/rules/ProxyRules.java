package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.ExternalUrl;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.pods.Component;
import io.airworthy.store.Cloud;
import io.airworthy.store.SecretsBackend;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HTTP proxies in the environment of Airflow's containers, and what has to be reached without them.
 *
 * <p>Only what speaks HTTP through a client that reads these variables counts. libpq, redis-py and StatsD, which is UDP, do
 * not; git-sync does, but gets variables of its own.
 */
final class ProxyRules {

    private static final String USUAL_PORT = "8080";

    private static final Pattern AWS_ENDPOINT = Pattern.compile("AWS_ENDPOINT_URL(_[A-Z0-9_]{1,60})?");

    private static final Pattern PRIVATE_ADDRESS =
            Pattern.compile("10\\..+|192\\.168\\..+|172\\.(1[6-9]|2[0-9]|3[01])\\..+");

    private static final String CLUSTER_DOMAIN = ".svc.cluster.local";

    static final Rule CALLS_IN_THE_CLUSTER_BYPASS_THE_PROXY = Rule.warning("ENV-007")
            .title("Calls inside the cluster go to the proxy")
            .because("Airflow's HTTP clients send every request to the proxy unless NO_PROXY names its host, and the"
                    + " proxy does not know the cluster's names: tasks fail before they begin, or logs and metrics are"
                    + " missing")
            .remedy("add them to NO_PROXY; an address range does not cover host names")
            .source("https://www.python-httpx.org/environment_variables/")
            .after("ENV-001", "VER-002")
            .brokenBy(it -> it.environment("HTTP_PROXY", "http://proxy.example.com:3128")
                    .environment("HTTPS_PROXY", "http://proxy.example.com:3128")
                    .environment("NO_PROXY", "10.0.0.0/8,.example.com"))
            .finds(ProxyRules::findings);

    static final List<Rule> ALL = List.of(CALLS_IN_THE_CLUSTER_BYPASS_THE_PROXY);

    private ProxyRules() {}

    /**
     * A variable as a container has it.
     *
     * @param value its value; empty where it comes from elsewhere
     */
    private record Variable(String name, Optional<String> value, String modelPath, String valuesPath) {

        boolean isSet() {
            return value.isEmpty() || !value.get().isBlank();
        }
    }

    /**
     * Something that is inside the cluster or its network.
     *
     * @param purpose who calls it what for
     * @param entry what to write into {@code NO_PROXY}
     */
    private record Target(String purpose, String scheme, String host, int port, NoProxy.Client client, String entry) {

        static Target at(String purpose, ExternalUrl.Parts url, NoProxy.Client client) {
            int port = url.port().orElse(url.scheme().equals("https") ? 443 : 80);
            return new Target(purpose, url.scheme(), url.host(), port, client, url.host());
        }
    }

    /** What is wrong with one value of {@code NO_PROXY}, or with its absence. */
    private static final class Gap {

        private final Variable place;
        private final Map<String, String> missing = new LinkedHashMap<>();

        Gap(Variable place) {
            this.place = place;
        }

        Finding finding() {
            boolean hasList = place.name().equalsIgnoreCase("no_proxy");
            String entries = String.join(",", missing.keySet());
            String list =
                    hasList && place.value().filter(value -> !value.isBlank()).isPresent()
                            ? place.value().get().strip() + "," + entries
                            : entries;
            String named = missing.entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", "));
            Finding finding = Finding.at(
                            place.modelPath(),
                            (hasList ? "it lacks " : "without NO_PROXY it also receives calls to ") + named)
                    .inValues(place.valuesPath())
                    .fixedBy("set " + (hasList ? place.name() : "NO_PROXY") + "=" + list);
            return hasList ? finding.suggesting(list) : finding;
        }
    }

    private static List<Finding> findings(AirflowDeployment deployment) {
        List<Variable> shared = shared(deployment);
        Map<String, Gap> gaps = new LinkedHashMap<>();
        for (Component component : deployment.components()) {
            look(deployment, component, with(shared, own(deployment, component)), gaps);
        }
        if (deployment.usesKubernetesPods()) {
            look(
                    deployment,
                    Component.WORKERS,
                    with(shared, listed(deployment, "workers.env", "workers.kubernetes.env")),
                    gaps);
        }
        return gaps.values().stream().map(Gap::finding).toList();
    }

    private static void look(
            AirflowDeployment deployment, Component component, List<Variable> variables, Map<String, Gap> gaps) {
        if (variables.stream()
                .noneMatch(variable -> variable.name().toLowerCase(Locale.ROOT).endsWith("_proxy"))) {
            return;
        }
        Optional<Variable> list = last(variables, "no_proxy");
        if (list.filter(variable -> variable.value().isEmpty()).isPresent()) {
            return;
        }
        NoProxy noProxy = NoProxy.of(list.flatMap(Variable::value).orElse(""));
        for (Target target : targets(deployment, component, variables)) {
            Optional<Variable> proxy = last(variables, target.scheme() + "_proxy")
                    .filter(Variable::isSet)
                    .or(() -> last(variables, "all_proxy").filter(Variable::isSet));
            if (proxy.isPresent() && !isCovered(noProxy, target)) {
                Variable place = list.orElse(proxy.get());
                gaps.computeIfAbsent(place.modelPath(), path -> new Gap(place))
                        .missing
                        .putIfAbsent(target.entry(), target.purpose());
            }
        }
    }

    private static boolean isCovered(NoProxy noProxy, Target target) {
        if (target.host().isEmpty()) {
            return noProxy.namesAddresses();
        }
        // The model does not know the cluster's own domain; a team that uses another one knows it.
        boolean otherDomain = target.entry().equals(CLUSTER_DOMAIN)
                && noProxy.entries().stream().anyMatch(entry -> entry.matches("(.*\\.)?svc\\..+"));
        return otherDomain || noProxy.covers(target.host(), target.port(), target.client());
    }

    private static List<Target> targets(AirflowDeployment deployment, Component component, List<Variable> variables) {
        List<Target> targets = new ArrayList<>();
        boolean runsTasks = component == Component.WORKERS
                || component == Component.SCHEDULER && deployment.executorText().contains("Local");
        if (runsTasks && AirflowTrait.EXECUTION_API.isIn(deployment.airflowVersion())) {
            executionApi(deployment)
                    .ifPresent(url ->
                            targets.add(Target.at("every task calls the API server", url, NoProxy.Client.HTTPX)));
        }
        if (component == Component.WEB) {
            String triggerer = deployment.names().workload(Component.TRIGGERER);
            targets.add(new Target(
                    "logs of running tasks are fetched from there",
                    "http",
                    triggerer + "-0." + triggerer + "." + deployment.namespace() + CLUSTER_DOMAIN,
                    8794,
                    NoProxy.Client.REQUESTS,
                    CLUSTER_DOMAIN));
        }
        // The Kubernetes client of earlier releases does not read the variables.
        boolean asksKubernetes = component == Component.SCHEDULER || component == Component.WEB;
        if (asksKubernetes
                && deployment.usesKubernetesPods()
                && AirflowTrait.KUBERNETES_CLIENT_USES_PROXY.isIn(deployment.airflowVersion())) {
            targets.add(new Target(
                    "task pods are started and watched through this address",
                    "https",
                    "",
                    443,
                    NoProxy.Client.REQUESTS,
                    "<cluster IP of service kubernetes in namespace default>"));
        }
        services(deployment).forEach(targets::add);
        variables.stream()
                .filter(variable -> AWS_ENDPOINT.matcher(variable.name()).matches())
                .flatMap(variable -> variable.value().flatMap(ProxyRules::inside).stream())
                .map(url -> Target.at("the object store", url, NoProxy.Client.BOTOCORE))
                .forEach(targets::add);
        return targets;
    }

    private static Optional<String> vaultUrl(SecretsBackend backend) {
        return backend.match(
                vault -> Optional.of(vault.url()),
                secrets -> Optional.empty(),
                parameters -> Optional.empty(),
                azure -> Optional.empty(),
                google -> Optional.empty(),
                files -> Optional.empty());
    }

    /** What every component calls. */
    private static Stream<Target> services(AirflowDeployment deployment) {
        Stream<Target> metrics = deployment.metrics().exporters().stream()
                .flatMap(exporter -> exporter.openTelemetry().stream())
                .flatMap(otel ->
                        inside((otel.tls() ? "https://" : "http://") + otel.host() + ":" + otel.port()).stream())
                .map(url -> Target.at("metrics are sent there", url, NoProxy.Client.REQUESTS));
        Stream<Target> secrets = deployment.secretsBackend().stream()
                .flatMap(backend -> vaultUrl(backend).flatMap(ProxyRules::inside).stream())
                .map(url -> Target.at("connections and variables come from there", url, NoProxy.Client.REQUESTS));
        Stream<Target> identity = deployment
                .remoteLogging()
                .filter(logging -> logging.identity().isOfServiceAccounts())
                .flatMap(logging -> logging.identity().cloud())
                .filter(Cloud.GOOGLE::equals)
                .map(google -> new Target(
                        "Google's pods get their identity there",
                        "http",
                        "metadata.google.internal",
                        80,
                        NoProxy.Client.REQUESTS,
                        "metadata.google.internal"))
                .stream();
        return Stream.of(metrics, secrets, identity).flatMap(targets -> targets);
    }

    /** Where tasks call the API server: by the chart's own name, or as the user says. */
    private static Optional<ExternalUrl.Parts> executionApi(AirflowDeployment deployment) {
        String port = ValuesTree.of(deployment)
                .find("ports.apiServer")
                .map(String::valueOf)
                .orElse(USUAL_PORT);
        return inside(GivenOption.everywhere(deployment, "core.execution_api_server_url").stream()
                .findFirst()
                .map(GivenOption::value)
                .orElse("http://" + deployment.names().workload(Component.WEB) + ":" + port + "/execution/"));
    }

    /** A URL whose host is surely in the cluster or its network; the way to any other host may be the proxy. */
    private static Optional<ExternalUrl.Parts> inside(String url) {
        return ExternalUrl.of(url.strip())
                .parts()
                .filter(parts -> isInside(parts.host().toLowerCase(Locale.ROOT)));
    }

    /** A service by its name, by name and namespace, or in full; or a private address. */
    private static boolean isInside(String host) {
        if (HostNames.isIpv4(host)) {
            return PRIVATE_ADDRESS.matcher(host).matches();
        }
        return host.chars().filter(c -> c == '.').count() <= 1 && !host.contains(":")
                || Stream.of(".svc", ".cluster.local").anyMatch(host::endsWith);
    }

    private static List<Variable> shared(AirflowDeployment deployment) {
        List<Variable> all = new ArrayList<>();
        new TreeMap<>(deployment.environment())
                .forEach((name, value) ->
                        all.add(new Variable(name, Optional.of(value), "environment[" + name + "]", "env")));
        ValuesTree values = ValuesTree.of(deployment);
        Stream.of(
                        ExtraVariables.listed(values, "env", "name"),
                        ExtraVariables.listed(values, "secret", "envName"),
                        ExtraVariables.inText(values))
                .flatMap(List::stream)
                .map(ProxyRules::variable)
                .forEach(all::add);
        return all;
    }

    private static List<Variable> own(AirflowDeployment deployment, Component component) {
        String key = deployment.names().valuesKey(component) + ".env";
        return component == Component.WORKERS ? listed(deployment, key, "workers.celery.env") : listed(deployment, key);
    }

    private static List<Variable> listed(AirflowDeployment deployment, String... paths) {
        ValuesTree values = ValuesTree.of(deployment);
        return Stream.of(paths)
                .flatMap(path -> ExtraVariables.listed(values, path, "name").stream())
                .map(ProxyRules::variable)
                .toList();
    }

    private static Variable variable(ExtraVariables.Variable variable) {
        return new Variable(variable.name(), variable.value(), "extraValues[" + variable.path() + "]", variable.path());
    }

    private static List<Variable> with(List<Variable> shared, List<Variable> own) {
        return Stream.concat(shared.stream(), own.stream()).toList();
    }

    /** The variable that counts: the last of its name, and the one in lower case where it is not empty. */
    private static Optional<Variable> last(List<Variable> variables, String lowerName) {
        Optional<Variable> small = variables.stream()
                .filter(variable -> variable.name().equals(lowerName))
                .reduce((first, second) -> second)
                .filter(Variable::isSet);
        return small.or(() -> variables.stream()
                .filter(variable -> variable.name().equalsIgnoreCase(lowerName))
                .reduce((first, second) -> second));
    }
}
