package io.airworthy.operations;

import io.airworthy.frozen.Frozen;
import java.util.Map;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * How Prometheus gets to know a deployment: which scrape objects and which form of the alerts the package has for it.
 *
 * <pre>{@code
 * Monitoring.prometheusOperator(Map.of("release", "kube-prometheus-stack"))
 * }</pre>
 */
public sealed interface Monitoring {

    /** Takes the choice apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super PrometheusOperator, ? extends T> operator,
            Function<? super Annotations, ? extends T> annotations,
            Function<? super Files, ? extends T> files);

    /**
     * Objects of the prometheus-operator, which must be installed in the cluster: alerts as a PrometheusRule, exporters as a
     * ServiceMonitor and a PodMonitor.
     *
     * @see <a href="https://prometheus-operator.dev/docs/developer/getting-started/">prometheus-operator: getting started</a>
     */
    @Value.Immutable
    non-sealed interface PrometheusOperator extends Monitoring {

        /**
         * The labels of the objects by which a Prometheus selects them; that of the Helm chart kube-prometheus-stack selects
         * {@code release: <its own release>}. Default: none, for a Prometheus that selects everything.
         */
        Map<String, String> labels();

        /** Starts a choice. */
        static PrometheusOperatorBuilder builder() {
            return new PrometheusOperatorBuilder();
        }

        /** Starts a choice from this one, with all its attributes. */
        default PrometheusOperatorBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super PrometheusOperator, ? extends T> operator,
                Function<? super Annotations, ? extends T> annotations,
                Function<? super Files, ? extends T> files) {
            return operator.apply(this);
        }
    }

    /**
     * A Prometheus that looks for the annotations {@code prometheus.io/scrape}, which the chart gives to the Services of its
     * exporters in every version.
     */
    record Annotations() implements Monitoring {
        @Override
        public <T> T match(
                Function<? super PrometheusOperator, ? extends T> operator,
                Function<? super Annotations, ? extends T> annotations,
                Function<? super Files, ? extends T> files) {
            return annotations.apply(this);
        }
    }

    /** Files alone: somebody brings the rule file to Prometheus, and knows how to scrape. */
    record Files() implements Monitoring {
        @Override
        public <T> T match(
                Function<? super PrometheusOperator, ? extends T> operator,
                Function<? super Annotations, ? extends T> annotations,
                Function<? super Files, ? extends T> files) {
            return files.apply(this);
        }
    }

    /**
     * Objects of the prometheus-operator.
     *
     * @param labels the labels by which a Prometheus selects them
     * @return the choice
     */
    static Monitoring prometheusOperator(Map<String, String> labels) {
        return PrometheusOperator.builder().labels(Frozen.map(labels, "labels")).build();
    }

    /** The annotations of the chart. */
    static Monitoring annotations() {
        return new Annotations();
    }

    /** Files alone. */
    static Monitoring files() {
        return new Files();
    }
}
