package io.airworthy.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What opens a deployment, or makes a reviewer ask. */
final class RiskMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "RISK-001",
                    Change.of(it -> it.environment("AIRFLOW_CONN_WAREHOUSE", "postgres://etl:s3cret@warehouse/dwh"))),
            new Mistake(
                    "RISK-010",
                    Change.of(it -> it.extraValue(
                            "triggerer", Map.of("securityContexts", Map.of("container", Map.of("privileged", true)))))),
            new Mistake("RISK-011", Change.of(it -> it.extraValue("uid", 0))),
            new Mistake(
                    "RISK-012",
                    Change.of(it -> it.extraValue(
                            "triggerer",
                            Map.of(
                                    "extraContainers",
                                    List.of(Map.of(
                                            "name",
                                            "proxy",
                                            "image",
                                            "envoy:1.36",
                                            "ports",
                                            List.of(Map.of("containerPort", 8080, "hostPort", 8080)))))))),
            new Mistake(
                    "RISK-013",
                    Change.of(it -> it.extraValue(
                            "volumes",
                            List.of(Map.of("name", "docker", "hostPath", Map.of("path", "/var/run/docker.sock")))))),
            new Mistake(
                    "RISK-020", Change.of(it -> it.extraValue("images", Map.of("gitSync", Map.of("tag", "latest"))))),
            new Mistake(
                    "RISK-030",
                    Change.of(it -> it.extraValue("flower", Map.of("service", Map.of("type", "LoadBalancer"))))),
            new Mistake(
                    "RISK-031",
                    Change.of(it -> it.extraValue("redis", Map.of("service", Map.of("type", "NodePort"))))
                            .where(deployment -> deployment.chartVersion().isAtLeast(1, 16, 0))),
            new Mistake(
                    "RISK-032",
                    Change.of(it -> it.extraValue("flower", Map.of("enabled", true))
                            .extraValue("ingress", Map.of("flower", Map.of("enabled", true))))),
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
            new Mistake("RISK-041", Change.of(it -> it.environment("FLOWER_UNAUTHENTICATED_API", "true"))),
            new Mistake("RISK-042", Change.of(it -> it.airflowConfig("api.access_control_allow_origins", "*"))),
            new Mistake(
                    "RISK-043",
                    Change.of(it -> it.airflowConfig(
                            "core.auth_manager",
                            "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager"))),
            new Mistake(
                    "RISK-044",
                    Change.of(it -> it.extraValue(
                                    "apiServer",
                                    Map.of("apiServerConfig", "import os\nAUTH_USER_REGISTRATION_ROLE = \"Admin\"\n")))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake("RISK-045", Change.of(it -> it.airflowConfig("fab.session_lifetime_minutes", "525600"))),
            new Mistake("RISK-046", Change.of(it -> it.airflowConfig("fab.cookie_secure", "False"))),
            new Mistake(
                    "RISK-050",
                    Change.of(it -> it.airflowConfig("api.expose_config", "True"))
                            .where(deployment -> deployment.airflowVersion().isAtLeast(3, 0, 2))),
            new Mistake("RISK-051", Change.of(it -> it.airflowConfig("core.load_examples", "True"))),
            new Mistake("RISK-052", Change.of(it -> it.airflowConfig("core.test_connection", "Enabled"))),
            new Mistake("RISK-053", Change.of(it -> it.airflowConfig("core.hide_sensitive_var_conn_fields", "False"))),
            new Mistake("RISK-060", Change.of(it -> it.airflowConfig("core.allowed_deserialization_classes", ".*"))),
            new Mistake("RISK-061", Change.of(it -> it.airflowConfig("core.unit_test_mode", "True"))),
            new Mistake("RISK-062", Change.of(it -> it.environment("_PIP_ADDITIONAL_REQUIREMENTS", "pandas==2.2.3"))),
            new Mistake("RISK-063", Change.of(it -> it.environment("GIT_SSL_NO_VERIFY", "true"))),
            new Mistake("RISK-064", Change.of(it -> it.environment("NODE_TLS_REJECT_UNAUTHORIZED", "0"))),
            new Mistake("RISK-065", Change.of(it -> it.environment("LD_PRELOAD", "/tmp/trace.so"))),
            new Mistake(
                    "RISK-066",
                    Change.of(it -> it.airflowConfig(
                                    "core.execution_api_server_url", "https://airflow.example.org/execution/"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "RISK-070",
                    Change.of(it -> it.extraValue("rbac", Map.of("create", false)))
                            .where(deployment -> !deployment.usesKubernetesPods())),
            new Mistake("RISK-071", Change.of(it -> it.extraValue("multiNamespaceMode", true))),
            new Mistake("RISK-072", Change.ofDatabase(it -> it.user("postgres"))),
            new Mistake("RISK-073", Change.of(it -> it.namespace("default"))));

    private RiskMistakes() {}
}
