package io.airworthy.chart;

import io.airworthy.table.DataFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What the chart does since some version that its schema does not tell. From which on is data, not code. */
public enum ChartTrait {
    /** Annotations of pods are run through the template engine. */
    ANNOTATIONS_OF_PODS_ARE_TEMPLATES,
    /** Whether the API server's configuration file comes from the ConfigMap that is named for it, not for the webserver. */
    API_SERVER_HAS_A_CONFIG_MAP_OF_ITS_OWN,
    /** The API server's pods restart when the text of its {@code webserver_config.py} changes. */
    API_SERVER_RESTARTS_WITH_ITS_FILE,
    /** The clean-up job gets the volumes that all of Airflow's containers get. */
    CLEANUP_MOUNTS_VOLUMES,
    /** Workers get further claims also where all pods share the volume of the logs. */
    CLAIMS_BESIDE_A_LOG_VOLUME,
    /** git-sync runs in the DAG processors also where the DAG files are on a volume. */
    DAG_PROCESSORS_FILL_VOLUMES,
    /** OpenShift's {@code anyuid} is bound to the accounts of API servers and of Redis. */
    OPENSHIFT_ADMITS_API_SERVER_AND_REDIS,
    /** OpenShift's {@code anyuid} is bound to the accounts of DAG processors. */
    OPENSHIFT_ADMITS_DAG_PROCESSORS,
    /** Schedulers keep their token where no executor runs tasks in other pods. */
    LOCAL_SCHEDULERS_KEEP_THEIR_TOKEN,
    /** OpenShift's {@code anyuid} is bound to the workers' account also where there are several executors. */
    OPENSHIFT_ADMITS_WORKERS_OF_SEVERAL_EXECUTORS,
    /** Task pods run as the service account that is named for them, also where the chart does not make it. */
    TASK_PODS_TAKE_AN_ACCOUNT_BY_NAME,
    /** The pods get the URL with which KEDA bypasses the pool, also where it scales the triggerers alone. */
    KEDA_OF_TRIGGERERS_HAS_A_URL,
    /** The API server's replicas are left to its HorizontalPodAutoscaler. */
    API_SERVERS_ARE_SCALED,
    /** Every object is called by the full name, where standard naming is on. */
    FULL_NAME_NAMES_EVERYTHING,
    /** Flower's network policy is there also where there are several executors. */
    FLOWER_POLICY_WITH_SEVERAL_EXECUTORS,
    /** PgBouncer's network policy admits KEDA, which scales workers, also where there are several executors. */
    POOL_ADMITS_KEDA_WITH_SEVERAL_EXECUTORS,
    /** The network policies let the API server read logs from workers and triggerers. */
    POLICIES_ADMIT_API_SERVER;

    private static final Map<ChartTrait, String> SINCE = new EnumMap<>(ChartTrait.class);

    static {
        DataFile.rows(ChartTrait.class::getResourceAsStream, "chart-traits.tsv")
                .forEach(columns -> SINCE.put(valueOf(columns[0]), columns[1]));
    }

    /**
     * Whether a chart version has the trait.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @return true if it has
     * @throws IllegalArgumentException if the version is not supported
     */
    public boolean isIn(String chartVersion) {
        Objects.requireNonNull(chartVersion, "chartVersion");
        String since = SINCE.get(this);
        if (since == null) {
            throw new IllegalStateException("chart-traits.tsv has no row for " + this);
        }
        return ChartVersions.placeOf(chartVersion) >= ChartVersions.placeOf(since);
    }
}
