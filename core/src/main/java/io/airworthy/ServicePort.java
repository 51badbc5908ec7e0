package io.airworthy;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * A port of the web Service, or of Flower's.
 *
 * <p>Defaults: called as the chart's ingress calls it, {@code api-server}, {@code airflow-ui} or {@code flower-ui}, and leading to the
 * port that Airflow or Flower listens on.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports">Port definitions</a>
 */
@Value.Immutable
public interface ServicePort {

    /** The port of the Service, 1 to 65535. */
    int port();

    /** The port's name. Default: the one that the chart's ingress looks for. */
    Optional<String> name();

    /** The number or name of the pods' port. Default: Airflow's own. */
    Optional<String> targetPort();

    /** The port of every node, 1 to 65535; most clusters take 30000 to 32767 alone. Default: Kubernetes chooses one. */
    Optional<Integer> nodePort();

    /**
     * A port that leads to Airflow.
     *
     * @param port the port of the Service
     * @return the port
     */
    static ServicePort of(int port) {
        return builder().port(port).build();
    }

    /** Starts a port. */
    static ServicePortBuilder builder() {
        return new ServicePortBuilder();
    }

    /** Starts a port from this one, with all its attributes. */
    default ServicePortBuilder toBuilder() {
        return builder().from(this);
    }
}
