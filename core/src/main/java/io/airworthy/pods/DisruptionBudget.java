package io.airworthy.pods;

import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many pods of a component may be evicted at once, when a node is drained for example.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/">Disruption budgets</a>
 */
public sealed interface DisruptionBudget {

    /** Takes the budget apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super MaxUnavailable, ? extends T> maxUnavailable,
            Function<? super MinAvailable, ? extends T> minAvailable,
            Function<? super None, ? extends T> none);

    /**
     * At most this many pods may be missing.
     *
     * @param amount the number of pods
     */
    record MaxUnavailable(Amount amount) implements DisruptionBudget {

        /** Refuses null. */
        public MaxUnavailable {
            Objects.requireNonNull(amount, "amount");
        }

        @Override
        public String toString() {
            return "maxUnavailable " + amount;
        }

        @Override
        public <T> T match(
                Function<? super MaxUnavailable, ? extends T> maxUnavailable,
                Function<? super MinAvailable, ? extends T> minAvailable,
                Function<? super None, ? extends T> none) {
            return maxUnavailable.apply(this);
        }
    }

    /**
     * At least this many pods must be left.
     *
     * @param amount the number of pods
     */
    record MinAvailable(Amount amount) implements DisruptionBudget {

        /** Refuses null. */
        public MinAvailable {
            Objects.requireNonNull(amount, "amount");
        }

        @Override
        public String toString() {
            return "minAvailable " + amount;
        }

        @Override
        public <T> T match(
                Function<? super MaxUnavailable, ? extends T> maxUnavailable,
                Function<? super MinAvailable, ? extends T> minAvailable,
                Function<? super None, ? extends T> none) {
            return minAvailable.apply(this);
        }
    }

    /** No budget: all pods may be evicted at once. */
    record None() implements DisruptionBudget {
        @Override
        public String toString() {
            return "none";
        }

        @Override
        public <T> T match(
                Function<? super MaxUnavailable, ? extends T> maxUnavailable,
                Function<? super MinAvailable, ? extends T> minAvailable,
                Function<? super None, ? extends T> none) {
            return none.apply(this);
        }
    }

    /**
     * A number of pods, or a share of them.
     *
     * @param value the number, or the percentage
     * @param isPercentage whether the value is a percentage
     */
    record Amount(int value, boolean isPercentage) {

        private static final Pattern TEXT = Pattern.compile("(-?[0-9]{1,10})(%?)");

        /**
         * Reads an amount as Kubernetes writes it.
         *
         * @param text {@code "1"} or {@code "25%"}
         * @return the amount
         * @throws IllegalArgumentException if the text is neither a number nor a percentage
         */
        public static Amount of(String text) {
            Matcher amount = TEXT.matcher(Objects.requireNonNull(text, "text"));
            long value = amount.matches() ? Long.parseLong(amount.group(1)) : Long.MAX_VALUE;
            if (value != (int) value) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not an amount of pods; write a number, or a percentage like 25%");
            }
            return new Amount((int) value, !amount.group(2).isEmpty());
        }

        /**
         * The amount as a number of pods. Kubernetes rounds shares up.
         *
         * @param replicas how many pods there are
         * @return the number of pods
         */
        public int of(int replicas) {
            if (!isPercentage) {
                return value;
            }
            // Shares that make no sense become the largest or smallest number; a rule reports them.
            long pods = Math.floorDiv(replicas * (long) value + 99, 100);
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, pods));
        }

        @Override
        public String toString() {
            return isPercentage ? value + "%" : Integer.toString(value);
        }
    }

    /**
     * At most this many pods may be missing.
     *
     * @param pods the number of pods
     * @return the budget
     */
    static DisruptionBudget maxUnavailable(int pods) {
        return new MaxUnavailable(new Amount(pods, false));
    }

    /**
     * At most this share of the pods may be missing.
     *
     * @param percent the share, 1 to 100
     * @return the budget
     */
    static DisruptionBudget maxUnavailablePercent(int percent) {
        return new MaxUnavailable(new Amount(percent, true));
    }

    /**
     * At least this many pods must be left.
     *
     * @param pods the number of pods
     * @return the budget
     */
    static DisruptionBudget minAvailable(int pods) {
        return new MinAvailable(new Amount(pods, false));
    }

    /**
     * At least this share of the pods must be left.
     *
     * @param percent the share, 0 to 100
     * @return the budget
     */
    static DisruptionBudget minAvailablePercent(int percent) {
        return new MinAvailable(new Amount(percent, true));
    }

    /** No budget. */
    static DisruptionBudget none() {
        return new None();
    }

    /**
     * How many pods may be evicted at once while all are healthy.
     *
     * @param replicas how many pods there are
     * @return the number of pods; zero or less means that a node drain never ends
     */
    default int evictionsAllowed(int replicas) {
        return match(
                budget -> Math.min(replicas, budget.amount().of(replicas)),
                budget -> (int) Math.max(
                        Integer.MIN_VALUE,
                        Math.min(
                                Integer.MAX_VALUE,
                                (long) replicas - budget.amount().of(replicas))),
                none -> replicas);
    }

    /** Whether there is no budget. */
    default boolean isNone() {
        return match(maxUnavailable -> false, minAvailable -> false, none -> true);
    }
}
