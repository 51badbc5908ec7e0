package io.airworthy.rules;

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
                        error   RISK-001  environment[AIRFLOW_CONN_WAREHOUSE]: its value contains a password in a URL
                                it ends up in the values file, in the cluster, where many people can read it, and in Helm's history.
                                Fix: remove it if the library creates this Secret; otherwise keep it in a Secret of your own and refer to that in the chart's 'secret' list, or use a secrets backend.
                                In the values: env"""),
            new Mistake(
                    "RISK-010",
                    but(it -> it.extraValue(
                            "triggerer", Map.of("securityContexts", Map.of("container", Map.of("privileged", true))))),
                    """
                        warning RISK-010  extraValues[triggerer.securityContexts.container.privileged]: it is 'true'
                                anyone who can run code in it, every DAG author included, can take over the node and everything on it.
                                Fix: remove it; grant only the capability that is needed, or run such work on nodes of its own.
                                In the values: triggerer.securityContexts.container.privileged"""),
            new Mistake("RISK-011", but(it -> it.extraValue("uid", 0)), """
                        warning RISK-011  extraValues[uid]: it is '0'
                                a flaw in the container runtime or in a mounted volume gives root access to the node, and clusters with restricted Pod Security reject the pod.
                                Fix: remove it: the chart runs Airflow as user 50000.
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
                                it can see the node's traffic or processes, and no network policy applies to it.
                                Fix: remove it, and use a Service to reach what is needed.
                                In the values: triggerer.extraContainers[0].ports[0].hostPort"""),
            new Mistake(
                    "RISK-013",
                    but(it -> it.extraValue(
                            "volumes",
                            List.of(Map.of("name", "docker", "hostPath", Map.of("path", "/var/run/docker.sock"))))),
                    """
                        warning RISK-013  extraValues[volumes[0].hostPath.path]: it is '/var/run/docker.sock'
                                anyone who can run code in the pod, every DAG author included, can start containers as root or change the node's own files.
                                Fix: use a persistent volume for data, and KubernetesPodOperator to start containers.
                                In the values: volumes[0].hostPath.path"""),
            new Mistake(
                    "RISK-020", but(it -> it.extraValue("images", Map.of("gitSync", Map.of("tag", "latest")))), """
                        warning RISK-020  extraValues[images.gitSync.tag]: it is 'latest'
                                a restarted pod may run a different program from the one that was tested, and two pods may differ.
                                Fix: use the tag of a release, or a digest.
                                In the values: images.gitSync.tag"""),
            new Mistake(
                    "RISK-030",
                    but(it -> it.extraValue("flower", Map.of("service", Map.of("type", "LoadBalancer")))),
                    """
                        error   RISK-030  extraValues[flower.service.type]: it is 'LoadBalancer', with nothing to restrict who can connect
                                most clouds give it a public address, so anyone can try passwords and exploit flaws in the API, usually without TLS.
                                Fix: use the ingress, or set service.loadBalancerSourceRanges or your cloud's annotation for an internal load balancer.
                                In the values: flower.service.type"""),
            new Mistake(
                    "RISK-031", but(it -> it.extraValue("redis", Map.of("service", Map.of("type", "NodePort")))), """
                        error   RISK-031  extraValues[redis.service.type]: it is 'NodePort'
                                Redis, PgBouncer, StatsD and the log servers trust every client: anyone who reaches them can read or add tasks, or use up the connections.
                                Fix: remove it: by default the chart's Services can be reached only from inside the cluster.
                                In the values: redis.service.type"""),
            new Mistake(
                    "RISK-032",
                    but(it -> it.extraValue("flower", Map.of("enabled", true))
                            .extraValue("ingress", Map.of("flower", Map.of("enabled", true)))),
                    """
                        error   RISK-032  extraValues[ingress.flower.enabled]: it is 'true'
                                anyone can see the arguments of every task, and can stop tasks and workers.
                                Fix: put user:password under the key basicAuth in a Secret of your own, and set flower.secretName to its name.
                                In the values: ingress.flower.enabled"""),
            new Mistake(
                    "RISK-033",
                    but(it -> it.ingress(WebIngress.builder()
                                    .host("airflow.example.com")
                                    .tlsSecret("airflow-tls")
                                    .build())
                            .networkPolicies(Optional.empty())),
                    """
                        warning RISK-033  networkPolicies: There is an ingress, but there are no network policies
                                without network policies every pod in the cluster can reach Airflow's API, PgBouncer and Redis.
                                Fix: set networkPolicies, or waive this if the cluster has policies of its own.
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
                                it looks like a restriction but restricts nothing.
                                Fix: list the address ranges of the networks that need access.
                                In the values: apiServer.networkPolicy.ingress.from[0].ipBlock.cidr"""),
            new Mistake("RISK-040", but(it -> it.airflowConfig("core.simple_auth_manager_all_admins", "True")), """
                        error   RISK-040  airflowConfig[core.simple_auth_manager_all_admins]: it is 'True'
                                anyone who reaches the page has the permissions of that role, up to an administrator's: reading connections and variables, running code.
                                Fix: remove it, so that people have to log in.
                                In the values: config.core.simple_auth_manager_all_admins"""),
            new Mistake("RISK-041", but(it -> it.environment("FLOWER_UNAUTHENTICATED_API", "true")), """
                        error   RISK-041  environment[FLOWER_UNAUTHENTICATED_API]: it is 'true'
                                anyone who reaches it can start DAGs with any settings, and read connections and logs.
                                Fix: remove it, or use a backend that authenticates its users.
                                In the values: env"""),
            new Mistake("RISK-042", but(it -> it.airflowConfig("api.access_control_allow_origins", "*")), """
                        error   RISK-042  airflowConfig[api.access_control_allow_origins]: it is '*'
                                any page that a logged-in user visits can read data and start DAGs in that user's name.
                                Fix: list the origins that need access, or remove it.
                                In the values: config.api.access_control_allow_origins"""),
            new Mistake(
                    "RISK-043",
                    but(it -> it.airflowConfig(
                            "core.auth_manager",
                            "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager")),
                    """
                        warning RISK-043  airflowConfig[core.auth_manager]: it is 'airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager'
                                its users and passwords are in a file inside one pod, and change when that pod is replaced.
                                Fix: use the FAB auth manager, or the one of your provider.
                                In the values: config.core.auth_manager"""),
            new Mistake(
                    "RISK-044",
                    but(it -> it.extraValue(
                            "apiServer",
                            Map.of("apiServerConfig", "import os\nAUTH_USER_REGISTRATION_ROLE = \"Admin\"\n"))),
                    """
                        warning RISK-044  extraValues[apiServer.apiServerConfig]: AUTH_USER_REGISTRATION_ROLE is 'Admin'
                                everyone with an account at the identity provider can read connections and variables, and run all DAGs.
                                Fix: use the role Viewer or Public, and map groups to roles with AUTH_ROLES_MAPPING.
                                In the values: apiServer.apiServerConfig"""),
            new Mistake("RISK-045", but(it -> it.airflowConfig("fab.session_lifetime_minutes", "525600")), """
                        warning RISK-045  airflowConfig[fab.session_lifetime_minutes]: it is '525600'
                                anyone who gets hold of one can use it until it expires, because Airflow cannot revoke it.
                                Fix: use at most a week for tokens, a day for task tokens, and 30 days for sessions.
                                In the values: config.fab.session_lifetime_minutes"""),
            new Mistake("RISK-046", but(it -> it.airflowConfig("fab.cookie_secure", "False")), """
                        warning RISK-046  airflowConfig[fab.cookie_secure]: it is 'False'
                                the session can be read on the network or by a script, or another site can act in the user's name.
                                Fix: remove it, and set cookie_secure to True if browsers connect by HTTPS.
                                In the values: config.fab.cookie_secure"""),
            new Mistake("RISK-050", but(it -> it.airflowConfig("api.expose_config", "True")), """
                        warning RISK-050  airflowConfig[api.expose_config]: it is 'True'
                                any user can see hosts, passwords in URLs or the source of Airflow itself.
                                Fix: remove it, or set non-sensitive-only.
                                In the values: config.api.expose_config"""),
            new Mistake("RISK-051", but(it -> it.airflowConfig("core.load_examples", "True")), """
                        warning RISK-051  airflowConfig[core.load_examples]: it is 'True'
                                they clutter the list of DAGs, and some run any command that the user who starts them enters.
                                Fix: remove it: the chart turns them off.
                                In the values: config.core.load_examples"""),
            new Mistake("RISK-052", but(it -> it.airflowConfig("core.test_connection", "Enabled")), """
                        warning RISK-052  airflowConfig[core.test_connection]: it is 'Enabled'
                                anyone who may edit connections can make Airflow's server connect to any host, with any driver options.
                                Fix: remove it, or waive this if all such users are trusted.
                                In the values: config.core.test_connection"""),
            new Mistake("RISK-053", but(it -> it.airflowConfig("core.hide_sensitive_var_conn_fields", "False")), """
                        warning RISK-053  airflowConfig[core.hide_sensitive_var_conn_fields]: it is 'False'
                                passwords in connections and variables appear in task logs, which many people can read and which are kept for a long time.
                                Fix: remove it.
                                In the values: config.core.hide_sensitive_var_conn_fields"""),
            new Mistake("RISK-060", but(it -> it.airflowConfig("core.allowed_deserialization_classes", ".*")), """
                        warning RISK-060  airflowConfig[core.allowed_deserialization_classes]: it is '.*'
                                deserializing an object can run code, so anyone who can write such a value can run code in another task.
                                Fix: list the classes that your tasks exchange.
                                In the values: config.core.allowed_deserialization_classes"""),
            new Mistake("RISK-061", but(it -> it.airflowConfig("core.unit_test_mode", "True")), """
                        warning RISK-061  airflowConfig[core.unit_test_mode]: it is 'True'
                                Airflow runs with test settings, shows a debugger, or creates a user with a well-known password.
                                Fix: remove it.
                                In the values: config.core.unit_test_mode"""),
            new Mistake("RISK-062", but(it -> it.environment("_PIP_ADDITIONAL_REQUIREMENTS", "pandas==2.2.3")), """
                        warning RISK-062  environment[_PIP_ADDITIONAL_REQUIREMENTS]: it is 'pandas==2.2.3'
                                every start is slow and depends on the package index: pods can get different versions, and cannot start while the index is down.
                                Fix: build an image that contains the packages, and set it as image.
                                In the values: env"""),
            new Mistake("RISK-063", but(it -> it.environment("GIT_SSL_NO_VERIFY", "true")), """
                        error   RISK-063  environment[GIT_SSL_NO_VERIFY]: it is 'true'
                                anyone between the pod and the server can send other code, and Airflow runs it.
                                Fix: remove it, and give git the CA certificate or the known hosts.
                                In the values: env"""),
            new Mistake("RISK-064", but(it -> it.environment("NODE_TLS_REJECT_UNAUTHORIZED", "0")), """
                        warning RISK-064  environment[NODE_TLS_REJECT_UNAUTHORIZED]: it is '0'
                                anyone in between can read passwords and impersonate the server.
                                Fix: give the program the CA certificate instead.
                                In the values: env"""),
            new Mistake("RISK-065", but(it -> it.environment("LD_PRELOAD", "/tmp/trace.so")), """
                        warning RISK-065  environment[LD_PRELOAD]: it is '/tmp/trace.so'
                                anyone who can write that file runs code in every process of the pod.
                                Fix: keep the library in the image, below /usr/lib.
                                In the values: env"""),
            new Mistake(
                    "RISK-066",
                    but(it -> it.airflowConfig(
                            "core.execution_api_server_url", "https://airflow.example.org/execution/")),
                    """
                        warning RISK-066  airflowConfig[core.execution_api_server_url]: it is 'https://airflow.example.org/execution/'
                                each task sends that server its token, and asks it for connections and variables.
                                Fix: remove it: the chart points tasks at the API server.
                                In the values: config.core.execution_api_server_url"""),
            new Mistake("RISK-070", but(it -> it.extraValue("rbac", Map.of("create", false))), """
                        warning RISK-070  extraValues[rbac.create]: it is 'false'
                                KubernetesPodOperator and log access fail, unless somebody granted the permissions by hand.
                                Fix: remove it, or waive this if the platform creates the roles.
                                In the values: rbac.create"""),
            new Mistake("RISK-071", but(it -> it.extraValue("multiNamespaceMode", true)), """
                        warning RISK-071  extraValues[multiNamespaceMode]: it is 'true'
                                the chart creates a cluster role: anyone who writes a DAG can run code next to any other team's.
                                Fix: remove it, or waive this if tasks have to run in several namespaces.
                                In the values: multiNamespaceMode"""),
            new Mistake("RISK-072", database(it -> it.user("postgres")), """
                        warning RISK-072  database.user: Airflow's database user is an administrator of the server
                                anyone with Airflow's password has access to every database of the server, and in Airflow 2 every task has that password.
                                Fix: create a role that owns Airflow's database and nothing else."""),
            new Mistake("RISK-073", but(it -> it.namespace("default")), """
                        warning RISK-073  namespace: The namespace belongs to the cluster itself
                                Airflow's Secrets, quotas and permissions mix with those of the cluster, or of everybody who names no namespace.
                                Fix: give Airflow a namespace of its own."""));

    private RiskMistakes() {}
}
