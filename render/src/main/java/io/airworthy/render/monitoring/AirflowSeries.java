package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.metrics.Metrics;
import io.airworthy.release.Part;
import io.airworthy.table.DataFile;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * What Prometheus calls the metrics that Airflow sends: through the chart's StatsD exporter, or through an OpenTelemetry
 * collector. What goes to a StatsD server elsewhere does not reach Prometheus by a way that the model knows.
 */
final class AirflowSeries {

    /** Series of one metric, one for each of something. */
    record Family(String selector, String legend) {}

    private enum Type {
        COUNTER,
        GAUGE,
        BALANCE
    }

    private record Metric(String name, Type type, Optional<String> label, String since, String until) {

        boolean isSentBy(AirflowVersion airflow) {
            return airflow.compareTo(AirflowVersion.of(since)) >= 0
                    && (until.isEmpty() || airflow.compareTo(AirflowVersion.of(until)) < 0);
        }
    }

    /** How one kind of exporter names what Airflow sends. */
    private interface Naming {

        Optional<String> series(String name, Type type);

        Optional<Family> family(String name, String label);

        /** The series that are 1 while the exporter is scraped; empty where nothing is scraped. */
        Optional<String> scraped();

        /** How old the newest value may be. */
        Duration interval();
    }

    private static final Map<String, Metric> METRICS = DataFile.rows(
                    AirflowSeries.class::getResourceAsStream, "airflow-metrics.tsv")
            .map(row -> new Metric(
                    row[0],
                    Type.valueOf(row[1].toUpperCase(Locale.ROOT)),
                    row[4].isEmpty() ? Optional.empty() : Optional.of(row[4]),
                    row[2],
                    row[3]))
            .collect(Collectors.toUnmodifiableMap(Metric::name, metric -> metric));

    private final AirflowDeployment deployment;
    private final Optional<Naming> naming;

    private AirflowSeries(AirflowDeployment deployment, Optional<Naming> naming) {
        this.deployment = deployment;
        this.naming = naming;
    }

    static AirflowSeries of(AirflowDeployment deployment) {
        return new AirflowSeries(
                deployment,
                deployment.metrics().exporters().stream()
                        .findFirst()
                        .flatMap(exporter -> exporter.match(
                                statsd -> StatsdNames.of(deployment, statsd)
                                        .map(names -> new ThroughStatsd(deployment, names)),
                                elsewhere -> Optional.empty(),
                                node -> Optional.empty(),
                                otel -> Optional.of(new ThroughOpenTelemetry(deployment, otel.interval())))));
    }

    /** The selector of a metric's series, if this deployment shows it. */
    Optional<String> series(String name) {
        Metric metric = metric(name);
        return shown(metric).flatMap(by -> by.series(name, metric.type()));
    }

    /** The selector of the series of a metric that there is once for each of something. */
    Optional<Family> family(String name) {
        Metric metric = metric(name);
        return shown(metric).flatMap(by -> by.family(name, metric.label().orElseThrow()));
    }

    /** See {@link Naming#scraped()}. */
    Optional<String> scraped() {
        return naming.flatMap(Naming::scraped);
    }

    /** See {@link Naming#interval()}. */
    Duration interval() {
        return naming.map(Naming::interval).orElse(Duration.ZERO);
    }

    private static Metric metric(String name) {
        return Objects.requireNonNull(METRICS.get(name), name);
    }

    private Optional<Naming> shown(Metric metric) {
        return metric.isSentBy(deployment.airflowVersion()) && isSelected(metric.name()) ? naming : Optional.empty();
    }

    /** Whether the lists of the deployment let a metric through. Airflow asks the block list only if the other is empty. */
    private boolean isSelected(String name) {
        Metrics metrics = deployment.metrics();
        return metrics.allowList().isEmpty()
                ? metrics.blockList().stream().noneMatch(entry -> matches(entry, name, true))
                : metrics.allowList().stream().anyMatch(entry -> matches(entry, name, false));
    }

    private boolean matches(String entry, String name, boolean ifUnclear) {
        String lower = entry.strip().toLowerCase(Locale.ROOT);
        if (!takesPatterns()) {
            return name.startsWith(lower);
        }
        try {
            return Pattern.compile(lower).matcher(name).find();
        } catch (PatternSyntaxException pythonOnly) {
            return ifUnclear;
        }
    }

    private boolean takesPatterns() {
        String option = "metrics.metrics_use_pattern_match";
        return AirflowOptions.of(deployment.airflowVersion()).standing(option).kind() == OptionStanding.Kind.GONE
                || "true".equalsIgnoreCase(deployment.airflowConfig().get(option));
    }

    private record ThroughStatsd(AirflowDeployment deployment, StatsdNames names) implements Naming {

        /** Stands for whatever there is one series of. */
        private static final String ANY = "airworthy";

        @Override
        public Optional<String> series(String name, Type type) {
            // The metric without labels; Airflow sends one for all and one for each.
            return names.of(full(name)).map(shown -> shown.name() + "{" + target() + "}");
        }

        @Override
        public Optional<Family> family(String name, String label) {
            return names.of(full(name) + "." + ANY)
                    .map(shown -> shown.labels().entrySet().stream()
                            .filter(entry -> entry.getValue().equals(ANY))
                            .findFirst()
                            .map(entry -> new Family(
                                    shown.name() + "{" + target() + "," + entry.getKey() + "!=\"\"}",
                                    "{{" + entry.getKey() + "}}"))
                            .orElseGet(() -> new Family(
                                    "{__name__=~\"" + shown.name().replace(ANY, ".+") + "\"," + target() + "}",
                                    "{{__name__}}")));
        }

        @Override
        public Optional<String> scraped() {
            return Optional.of("up{" + target() + "}");
        }

        @Override
        public Duration interval() {
            return Duration.ZERO;
        }

        private String full(String name) {
            return deployment.metrics().prefix() + "." + name;
        }

        private String target() {
            return "namespace=\"" + deployment.namespace() + "\",pod=~\""
                    + PromQl.literal(deployment
                            .release()
                            .workloads()
                            .find(Part.STATSD)
                            .orElseThrow()
                            .name())
                    + "-.+\"";
        }
    }

    /** Collectors differ in whether they end counters in {@code _total}. Nothing tells which labels they give. */
    private record ThroughOpenTelemetry(AirflowDeployment deployment, Duration interval) implements Naming {

        @Override
        public Optional<String> series(String name, Type type) {
            String full = full(name);
            return switch (type) {
                case COUNTER -> Optional.of("{__name__=~\"" + full + "(_total)?\"}");
                case GAUGE -> Optional.of(full);
                case BALANCE -> Optional.empty();
            };
        }

        @Override
        public Optional<Family> family(String name, String label) {
            return Optional.of(new Family(full(name) + "{" + label + "!=\"\"}", "{{" + label + "}}"));
        }

        @Override
        public Optional<String> scraped() {
            return Optional.empty();
        }

        private String full(String name) {
            return StatsdNames.escaped(deployment.metrics().prefix() + "." + name)
                    .toLowerCase(Locale.ROOT);
        }
    }
}
