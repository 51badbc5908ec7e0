package io.airworthy.pods;

/** A part of Airflow that runs as pods of its own. */
public enum Component {
    /** Decides what runs next. */
    SCHEDULER("scheduler", "scheduler", "scheduler"),
    /** Serves the user interface and the APIs: the API server, or the webserver before Airflow 3. */
    WEB("web", "web", "web component"),
    /** Reads the DAG files. */
    DAG_PROCESSOR("dagProcessor", "dag-processor", "DAG processor"),
    /** Waits for deferred tasks. */
    TRIGGERER("triggerer", "triggerer", "triggerer"),
    /** Runs the tasks of the Celery executor. */
    WORKERS("workers", "worker", "Celery worker");

    private final String attribute;
    private final String label;
    private final String title;

    Component(String attribute, String label, String title) {
        this.attribute = attribute;
        this.label = label;
        this.title = title;
    }

    /**
     * The name of the component's attribute in {@link HaSettings}, and of its section in the chart's values, but for the
     * web tier's.
     *
     * @return the attribute's name, {@code dagProcessor}
     */
    public String attribute() {
        return attribute;
    }

    /**
     * The label {@code component} of the component's pods, except the web tier's, which depends on Airflow.
     *
     * @return the label's value, {@code dag-processor}
     */
    public String label() {
        return label;
    }

    /**
     * What people call one of its pods, except the web tier's, which depends on Airflow.
     *
     * @return such as {@code DAG processor}
     */
    public String title() {
        return title;
    }
}
