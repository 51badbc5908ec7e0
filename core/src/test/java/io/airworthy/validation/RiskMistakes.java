package io.airworthy.validation;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.database;

import io.airworthy.WebIngress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What opens a deployment, or makes a reviewer ask. */
final class RiskMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "RISK-001",
                    but(it -> it.environment("AIRFLOW_CONN_WAREHOUSE", "postgres://etl:s3cret@warehouse/dwh")),
                    """
                        error   RISK-001  environment[AIRFLOW_CONN_WAREHOUSE]: its value shows a password in a URL
                                it is written into the values file, into the cluster where many can read it, and into Helm's history.
                                Fix: leave it out if the library makes this Secret; otherwise keep it in a Secret of your own and name that in the chart's 'secret' list, or use a secrets backend.
                                In the values: env"""),
            new Mistake(
                    "RISK-010",
                    but(it -> it.extraValue(
                            "triggerer", Map.of("securityContexts", Map.of("container", Map.of("privileged", true))))),
                    """
                        warning RISK-010  extraValues[triggerer.securityContexts.container.privileged]: it is 'true'
                                whoever runs code in it, and every DAG author may, takes over the node and what runs there.
                                Fix: leave it out; give the one capability that is needed, or run such work on nodes of its own.
                                In the values: triggerer.securityContexts.container.privileged"""),
            new Mistake("RISK-011", but(it -> it.extraValue("uid", 0)), """
                        warning RISK-011  extraValues[uid]: it is '0'
                                a fault in the container runtime or in a mounted volume gives root's rights on the node, and clusters with restricted Pod Security refuse the pod.
                                Fix: leave it out: the chart runs Airflow as user 50000.
                                In the values: uid"""),
            new Mistake(
                    "RISK-012",
                    but(it -> it.extraValue(
                            "triggerer",
                            Map.of(
                                    "extraContainers",
                                    List.of(Map.of(
                                            "name",
                                            "proxy",
                                            "image",
                                            "envoy:1.36",
                                            "ports",
                                            List.of(Map.of("containerPort", 8080, "hostPort", 8080))))))),
                    """
                        warning RISK-012  extraValues[triggerer.extraContainers[0].ports[0].hostPort]: it is '8080'
                                it sees the node's traffic or processes, and no network policy holds for it.
                                Fix: leave it out, and reach what is needed through a Service.
                                In the values: triggerer.extraContainers[0].ports[0].hostPort"""),
            new Mistake(
                    "RISK-013",
                    but(it -> it.extraValue(
                            "volumes",
                            List.of(Map.of("name", "docker", "hostPath", Map.of("path", "/var/run/docker.sock"))))),
                    """
                        warning RISK-013  extraValues[volumes[0].hostPath.path]: it is '/var/run/docker.sock'
                                whoever runs code in the pod, and every DAG author may, can start containers as root or change the node's own files.
                                Fix: use a persistent volume for data, and KubernetesPodOperator to start containers.
                                In the values: volumes[0].hostPath.path"""),
            new Mistake(
                    "RISK-020", but(it -> it.extraValue("images", Map.of("gitSync", Map.of("tag", "latest")))), """
                        warning RISK-020  extraValues[images.gitSync.tag]: it is 'latest'
                                a restarted pod may run another program than the one that was tested, and two pods may differ.
                                Fix: write the tag of a release, or a digest.
                                In the values: images.gitSync.tag"""),
            new Mistake(
                    "RISK-030",
                    but(it -> it.extraValue("flower", Map.of("service", Map.of("type", "LoadBalancer")))),
                    """
                        error   RISK-030  extraValues[flower.service.type]: it is 'LoadBalancer', and nothing keeps strangers out
                                most clouds give it a public address, and everybody can try passwords and the next hole in the API, mostly without TLS.
                                Fix: use the ingress, or set service.loadBalancerSourceRanges or your cloud's annotation for an internal load balancer.
                                In the values: flower.service.type"""),
            new Mistake(
                    "RISK-031", but(it -> it.extraValue("redis", Map.of("service", Map.of("type", "NodePort")))), """
                        error   RISK-031  extraValues[redis.service.type]: it is 'NodePort'
                                Redis, PgBouncer, StatsD and the log servers expect friends: whoever reaches them reads tasks, puts some in, or uses up the connections.
                                Fix: leave it out: the chart's Services are for the cluster alone.
                                In the values: redis.service.type"""),
            new Mistake(
                    "RISK-032",
                    but(it -> it.extraValue("flower", Map.of("enabled", true))
                            .extraValue("ingress", Map.of("flower", Map.of("enabled", true)))),
                    """
                        error   RISK-032  extraValues[ingress.flower.enabled]: it is 'true'
                                strangers see every task's arguments, and can stop tasks and workers.
                                Fix: keep user:password under the key basicAuth in a Secret of your own, and name that in flower.secretName.
                                In the values: ingress.flower.enabled"""),
            new Mistake(
                    "RISK-033",
                    but(it -> it.ingress(WebIngress.builder()
                                    .host("airflow.example.com")
                                    .tlsSecret("airflow-tls")
                                    .build())
                            .networkPolicies(Optional.empty())),
                    """
                        warning RISK-033  networkPolicies: Browsers are let in, and nothing is closed inside
                                without network policies every pod of the cluster reaches Airflow's API, PgBouncer and Redis.
                                Fix: set networkPolicies, or waive this where the cluster has policies of its own.
                                In the values: networkPolicies.enabled"""),
            new Mistake(
                    "RISK-034",
                    but(it -> it.extraValue(
                            "apiServer",
                            Map.of(
                                    "networkPolicy",
                                    Map.of(
                                            "ingress",
                                            Map.of("from", List.of(Map.of("ipBlock", Map.of("cidr", "0.0.0.0/0")))))))),
                    """
                        warning RISK-034  extraValues[apiServer.networkPolicy.ingress.from[0].ipBlock.cidr]: it is '0.0.0.0/0'
                                it looks like a lock and is none.
                                Fix: write the ranges of the networks that may come in.
                                In the values: apiServer.networkPolicy.ingress.from[0].ipBlock.cidr"""),
            new Mistake("RISK-040", but(it -> it.airflowConfig("core.simple_auth_manager_all_admins", "True")), """
                        error   RISK-040  airflowConfig[core.simple_auth_manager_all_admins]: it is 'True'
                                whoever reaches the page has the rights of that role, an administrator's among them: connections, variables, running code.
                                Fix: leave it out, and let people log in.
                                In the values: config.core.simple_auth_manager_all_admins"""),
            new Mistake("RISK-041", but(it -> it.environment("FLOWER_UNAUTHENTICATED_API", "true")), """
                        error   RISK-041  environment[FLOWER_UNAUTHENTICATED_API]: it is 'true'
                                strangers start DAGs with settings of their choice, and read connections and logs.
                                Fix: leave it out, or choose a backend that asks who is there.
                                In the values: env"""),
            new Mistake("RISK-042", but(it -> it.airflowConfig("api.access_control_allow_origins", "*")), """
                        error   RISK-042  airflowConfig[api.access_control_allow_origins]: it is '*'
                                a page that somebody visits while logged in to Airflow reads and starts things in their name.
                                Fix: list the origins that need it, or leave it out.
                                In the values: config.api.access_control_allow_origins"""),
            new Mistake(
                    "RISK-043",
                    but(it -> it.airflowConfig(
                            "core.auth_manager",
                            "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager")),
                    """
                        warning RISK-043  airflowConfig[core.auth_manager]: it is 'airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager'
                                its users and passwords are in a file of one pod, and change when that pod does.
                                Fix: use the FAB auth manager, or your provider's.
                                In the values: config.core.auth_manager"""),
            new Mistake(
                    "RISK-044",
                    but(it -> it.extraValue(
                            "apiServer",
                            Map.of("apiServerConfig", "import os\nAUTH_USER_REGISTRATION_ROLE = \"Admin\"\n"))),
                    """
                        warning RISK-044  extraValues[apiServer.apiServerConfig]: AUTH_USER_REGISTRATION_ROLE is 'Admin'
                                everybody with an account at the identity provider gets connections, variables and all DAGs.
                                Fix: use the role Viewer or Public, and map groups to roles by AUTH_ROLES_MAPPING.
                                In the values: apiServer.apiServerConfig"""),
            new Mistake("RISK-045", but(it -> it.airflowConfig("fab.session_lifetime_minutes", "525600")), """
                        warning RISK-045  airflowConfig[fab.session_lifetime_minutes]: it is '525600'
                                whoever gets hold of one has it until then, since Airflow cannot take it back by itself.
                                Fix: stay below a week for tokens, a day for those of tasks, and 30 days for sessions.
                                In the values: config.fab.session_lifetime_minutes"""),
            new Mistake("RISK-046", but(it -> it.airflowConfig("fab.cookie_secure", "False")), """
                        warning RISK-046  airflowConfig[fab.cookie_secure]: it is 'False'
                                a session can be read on the way or by a script, or another site acts with it.
                                Fix: leave it out, and set cookie_secure to True where browsers come by HTTPS.
                                In the values: config.fab.cookie_secure"""),
            new Mistake("RISK-050", but(it -> it.airflowConfig("api.expose_config", "True")), """
                        warning RISK-050  airflowConfig[api.expose_config]: it is 'True'
                                the page shows hosts, passwords in URLs or the program's own lines to whoever may log in.
                                Fix: leave it out, or write non-sensitive-only.
                                In the values: config.api.expose_config"""),
            new Mistake("RISK-051", but(it -> it.airflowConfig("core.load_examples", "True")), """
                        warning RISK-051  airflowConfig[core.load_examples]: it is 'True'
                                they fill the list of DAGs, and some run commands that whoever starts them may choose.
                                Fix: leave it out: the chart turns them off.
                                In the values: config.core.load_examples"""),
            new Mistake("RISK-052", but(it -> it.airflowConfig("core.test_connection", "Enabled")), """
                        warning RISK-052  airflowConfig[core.test_connection]: it is 'Enabled'
                                whoever may edit connections makes Airflow's server connect to any host with any driver's options.
                                Fix: leave it out, or waive this where every such user is trusted.
                                In the values: config.core.test_connection"""),
            new Mistake("RISK-053", but(it -> it.airflowConfig("core.hide_sensitive_var_conn_fields", "False")), """
                        warning RISK-053  airflowConfig[core.hide_sensitive_var_conn_fields]: it is 'False'
                                passwords of connections and variables stand in task logs, which many can read and a bucket keeps.
                                Fix: leave it out.
                                In the values: config.core.hide_sensitive_var_conn_fields"""),
            new Mistake("RISK-060", but(it -> it.airflowConfig("core.allowed_deserialization_classes", ".*")), """
                        warning RISK-060  airflowConfig[core.allowed_deserialization_classes]: it is '.*'
                                reading it runs the code that it names, so that who writes a value runs code elsewhere.
                                Fix: name the classes that you pass between tasks.
                                In the values: config.core.allowed_deserialization_classes"""),
            new Mistake("RISK-061", but(it -> it.airflowConfig("core.unit_test_mode", "True")), """
                        warning RISK-061  airflowConfig[core.unit_test_mode]: it is 'True'
                                Airflow runs with a test's settings, shows a debugger, or makes a user with a well-known password.
                                Fix: leave it out.
                                In the values: config.core.unit_test_mode"""),
            new Mistake("RISK-062", but(it -> it.environment("_PIP_ADDITIONAL_REQUIREMENTS", "pandas==2.2.3")), """
                        warning RISK-062  environment[_PIP_ADDITIONAL_REQUIREMENTS]: it is 'pandas==2.2.3'
                                each start takes what the package index has that day: slow, different from pod to pod, and down when the index is.
                                Fix: build an image with the packages, and name it in image.
                                In the values: env"""),
            new Mistake("RISK-063", but(it -> it.environment("GIT_SSL_NO_VERIFY", "true")), """
                        error   RISK-063  environment[GIT_SSL_NO_VERIFY]: it is 'true'
                                whoever sits between pod and server sends code of his own, and Airflow runs it.
                                Fix: leave it out, and give git the CA's certificate or the known hosts.
                                In the values: env"""),
            new Mistake("RISK-064", but(it -> it.environment("NODE_TLS_REJECT_UNAUTHORIZED", "0")), """
                        warning RISK-064  environment[NODE_TLS_REJECT_UNAUTHORIZED]: it is '0'
                                whoever sits in between reads passwords and answers as the server.
                                Fix: give the program the CA's certificate instead.
                                In the values: env"""),
            new Mistake("RISK-065", but(it -> it.environment("LD_PRELOAD", "/tmp/trace.so")), """
                        warning RISK-065  environment[LD_PRELOAD]: it is '/tmp/trace.so'
                                whoever writes that file runs code in every process of the pod.
                                Fix: keep the library in the image, below /usr/lib.
                                In the values: env"""),
            new Mistake(
                    "RISK-066",
                    but(it -> it.airflowConfig(
                            "core.execution_api_server_url", "https://airflow.example.org/execution/")),
                    """
                        warning RISK-066  airflowConfig[core.execution_api_server_url]: it is 'https://airflow.example.org/execution/'
                                each task sends it its token and asks it for connections and variables.
                                Fix: leave it out: the chart points tasks at the API server.
                                In the values: config.core.execution_api_server_url"""),
            new Mistake("RISK-070", but(it -> it.extraValue("rbac", Map.of("create", false))), """
                        warning RISK-070  extraValues[rbac.create]: it is 'false'
                                KubernetesPodOperator and log access fail, or work by rights that somebody gave the accounts by hand.
                                Fix: leave it out, or waive this where the platform makes the roles.
                                In the values: rbac.create"""),
            new Mistake("RISK-071", but(it -> it.extraValue("multiNamespaceMode", true)), """
                        warning RISK-071  extraValues[multiNamespaceMode]: it is 'true'
                                the chart makes a cluster role: whoever writes a DAG can run code beside any other team's.
                                Fix: leave it out, or waive this where tasks have to run in several namespaces.
                                In the values: multiNamespaceMode"""),
            new Mistake("RISK-072", database(it -> it.user("postgres")), """
                        warning RISK-072  database.user: Airflow's database user is the server's administrator
                                whoever has Airflow's password has every database of the server, and on Airflow 2 every task has it.
                                Fix: make a role that owns Airflow's database and nothing else."""),
            new Mistake("RISK-073", but(it -> it.namespace("default")), """
                        warning RISK-073  namespace: The namespace is one of the cluster's own
                                Airflow's Secrets, quotas and rights mix with those of the cluster or of whoever names no namespace.
                                Fix: give Airflow a namespace of its own."""));

    private RiskMistakes() {}
}
