package io.airworthy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The Ingress through which browsers reach the API server, or the webserver before Airflow 3, or Flower.
 *
 * <p>Defaults: any host, the root path and all below it, no TLS, the cluster's default ingress class.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">Production guide</a>
 */
@Value.Immutable
public interface WebIngress {

    /**
     * The host name that browsers ask for. Default: empty, and the ingress answers to every host; then set {@link
     * AirflowDeployment#externalUrl()}, and terminate TLS in front of the ingress.
     */
    @Value.Default
    default String host() {
        return "";
    }

    /** The path under which Airflow appears, beginning with a slash. Default {@code /}. */
    @Value.Default
    default String path() {
        return "/";
    }

    /** Which request paths {@link #path()} matches. Default {@link PathType#PREFIX}. */
    @Value.Default
    default PathType pathType() {
        return PathType.PREFIX;
    }

    /** The ingress class. Default: the cluster's. */
    Optional<String> ingressClass();

    /** The Secret of type {@code kubernetes.io/tls} with the certificate; somebody else makes it. */
    Optional<String> tlsSecret();

    /** Further host names, under which the same paths lead to Airflow. Default: none. */
    List<IngressHost> otherHosts();

    /** Annotations for the ingress controller. */
    Map<String, String> annotations();

    /**
     * The address that this ingress answers under: {@code https} with a TLS Secret of its own, {@code http} without.
     * Where TLS ends in front of the ingress, set {@link AirflowDeployment#externalUrl()}.
     *
     * @return the URL; empty without a host
     */
    default Optional<ExternalUrl> url() {
        return Optional.of(host())
                .filter(host -> !host.isEmpty())
                .map(host -> new ExternalUrl((tlsSecret().isPresent() ? "https://" : "http://") + host + path()));
    }

    /** Starts an ingress. */
    static WebIngressBuilder builder() {
        return new WebIngressBuilder();
    }

    /** Starts an ingress from this one, with all its attributes. */
    default WebIngressBuilder toBuilder() {
        return builder().from(this);
    }
}
