package io.airworthy.rules;

import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.DisruptionBudget.Amount;
import java.util.Optional;

/** What can be wrong with the disruption budget of one workload. */
final class BudgetFaults {

    private BudgetFaults() {}

    /** An amount that Kubernetes refuses, or that means nothing. */
    static Optional<String> amount(DisruptionBudget budget) {
        return amountOf(budget)
                .filter(amount -> amount.value() < 0 || amount.isPercentage() && amount.value() > 100)
                .map(amount -> budget + " is not a valid number of pods");
    }

    /** A budget under which a drain never ends. */
    static Optional<String> noEviction(DisruptionBudget budget, int replicas) {
        return budget.evictionsAllowed(replicas) >= 1
                ? Optional.empty()
                : Optional.of(budget + " of " + replicas + (replicas == 1 ? " replica" : " replicas")
                        + " does not allow any pod to be evicted");
    }

    private static Optional<Amount> amountOf(DisruptionBudget budget) {
        return budget.match(
                maxUnavailable -> Optional.of(maxUnavailable.amount()),
                minAvailable -> Optional.of(minAvailable.amount()),
                none -> Optional.empty());
    }
}
