package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.ha;
import static io.airworthy.testkit.SampleDeployments.ingress;
import static io.airworthy.testkit.SampleDeployments.policies;
import static io.airworthy.testkit.SampleDeployments.scheduler;

import io.airworthy.AdminUser;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Availability, metrics and the way in. */
final class OperationMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("HA-001", scheduler(it -> it.replicas(0)), """
                        error   HA-001  ha.scheduler.replicas: 0 replicas
                                Airflow needs each of its components: without one of them tasks wait forever.
                                Fix: set replicas to 2, or at least 1.
                                In the values: scheduler.replicas"""),
            new Mistake("HA-002", scheduler(it -> it.replicas(1)), """
                        warning HA-002  ha.scheduler.replicas: 1 replica
                                while its only pod is evicted or restarted, nothing does its work.
                                Fix: set replicas to 2.
                                In the values: scheduler.replicas"""),
            new Mistake("HA-003", scheduler(it -> it.disruptionBudget(DisruptionBudget.minAvailable(-1))), """
                        error   HA-003  ha.scheduler.disruptionBudget: minAvailable -1 is not a valid number of pods
                                Kubernetes rejects it, and the release fails.
                                Fix: use a number of pods, or a percentage from 0 to 100.
                                In the values: scheduler.podDisruptionBudget.config"""),
            new Mistake("HA-004", scheduler(it -> it.disruptionBudget(DisruptionBudget.minAvailable(2))), """
                        error   HA-004  ha.scheduler.disruptionBudget: minAvailable 2 of 2 replicas does not allow any pod to be evicted
                                draining the node of such a pod never finishes, so cluster upgrades hang.
                                Fix: allow one unavailable pod, or run more replicas than the budget keeps available.
                                In the values: scheduler.podDisruptionBudget.config"""),
            new Mistake("HA-005", SampleDeployments.onChart118(DisruptionBudget.maxUnavailable(1)), """
                        warning HA-005  ha.dagProcessor.disruptionBudget: chart 1.18.0 does not render maxUnavailable 1 here
                                before 1.19.0 it has budgets only for the scheduler, the web tier and the pool; all other pods may be evicted at once.
                                Fix: use chart 1.19.0 or later, or DisruptionBudget.none()."""),
            new Mistake("HA-006", scheduler(it -> it.resources(Resources.requests("500 m", "1Gi"))), """
                        error   HA-006  ha.scheduler.resources.cpuRequest: '500 m' is not a valid amount
                                Kubernetes rejects the pods.
                                Fix: use amounts such as 500m or 2 for CPU, 512Mi or 4Gi for memory.
                                In the values: scheduler.resources.requests.cpu"""),
            new Mistake(
                    "HA-007",
                    scheduler(
                            it -> it.resources(Resources.requests("500m", "8Gi").limits("2", "4Gi"))),
                    """
                        error   HA-007  ha.scheduler.resources.memoryRequest: the request 8Gi is beyond the limit 4Gi
                                Kubernetes rejects the pods.
                                Fix: raise the limit, or lower the request.
                                In the values: scheduler.resources.requests.memory"""),
            new Mistake(
                    "HA-008",
                    scheduler(it ->
                            it.resources(Resources.builder().cpuRequest("500m").build())),
                    """
                        warning HA-008  ha.scheduler.resources.memoryRequest: there is no memory request
                                Kubernetes may put the pod on a node without enough memory, and kills it first when memory runs out.
                                Fix: request the memory that the container needs, at least 512Mi.
                                In the values: scheduler.resources.requests.memory"""),
            new Mistake("HA-009", scheduler(it -> it.priorityClass("High Priority")), """
                        error   HA-009  ha.scheduler.priorityClass: 'High Priority' is not a valid name
                                Kubernetes rejects the pods.
                                Fix: use the name of a priority class that exists in the cluster.
                                In the values: scheduler.priorityClassName"""),
            new Mistake(
                    "MET-001",
                    but(it -> it.metrics(Metrics.statsd().toBuilder()
                            .exporter(OpenTelemetry.builder()
                                    .host("otel.monitoring")
                                    .port(4318)
                                    .interval(Duration.ofSeconds(60))
                                    .build())
                            .build())),
                    """
                        error   MET-001  metrics: StatsD and OpenTelemetry are both on
                                Airflow starts the first exporter it finds, StatsD, and OpenTelemetry never sends anything.
                                Fix: use one of them: Metrics.statsd() or Metrics.openTelemetry(host, port).
                                In the values: statsd.enabled"""),
            new Mistake(
                    "MET-008",
                    but(it -> it.metrics(Metrics.openTelemetry("otel.monitoring", 4318))
                            .environment("AIRFLOW__METRICS__STATSD_DATADOG_ENABLED", "true")),
                    """
                        error   MET-008  environment[AIRFLOW__METRICS__STATSD_DATADOG_ENABLED]: there is no StatsD exporter among the metrics
                                Airflow starts the Datadog client before any other exporter, and the client sends to the host and port of StatsD, where nothing listens.
                                Fix: use Metrics.statsd(host, port) with the agent's host, or remove the option.
                                In the values: env"""),
            new Mistake("MET-002", but(it -> it.metrics(Metrics.statsd("http://statsd", 8125))), """
                        error   MET-002  metrics.exporters[0].host: this is a URL, not a host name
                                metrics are silently lost.
                                Fix: use the host name or address alone; the port has a component of its own."""),
            new Mistake("MET-003", but(it -> it.metrics(Metrics.statsd("localhost", 8125))), """
                        error   MET-003  metrics.exporters[0].host: 'localhost' is the pod itself
                                nothing in Airflow's pods receives metrics, and they are silently lost.
                                Fix: use Metrics.statsd() for the chart's own exporter, or the host name of a server elsewhere."""),
            new Mistake("MET-004", but(it -> it.metrics(Metrics.statsd("statsd.monitoring", 0))), """
                        error   MET-004  metrics.exporters[0].port: 0 is not a valid port
                                metrics are silently lost.
                                Fix: use a port from 1 to 65535; common ones are 9125 or 8125 for StatsD and 4318 for OTLP over HTTP."""),
            new Mistake(
                    "MET-005",
                    but(it -> it.metrics(Metrics.builder()
                            .exporter(OpenTelemetry.builder()
                                    .host("otel.monitoring")
                                    .port(4318)
                                    .interval(Duration.ZERO)
                                    .build())
                            .build())),
                    """
                        error   MET-005  metrics.exporters[0].interval: PT0S between two exports
                                metrics are sent without pause, or too rarely for alerts to be raised in time.
                                Fix: use a value from 1 second to 1 day; the default is 60 seconds."""),
            new Mistake(
                    "MET-006",
                    but(it -> it.metrics(
                            Metrics.statsd().toBuilder().prefix("air flow").build())),
                    """
                        error   MET-006  metrics.prefix: 'air flow' is not a valid prefix
                                StatsD and Prometheus drop or truncate metrics whose names contain other characters.
                                Fix: use letters, digits and underscores, and dots or dashes only between them."""),
            new Mistake("MET-007", but(it -> it.metrics(Metrics.none())), """
                        warning MET-007  metrics: No metrics are exported
                                nobody notices that schedulers have stopped or tasks are not started, until results are missing.
                                Fix: use Metrics.statsd() or Metrics.openTelemetry(host, port).
                                In the values: statsd.enabled"""),
            new Mistake("WEB-001", ingress(it -> it.host("https://airflow.example.com")), """
                        error   WEB-001  ingress.host: this is a URL, not a host name
                                Kubernetes rejects the Ingress, or Airflow sends browsers to an address that does not exist.
                                Fix: use the host name alone, in lower case; scheme and path have attributes of their own.
                                In the values: ingress.apiServer.hosts"""),
            new Mistake("WEB-002", ingress(it -> it.path("airflow")), """
                        error   WEB-002  ingress.path: 'airflow' is not a valid path
                                Kubernetes rejects it, or the addresses that Airflow makes from it lead nowhere.
                                Fix: begin with a slash, then use letters, digits and -._~ with single slashes between them.
                                In the values: ingress.apiServer.path"""),
            new Mistake("WEB-003", ingress(it -> it.tlsSecret(Optional.empty())), """
                        warning WEB-003  ingress.tlsSecret: there is no TLS Secret, and base_url is http://airflow.example.com
                                passwords and sessions can be read on the network; and if TLS ends in front of the ingress, Airflow sends browsers back to http:// after the login.
                                Fix: set ingress.tlsSecret to the Secret of the certificate; if TLS ends in front of the ingress, set externalUrl("https://...").
                                In the values: ingress.apiServer.hosts"""),
            new Mistake("WEB-004", ingress(it -> it.tlsSecret("Airflow TLS")), """
                        error   WEB-004  ingress.tlsSecret: 'Airflow TLS' is not a valid name
                                Kubernetes rejects the Ingress, or looks for a Secret or class that cannot exist.
                                Fix: use lower-case letters, digits, dashes and dots in names; an annotation key may have a prefix and a slash before it.
                                In the values: ingress.apiServer.hosts"""),
            new Mistake("WEB-005", policies(Optional.empty(), Optional.of("monitoring")), """
                        error   WEB-005  networkPolicies.ingressNamespace: The network policies block the ingress controller
                                the policy admits nothing from outside the release, and browsers get a 502 or 504.
                                Fix: name the controller's namespace: NetworkPolicies.admitting(ingressNamespace, monitoringNamespace); if browsers come from outside the cluster, add an ipBlock to networkPolicy.ingress.from of the web component in extraValues."""),
            new Mistake("WEB-006", policies(Optional.of("Ingress"), Optional.of("monitoring")), """
                        error   WEB-006  networkPolicies.ingressNamespace: 'Ingress' is not a valid name
                                Kubernetes rejects the policy, or it admits nobody.
                                Fix: use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends."""),
            new Mistake("WEB-007", policies(Optional.of("ingress-nginx"), Optional.empty()), """
                        warning WEB-007  networkPolicies.monitoringNamespace: The network policies block Prometheus
                                the exporters run, but nothing outside the release can scrape them.
                                Fix: name its namespace: NetworkPolicies.admitting(ingressNamespace, monitoringNamespace)."""),
            new Mistake(
                    "WEB-008",
                    but(it -> it.adminUser(AdminUser.builder()
                            .username("admin")
                            .email("admin@")
                            .firstName("Ada")
                            .lastName("Lovelace")
                            .build())),
                    """
                        error   WEB-008  adminUser.email: 'admin@' is not a valid mail address
                                the create-user job fails, and nobody can log in.
                                Fix: set all four, and use an address of the form name@host."""),
            new Mistake(
                    "WEB-009",
                    SampleDeployments.onOlderChart(
                            "1.18.0",
                            "3.0.2",
                            it -> it.networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))),
                    """
                        warning WEB-009  networkPolicies: This chart's network policies keep the API server from running tasks' logs
                                before 1.22.0 the policies of workers and triggerers admit a webserver, which Airflow 3 does not have; logs appear only once they are in the log store.
                                Fix: use chart 1.22.0 or later, or remove the network policies.
                                In the values: networkPolicies.enabled"""),
            new Mistake(
                    "HA-010",
                    SampleDeployments.onOlderChart("1.18.0", "3.0.2", it -> it.executor(Executor.KUBERNETES)),
                    """
                        warning HA-010  ha.taskPodResources: This chart gives task pods the resources of the workers
                                before 1.20.0 it has only one set of resources for Celery workers and task pods.
                                Fix: use chart 1.20.0 or later, or set the same resources for both.
                                In the values: workers.resources"""),
            new Mistake("NAME-004", scheduler(it -> it.priorityClass("on")), """
                        error   NAME-004  ha.scheduler.priorityClass: 'on' is not text in YAML
                                the chart writes it without quotes, and Kubernetes gets true, null or a number instead of a name.
                                Fix: use another name."""),
            new Mistake("HA-011", scheduler(it -> it.replicas(1_000_000)), """
                        error   HA-011  ha.scheduler.replicas: 1000000 replicas
                                they never all start, and Helm prints a million as 1e+06, which Kubernetes rejects.
                                Fix: use at most 150000 replicas."""),
            new Mistake(
                    "HA-012",
                    ha(it -> it.scheduler(HaSettings.production().scheduler().toBuilder()
                                    .serviceAccount(ServiceAccount.named("airflow"))
                                    .build())
                            .triggerer(HaSettings.production().triggerer().toBuilder()
                                    .serviceAccount(ServiceAccount.named("airflow"))
                                    .build())),
                    """
                        error   HA-012  ha.triggerer.serviceAccount: 'airflow' is also created for another component
                                Kubernetes rejects it, or Helm refuses two objects of the same name.
                                Fix: use lower-case letters, digits, dashes and dots, and a different name for each component; to share an existing account, use ServiceAccount.existing(name).
                                In the values: triggerer.serviceAccount.name"""),
            new Mistake("PGB-014", SampleDeployments.onOlderChart("1.15.0", "2.9.3", it -> it), """
                        warning PGB-014  chartVersion: chart 1.15.0 gives the migration job no URL but Airflow's
                                it takes a session lock, and a pool that shares connections can leave that lock with another client.
                                Fix: use chart 1.16.0 or later, where the migration has a URL of its own, or run one migration at a time and nothing else meanwhile."""),
            new Mistake("WEB-010", but(it -> it.airflowConfig("api.port", "9090")), """
                        error   WEB-010  airflowConfig[api.port]: Airflow listens on 9090, and the chart probes port 8080
                                the probes get no answer, Kubernetes restarts the pods again and again, and no browser can connect.
                                Fix: remove it, or set the same number in both places: in airflowConfig, and in extraValues under ports.
                                In the values: config.api.port"""),
            new Mistake("WEB-011", but(it -> it.externalUrl("https://ada:s3cret@airflow.example.com")), """
                        error   WEB-011  externalUrl: 'https://<redacted>@airflow.example.com' is not an address that a browser can open
                                Airflow sends browsers there after the login, and Airflow 2 does not start with some of these values.
                                Fix: use a scheme, a host and optionally a port and a path: https://airflow.example.com/airflow.
                                In the values: config.api.base_url"""),
            new Mistake(
                    "WEB-012",
                    azure().toBuilder()
                            .externalUrl("https://airflow.example.org")
                            .build(),
                    """
                        warning WEB-012  externalUrl: https://airflow.example.org does not lead to the ingress at airflow.example.com/
                                unless something in front of the ingress rewrites the request, the ingress controller answers with a 404.
                                Fix: use the same host, and a path at or below that of the ingress.
                                In the values: config.api.base_url"""));

    private OperationMistakes() {}
}
