package io.airworthy.metrics;

import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.FrozenTree;
import java.util.Map;
import java.util.Objects;

/**
 * How the exporter turns names of StatsD into a metric of Prometheus.
 *
 * @param definition the mapping as the exporter has it: {@code {match: airflow.dag.*.duration, name: dag_duration, labels: …}}
 * @see <a href="https://github.com/prometheus/statsd_exporter#metric-mapping-and-configuration">Metric mapping</a>
 */
public record StatsdMapping(Map<String, Object> definition) {

    /** Refuses null, and takes a copy. */
    public StatsdMapping {
        definition = FrozenTree.of(Frozen.map(definition, "definition"), "definition");
    }

    /**
     * A mapping whose labels are parts of the name.
     *
     * @param match StatsD's name, with {@code *} for what differs
     * @param name Prometheus' name
     * @param labels the labels, {@code {dag_id: $1}}
     * @return the mapping
     */
    public static StatsdMapping of(String match, String name, Map<String, String> labels) {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(name, "name");
        return new StatsdMapping(Map.of("match", match, "name", name, "labels", Frozen.map(labels, "labels")));
    }
}
