package io.airworthy;

import io.airworthy.configuration.AirflowVersion;
import java.util.Objects;

/**
 * What serves the user interface and the APIs: the webserver until Airflow 2, the API server from Airflow 3 on. They
 * have different names in the chart's values, in object names, in {@code airflow.cfg} and in messages.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html">Upgrading to
 *     Airflow 3</a>
 */
public enum WebTier {
    /** Airflow 2. */
    WEBSERVER(
            "webserver",
            "webserver",
            "webserver",
            "webserver",
            "ingress.web",
            "ports.airflowUI",
            "web_server_port",
            "/health",
            "airflow-ui"),
    /** Airflow 3. */
    API_SERVER(
            "API server",
            "apiServer",
            "api-server",
            "api",
            "ingress.apiServer",
            "ports.apiServer",
            "port",
            "/api/v2/monitor/health",
            "api-server");

    /** The port that it listens on, Airflow's and the chart's alike. */
    public static final int PORT = 8080;

    private final String title;
    private final String valuesKey;
    private final String componentLabel;
    private final String section;
    private final String ingressKey;
    private final String portKey;
    private final String portName;
    private final String healthPath;
    private final String servicePort;

    WebTier(
            String title,
            String valuesKey,
            String componentLabel,
            String section,
            String ingressKey,
            String portKey,
            String portName,
            String healthPath,
            String servicePort) {
        this.title = title;
        this.valuesKey = valuesKey;
        this.componentLabel = componentLabel;
        this.section = section;
        this.ingressKey = ingressKey;
        this.portKey = portKey;
        this.portName = portName;
        this.healthPath = healthPath;
        this.servicePort = servicePort;
    }

    /**
     * The web tier of an Airflow version.
     *
     * @param version the version
     * @return the API server from Airflow 3 on
     */
    public static WebTier of(AirflowVersion version) {
        Objects.requireNonNull(version, "version");
        return version.major() >= 3 ? API_SERVER : WEBSERVER;
    }

    /**
     * What people call it.
     *
     * @return {@code API server}
     */
    public String title() {
        return title;
    }

    /**
     * Its key in the chart's values. The other one's is silently ignored.
     *
     * @return {@code apiServer}
     */
    public String valuesKey() {
        return valuesKey;
    }

    /**
     * The label {@code component} of its pods, which also follows the release in its workload's name.
     *
     * @return {@code api-server}
     */
    public String componentLabel() {
        return componentLabel;
    }

    /**
     * The key of its ingress in the chart's values.
     *
     * @return {@code ingress.apiServer}
     */
    public String ingressKey() {
        return ingressKey;
    }

    /**
     * The key of its port in the chart's values.
     *
     * @return {@code ports.apiServer}
     */
    public String portKey() {
        return portKey;
    }

    /**
     * The option of {@code airflow.cfg} for the port that it listens on.
     *
     * @return {@code api.port}
     */
    public String portOption() {
        return section + "." + portName;
    }

    /**
     * The path of its health check.
     *
     * @return {@code /api/v2/monitor/health}
     */
    public String healthPath() {
        return healthPath;
    }

    /**
     * The name of its port, in the pods and in the Service. The chart's ingress looks for it.
     *
     * @return {@code api-server}
     */
    public String servicePort() {
        return servicePort;
    }
}
