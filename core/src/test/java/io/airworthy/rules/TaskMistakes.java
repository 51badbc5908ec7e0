package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.concurrency;
import static io.airworthy.testkit.SampleDeployments.database;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static io.airworthy.testkit.SampleDeployments.ha;
import static io.airworthy.testkit.SampleDeployments.pool;
import static io.airworthy.testkit.SampleDeployments.redis;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.database.ServerPooling;
import io.airworthy.material.SecretSource;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Resources;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Celery, and how much runs at once. */
final class TaskMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("CEL-001", but(it -> it.broker(Optional.empty())), """
                        error   CEL-001  broker: Celery has no broker
                                the chart refuses to install, or runs a Redis with a password that nobody chose.
                                Fix: set a broker: CeleryBroker.chartRedis() or CeleryBroker.externalRedis(host); for another kind, name the Secret that holds its URL in extraValues, as data.brokerUrlSecretName.
                                In the values: redis.enabled"""),
            new Mistake("CEL-002", but(it -> it.executors(List.of(Executor.LOCAL))), """
                        warning CEL-002  broker: The broker is not used
                                no executor uses Celery, so the broker is neither configured nor needed.
                                Fix: remove the broker, or use Executor.CELERY."""),
            new Mistake("CEL-003", redis("redis://:s3cret@redis.example.com", 6379, true), """
                        error   CEL-003  broker.host: this is a URL, not a host name
                                it becomes part of the broker's URL, and no task is ever queued.
                                Fix: use the host name or address alone; port, database and user have components of their own."""),
            new Mistake("CEL-004", redis("127.0.0.1", 6379, true), """
                        error   CEL-004  broker.host: '127.0.0.1' is the pod itself
                                scheduler and workers each look for Redis in their own pod, where there is none.
                                Fix: use the name by which pods in the cluster reach Redis."""),
            new Mistake("CEL-005", redis("redis.example.com", 0, true), """
                        error   CEL-005  broker.port: 0 is not a valid port
                                nothing can connect to it.
                                Fix: use a port from 1 to 65535 and a database number from 0; the defaults are 6379 and 0."""),
            new Mistake("CEL-006", redis("redis.example.com", 6379, false), """
                        warning CEL-006  broker.tls: The connection to the broker is not encrypted
                                the broker's password and every task's arguments can be read and changed on the network.
                                Fix: use a Redis with TLS, and set tls(true)."""),
            new Mistake("CEL-007", ha(it -> it.workerScaling(WorkerScaling.keda(3, 2))), """
                        error   CEL-007  ha.workerScaling: from 3 to 2 workers
                                Kubernetes rejects them, and the workers are not scaled.
                                Fix: use a minimum of at least 0 for KEDA and at least 1 for an HPA, and a maximum that is not below it.
                                In the values: workers.celery.keda.minReplicaCount"""),
            new Mistake(
                    "CEL-008",
                    SampleDeployments.kubernetesOnGoogle().toBuilder()
                            .ha(HaSettings.builder()
                                    .workerScaling(WorkerScaling.keda(0, 4))
                                    .build())
                            .build(),
                    """
                        warning CEL-008  ha.workerScaling: There are no workers to scale
                                only Celery has workers; task pods are started and stopped for each task.
                                Fix: remove ha.workerScaling, or use Executor.CELERY."""),
            new Mistake(
                    "CEL-009",
                    ha(it -> it.workerScaling(WorkerScaling.keda(1, 4))).toBuilder()
                            .pgBouncer(Optional.empty())
                            .database(exercise().database().toBuilder()
                                    .pooling(ServerPooling.RDS_PROXY)
                                    .build())
                            .build(),
                    """
                        error   CEL-009  ha.workerScaling: KEDA without a pool, while the database's TLS mode is verify-full
                                without a pool KEDA uses Airflow's own URL, whose CA file exists only in Airflow's containers: KEDA never connects, and the workers are not scaled.
                                Fix: add PgBouncerPool.ofDefaults(), so that KEDA gets a URL of its own, or remove ha.workerScaling.
                                In the values: workers.celery.keda.enabled"""),
            new Mistake(
                    "CEL-010",
                    ha(it -> it.workerScaling(WorkerScaling.hpa(2, 4))
                            .workers(ComponentSettings.builder()
                                    .resources(Resources.builder()
                                            .memoryRequest("2Gi")
                                            .build())
                                    .build())),
                    """
                        error   CEL-010  ha.workers.resources.cpuRequest: The workers have no CPU request
                                the HPA scales by a percentage of the CPU request: without one it only reports FailedGetResourceMetric, and the workers are not scaled.
                                Fix: set a CPU request in ha.workers.resources."""),
            new Mistake("CEL-011", redis(it -> it.host("10.20.30.40")), """
                        warning CEL-011  broker.passwordFrom: The broker has no password
                                anyone who reaches it can queue a task, and workers run it.
                                Fix: set a password in Redis and passwordFrom here; or make sure that only Airflow can reach it, and waive this."""),
            new Mistake("CEL-012", redis(it -> it.user("airflow")), """
                        error   CEL-012  broker.user: The broker's user has no password
                                Redis needs both to log in, and Celery ignores a user without a password.
                                Fix: set passwordFrom, or remove the user."""),
            new Mistake(
                    "CEL-013",
                    redis(it -> it.passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                            .caFile("redis-ca.crt")),
                    """
                        error   CEL-013  broker.caFile: 'redis-ca.crt' is not an absolute path
                                Celery cannot verify the certificate, and no task is ever queued; without TLS there is no certificate.
                                Fix: use the absolute path of the file inside Airflow's containers, and set tls(true)."""),
            new Mistake("CAP-001", concurrency(it -> it.parallelism(0)), """
                        error   CAP-001  concurrency.parallelism: 0 is below 1
                                Airflow does not start, or treats 0 and -1 as 'no limit' and keeps opening connections.
                                Fix: use at least 1, and at least 0 for the overflow.
                                In the values: config.core.parallelism"""),
            new Mistake("CAP-002", pool(it -> it.maxClientConnections(100)), """
                        error   CAP-002  pgBouncer.maxClientConnections: 100 for each replica, but this deployment opens up to 198 and 1 replica has to take them all
                                the next client is refused with 'no more connections allowed (max_client_conn)', and its task or heartbeat fails.
                                Fix: set at least 198, or use ConnectionBudget.of(deployment).sizedPool()."""),
            new Mistake("CAP-003", pool(it -> it.metadataPoolSize(7)), """
                        warning CAP-003  pgBouncer.metadataPoolSize: 7 for 8 schedulers, web processes, DAG processors and triggerers
                                a scheduler keeps its row locks while it waits for other processes to finish their transactions.
                                Fix: set at least 8, or use ConnectionBudget.of(deployment).sizedPool()."""),
            new Mistake("CAP-004", pool(it -> it.resultBackendPoolSize(2)), """
                        warning CAP-004  pgBouncer.resultBackendPoolSize: 2 for 2 schedulers and all workers
                                each scheduler reads results in bulk, and in the meantime workers cannot write theirs.
                                Fix: set at least one connection more than there are schedulers."""),
            new Mistake("CAP-005", database(it -> it.maxConnections(70)), """
                        error   CAP-005  database.maxConnections: this deployment opens up to 63 connections, but only 58 of 70 are left after the reserve and 10 % of headroom
                                the next connection fails with 'too many clients already', even for administrators.
                                Fix: raise the server's max_connections, make the pools smaller, or put PgBouncer in front of the server."""),
            new Mistake("CAP-006", concurrency(it -> it.parallelism(15)), """
                        warning CAP-006  concurrency.parallelism: the schedulers run at most 30 tasks, but the workers have 32 slots
                                each scheduler runs at most parallelism tasks at a time, and the other slots stay empty.
                                Fix: raise concurrency.parallelism, or run fewer workers.
                                In the values: config.core.parallelism"""),
            new Mistake("CAP-007", quotaButForStatsd(), """
                        error   CAP-007  extraValues[statsd.resources]: no requests.cpu, requests.memory for airflow-statsd/statsd
                                Kubernetes does not admit a pod with such a container to the namespace, and the installation waits forever.
                                Fix: set the amounts there, or let a LimitRange fill them in: an element of extraValues[limits] with type Container, default and defaultRequest.
                                In the values: statsd.resources"""));

    private TaskMistakes() {}

    private static AirflowDeployment quotaButForStatsd() {
        Map<String, Object> amounts = Map.of("resources", Map.of("requests", Map.of("cpu", "50m", "memory", "64Mi")));
        Map<String, Object> groomed = Map.of("logGroomerSidecar", amounts);
        return but(it -> it.extraValue("quotas", Map.of("requests.cpu", "40", "memory", "80Gi", "pods", "50"))
                .extraValue("scheduler", groomed)
                .extraValue("dagProcessor", groomed)
                .extraValue("triggerer", groomed)
                .extraValue("workers", Map.of("celery", groomed))
                .extraValue("redis", amounts)
                .extraValue("pgbouncer", Map.of("metricsExporterSidecar", amounts))
                .extraValue("migrateDatabaseJob", amounts));
    }
}
