package io.airworthy.pods;

/** A part of Airflow that runs as pods of its own. */
public enum Component {
    /** Decides what runs next. */
    SCHEDULER("scheduler"),
    /** Serves the user interface and the APIs: the API server, or the webserver before Airflow 3. */
    WEB("web"),
    /** Reads the DAG files. */
    DAG_PROCESSOR("dagProcessor"),
    /** Waits for deferred tasks. */
    TRIGGERER("triggerer"),
    /** Runs the tasks of the Celery executor. */
    WORKERS("workers");

    private final String attribute;

    Component(String attribute) {
        this.attribute = attribute;
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
}
