package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.connection.Hop;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What metrics ask of the chart, the configuration and the environment. */
final class MetricsValues {

    private MetricsValues() {}

    static void write(ValuesDraft values) {
        boolean chartStatsd = values.deployment().metrics().usesChartStatsd();
        values.section(
                chartStatsd
                        ? "Metrics go to the chart's own StatsD exporter, which Prometheus scrapes on port 9102. The chart"
                                + " sets host and port."
                        : "The chart's own StatsD exporter is off; while it is on, Airflow starts no other one.");
        values.put("statsd.enabled", chartStatsd);
        if (chartStatsd) {
            NetworkValues.monitoring(values)
                    .ifPresent(from -> values.put("statsd.extraNetworkPolicies", List.of(from)));
        }
    }

    /** The options of {@code airflow.cfg}, as {@code section.option}. */
    static Map<String, String> options(AirflowDeployment deployment, AirflowOptions airflow) {
        Metrics metrics = deployment.metrics();
        Map<String, String> options = new LinkedHashMap<>();
        metrics.exporters()
                .forEach(exporter -> options.putAll(exporter.match(
                        chartStatsd -> Map.of("metrics.statsd_prefix", metrics.prefix()),
                        statsd -> Map.of(
                                "metrics.statsd_on", "True",
                                "metrics.statsd_host", statsd.host(),
                                "metrics.statsd_port", Integer.toString(statsd.port()),
                                "metrics.statsd_prefix", metrics.prefix()),
                        otel -> options(metrics, otel, airflow))));
        return options;
    }

    private static Map<String, String> options(Metrics metrics, OpenTelemetry otel, AirflowOptions airflow) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("metrics.statsd_on", "False");
        options.put("metrics.otel_on", "True");
        options.put("metrics.otel_prefix", metrics.prefix());
        if (!throughEnvironment(airflow)) {
            // Airflow puts it into a URL as it is.
            options.put("metrics.otel_host", Hop.urlHost(otel.host()));
            options.put("metrics.otel_port", Integer.toString(otel.port()));
            options.put("metrics.otel_ssl_active", otel.tls() ? "True" : "False");
            options.put("metrics.otel_interval_milliseconds", millis(otel.interval()));
        }
        return options;
    }

    /** The {@code OTEL_*} variables, where this Airflow goes by them. */
    static Map<String, String> environment(AirflowDeployment deployment, AirflowOptions airflow) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (throughEnvironment(airflow)) {
            deployment.metrics().exporters().stream()
                    .flatMap(exporter -> exporter.openTelemetry().stream())
                    .forEach(otel -> {
                        environment.put("OTEL_SERVICE_NAME", deployment.releaseName());
                        environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
                        environment.put(
                                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                                (otel.tls() ? "https://" : "http://") + Hop.urlHost(otel.host()) + ":" + otel.port()
                                        + "/v1/metrics");
                        environment.put("OTEL_METRIC_EXPORT_INTERVAL", millis(otel.interval()));
                    });
        }
        return environment;
    }

    /** Airflow goes by the variables that all OpenTelemetry libraries know since it deprecated options of its own. */
    private static boolean throughEnvironment(AirflowOptions airflow) {
        return airflow.standing("metrics.otel_host").kind() == OptionStanding.Kind.DEPRECATED;
    }

    private static String millis(Duration duration) {
        return BigInteger.valueOf(duration.toSeconds())
                .multiply(BigInteger.valueOf(1000))
                .add(BigInteger.valueOf(duration.toMillisPart()))
                .toString();
    }
}
