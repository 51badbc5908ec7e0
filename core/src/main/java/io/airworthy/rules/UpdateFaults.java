package io.airworthy.rules;

import io.airworthy.pods.DisruptionBudget.Amount;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.release.Workload;
import java.util.Optional;

/** What Kubernetes would reject in an update strategy. */
final class UpdateFaults {

    private UpdateFaults() {}

    static Optional<String> of(UpdateStrategy strategy, Workload workload) {
        Optional<String> fault = strategy.match(
                rolling -> workload.isStateful()
                        ? Optional.of("a surge is for Deployments")
                        : amounts(rolling.maxSurge(), rolling.maxUnavailable()),
                recreate -> workload.isStateful() ? Optional.of("Recreate is for Deployments") : Optional.empty(),
                onDelete -> workload.isStateful() ? Optional.empty() : Optional.of("OnDelete is for StatefulSets"));
        return fault.map(what ->
                what + "; " + workload.name() + " is a " + (workload.isStateful() ? "StatefulSet" : "Deployment"));
    }

    private static Optional<String> amounts(Amount surge, Amount unavailable) {
        if (surge.value() < 0 || unavailable.value() < 0 || unavailable.isPercentage() && unavailable.value() > 100) {
            return Optional.of("maxSurge " + surge + " and maxUnavailable " + unavailable + " are no numbers of pods");
        }
        return surge.value() == 0 && unavailable.value() == 0
                ? Optional.of("maxSurge and maxUnavailable are both zero")
                : Optional.empty();
    }
}
