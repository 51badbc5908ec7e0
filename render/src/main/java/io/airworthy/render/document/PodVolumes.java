package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.Quantity;
import io.airworthy.release.Workload;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The volumes that pods have of their own, which somebody pays for. */
final class PodVolumes {

    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    private final List<Workload> workloads;

    PodVolumes(AirflowDeployment deployment) {
        this.workloads = deployment.release().workloads().withVolumes();
    }

    boolean areMade() {
        return !workloads.isEmpty();
    }

    /** Each workload's, with their number. */
    Phrase each() {
        return workloads.stream()
                .flatMap(workload -> Stream.concat(
                        workload.volume().stream().map(claims -> each(workload, claims.size(), claims.storageClass())),
                        workload.claims().stream().map(claim -> each(workload, claim.size(), claim.storageClass()))))
                .reduce((one, next) -> Phrase.of("{}; {}", one, next))
                .orElse(Phrase.NOTHING);
    }

    /** All of them together. */
    String total() {
        BigDecimal bytes = workloads.stream()
                .map(workload -> size(workload).multiply(BigDecimal.valueOf(workload.mostReplicas())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return bytes.divide(GIBIBYTE, 0, RoundingMode.CEILING).toPlainString() + "Gi";
    }

    private static Phrase each(Workload workload, Quantity size, Optional<String> storageClass) {
        int most = workload.mostReplicas();
        return Phrase.of(
                "{} {} of {}{} for {}",
                most,
                most == 1 ? "volume" : "volumes",
                size,
                storageClass
                        .map(name -> Phrase.of(" and class {}", Phrase.code(name)))
                        .orElse(Phrase.NOTHING),
                Phrase.code(workload.reference()));
    }

    private static BigDecimal size(Workload workload) {
        return Stream.concat(
                        workload.volume().stream().map(ClaimTemplate::size),
                        workload.claims().stream().map(PodClaim::size))
                .flatMap(size -> size.amount().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
