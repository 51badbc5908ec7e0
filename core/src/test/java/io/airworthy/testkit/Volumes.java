package io.airworthy.testkit;

import io.airworthy.pods.Quantity;
import io.airworthy.pods.SharedVolume;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Volumes that pods share. */
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
                SharedVolume.NewClaim.builder().size(Quantity.of("0.5Ti")).build());
    }

    /** Those without a folder, which not every chart takes. */
    static Arbitrary<SharedVolume> wholeVolumes() {
        return shared().filter(volume -> volume.match(claim -> claim.subPath().isEmpty(), claim -> true));
    }
}
