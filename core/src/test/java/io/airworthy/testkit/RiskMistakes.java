package io.airworthy.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What opens a deployment, or makes a reviewer ask. */
final class RiskMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "RISK-031",
                    Change.of(it -> it.extraValue("redis", Map.of("service", Map.of("type", "NodePort"))))
                            .where(deployment -> deployment.chartVersion().isAtLeast(1, 16, 0))),
            new Mistake(
                    "RISK-033",
                    Change.of(it -> it.networkPolicies(Optional.empty()))
                            .where(deployment -> deployment.ingress().isPresent())
                            .where(deployment -> deployment.chartVersion().isAtLeast(1, 22, 0))),
            new Mistake(
                    "RISK-034",
                    Change.of(it -> it.extraValue(
                                    "apiServer",
                                    Map.of(
                                            "networkPolicy",
                                            Map.of(
                                                    "ingress",
                                                    Map.of(
                                                            "from",
                                                            List.of(Map.of("ipBlock", Map.of("cidr", "0.0.0.0/0"))))))))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "RISK-040",
                    Change.of(it -> it.airflowConfig("core.simple_auth_manager_all_admins", "True"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "RISK-044",
                    Change.of(it -> it.extraValue(
                                    "apiServer",
                                    Map.of("apiServerConfig", "import os\nAUTH_USER_REGISTRATION_ROLE = \"Admin\"\n")))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "RISK-050",
                    Change.of(it -> it.airflowConfig("api.expose_config", "True"))
                            .where(deployment -> deployment.airflowVersion().isAtLeast(3, 0, 2))),
            new Mistake(
                    "RISK-066",
                    Change.of(it -> it.airflowConfig(
                                    "core.execution_api_server_url", "https://airflow.example.org/execution/"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "RISK-070",
                    Change.of(it -> it.extraValue("rbac", Map.of("create", false)))
                            .where(deployment -> !deployment.usesKubernetesPods())));

    private RiskMistakes() {}
}
