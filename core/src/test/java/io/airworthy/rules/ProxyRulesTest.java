package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.airflow2;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.store.SecretsBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which names {@code NO_PROXY} has to have: those of the deployment that an HTTP client calls, and no others. */
class ProxyRulesTest {

    private static final String PROXY = "http://proxy.example.com:3128";

    private static final String BOTH = ".svc.cluster.local,airflow-api-server";

    static Stream<Arguments> environments() {
        return Stream.of(
                arguments("no proxy at all", exercise(), ""),
                arguments("a list without a proxy", but(it -> it.environment("NO_PROXY", "10.0.0.0/8")), ""),
                arguments("a proxy alone", proxied(it -> it), "environment[HTTP_PROXY]: NO_PROXY=" + BOTH),
                arguments(
                        "a proxy in small letters",
                        but(it -> it.environment("http_proxy", PROXY)),
                        "environment[http_proxy]: NO_PROXY=" + BOTH),
                arguments(
                        "a proxy for everything",
                        but(it -> it.environment("ALL_PROXY", PROXY)),
                        "environment[ALL_PROXY]: NO_PROXY=" + BOTH),
                arguments(
                        "a proxy for HTTPS alone, which nothing inside speaks",
                        but(it -> it.environment("HTTPS_PROXY", PROXY)),
                        ""),
                arguments("a proxy that is empty", but(it -> it.environment("HTTP_PROXY", "")), ""),
                arguments("everything named", listing("airflow-api-server,.svc.cluster.local"), ""),
                arguments("everything without the proxy", listing("*"), ""),
                arguments(
                        "a cluster with a domain of its own", listing("airflow-api-server,.svc.corp.example.com"), ""),
                arguments(
                        "ranges of addresses",
                        listing("10.0.0.0/8"),
                        "environment[NO_PROXY]: NO_PROXY=10.0.0.0/8," + BOTH),
                arguments(
                        "a suffix that no whole name ends in",
                        listing(".svc,airflow-api-server"),
                        "environment[NO_PROXY]: NO_PROXY=.svc,airflow-api-server,.svc.cluster.local"),
                arguments(
                        "a list in small letters, which comes before the other",
                        proxied(it -> it.environment("NO_PROXY", "*").environment("no_proxy", "localhost")),
                        "environment[no_proxy]: no_proxy=localhost," + BOTH),
                arguments(
                        "an API server that is called by its full name",
                        proxied(it -> it.environment("NO_PROXY", ".svc.cluster.local")
                                .airflowConfig(
                                        "core.execution_api_server_url",
                                        "http://airflow-api-server.airflow.svc.cluster.local:8080/execution/")),
                        ""),
                arguments(
                        "an API server outside, which the proxy may lead to",
                        proxied(it -> it.environment("NO_PROXY", ".svc.cluster.local")
                                .airflowConfig(
                                        "core.execution_api_server_url", "http://airflow.example.com/execution/")),
                        ""),
                arguments(
                        "Airflow 2, whose tasks call no API server",
                        airflow2().toBuilder().environment("HTTP_PROXY", PROXY).build(),
                        "environment[HTTP_PROXY]: NO_PROXY=.svc.cluster.local"),
                arguments(
                        "a proxy for the scheduler alone, which calls nobody",
                        but(it -> it.extraValue("scheduler", env("HTTP_PROXY", PROXY))),
                        ""),
                arguments(
                        "a proxy for the scheduler alone, which runs the tasks",
                        but(it -> it.executors(List.of(Executor.LOCAL))
                                .broker(Optional.empty())
                                .extraValue("scheduler", env("HTTP_PROXY", PROXY))),
                        "extraValues[scheduler.env[0]]: NO_PROXY=airflow-api-server"),
                arguments(
                        "a proxy for the workers alone",
                        but(it -> it.extraValue("workers", Map.of("celery", env("HTTP_PROXY", PROXY)))),
                        "extraValues[workers.celery.env[0]]: NO_PROXY=airflow-api-server"),
                arguments(
                        "a proxy from a Secret, with its list in the text",
                        but(it -> it.extraValue(
                                        "secret",
                                        List.of(Map.of(
                                                "envName", "HTTP_PROXY", "secretName", "proxy", "secretKey", "url")))
                                .extraValue("extraEnv", "- name: NO_PROXY\n  value: 'localhost'\n")),
                        "extraValues[extraEnv]: NO_PROXY=localhost," + BOTH),
                arguments(
                        "a list that comes from elsewhere",
                        proxied(it -> it.extraValue(
                                "secret",
                                List.of(Map.of("envName", "NO_PROXY", "secretName", "proxy", "secretKey", "not")))),
                        ""),
                arguments(
                        "task pods on Google, with a collector inside",
                        kubernetesOnGoogle().toBuilder()
                                .environment("HTTP_PROXY", PROXY)
                                .environment("HTTPS_PROXY", PROXY)
                                .environment("NO_PROXY", "localhost")
                                .build(),
                        "environment[NO_PROXY]: NO_PROXY=localhost,<cluster IP of service kubernetes in namespace"
                                + " default>,otel-collector.monitoring,metadata.google.internal," + BOTH),
                arguments(
                        "task pods with the range of the cluster's services",
                        kubernetesOnGoogle().toBuilder()
                                .environment("HTTP_PROXY", PROXY)
                                .environment("HTTPS_PROXY", PROXY)
                                .environment(
                                        "NO_PROXY",
                                        "10.96.0.0/12,monitoring,.google.internal,airflow-api-server,.svc.cluster.local")
                                .build(),
                        ""),
                arguments(
                        "Vault inside the cluster",
                        proxied(it -> it.environment("NO_PROXY", "airflow-api-server,.svc.cluster.local")
                                .secretsBackend(SecretsBackend.vault("http://vault.vault:8200", "airflow"))),
                        "environment[NO_PROXY]: NO_PROXY=airflow-api-server,.svc.cluster.local,vault.vault"),
                arguments(
                        "Vault outside",
                        proxied(it -> it.environment("NO_PROXY", "airflow-api-server,.svc.cluster.local")
                                .secretsBackend(SecretsBackend.vault("http://vault.example.com:8200", "airflow"))),
                        ""),
                arguments(
                        "an object store inside the network, whose client knows no ranges",
                        proxied(it -> it.environment("NO_PROXY", "10.0.0.0/8,airflow-api-server,.svc.cluster.local")
                                .environment("AWS_ENDPOINT_URL_S3", "http://10.4.5.6:9000")),
                        "environment[NO_PROXY]: NO_PROXY=10.0.0.0/8,airflow-api-server,.svc.cluster.local,10.4.5.6"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("environments")
    void asksForTheNamesThatAreCalledAndForNoOthers(String name, AirflowDeployment airflow, String expected) {
        String found = ProxyRules.CALLS_IN_THE_CLUSTER_BYPASS_THE_PROXY.check(airflow).stream()
                .map(finding -> finding.modelPath() + ": "
                        + finding.remedy().orElseThrow().replaceFirst("^set ", ""))
                .collect(Collectors.joining("; "));

        assertThat(found).isEqualTo(expected);
    }

    private static AirflowDeployment proxied(UnaryOperator<AirflowDeploymentBuilder> change) {
        return but(it -> change.apply(it.environment("HTTP_PROXY", PROXY)));
    }

    private static AirflowDeployment listing(String names) {
        return proxied(it -> it.environment("NO_PROXY", names));
    }

    private static Map<String, Object> env(String name, String value) {
        return Map.of("env", List.of(Map.of("name", name, "value", value)));
    }
}
