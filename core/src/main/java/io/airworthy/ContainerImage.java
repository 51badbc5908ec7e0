package io.airworthy;

import java.util.Objects;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The image of a container that the chart runs beside Airflow, where it comes from a mirror or is another version.
 *
 * <p>Default: what the chart has. A mirror that asks for a password takes the pull secret of {@link AirflowImage}, which all pods
 * have.
 */
@Value.Immutable
public interface ContainerImage {

    /** The repository without a tag, {@code "registry.example.com/mirror/redis"}. */
    Optional<String> repository();

    /** The tag. */
    Optional<String> tag();

    /** When nodes fetch it. The chart's default: if they do not have it. */
    Optional<PullPolicy> pullPolicy();

    /**
     * The chart's version of an image, from another repository.
     *
     * @param repository the repository without a tag, {@code "registry.example.com/mirror/redis"}
     * @return the image
     */
    static ContainerImage from(String repository) {
        Objects.requireNonNull(repository, "repository");
        return builder().repository(repository).build();
    }

    /**
     * An image.
     *
     * @param repository the repository without a tag, {@code "registry.example.com/mirror/redis"}
     * @param tag the tag
     * @return the image
     */
    static ContainerImage of(String repository, String tag) {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(tag, "tag");
        return builder().repository(repository).tag(tag).build();
    }

    /** Starts an image. */
    static ContainerImageBuilder builder() {
        return new ContainerImageBuilder();
    }

    /** Starts an image from this one, with all its attributes. */
    default ContainerImageBuilder toBuilder() {
        return builder().from(this);
    }
}
