package io.airworthy.pods;

import io.airworthy.frozen.FrozenTree;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A volume and where it is mounted.
 *
 * <pre>{@code
 * Volume.secret("gcp-credentials").at("/etc/gcp");
 * Volume.claim("generated-dags").at("/opt/airflow/dags");
 * }</pre>
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/volumes/">Volumes</a>
 */
@Value.Immutable
public interface Volume {

    /** The volume's name within the pod. */
    String name();

    /** What it is, as Kubernetes has it: {@code {secret: {secretName: …}}}. Empty where the pods have the volume already. */
    Map<String, Object> source();

    /** The folder or file at which the container sees it. */
    String mountPath();

    /** The part of the volume that is mounted. Default: all of it. */
    Optional<String> subPath();

    /** Whether the container may only read it. Default true. */
    @Value.Default
    default boolean readOnly() {
        return true;
    }

    /** This volume with a copy of its own of the source. {@code build()} calls it; nobody else has to. */
    @Value.Check
    default Volume withOwnSource() {
        return FrozenTree.isFrozen(source())
                ? this
                : toBuilder().source(FrozenTree.of(source(), "source")).build();
    }

    /**
     * The keys of a Secret as files.
     *
     * @param name the Secret's name, which is the volume's name too
     * @return a volume that lacks the place where it is mounted
     */
    static VolumeBuilder secret(String name) {
        return builder().name(name).source(Map.of("secret", Map.of("secretName", name)));
    }

    /**
     * The keys of a ConfigMap as files.
     *
     * @param name the ConfigMap's name, which is the volume's name too
     * @return a volume that lacks the place where it is mounted
     */
    static VolumeBuilder configMap(String name) {
        return builder().name(name).source(Map.of("configMap", Map.of("name", name)));
    }

    /**
     * A claim that exists. The container may write.
     *
     * @param name the claim's name, which is the volume's name too
     * @return a volume that lacks the place where it is mounted
     */
    static VolumeBuilder claim(String name) {
        return builder()
                .name(name)
                .source(Map.of("persistentVolumeClaim", Map.of("claimName", name)))
                .readOnly(false);
    }

    /**
     * An empty directory, which lives as long as the pod. The container may write.
     *
     * @param name the volume's name
     * @return a volume that lacks the place where it is mounted
     */
    static VolumeBuilder emptyDir(String name) {
        return builder().name(name).source(Map.of("emptyDir", Map.of())).readOnly(false);
    }

    /**
     * A volume that the pods have already, at a further place: the chart's {@code dags}, with the DAG files of git-sync or of a
     * shared volume, or one that is said of all pods.
     *
     * @param name the volume's name
     * @return a volume that lacks the place where it is mounted
     */
    static VolumeBuilder named(String name) {
        return builder().name(name);
    }

    /** Starts a volume. */
    static VolumeBuilder builder() {
        return new VolumeBuilder();
    }

    /** Starts a volume from this one, with all its attributes. */
    default VolumeBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract VolumeBuilder mountPath(String path);

        abstract Volume build();

        /**
         * Ends the volume with the place where it is mounted.
         *
         * @param path the folder or file
         * @return the volume
         */
        public Volume at(String path) {
            mountPath(path);
            return build();
        }
    }
}
