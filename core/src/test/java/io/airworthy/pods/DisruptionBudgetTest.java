package io.airworthy.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DisruptionBudgetTest {

    static Stream<Arguments> budgets() {
        return Stream.of(
                arguments(DisruptionBudget.maxUnavailable(1), 2, 1),
                arguments(DisruptionBudget.maxUnavailable(1), 1, 1),
                arguments(DisruptionBudget.maxUnavailable(0), 2, 0),
                arguments(DisruptionBudget.maxUnavailable(5), 2, 2),
                arguments(DisruptionBudget.minAvailable(1), 2, 1),
                arguments(DisruptionBudget.minAvailable(1), 1, 0),
                arguments(DisruptionBudget.minAvailable(3), 2, -1),
                arguments(DisruptionBudget.maxUnavailablePercent(50), 3, 2),
                arguments(DisruptionBudget.maxUnavailablePercent(1), 3, 1),
                arguments(DisruptionBudget.maxUnavailablePercent(0), 3, 0),
                arguments(DisruptionBudget.minAvailablePercent(50), 3, 1),
                arguments(DisruptionBudget.minAvailablePercent(67), 3, 0),
                arguments(DisruptionBudget.minAvailablePercent(0), 3, 3),
                arguments(DisruptionBudget.none(), 3, 3));
    }

    @ParameterizedTest(name = "{0} of {1} allows {2}")
    @MethodSource("budgets")
    void countsTheEvictionsThatItAllows(DisruptionBudget budget, int replicas, int evictions) {
        assertThat(budget.evictionsAllowed(replicas)).isEqualTo(evictions);
    }

    @Property(tries = 300)
    void aShareIsRoundedUpAsKubernetesDoes(
            @ForAll @IntRange(max = 1000) int replicas, @ForAll @IntRange(max = 100) int percent) {
        assertThat(DisruptionBudget.maxUnavailablePercent(percent).evictionsAllowed(replicas))
                .isEqualTo((int) Math.ceil(replicas * percent / 100.0));
    }

    @Property(tries = 300)
    void anyNumbersHaveAnAnswer(@ForAll int replicas, @ForAll int amount) {
        assertThat(Stream.of(
                                DisruptionBudget.maxUnavailable(amount),
                                DisruptionBudget.maxUnavailablePercent(amount),
                                DisruptionBudget.minAvailable(amount),
                                DisruptionBudget.minAvailablePercent(amount))
                        .map(budget -> budget.evictionsAllowed(replicas)))
                .hasSize(4);
    }
}
