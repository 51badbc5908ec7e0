package io.airworthy.logging;

import org.immutables.value.Value;

/**
 * Elasticsearch or OpenSearch, from which Airflow reads task logs. Airflow sends nothing there: it writes logs to the
 * standard output of its containers as JSON, and a log shipper on each node, such as Fluent Bit or Filebeat, sends them.
 *
 * <p>Beside {@link RemoteLogging} Airflow reads logs from the remote store alone (LOG-020 warns). What a shipper sends to the
 * search engine can then be searched in the engine's own interface.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow-providers-elasticsearch/stable/logging/index.html">Writing logs to
 *     Elasticsearch</a>
 */
@Value.Immutable
public interface LogSearch {

    /** What it is. */
    Engine engine();

    /**
     * The Secret, kept by somebody else, that has the address under the key {@code connection}: {@code
     * https://user:password@elastic.example.com:9200}.
     */
    String secretName();

    /**
     * Whether Airflow's containers write the logs of tasks to their standard output, as JSON. Default true. If false,
     * something else has to send them, such as the provider's own {@code write_to_es}.
     */
    @Value.Default
    default boolean writesToStdout() {
        return true;
    }

    /** The search engines that Airflow has providers for. */
    enum Engine {
        /** Elasticsearch. */
        ELASTICSEARCH("Elasticsearch", "elasticsearch"),
        /** OpenSearch. From chart 1.16 on. */
        OPENSEARCH("OpenSearch", "opensearch");

        private final String title;
        private final String section;

        Engine(String title, String section) {
            this.title = title;
            this.section = section;
        }

        /** Its key in the chart's values, and its section in {@code airflow.cfg}. */
        public String section() {
            return section;
        }

        /** Its name. */
        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * Elasticsearch.
     *
     * @param secretName the Secret with its address
     * @return the search engine
     */
    static LogSearch elasticsearch(String secretName) {
        return builder().engine(Engine.ELASTICSEARCH).secretName(secretName).build();
    }

    /**
     * OpenSearch.
     *
     * @param secretName the Secret with its address
     * @return the search engine
     */
    static LogSearch openSearch(String secretName) {
        return builder().engine(Engine.OPENSEARCH).secretName(secretName).build();
    }

    /** Starts a search engine. */
    static LogSearchBuilder builder() {
        return new LogSearchBuilder();
    }

    /** Starts a search engine from this one, with all its attributes. */
    default LogSearchBuilder toBuilder() {
        return builder().from(this);
    }
}
