package io.airworthy;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * The container image that all of Airflow's pods run.
 *
 * <p>Defaults: the official image, tagged with the deployment's Airflow version, pulled when absent, without a pull
 * secret.
 *
 * @see <a href="https://airflow.apache.org/docs/docker-stack/index.html">The official image</a>
 */
@Value.Immutable
public interface AirflowImage {

    /** The image's repository. Default {@code apache/airflow}. */
    @Value.Default
    default String repository() {
        return "apache/airflow";
    }

    /** The image's tag. Default: the deployment's Airflow version. */
    Optional<String> tag();

    /** The image's digest, {@code sha256:…}, which wins over the tag. Task pods of the Kubernetes executor ignore it. */
    Optional<String> digest();

    /** The Secret of type {@code kubernetes.io/dockerconfigjson} that the image is pulled with; somebody else makes it. */
    Optional<String> pullSecret();

    /** When nodes fetch the image. Default {@link PullPolicy#IF_NOT_PRESENT}. */
    @Value.Default
    default PullPolicy pullPolicy() {
        return PullPolicy.IF_NOT_PRESENT;
    }

    /**
     * The uid that Airflow's containers run with, where {@link AirflowDeployment#pods} does not say their security contexts.
     * Default: the chart's, 50000, as in the official image.
     */
    Optional<Integer> uid();

    /** The group that owns the volumes of Airflow's pods, like {@link #uid}. Default: the chart's, 0. */
    Optional<Integer> gid();

    /** The folder of Airflow's home. Default {@code /opt/airflow}, as in the official image. */
    @Value.Default
    default String airflowHome() {
        return "/opt/airflow";
    }

    /**
     * The official image.
     *
     * @return all defaults
     */
    static AirflowImage official() {
        return builder().build();
    }

    /** Starts an image. */
    static AirflowImageBuilder builder() {
        return new AirflowImageBuilder();
    }

    /** Starts an image from this one, with all its attributes. */
    default AirflowImageBuilder toBuilder() {
        return builder().from(this);
    }
}
