package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.DisruptionBudget.Amount;
import io.airworthy.pods.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said alike of the pods of a component and of the pool. */
final class PodSettings {

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,9})%");

    private PodSettings() {}

    static Setting disruptionBudget(Attribute<DisruptionBudget> attribute, String key) {
        String enabled = key + ".podDisruptionBudget.enabled";
        String max = key + ".podDisruptionBudget.config.maxUnavailable";
        String min = key + ".podDisruptionBudget.config.minAvailable";
        return Setting.of(
                attribute,
                (values, budget) -> {
                    values.putWhereKnown(enabled, !budget.isNone());
                    // The chart's default would stand beside a minimum, and Kubernetes refuses a budget with both.
                    budget.match(
                                    some -> Tree.of(max, written(some.amount())),
                                    some -> Tree.of(min, written(some.amount()), max, null),
                                    none -> Tree.of())
                            .forEach(values::putWhereKnown);
                },
                values -> values.find(enabled).filter(Boolean.FALSE::equals).isPresent()
                        ? Optional.of(DisruptionBudget.none())
                        : values.find(min)
                                .flatMap(PodSettings::amount)
                                .<DisruptionBudget>map(DisruptionBudget.MinAvailable::new)
                                .or(() -> values.find(max)
                                        .flatMap(PodSettings::amount)
                                        .map(DisruptionBudget.MaxUnavailable::new)),
                enabled,
                max,
                min);
    }

    /** Constraints name the pods that they are about. */
    static Setting spread(Attribute<Spread> attribute, String key, Function<AirflowDeployment, String> label) {
        String constraints = key + ".topologySpreadConstraints";
        return Setting.of(
                attribute.path(),
                values -> attribute
                        .get()
                        .apply(values.deployment())
                        .map(spread -> constraints(values.deployment(), spread, label.apply(values.deployment())))
                        .filter(some -> !some.isEmpty())
                        .ifPresent(some -> values.put(constraints, some)),
                (deployment, values) -> {
                    Object given = values.find(constraints).orElse(List.of());
                    return Arrays.stream(Spread.values())
                            .filter(spread -> constraints(deployment, spread, label.apply(deployment))
                                    .equals(given))
                            .findFirst()
                            .map(spread -> attribute.with().apply(deployment, spread))
                            .orElse(deployment);
                },
                constraints);
    }

    static List<Object> constraints(AirflowDeployment deployment, Spread spread, String label) {
        List<Object> constraints = new ArrayList<>();
        String unsatisfiable = spread == Spread.STRICTLY_NODES_AND_ZONES ? "DoNotSchedule" : "ScheduleAnyway";
        if (spread != Spread.ANYWHERE) {
            constraints.add(constraint(deployment, "kubernetes.io/hostname", unsatisfiable, label));
        }
        if (spread == Spread.NODES_AND_ZONES || spread == Spread.STRICTLY_NODES_AND_ZONES) {
            constraints.add(constraint(deployment, "topology.kubernetes.io/zone", unsatisfiable, label));
        }
        return constraints;
    }

    private static Map<String, Object> constraint(
            AirflowDeployment deployment, String topology, String unsatisfiable, String label) {
        Map<String, Object> labels =
                Tree.of("tier", "airflow", "component", label, "release", deployment.releaseName());
        Map<String, Object> constraint = Tree.of("maxSkew", 1, "topologyKey", topology);
        constraint.put("whenUnsatisfiable", unsatisfiable);
        constraint.put("labelSelector", Map.of("matchLabels", labels));
        return constraint;
    }

    private static Object written(Amount amount) {
        return amount.isPercentage() ? amount.toString() : (Object) amount.value();
    }

    private static Optional<Amount> amount(Object given) {
        Matcher percentage = PERCENTAGE.matcher(given.toString());
        return percentage.matches()
                ? Optional.of(new Amount(Integer.parseInt(percentage.group(1)), true))
                : Format.integer(given).map(pods -> new Amount(pods, false));
    }
}
