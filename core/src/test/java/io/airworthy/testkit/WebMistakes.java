package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngressBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The way in. */
final class WebMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("WEB-001", ingress(it -> it.host("https://airflow.example.com"))),
            new Mistake("WEB-002", ingress(it -> it.path("airflow"))),
            new Mistake(
                    "WEB-003",
                    ingress(it -> it.tlsSecret(Optional.empty()))
                            .where(deployment -> deployment.externalUrl().isEmpty())),
            new Mistake("WEB-004", ingress(it -> it.tlsSecret("Airflow TLS"))),
            new Mistake(
                    "WEB-005",
                    policies(Optional.empty(), Optional.of("monitoring"))
                            .where(WebMistakes::hasPolicies)
                            .where(deployment -> deployment.ingress().isPresent())),
            new Mistake(
                    "WEB-006",
                    policies(Optional.of("Ingress"), Optional.of("monitoring")).where(WebMistakes::hasPolicies)),
            new Mistake(
                    "WEB-007",
                    policies(Optional.of("ingress-nginx"), Optional.empty())
                            .where(WebMistakes::hasPolicies)
                            .where(deployment -> deployment.pgBouncer().isPresent())),
            new Mistake(
                    "WEB-009",
                    policies(Optional.of("ingress-nginx"), Optional.of("monitoring"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 22, 0))),
            new Mistake(
                    "WEB-012",
                    Change.of(it -> it.externalUrl("https://elsewhere.example.com"))
                            .where(deployment -> deployment.ingress().isPresent())),
            new Mistake("WEB-010", deployment -> {
                String port = deployment.airflowVersion().major() >= 3 ? "apiServer" : "airflowUI";
                return Change.of(it -> it.extraValue("ports", Map.of(port, 9090)))
                        .in(deployment);
            }));

    private WebMistakes() {}

    private static Change ingress(UnaryOperator<WebIngressBuilder> change) {
        return deployment -> deployment
                .ingress()
                .flatMap(ingress -> Change.of(it ->
                                it.ingress(change.apply(ingress.toBuilder()).build()))
                        .in(deployment));
    }

    /** Policies that come with the mistake would be what older charts have a warning for. */
    private static boolean hasPolicies(AirflowDeployment deployment) {
        return deployment.networkPolicies().isPresent();
    }

    private static Change policies(Optional<String> ingressNamespace, Optional<String> monitoringNamespace) {
        return Change.of(it -> it.networkPolicies(NetworkPolicies.builder()
                .ingressNamespace(ingressNamespace)
                .monitoringNamespace(monitoringNamespace)
                .build()));
    }
}
