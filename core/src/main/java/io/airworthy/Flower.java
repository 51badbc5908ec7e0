package io.airworthy;

import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * Flower: a page that shows Celery's workers and their tasks, and from which people can stop them. It runs Airflow's image, one pod
 * of it.
 *
 * <p>Defaults: it asks for the user {@code flower} and a generated password, and is reached from inside the cluster on port 5555,
 * without an ingress.
 *
 * <pre>{@code
 * .flower(Flower.builder()
 *         .ingress(WebIngress.builder().host("flower.example.com").tlsSecret("flower-tls").build())
 *         .build())
 * }</pre>
 *
 * @see <a href="https://flower.readthedocs.io/en/latest/">Flower</a>
 */
@Value.Immutable
public interface Flower {

    /** The port that it listens on. */
    int PORT = 5555;

    /** Who signs in. Default {@code flower}. */
    @Value.Default
    default String user() {
        return "flower";
    }

    /**
     * Whether it asks for user and password, which are in a Secret. Turn it off only where {@link #args} or variables of the
     * {@link #pods} set up another login, or something in front of Flower asks for one. Default true.
     */
    @Value.Default
    default boolean basicAuth() {
        return true;
    }

    /** The requests and limits of its container. Default: nothing. */
    @Value.Default
    default Resources resources() {
        return Resources.builder().build();
    }

    /** The command of its container, instead of the image's. */
    List<String> command();

    /** The arguments of its container, instead of the chart's: {@code bash -c "exec airflow celery flower"}. */
    List<String> args();

    /** Annotations of the Deployment itself. Those of its pod are in {@link #pods}. */
    Map<String, String> annotations();

    /** The priority class of the pod, which must exist in the cluster. */
    Optional<String> priorityClass();

    /** The service account of the pod. Default: one that the chart makes and names. */
    Optional<ServiceAccount> serviceAccount();

    /** Its Service. Default: reached from inside the cluster, on port 5555. The chart has no place for node ports. */
    @Value.Default
    default WebService service() {
        return WebService.builder().build();
    }

    /** The chart's own ingress for it. Below another path than {@code /}, the chart tells Flower the path. Default: none. */
    Optional<WebIngress> ingress();

    /**
     * What else is said of the pod. Default: nothing. The chart has a place for less than in a component, and for a startup probe
     * from chart 1.16 on.
     */
    @Value.Default
    default Pods pods() {
        return Pods.builder().build();
    }

    /** Whether it has a login of its own making: other arguments may set one up. */
    default boolean startsOtherwise() {
        return !command().isEmpty() || !args().isEmpty();
    }

    /** Flower with all defaults. */
    static Flower ofDefaults() {
        return builder().build();
    }

    /** Starts a Flower. */
    static FlowerBuilder builder() {
        return new FlowerBuilder();
    }

    /** Starts a Flower from this one, with all its attributes. */
    default FlowerBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract FlowerBuilder pods(Pods pods);

        abstract FlowerBuilder service(WebService service);

        abstract Flower build();

        /**
         * Changes what is said of the pod, as set so far: {@code pods(pods -> pods.nodeSelector("pool", "airflow"))}.
         *
         * @param change the change
         * @return the builder
         */
        public FlowerBuilder pods(UnaryOperator<PodsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return pods(change.apply(build().pods().toBuilder()).build());
        }

        /**
         * Changes the Service, as set so far: {@code service(service -> service.annotation("acme.com/note", "internal"))}.
         *
         * @param change the change
         * @return the builder
         */
        public FlowerBuilder service(UnaryOperator<WebServiceBuilder> change) {
            Objects.requireNonNull(change, "change");
            return service(change.apply(build().service().toBuilder()).build());
        }
    }
}
