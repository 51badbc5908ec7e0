package io.airworthy.validation;

import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.ha;
import static io.airworthy.testkit.SampleDeployments.ingress;
import static io.airworthy.testkit.SampleDeployments.policies;
import static io.airworthy.testkit.SampleDeployments.scheduler;

import io.airworthy.AdminUser;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.availability.DisruptionBudget;
import io.airworthy.availability.HaSettings;
import io.airworthy.availability.Resources;
import io.airworthy.availability.ServiceAccount;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Availability, metrics and the way in. */
final class OperationMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("HA-001", scheduler(it -> it.replicas(0)), """
                        error   HA-001  ha.scheduler.replicas: 0 replicas
                                Airflow needs each of its components: without one of them tasks wait for ever.
                                Fix: write 2 replicas, or 1 at least.
                                In the values: scheduler.replicas"""),
            new Mistake("HA-002", scheduler(it -> it.replicas(1)), """
                        warning HA-002  ha.scheduler.replicas: 1 replica
                                while its one pod is evicted or restarted, nothing does its work.
                                Fix: write 2 replicas.
                                In the values: scheduler.replicas"""),
            new Mistake("HA-003", scheduler(it -> it.disruptionBudget(DisruptionBudget.minAvailable(-1))), """
                        error   HA-003  ha.scheduler.disruptionBudget: minAvailable -1 is not an amount of pods
                                Kubernetes refuses it, and the release fails.
                                Fix: write a number of pods, or a percentage from 0 to 100.
                                In the values: scheduler.podDisruptionBudget.config"""),
            new Mistake("HA-004", scheduler(it -> it.disruptionBudget(DisruptionBudget.minAvailable(2))), """
                        error   HA-004  ha.scheduler.disruptionBudget: minAvailable 2 of 2 replicas lets no pod be evicted
                                draining the node of such a pod never ends, and with it every upgrade of the cluster.
                                Fix: allow one unavailable pod, or run more replicas than must be available.
                                In the values: scheduler.podDisruptionBudget.config"""),
            new Mistake("HA-005", SampleDeployments.onChart118(DisruptionBudget.maxUnavailable(1)), """
                        warning HA-005  ha.dagProcessor.disruptionBudget: chart 1.18.0 does not render maxUnavailable 1 here
                                before 1.19.0 it knows budgets for scheduler, web tier and pool only, and all other pods may be evicted at once.
                                Fix: take chart 1.19.0 or later, or write DisruptionBudget.none()."""),
            new Mistake("HA-006", scheduler(it -> it.resources(Resources.requests("500 m", "1Gi"))), """
                        error   HA-006  ha.scheduler.resources.cpuRequest: '500 m' is not an amount
                                Kubernetes refuses the pods.
                                Fix: write amounts such as 500m or 2 for CPU, 512Mi or 4Gi for memory.
                                In the values: scheduler.resources.requests.cpu"""),
            new Mistake(
                    "HA-007",
                    scheduler(
                            it -> it.resources(Resources.requests("500m", "8Gi").limits("2", "4Gi"))),
                    """
                        error   HA-007  ha.scheduler.resources.memoryRequest: the request 8Gi is beyond the limit 4Gi
                                Kubernetes refuses the pods.
                                Fix: raise the limit, or ask for less.
                                In the values: scheduler.resources.requests.memory"""),
            new Mistake(
                    "HA-008",
                    scheduler(it ->
                            it.resources(Resources.builder().cpuRequest("500m").build())),
                    """
                        warning HA-008  ha.scheduler.resources.memoryRequest: there is no memory request
                                Kubernetes puts the pod where there may be none, and kills it first when memory runs out.
                                Fix: ask for the memory that the container needs, 512Mi at least.
                                In the values: scheduler.resources.requests.memory"""),
            new Mistake("HA-009", scheduler(it -> it.priorityClass("High Priority")), """
                        error   HA-009  ha.scheduler.priorityClass: 'High Priority' is not a name
                                Kubernetes refuses the pods.
                                Fix: write the name of a priority class that the cluster has.
                                In the values: scheduler.priorityClassName"""),
            new Mistake(
                    "MET-001",
                    but(it -> it.metrics(Metrics.statsd().toBuilder()
                            .exporter(new OpenTelemetry("otel.monitoring", 4318, false, Duration.ofSeconds(60)))
                            .build())),
                    """
                        error   MET-001  metrics: StatsD and OpenTelemetry are both on
                                Airflow starts the first exporter that it finds, StatsD, and OpenTelemetry never sends anything.
                                Fix: choose one: Metrics.statsd() or Metrics.openTelemetry(host, port).
                                In the values: statsd.enabled"""),
            new Mistake(
                    "MET-008",
                    but(it -> it.metrics(Metrics.openTelemetry("otel.monitoring", 4318))
                            .environment("AIRFLOW__METRICS__STATSD_DATADOG_ENABLED", "true")),
                    """
                        error   MET-008  environment[AIRFLOW__METRICS__STATSD_DATADOG_ENABLED]: the metrics leave through no StatsD exporter
                                Airflow starts Datadog's client before it looks at anything else, and it sends to StatsD's host and port: to nobody.
                                Fix: use Metrics.statsd(host, port) with the agent's host, or leave the option out.
                                In the values: env"""),
            new Mistake("MET-002", but(it -> it.metrics(Metrics.statsd("http://statsd", 8125))), """
                        error   MET-002  metrics.exporters[0].host: this is a URL, not a host name
                                metrics are sent nowhere, and nothing says so.
                                Fix: write the host name or address alone; the port has a component of its own."""),
            new Mistake("MET-003", but(it -> it.metrics(Metrics.statsd("localhost", 8125))), """
                        error   MET-003  metrics.exporters[0].host: 'localhost' is the pod that sends
                                nothing receives metrics in the pods of Airflow, and they are lost without a word.
                                Fix: take Metrics.statsd() for the chart's own exporter, or the host name of a server elsewhere."""),
            new Mistake("MET-004", but(it -> it.metrics(Metrics.statsd("statsd.monitoring", 0))), """
                        error   MET-004  metrics.exporters[0].port: 0 is not a port
                                metrics are sent nowhere, and nothing says so.
                                Fix: write a port from 1 to 65535; usual are 9125 or 8125 for StatsD and 4318 for OTLP over HTTP."""),
            new Mistake(
                    "MET-005",
                    but(it -> it.metrics(Metrics.builder()
                            .exporter(new OpenTelemetry("otel.monitoring", 4318, false, Duration.ZERO))
                            .build())),
                    """
                        error   MET-005  metrics.exporters[0].interval: PT0S between two exports
                                metrics are sent without pause, or so rarely that no alert is raised in time.
                                Fix: write something from 1 second to 1 day; usual is 60 seconds."""),
            new Mistake(
                    "MET-006",
                    but(it -> it.metrics(
                            Metrics.statsd().toBuilder().prefix("air flow").build())),
                    """
                        error   MET-006  metrics.prefix: 'air flow' is not a name
                                StatsD and Prometheus drop or cut metrics whose names hold other characters.
                                Fix: use letters, digits and underscores, with dots or dashes only between them."""),
            new Mistake("MET-007", but(it -> it.metrics(Metrics.none())), """
                        warning MET-007  metrics: Nothing is measured
                                nobody notices that schedulers have stopped or tasks are starving, until somebody misses results.
                                Fix: take Metrics.statsd() or Metrics.openTelemetry(host, port).
                                In the values: statsd.enabled"""),
            new Mistake("WEB-001", ingress(it -> it.host("https://airflow.example.com")), """
                        error   WEB-001  ingress.host: this is a URL, not a host name
                                Kubernetes refuses the Ingress, or Airflow sends browsers to an address that does not exist.
                                Fix: write the host name alone in small letters; scheme and path have attributes of their own.
                                In the values: ingress.apiServer.hosts"""),
            new Mistake("WEB-002", ingress(it -> it.path("airflow")), """
                        error   WEB-002  ingress.path: 'airflow' is not a path
                                Kubernetes refuses it, or the addresses that Airflow makes from it lead nowhere.
                                Fix: begin with a slash; then letters, digits and -._~ with single slashes between them.
                                In the values: ingress.apiServer.path"""),
            new Mistake("WEB-003", ingress(it -> it.tlsSecret(Optional.empty())), """
                        warning WEB-003  ingress.tlsSecret: there is no TLS Secret, and base_url is http://airflow.example.com
                                passwords and sessions can be read on the way; and if TLS ends in front, Airflow sends browsers back to http:// after the login.
                                Fix: name the certificate's Secret in ingress.tlsSecret; where TLS ends in front, write externalUrl("https://...").
                                In the values: ingress.apiServer.hosts"""),
            new Mistake("WEB-004", ingress(it -> it.tlsSecret("Airflow TLS")), """
                        error   WEB-004  ingress.tlsSecret: 'Airflow TLS' is not a name
                                Kubernetes refuses the Ingress, or looks for a Secret or class that cannot exist.
                                Fix: write names of small letters, digits, dashes and dots; an annotation's key may have a prefix and a slash before it.
                                In the values: ingress.apiServer.hosts"""),
            new Mistake("WEB-005", policies(Optional.empty(), Optional.of("monitoring")), """
                        error   WEB-005  networkPolicies.ingressNamespace: The network policies shut the ingress controller out
                                the policy admits nobody from outside the release, and browsers get a 502 or 504.
                                Fix: name the controller's namespace: NetworkPolicies.admitting(ingressNamespace, monitoringNamespace); where browsers come from outside the cluster, add an ipBlock to networkPolicy.ingress.from of the web component in extraValues."""),
            new Mistake("WEB-006", policies(Optional.of("Ingress"), Optional.of("monitoring")), """
                        error   WEB-006  networkPolicies.ingressNamespace: 'Ingress' is not a name
                                Kubernetes refuses the policy, or it admits nobody.
                                Fix: use 1 to 63 small letters, digits and dashes, with a letter or digit at both ends."""),
            new Mistake("WEB-007", policies(Optional.of("ingress-nginx"), Optional.empty()), """
                        warning WEB-007  networkPolicies.monitoringNamespace: The network policies shut Prometheus out
                                the exporters run, but nobody from outside the release may scrape them.
                                Fix: name its namespace: NetworkPolicies.admitting(ingressNamespace, monitoringNamespace)."""),
            new Mistake("WEB-008", but(it -> it.adminUser(new AdminUser("admin", "admin@", "Ada", "Lovelace"))), """
                        error   WEB-008  adminUser.email: 'admin@' is not a mail address
                                the create-user job fails, and nobody can log in.
                                Fix: write all four, and an address of the form name@host."""),
            new Mistake(
                    "WEB-009",
                    SampleDeployments.onOlderChart(
                            "1.18.0",
                            "3.0.2",
                            it -> it.networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))),
                    """
                        warning WEB-009  networkPolicies: This chart's network policies keep the API server from running tasks' logs
                                before 1.22.0 workers and triggerers admit a webserver, which Airflow 3 does not have; logs appear only once they are in the log store.
                                Fix: take chart 1.22.0 or later, or leave the network policies out.
                                In the values: networkPolicies.enabled"""),
            new Mistake(
                    "HA-010",
                    SampleDeployments.onOlderChart("1.18.0", "3.0.2", it -> it.executor(Executor.KUBERNETES)),
                    """
                        warning HA-010  ha.taskPodResources: This chart gives task pods the workers' resources
                                before 1.20.0 it knows only one set of resources for Celery's workers and for task pods.
                                Fix: take chart 1.20.0 or later, or write the workers' resources for both.
                                In the values: workers.resources"""),
            new Mistake("NAME-004", scheduler(it -> it.priorityClass("on")), """
                        error   NAME-004  ha.scheduler.priorityClass: 'on' is not text to YAML
                                the chart writes it without quotes, and Kubernetes gets true, null or a number instead of a name.
                                Fix: choose another name."""),
            new Mistake("HA-011", scheduler(it -> it.replicas(1_000_000)), """
                        error   HA-011  ha.scheduler.replicas: 1000000 replicas
                                they never all start, and Helm writes a million as 1e+06, which Kubernetes refuses.
                                Fix: write at most 150000 replicas."""),
            new Mistake(
                    "HA-012",
                    ha(it -> it.scheduler(HaSettings.production().scheduler().toBuilder()
                                    .serviceAccount(ServiceAccount.named("airflow"))
                                    .build())
                            .triggerer(HaSettings.production().triggerer().toBuilder()
                                    .serviceAccount(ServiceAccount.named("airflow"))
                                    .build())),
                    """
                        error   HA-012  ha.triggerer.serviceAccount: 'airflow' is made for another component as well
                                Kubernetes refuses it, or Helm refuses two objects of one name.
                                Fix: write a name of small letters, digits, dashes and dots for each component; several can share one that exists: ServiceAccount.existing(name).
                                In the values: triggerer.serviceAccount.name"""),
            new Mistake("PGB-014", SampleDeployments.onOlderChart("1.15.0", "2.9.3", it -> it), """
                        warning PGB-014  chartVersion: chart 1.15.0 gives the migration job no URL but Airflow's
                                it locks its session, and a pool that shares connections can leave the lock with somebody else.
                                Fix: take chart 1.16.0 or later, where the migration has a URL of its own, or run one migration at a time and nothing beside it."""),
            new Mistake("WEB-010", but(it -> it.airflowConfig("api.port", "9090")), """
                        error   WEB-010  airflowConfig[api.port]: Airflow listens on 9090, and the chart asks at 8080
                                the probes get no answer, Kubernetes restarts the pods again and again, and no browser gets in.
                                Fix: leave it out, or write the same number for both: in airflowConfig, and in extraValues under ports.
                                In the values: config.api.port"""),
            new Mistake("WEB-011", but(it -> it.externalUrl("https://ada:s3cret@airflow.example.com")), """
                        error   WEB-011  externalUrl: 'https://<redacted>@airflow.example.com' is not such an address
                                Airflow sends browsers there after the login, and Airflow 2 does not start with some of them.
                                Fix: write scheme, host and perhaps port and path: https://airflow.example.com/airflow.
                                In the values: config.api.base_url"""),
            new Mistake(
                    "WEB-012",
                    azure().toBuilder()
                            .externalUrl("https://airflow.example.org")
                            .build(),
                    """
                        warning WEB-012  externalUrl: https://airflow.example.org does not lead to the ingress at airflow.example.com/
                                unless something in front rewrites the request, the ingress controller answers with a 404.
                                Fix: write the same host, and a path at or below the ingress's.
                                In the values: config.api.base_url"""));

    private OperationMistakes() {}
}
