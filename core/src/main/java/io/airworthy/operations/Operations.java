package io.airworthy.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What the people who run a deployment know and no cluster tells: where its context, dashboards and runbook are, whom to
 * call, how fast it has to be back, and how it is monitored. Nothing of it goes into the chart's values; documents and alerts
 * say it.
 *
 * <p>Defaults: nothing said, {@linkplain Monitoring#files() plain files} for Prometheus.
 */
@Value.Immutable
public interface Operations {

    /** The context of kubectl that reaches the cluster: {@code "arn:aws:eks:eu-west-1:111122223333:cluster/data"}. */
    Optional<String> kubeContext();

    /** The dashboards, each by its title: {@code dashboard("Airflow", "https://grafana.example.com/d/airflow")}. */
    Map<String, String> dashboards();

    /** Whom to call, in words, in this order: {@code "data platform on call, PagerDuty service airflow"}. */
    List<String> escalation();

    /** How long Airflow may be away after a disaster. */
    Optional<Duration> recoveryTimeObjective();

    /** How much of the newest metadata may be lost in a disaster, as time. Zero is none. */
    Optional<Duration> recoveryPointObjective();

    /**
     * Where people read the runbook, without a fragment: alerts put {@code #} and the name of a page behind it. Default: none,
     * and alerts refer to the file {@code RUNBOOK.md} of the package.
     */
    Optional<String> runbookUrl();

    /** How alerts and scrape objects reach Prometheus. Default {@link Monitoring#files()}. */
    @Value.Default
    default Monitoring monitoring() {
        return Monitoring.files();
    }

    /** Starts what is known. */
    static OperationsBuilder builder() {
        return new OperationsBuilder();
    }

    /** Starts from this, with all its attributes. */
    default OperationsBuilder toBuilder() {
        return builder().from(this);
    }
}
