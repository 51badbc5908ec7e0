package io.airworthy.testkit;

import io.airworthy.pods.AccessMode;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.SharedVolume;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Volumes that pods share, and those of each pod. */
public final class Volumes {

    private Volumes() {}

    /**
     * Shared volumes.
     *
     * @return claims that exist, with a folder and without, and claims that the chart makes
     */
    public static Arbitrary<SharedVolume> shared() {
        return Arbitraries.of(
                SharedVolume.existing("airflow-files"),
                SharedVolume.ExistingClaim.builder()
                        .name("files.of-team-7")
                        .subPath("airflow/production_1")
                        .build(),
                SharedVolume.made("100Gi", "efs"),
                SharedVolume.NewClaim.builder()
                        .size(Quantity.of("0.5Ti"))
                        .annotation("acme.com/backup", "no")
                        .build());
    }

    /** Those without a folder, which not every chart takes. */
    static Arbitrary<SharedVolume> wholeVolumes() {
        return shared().filter(volume -> volume.match(claim -> claim.subPath().isEmpty(), claim -> true));
    }

    /**
     * Volumes of each pod.
     *
     * @return claims, some of which Kubernetes deletes, and none
     */
    public static Arbitrary<Persistence> ofPods() {
        return Arbitraries.oneOf(
                keptOfPods(),
                Arbitraries.just(Persistence.of("20Gi", "gp3").toBuilder()
                        .annotation("acme.com/backup", "no")
                        .whenDeleted(ClaimRetention.DELETE)
                        .whenScaled(ClaimRetention.DELETE)
                        .build()));
    }

    /**
     * Further volumes of workers.
     *
     * @return claims, each with a name of its own
     */
    public static Arbitrary<List<PodClaim>> claims() {
        return Arbitraries.of(
                List.of(PodClaim.of("worker-scratch", "50Gi")),
                List.of(
                        PodClaim.of("worker-models", "0.5Ti").toBuilder()
                                .storageClass("gp3")
                                .annotation("acme.com/backup", "no")
                                .build(),
                        PodClaim.of("pod-0", "1Gi").toBuilder()
                                .accessMode(AccessMode.READ_WRITE_MANY)
                                .build()));
    }

    /** Those that every chart takes for Redis as well. */
    static Arbitrary<Persistence> keptOfPods() {
        return Arbitraries.of(Persistence.none(), Persistence.of("0.5Ti"), Persistence.of("500M", "standard.rwo"));
    }
}
