package io.airworthy.release;

import io.airworthy.frozen.Frozen;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.pods.PodClaim;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Deployment or StatefulSet of the release, and the container in it that does the work.
 *
 * @param part the part of the release that it runs
 * @param kind as kubectl writes it: {@code deployment} or {@code statefulset}
 * @param name its name
 * @param container its main container
 * @param valuesKey its key in the chart's values, {@code dagProcessor}
 * @param replicas how many pods it has; where KEDA decides, with how many it starts
 * @param mostReplicas how many it has at most, where something scales it
 * @param volume the volume that each of its pods has of its own, for its logs or its queue
 * @param claims the further volumes that each of its pods has
 */
public record Workload(
        Part part,
        String kind,
        String name,
        String container,
        String valuesKey,
        int replicas,
        int mostReplicas,
        Optional<ClaimTemplate> volume,
        List<PodClaim> claims) {

    /** Refuses null. */
    public Workload {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(valuesKey, "valuesKey");
        Objects.requireNonNull(volume, "volume");
        claims = Frozen.list(claims, "claims");
    }

    /**
     * The workload as kubectl takes it.
     *
     * @return {@code deployment/airflow-scheduler}
     */
    public String reference() {
        return kind + "/" + name;
    }

    /**
     * Whether it is a StatefulSet.
     *
     * @return false for a Deployment
     */
    public boolean isStateful() {
        return kind.equals(Workloads.STATEFUL_SET);
    }
}
