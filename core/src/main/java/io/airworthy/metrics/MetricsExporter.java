package io.airworthy.metrics;

import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/** An exporter of Airflow's metrics. */
public sealed interface MetricsExporter {

    /** Takes the exporter apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super ChartStatsd, ? extends T> chartStatsd,
            Function<? super ExternalStatsd, ? extends T> externalStatsd,
            Function<? super NodeStatsd, ? extends T> nodeStatsd,
            Function<? super OpenTelemetry, ? extends T> openTelemetry);

    /** The StatsD exporter that the chart runs; Prometheus scrapes it on port 9102. */
    @Value.Immutable
    non-sealed interface ChartStatsd extends MetricsExporter {

        /** The requests and limits of its container. Default: nothing. */
        @Value.Default
        default Resources resources() {
            return Resources.builder().build();
        }

        /** Mappings beside the chart's own, which come first. */
        List<StatsdMapping> extraMappings();

        /** The mappings, instead of the chart's own. */
        List<StatsdMapping> overrideMappings();

        /**
         * The exporter's arguments, instead of the chart's one, which names the file with the mappings:
         * {@code --statsd.mapping-config=/etc/statsd-exporter/mappings.yml}.
         */
        List<String> args();

        /** How many names it keeps the mapping of, up to 999 999. From chart 1.19 on. Default 1000, as in the chart. */
        Optional<Integer> cacheSize();

        /**
         * How long it exports a metric that nobody sends any more, in whole seconds. From chart 1.19 on. Default: until it
         * restarts, as in the chart.
         */
        Optional<Duration> timeToLive();

        /** Annotations of its Service, beside those with which Prometheus finds it. */
        Map<String, String> serviceAnnotations();

        /** The priority class of the pod, which must exist in the cluster. */
        Optional<String> priorityClass();

        /** The service account of the pod. Default: one that the chart makes and names. */
        Optional<ServiceAccount> serviceAccount();

        /** What else is said of the pod. Default: nothing. The chart has a place for less than in a component. */
        @Value.Default
        default Pods pods() {
            return Pods.builder().build();
        }

        /** Starts an exporter. */
        static ChartStatsdBuilder builder() {
            return new ChartStatsdBuilder();
        }

        /** Starts an exporter from this one, with all its attributes. */
        default ChartStatsdBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super NodeStatsd, ? extends T> nodeStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return chartStatsd.apply(this);
        }
    }

    /** A StatsD server elsewhere. */
    @Value.Immutable
    non-sealed interface ExternalStatsd extends MetricsExporter {

        /** Its host name, reachable from every pod. */
        String host();

        /** Its UDP port, 1 to 65535. Default 8125. */
        @Value.Default
        default int port() {
            return 8125;
        }

        /** Starts an exporter. */
        static ExternalStatsdBuilder builder() {
            return new ExternalStatsdBuilder();
        }

        /** Starts an exporter from this one, with all its attributes. */
        default ExternalStatsdBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super NodeStatsd, ? extends T> nodeStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return externalStatsd.apply(this);
        }
    }

    /** A StatsD server on each node, such as Datadog's agent: pods send to the address of the node that they are on. */
    @Value.Immutable
    non-sealed interface NodeStatsd extends MetricsExporter {

        /** Its UDP port on the node, 1 to 65535. Default 8125. */
        @Value.Default
        default int port() {
            return 8125;
        }

        /** Starts an exporter. */
        static NodeStatsdBuilder builder() {
            return new NodeStatsdBuilder();
        }

        /** Starts an exporter from this one, with all its attributes. */
        default NodeStatsdBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super NodeStatsd, ? extends T> nodeStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return nodeStatsd.apply(this);
        }
    }

    /** An OpenTelemetry collector elsewhere, which gets metrics by OTLP over HTTP. */
    @Value.Immutable
    non-sealed interface OpenTelemetry extends MetricsExporter {

        /** The collector's host name. */
        String host();

        /** Its OTLP/HTTP port. Default 4318. */
        @Value.Default
        default int port() {
            return 4318;
        }

        /** Whether to use HTTPS. Default false. */
        @Value.Default
        default boolean tls() {
            return false;
        }

        /** How often metrics are sent. Default 60 s. */
        @Value.Default
        default Duration interval() {
            return Duration.ofSeconds(60);
        }

        /** Starts an exporter. */
        static OpenTelemetryBuilder builder() {
            return new OpenTelemetryBuilder();
        }

        /** Starts an exporter from this one, with all its attributes. */
        default OpenTelemetryBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super NodeStatsd, ? extends T> nodeStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return openTelemetry.apply(this);
        }
    }

    /** The StatsD exporter that the chart runs, if it is that. */
    default Optional<ChartStatsd> chartStatsd() {
        return match(
                Optional::of,
                externalStatsd -> Optional.empty(),
                nodeStatsd -> Optional.empty(),
                openTelemetry -> Optional.empty());
    }

    /** The StatsD server on each node, if it is that. */
    default Optional<NodeStatsd> nodeStatsd() {
        return match(
                chartStatsd -> Optional.empty(),
                externalStatsd -> Optional.empty(),
                Optional::of,
                openTelemetry -> Optional.empty());
    }

    /** The exporter to an OpenTelemetry collector, if it is that. */
    default Optional<OpenTelemetry> openTelemetry() {
        return match(
                chartStatsd -> Optional.empty(),
                externalStatsd -> Optional.empty(),
                nodeStatsd -> Optional.empty(),
                Optional::of);
    }
}
