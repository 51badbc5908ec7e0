package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;
import io.airworthy.availability.KedaScaling;
import io.airworthy.celery.CeleryBroker.ExternalRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Celery's broker, and the scaling of its workers. */
final class CeleryRules {

    private static final String KEDA_PAGE = "https://airflow.apache.org/docs/helm-chart/stable/keda.html";

    static final Rule HAS_A_BROKER = Rule.error("CEL-001")
            .title("Celery has no broker")
            .because("the chart refuses the release, or runs a Redis whose password nobody chose")
            .remedy("give a broker: CeleryBroker.chartRedis() or CeleryBroker.externalRedis(host)")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html")
            .brokenWhen(
                    deployment -> deployment.usesCelery() && deployment.broker().isEmpty())
            .at("broker", "redis.enabled");

    static final Rule BROKER_IS_USED = Rule.warning("CEL-002")
            .title("Nobody uses the broker")
            .because("no executor is Celery's, so the broker is neither configured nor needed")
            .remedy("leave the broker out, or take Executor.CELERY")
            .after("EXEC-001")
            .brokenWhen(deployment ->
                    !deployment.usesCelery() && deployment.broker().isPresent())
            .at("broker");

    static final Rule BROKER_HOST_IS_A_HOST = Rule.error("CEL-003")
            .title("The broker's host is not a host name")
            .because("it becomes part of the broker's URL, and no task is ever queued")
            .remedy("write the host name or address alone; port, database and user have components of their own")
            .finds(deployment -> redis(deployment)
                    .filter(redis -> !HostNames.isHost(redis.host()))
                    .map(redis -> Finding.at("broker.host", HostNames.describe(redis.host())))
                    .stream()
                    .toList());

    static final Rule BROKER_IS_ELSEWHERE = Rule.error("CEL-004")
            .title("The broker's host is the pod itself")
            .because("scheduler and workers would each look for Redis in their own pod, where there is none")
            .remedy("write the host name by which the cluster reaches Redis")
            .after("CEL-003")
            .finds(deployment -> redis(deployment)
                    .filter(redis -> HostNames.isThePodItself(redis.host()))
                    .map(redis -> Finding.at("broker.host", "'" + redis.host() + "' is the pod that asks"))
                    .stream()
                    .toList());

    static final Rule BROKER_NUMBERS_EXIST = Rule.error("CEL-005")
            .title("The broker's port or database cannot be")
            .because("nothing can connect to it")
            .remedy("write a port from 1 to 65535 and a database number from 0; usual are 6379 and 0")
            .finds(deployment -> {
                List<Finding> findings = new ArrayList<>();
                redis(deployment).ifPresent(redis -> {
                    if (!HostNames.isPort(redis.port())) {
                        findings.add(Finding.at("broker.port", redis.port() + " is not a port"));
                    }
                    if (redis.database() < 0) {
                        findings.add(Finding.at("broker.database", redis.database() + " is not a database number"));
                    }
                });
                return findings;
            });

    static final Rule BROKER_IS_ENCRYPTED = Rule.warning("CEL-006")
            .title("The way to the broker is unencrypted")
            .because("the broker's password and every task's arguments can be read and changed on the way")
            .remedy("use a Redis with TLS, and tls = true")
            .source("https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html")
            .brokenWhen(deployment ->
                    redis(deployment).filter(redis -> !redis.tls()).isPresent())
            .at("broker.tls");

    static final Rule SCALING_IS_A_RANGE = Rule.error("CEL-007")
            .title("KEDA's numbers of workers are not a range")
            .because("Kubernetes refuses them, and the workers are not scaled")
            .remedy("write a minimum of 0 or more, and a maximum of 1 or more that is not below it")
            .source(KEDA_PAGE)
            .finds(deployment -> deployment
                    .ha()
                    .workerScaling()
                    .filter(scaling -> scaling.minReplicas() < 0
                            || scaling.maxReplicas() < 1
                            || scaling.maxReplicas() < scaling.minReplicas())
                    .map(scaling -> Finding.at("ha.workerScaling", range(scaling))
                            .inValues(ValuesKeys.of(deployment, Component.WORKERS, "keda")))
                    .stream()
                    .toList());

    static final Rule SCALING_HAS_WORKERS = Rule.warning("CEL-008")
            .title("KEDA has no workers to scale")
            .because("only Celery has workers; task pods come and go by themselves")
            .remedy("leave ha.workerScaling out, or take Executor.CELERY")
            .source(KEDA_PAGE)
            .after("EXEC-001")
            .brokenWhen(deployment ->
                    !deployment.usesCelery() && deployment.ha().workerScaling().isPresent())
            .at("ha.workerScaling");

    static final Rule KEDA_CAN_CONNECT = Rule.error("CEL-009")
            .title("KEDA cannot check the database's certificate")
            .because("without a pool KEDA takes Airflow's own URL, whose CA file exists in Airflow's containers only:"
                    + " it never connects, and the workers are not scaled")
            .remedy("add PgBouncerPool.ofDefaults(), so that KEDA gets a URL of its own, or leave ha.workerScaling out")
            .source(KEDA_PAGE)
            .finds(deployment -> deployment.usesCelery()
                            && deployment.ha().workerScaling().isPresent()
                            && deployment.pgBouncer().isEmpty()
                            && deployment.database().tls().verifiesCertificate()
                    ? List.of(Finding.at(
                                    "ha.workerScaling",
                                    "KEDA without a pool, while the database's TLS mode is "
                                            + deployment.database().tls())
                            .inValues(ValuesKeys.of(deployment, Component.WORKERS, "keda")))
                    : List.of());

    static final List<Rule> ALL = List.of(
            HAS_A_BROKER,
            BROKER_IS_USED,
            BROKER_HOST_IS_A_HOST,
            BROKER_IS_ELSEWHERE,
            BROKER_NUMBERS_EXIST,
            BROKER_IS_ENCRYPTED,
            SCALING_IS_A_RANGE,
            SCALING_HAS_WORKERS,
            KEDA_CAN_CONNECT);

    private CeleryRules() {}

    private static Optional<ExternalRedis> redis(AirflowDeployment deployment) {
        return deployment.broker().filter(ExternalRedis.class::isInstance).map(ExternalRedis.class::cast);
    }

    private static String range(KedaScaling scaling) {
        return "from " + scaling.minReplicas() + " to " + scaling.maxReplicas() + " workers";
    }
}
