package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.Sqs;
import io.airworthy.frozen.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Celery is told of the broker besides its URL.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/configurations-ref.html">Configuration of
 *     the Celery provider</a>
 */
final class BrokerOptions {

    private static final String CONFIG = "celery.extra_celery_config";
    private static final String MASTER = "celery_broker_transport_options.master_name";
    private static final String CONTROL = "celery.worker_enable_remote_control";

    private static final String TIMEOUT = "celery_broker_transport_options.visibility_timeout";

    static final String[] NAMES = {CONFIG, MASTER, CONTROL};

    static final Setting OPTIONS = Setting.derived(
            values -> broker(values.deployment()).ifPresent(broker -> of(broker).forEach(values::putOption)),
            "config." + CONFIG,
            "config." + MASTER,
            "config." + CONTROL);

    /** What Airflow takes for Redis if nobody says anything, and warns about in each process. */
    static final Setting VISIBILITY_TIMEOUT = Setting.derived(
            values -> broker(values.deployment())
                    .filter(BrokerOptions::isRedis)
                    .ifPresent(redis -> values.putOption(TIMEOUT, "86400")),
            "config." + TIMEOUT);

    /** The chart's probe asks a worker by remote control. */
    static final Setting PROBE = Setting.derived(
            values -> {
                if (broker(values.deployment())
                        .filter(broker -> of(broker).containsKey(CONTROL))
                        .isPresent()) {
                    values.put("workers.livenessProbe.enabled", false);
                }
            },
            "workers.livenessProbe.enabled");

    private BrokerOptions() {}

    private static Optional<CeleryBroker> broker(AirflowDeployment deployment) {
        return deployment.broker().filter(broker -> deployment.usesCelery());
    }

    private static boolean isRedis(CeleryBroker broker) {
        return broker.match(
                chartRedis -> true,
                redis -> true,
                sentinel -> true,
                rabbitMq -> false,
                sqs -> false,
                existing -> false);
    }

    /** The options that a broker needs, {@code section.option}. */
    static Map<String, String> of(CeleryBroker broker) {
        return broker.match(
                chartRedis -> Map.of(),
                redis -> Map.of(),
                sentinel -> Map.of(MASTER, sentinel.masterName()),
                rabbitMq -> rabbitMq.tls() ? Map.of(CONFIG, tls(rabbitMq)) : Map.of(),
                sqs -> Map.of(CONFIG, queues(sqs), CONTROL, "False"),
                existing -> Map.of());
    }

    /**
     * Airflow's own {@code ssl_active} does not work without a client certificate. 2 is Python's CERT_REQUIRED; null stands for
     * the host of the URL, whose name is verified.
     */
    private static String tls(RabbitMq rabbitMq) {
        Map<String, Object> options = Tree.of("cert_reqs", 2, "server_hostname", null);
        rabbitMq.caFile().ifPresent(file -> options.put("ca_certs", file));
        return Json.of(Map.of("broker_use_ssl", options));
    }

    /** Airflow reads the options of a transport as texts and numbers, and queues are neither. */
    private static String queues(Sqs sqs) {
        Map<String, Object> queues = new TreeMap<>();
        sqs.queues().forEach((name, url) -> queues.put(name, Map.of("url", url)));
        Map<String, Object> options = Tree.of(
                "region", sqs.region(),
                "visibility_timeout", sqs.visibilityTimeout().toSeconds(),
                "predefined_queues", queues);
        return Json.of(Map.of("broker_transport_options", options));
    }
}
