package io.airworthy.pods;

import java.util.Objects;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The requests and limits of a container.
 *
 * <p>Defaults: no requests, no limits.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/">Managing resources</a>
 */
@Value.Immutable
public interface Resources {

    /** CPU that Kubernetes reserves. */
    Optional<Quantity> cpuRequest();

    /** Memory that Kubernetes reserves. */
    Optional<Quantity> memoryRequest();

    /** CPU beyond which the container is slowed down. */
    Optional<Quantity> cpuLimit();

    /** Memory beyond which the container is killed. */
    Optional<Quantity> memoryLimit();

    /**
     * Requests without limits.
     *
     * @param cpu the CPU request, {@code "500m"}
     * @param memory the memory request, {@code "1Gi"}
     * @return the resources
     */
    static Resources requests(String cpu, String memory) {
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        return builder().cpuRequest(cpu).memoryRequest(memory).build();
    }

    /**
     * These resources, with limits.
     *
     * @param cpu the CPU limit, {@code "2"}
     * @param memory the memory limit, {@code "4Gi"}
     * @return the resources
     */
    default Resources limits(String cpu, String memory) {
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        return toBuilder().cpuLimit(cpu).memoryLimit(memory).build();
    }

    /** Starts resources. */
    static ResourcesBuilder builder() {
        return new ResourcesBuilder();
    }

    /** Starts resources from these, with all their attributes. */
    default ResourcesBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract ResourcesBuilder cpuRequest(Quantity amount);

        abstract ResourcesBuilder memoryRequest(Quantity amount);

        abstract ResourcesBuilder cpuLimit(Quantity amount);

        abstract ResourcesBuilder memoryLimit(Quantity amount);

        /**
         * Sets the CPU that Kubernetes reserves.
         *
         * @param amount the amount, {@code "500m"}
         * @return the builder
         */
        public ResourcesBuilder cpuRequest(String amount) {
            return cpuRequest(Quantity.of(amount));
        }

        /**
         * Sets the memory that Kubernetes reserves.
         *
         * @param amount the amount, {@code "1Gi"}
         * @return the builder
         */
        public ResourcesBuilder memoryRequest(String amount) {
            return memoryRequest(Quantity.of(amount));
        }

        /**
         * Sets the CPU beyond which the container is slowed down.
         *
         * @param amount the amount, {@code "2"}
         * @return the builder
         */
        public ResourcesBuilder cpuLimit(String amount) {
            return cpuLimit(Quantity.of(amount));
        }

        /**
         * Sets the memory beyond which the container is killed.
         *
         * @param amount the amount, {@code "4Gi"}
         * @return the builder
         */
        public ResourcesBuilder memoryLimit(String amount) {
            return memoryLimit(Quantity.of(amount));
        }
    }
}
