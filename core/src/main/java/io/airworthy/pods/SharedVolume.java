package io.airworthy.pods;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * A volume that pods on several nodes use at the same time, so its storage must allow that: access mode
 * {@code ReadWriteMany}, which NFS and most cloud file stores offer and most block stores do not. In a cluster of one node
 * DAG files may be on any volume.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes">Access modes</a>
 */
public sealed interface SharedVolume {

    /** Takes the volume apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super ExistingClaim, ? extends T> existingClaim,
            Function<? super NewClaim, ? extends T> newClaim);

    /** A claim that somebody else makes. It must be there before the chart is installed. */
    @Value.Immutable
    non-sealed interface ExistingClaim extends SharedVolume {

        /** The claim's name, in the deployment's namespace. */
        String name();

        /** The folder of the volume to use, without slashes around it. Default: the whole volume, as in the chart. */
        @Value.Default
        default String subPath() {
            return "";
        }

        /** Starts a claim. */
        static ExistingClaimBuilder builder() {
            return new ExistingClaimBuilder();
        }

        /** Starts a claim from this one, with all its attributes. */
        default ExistingClaimBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ExistingClaim, ? extends T> existingClaim,
                Function<? super NewClaim, ? extends T> newClaim) {
            return existingClaim.apply(this);
        }
    }

    /** A claim that the chart makes. Helm deletes it with the release. */
    @Value.Immutable
    non-sealed interface NewClaim extends SharedVolume {

        /** How much storage it asks for. */
        Quantity size();

        /** The storage class. Default: the cluster's, as in the chart. */
        Optional<String> storageClass();

        /** Who may use the volume. The claim of logs is always {@code ReadWriteMany}, which is also the default. */
        @Value.Default
        default AccessMode accessMode() {
            return AccessMode.READ_WRITE_MANY;
        }

        /** Annotations of the claim. */
        Map<String, String> annotations();

        /** Starts a claim. */
        static NewClaimBuilder builder() {
            return new NewClaimBuilder();
        }

        /** Starts a claim from this one, with all its attributes. */
        default NewClaimBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ExistingClaim, ? extends T> existingClaim,
                Function<? super NewClaim, ? extends T> newClaim) {
            return newClaim.apply(this);
        }
    }

    /**
     * A claim that somebody else makes.
     *
     * @param name its name
     * @return the volume
     */
    static ExistingClaim existing(String name) {
        return ExistingClaim.builder().name(name).build();
    }

    /**
     * A claim that the chart makes.
     *
     * @param size how much storage it asks for, {@code "100Gi"}
     * @param storageClass a storage class whose volumes can be shared
     * @return the volume
     */
    static NewClaim made(String size, String storageClass) {
        Objects.requireNonNull(size, "size");
        return NewClaim.builder()
                .size(Quantity.of(size))
                .storageClass(storageClass)
                .build();
    }
}
