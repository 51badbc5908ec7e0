package io.airworthy.values;

/**
 * Text on its way through the readers between a values file and Airflow, each of which sees something special in it.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html">Airflow: set configuration</a>
 */
final class ChartText {

    private ChartText() {}

    /**
     * Text that the chart runs through Helm's template engine. Backticks, because the chart may have made YAML of it
     * before, which would put backslashes before quotes.
     */
    static String templated(String text) {
        return text.replace("{{", "{{ `{{` }}");
    }

    /** Text in {@code airflow.cfg}, which Python's ConfigParser interpolates. */
    static String interpolated(String text) {
        return text.replace("%", "%%");
    }

    /**
     * An option of {@code airflow.cfg}: templated by the chart first, which writes it four columns deep into a ConfigMap.
     * What is further in continues the option before it.
     */
    static String option(String text) {
        return templated(interpolated(text)).replace("\n", "\n" + " ".repeat(8));
    }

    /**
     * The value of an environment variable, in which the kubelet replaces {@code $(NAME)}, and {@code $$} by one
     * {@code $} wherever it stands.
     */
    static String variable(String text) {
        return text.replace("$", "$$");
    }

    /** What a reader of {@link #templated} text reads. */
    static String fromTemplated(String text) {
        return text.replace("{{ `{{` }}", "{{");
    }

    /** What Airflow reads from {@link #interpolated} text. */
    static String fromInterpolated(String text) {
        return text.replace("%%", "%");
    }

    /** What Airflow reads from {@link #option} text. */
    static String fromOption(String text) {
        return fromInterpolated(fromTemplated(text.replace("\n" + " ".repeat(8), "\n")));
    }

    /** What a process reads from {@link #variable} text. */
    static String fromVariable(String text) {
        return text.replace("$$", "$");
    }
}
