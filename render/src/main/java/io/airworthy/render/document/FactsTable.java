package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.Flower;
import io.airworthy.ServicePort;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.release.Workload;
import java.util.ArrayList;
import java.util.List;

/** What this deployment is, at a glance. */
final class FactsTable {

    private final AirflowDeployment deployment;

    FactsTable(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    Block block() {
        List<List<Phrase>> rows = new ArrayList<>();
        rows.add(row("Release, namespace", Phrase.codes(List.of(deployment.releaseName(), deployment.namespace()))));
        rows.add(row("Airflow, image", Phrase.of("{}, {}", deployment.airflowVersion(), image(deployment))));
        rows.add(row(
                "Chart, delivery", Phrase.of("{}, {}", deployment.chartVersion(), new Rollout(deployment).title())));
        rows.add(row("Executors", Phrase.code(deployment.executorText())));
        rows.add(row(
                "Database",
                Phrase.of(
                        "{}, {}, database {}, role {}",
                        deployment.database().provider().title(),
                        Phrase.code(Connections.address(
                                deployment.database().host(),
                                deployment.database().port())),
                        Phrase.code(deployment.database().database()),
                        Phrase.code(deployment.database().user()))));
        deployment
                .broker()
                .filter(broker -> deployment.usesCelery())
                .ifPresent(broker -> rows.add(row("Broker", broker(deployment, broker))));
        deployment
                .gitSync()
                .ifPresent(git -> rows.add(row(
                        "DAGs",
                        Phrase.of(
                                "{}, {}, every {} s",
                                Phrase.code(git.repository().toString()),
                                git.ref(),
                                git.period().toSeconds()))));
        deployment
                .remoteLogging()
                .ifPresent(logging -> rows.add(row("Task logs", new LogLocation(logging.store()).container())));
        rows.add(row("Metrics", metrics(deployment)));
        rows.add(row("User interface", address()));
        deployment
                .flower()
                .filter(flower -> deployment.usesCelery())
                .ifPresent(flower -> rows.add(row("Flower", address(flower))));
        rows.add(row("Workloads", workloads()));
        PodVolumes volumes = new PodVolumes(deployment);
        if (volumes.areMade()) {
            rows.add(row("Volumes of pods", volumes.each()));
        }
        return Block.table(List.of("What", "Here"), rows);
    }

    static Phrase image(AirflowDeployment deployment) {
        String tag = deployment.image().tag().orElse(deployment.airflowVersion().text());
        String image = deployment.image().repository() + ":" + tag;
        return Phrase.code(
                deployment.image().digest().map(digest -> image + "@" + digest).orElse(image));
    }

    static Phrase broker(AirflowDeployment deployment, CeleryBroker broker) {
        return broker.match(
                chartRedis -> Phrase.of(
                        "the chart's own Redis, {}",
                        Phrase.code(deployment.names().redisHost())),
                redis -> Phrase.of(
                        "Redis at {}, {}",
                        Phrase.code(Connections.address(redis.host(), redis.port()) + "/" + redis.database()),
                        redis.tls() ? "TLS" : "without TLS"),
                sentinel -> Phrase.of(
                        "Redis {} behind the sentinels {}",
                        Phrase.code(sentinel.masterName()),
                        Phrase.codes(sentinel.sentinels())),
                rabbitMq -> Phrase.of(
                        "RabbitMQ at {}, virtual host {}, {}",
                        Phrase.code(Connections.address(rabbitMq.host(), rabbitMq.port())),
                        Phrase.code(rabbitMq.virtualHost()),
                        rabbitMq.tls() ? "TLS" : "without TLS"),
                sqs -> Phrase.of(
                        "Amazon SQS in {}, queues {}",
                        sqs.region(),
                        Phrase.codes(sqs.queues().keySet().stream().sorted().toList())),
                existing -> Phrase.of(
                        "the URL in Secret {}, which somebody else makes", Phrase.code(existing.secretName())));
    }

    static Phrase metrics(AirflowDeployment deployment) {
        if (deployment.metrics().exporters().isEmpty()) {
            return Phrase.of("none");
        }
        MetricsExporter exporter = deployment.metrics().exporters().get(0);
        return exporter.match(
                chartStatsd -> Phrase.of(
                        "StatsD exporter {}, scraped on port {}",
                        Phrase.code(deployment.names().object("statsd")),
                        HealthCommands.STATSD_PORT),
                statsd -> Phrase.of("StatsD at {}", Phrase.code(Connections.address(statsd.host(), statsd.port()))),
                node -> Phrase.of("StatsD on each pod's node, port {}", node.port()),
                otel -> Phrase.of(
                        "OpenTelemetry collector at {}",
                        Phrase.code((otel.tls() ? "https://" : "http://")
                                + Connections.address(otel.host(), otel.port()))));
    }

    private Phrase address() {
        return deployment
                .baseUrl()
                .map(url -> Phrase.code(url.text()))
                .orElseGet(() -> wayIn(
                        deployment.webService(),
                        deployment.release().workloads().web().name(),
                        HealthCommands.WEB_PORT + ":" + HealthCommands.servicePort(deployment)));
    }

    private Phrase address(Flower flower) {
        int port = flower.service().ports().stream()
                .findFirst()
                .map(ServicePort::port)
                .orElse(Flower.PORT);
        Phrase where = flower.ingress()
                .flatMap(WebIngress::url)
                .map(url -> Phrase.code(url.text()))
                .orElseGet(
                        () -> wayIn(flower.service(), deployment.names().object("flower"), Flower.PORT + ":" + port));
        return flower.basicAuth() ? Phrase.of("{}, user {}", where, Phrase.code(flower.user())) : where;
    }

    private Phrase wayIn(WebService service, String name, String ports) {
        String kubectl = "kubectl -n " + deployment.namespace();
        return service.isExposed()
                ? Phrase.of("{}; {}", service.type(), Phrase.code(kubectl + " get service " + name + " -o wide"))
                : Phrase.of("no ingress; {}", Phrase.code(kubectl + " port-forward service/" + name + " " + ports));
    }

    private Phrase workloads() {
        return Phrase.codes(deployment.release().workloads().all().stream()
                .map(Workload::reference)
                .toList());
    }

    private static List<Phrase> row(String what, Phrase here) {
        return List.of(Phrase.plain(what), here);
    }
}
