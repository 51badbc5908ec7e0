package io.airworthy.configuration;

import io.airworthy.table.DataFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Airflow does since some release, or did until one. From which to which is data, not code. */
public enum AirflowTrait {
    /** Several executors can run beside each other, and each task chooses one. */
    SEVERAL_EXECUTORS,
    /** {@code CeleryKubernetesExecutor} and {@code LocalKubernetesExecutor} exist. */
    COMBINED_EXECUTORS,
    /** The API server serves the user interface and the APIs, in the webserver's place. */
    API_SERVER,
    /** DAG files come from a list of bundles. */
    DAG_BUNDLES,
    /** Tasks talk to the API server, not to the database. */
    EXECUTION_API,
    /** {@code airflow config lint} says which options are out of date. */
    CONFIG_LINT,
    /** Some connections to the database are asynchronous and have a URL of their own. */
    ASYNC_ENGINE,
    /** Airflow derives a correct asynchronous URL itself, for psycopg 3, which understands {@code sslmode}. */
    MAKES_ASYNC_URL,
    /** A run that somebody triggers has no logical date unless it is given, and templates that use it fail. */
    TRIGGERS_WITHOUT_LOGICAL_DATE,
    /** The client that starts task pods reads the variables of proxies. */
    KUBERNETES_CLIENT_USES_PROXY,
    /** Logs are not read from OpenSearch, whatever is configured. */
    NO_LOGS_FROM_OPENSEARCH,
    /** An own logging module has to name the log store itself. */
    LOG_STORE_FROM_MODULE,
    /** An own logging module that is in no package cannot be read. */
    PLAIN_LOGGING_MODULE_FAILS,
    /** The log handler for Azure keeps the scheme in the names of blobs. */
    SCHEME_IN_BLOB_NAMES;

    private static final Map<AirflowTrait, Row> ROWS = DataFile.rows(
                    AirflowTrait.class::getResourceAsStream, "airflow-traits.tsv")
            .collect(Collectors.toMap(
                    columns -> valueOf(columns[0]),
                    columns -> new Row(AirflowVersion.of(columns[1]), version(columns[2])),
                    (first, second) -> {
                        throw new IllegalStateException("a trait has two rows");
                    },
                    () -> new EnumMap<>(AirflowTrait.class)));

    private record Row(AirflowVersion since, Optional<AirflowVersion> before) {}

    /**
     * Whether a version of Airflow has the trait. A newer version than this library knows is judged as the newest known one.
     *
     * @param version the version
     * @return true if it has; false for what is not a release
     */
    public boolean isIn(AirflowVersion version) {
        Objects.requireNonNull(version, "version");
        Row row = ROWS.get(this);
        if (row == null) {
            throw new IllegalStateException("airflow-traits.tsv has no row for " + this);
        }
        return version.isRelease()
                && version.compareTo(row.since()) >= 0
                && row.before().filter(before -> version.compareTo(before) >= 0).isEmpty();
    }

    private static Optional<AirflowVersion> version(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(AirflowVersion.of(text));
    }
}
