package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.celery.Sqs;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Component;

/** Celery gets the broker's URL, and what it needs beside it. */
final class BrokerArrived {

    private final Release release;

    private BrokerArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        if (release.deployment().usesCelery()) {
            release.deployment().broker().ifPresent(new BrokerArrived(release)::broker);
        }
    }

    private void broker(CeleryBroker broker) {
        String secret = broker instanceof CeleryBroker.ExistingBroker existing
                ? existing.secretName()
                : release.names().secret(Purpose.BROKER);
        assertThat(release.podOf(Component.WORKERS).airflowContainers())
                .allSatisfy(container -> assertThat(container.secretOf("AIRFLOW__CELERY__BROKER_URL"))
                        .contains(new SecretKey(secret, "connection")));
        assertThat(release.hasPod(release.names().object("redis")))
                .isEqualTo(broker instanceof CeleryBroker.ChartRedis);
        if (broker instanceof RabbitMq rabbitMq && rabbitMq.tls()) {
            JsonNode tls = celeryConfig().path("broker_use_ssl");
            assertThat(tls.path("cert_reqs").asInt()).isEqualTo(2);
            assertThat(tls.get("server_hostname").isNull()).isTrue();
            assertThat(tls.path("ca_certs").asText(""))
                    .isEqualTo(rabbitMq.caFile().orElse(""));
        }
        if (broker instanceof RedisSentinel sentinel) {
            assertThat(release.airflowCfg().get("celery_broker_transport_options.master_name"))
                    .contains(sentinel.masterName());
        }
        if (broker instanceof Sqs sqs) {
            JsonNode transport = celeryConfig().path("broker_transport_options");
            assertThat(transport.path("region").asText()).isEqualTo(sqs.region());
            assertThat(transport.path("visibility_timeout").asLong())
                    .isEqualTo(sqs.visibilityTimeout().toSeconds());
            sqs.queues()
                    .forEach((name, url) -> assertThat(transport
                                    .path("predefined_queues")
                                    .path(name)
                                    .path("url")
                                    .asText())
                            .isEqualTo(url));
            assertThat(release.airflowCfg().get("celery.worker_enable_remote_control"))
                    .contains("False");
            assertThat(release.podOf(Component.WORKERS)
                            .container("worker")
                            .node()
                            .has("livenessProbe"))
                    .isFalse();
        }
    }

    private JsonNode celeryConfig() {
        try {
            return new ObjectMapper()
                    .readTree(release.airflowCfg()
                            .get("celery.extra_celery_config")
                            .orElseThrow());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
