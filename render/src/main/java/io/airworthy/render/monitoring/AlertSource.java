package io.airworthy.render.monitoring;

/** What shows the metrics that an alert looks at. */
public enum AlertSource {
    /** Airflow itself, through the chart's StatsD exporter or OpenTelemetry. */
    AIRFLOW("Airflow", "Airflow's own metrics"),
    /** The exporter beside PgBouncer. */
    PGBOUNCER("PgBouncer", "the exporter in PgBouncer's pods"),
    /** The state of Kubernetes' objects. */
    KUBE_STATE_METRICS("Kubernetes", "kube-state-metrics"),
    /** The volumes of pods. */
    KUBELET("volumes", "the metrics of the kubelets"),
    /** The External Secrets Operator. */
    EXTERNAL_SECRETS("External Secrets", "the External Secrets Operator"),
    /** The issuer of certificates. */
    CERT_MANAGER("certificates", "cert-manager");

    private final String title;
    private final String needs;

    AlertSource(String title, String needs) {
        this.title = title;
        this.needs = needs;
    }

    /**
     * What the alerts are about.
     *
     * @return a word or two
     */
    public String title() {
        return title;
    }

    /**
     * What Prometheus has to scrape for them.
     *
     * @return who shows the metrics
     */
    public String needs() {
        return needs;
    }
}
