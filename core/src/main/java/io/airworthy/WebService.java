package io.airworthy;

import io.airworthy.pods.ServiceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The Service of the API server, or of the webserver before Airflow 3, or of Flower: what the ingress leads to, or a load balancer
 * by itself.
 *
 * <p>Defaults, which are the chart's: reached from inside the cluster, on port 8080, and Flower on port 5555.
 *
 * <pre>{@code
 * .webService(WebService.loadBalancer()
 *         .annotation("service.beta.kubernetes.io/aws-load-balancer-internal", "true")
 *         .build())
 * .externalUrl("http://airflow.internal.example.com:8080")
 * }</pre>
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Services</a>
 */
@Value.Immutable
public interface WebService {

    /** From where it can be reached. Default {@link ServiceType#CLUSTER_IP}. */
    @Value.Default
    default ServiceType type() {
        return ServiceType.CLUSTER_IP;
    }

    /**
     * Its ports, instead of the chart's one. Airflow 3's tasks reach the API here, at port 8080 unless the option
     * {@code core.execution_api_server_url} says otherwise.
     */
    List<ServicePort> ports();

    /** The address of the load balancer, where the cloud lets one choose it. */
    Optional<String> loadBalancerIp();

    /** The networks that may use the load balancer, {@code 10.0.0.0/8}. Default: all. */
    List<String> loadBalancerSourceRanges();

    /** Annotations, such as those that put a cloud's load balancer inside of the network. */
    Map<String, String> annotations();

    /**
     * Whether it can be reached from outside the cluster.
     *
     * @return false for {@link ServiceType#CLUSTER_IP}
     */
    default boolean isExposed() {
        return type() != ServiceType.CLUSTER_IP;
    }

    /** Starts a load balancer. */
    static WebServiceBuilder loadBalancer() {
        return builder().type(ServiceType.LOAD_BALANCER);
    }

    /** Starts a service. */
    static WebServiceBuilder builder() {
        return new WebServiceBuilder();
    }

    /** Starts a service from this one, with all its attributes. */
    default WebServiceBuilder toBuilder() {
        return builder().from(this);
    }
}
