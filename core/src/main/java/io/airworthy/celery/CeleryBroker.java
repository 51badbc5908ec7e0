package io.airworthy.celery;

import io.airworthy.secret.SecretSource;

/**
 * The message broker between the scheduler and the Celery workers.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">Production guide</a>
 */
public sealed interface CeleryBroker {

    /** The Redis that the chart runs: one pod, queued tasks survive its restart on a volume of its own. */
    record ChartRedis() implements CeleryBroker {}

    /**
     * A Redis elsewhere, such as ElastiCache or Memorystore.
     *
     * @param host its host name
     * @param port its port, 1 to 65535
     * @param database its database number, 0 or more
     * @param user the user; empty where there are only passwords
     * @param tls whether the connection is encrypted ({@code rediss://})
     * @param passwordFrom where the password comes from
     */
    record ExternalRedis(String host, int port, int database, String user, boolean tls, SecretSource passwordFrom)
            implements CeleryBroker {}

    /**
     * The Redis that the chart runs.
     *
     * @return the broker
     */
    static CeleryBroker chartRedis() {
        return new ChartRedis();
    }

    /**
     * A Redis elsewhere, encrypted, with a password from the environment variable {@code BROKER_PASSWORD}.
     *
     * @param host its host name
     * @return the broker, on port 6379, database 0
     */
    static CeleryBroker externalRedis(String host) {
        return new ExternalRedis(host, 6379, 0, "", true, SecretSource.environment("BROKER_PASSWORD"));
    }
}
