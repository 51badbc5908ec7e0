package io.airworthy.render.monitoring;

import static io.airworthy.render.monitoring.AlertSeverity.CRITICAL;
import static io.airworthy.render.monitoring.AlertSeverity.WARNING;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import io.airworthy.release.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Alerts on what Airflow says of itself. */
final class AirflowAlerts {

    private static final Duration HEARTBEATS = Duration.ofMinutes(5);

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration EVENTS = Duration.ofMinutes(15);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final AirflowDeployment deployment;
    private final AirflowSeries series;
    private final Workloads workloads;
    private final List<Alert> alerts = new ArrayList<>();

    AirflowAlerts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.series = AirflowSeries.of(deployment);
        this.workloads = deployment.release().workloads();
    }

    List<Alert> all() {
        heartbeats();
        tasks();
        dags();
        missing();
        return List.copyOf(alerts);
    }

    private void heartbeats() {
        stands(
                "scheduler_heartbeat",
                HEARTBEATS,
                "AirflowSchedulerDown",
                RunbookPage.SCHEDULER_DOWN,
                "No scheduler of Airflow works",
                "For {} no scheduler has sent a heartbeat; there should be " + replicas(Component.SCHEDULER)
                        + ". No task starts.");
        if (deployment.components().contains(Component.DAG_PROCESSOR)) {
            stands(
                    "dag_processor_heartbeat",
                    HEARTBEATS,
                    "AirflowDagProcessorDown",
                    RunbookPage.DAG_PROCESSOR_DOWN,
                    "No DAG processor of Airflow works",
                    "For {} no DAG processor has sent a heartbeat; there should be " + replicas(Component.DAG_PROCESSOR)
                            + ". Changed DAGs do not arrive.");
        }
        if (series.series("dag_processor_heartbeat").isEmpty()) {
            series.series("dag_processing.processes").ifPresent(this::parsing);
        }
        if (deployment.components().contains(Component.TRIGGERER)) {
            stands(
                    "triggerer_heartbeat",
                    HEARTBEATS,
                    "AirflowTriggererStuck",
                    RunbookPage.TRIGGERER_STUCK,
                    "No triggerer of Airflow works",
                    "For {} no triggerer has sent a heartbeat; there should be " + replicas(Component.TRIGGERER)
                            + ". Deferred tasks wait.");
        }
    }

    /** What parses files in Airflow 2 sends no heartbeat. Where there are no files, there is no such metric. */
    private void parsing(String started) {
        Duration interval = Duration.ofSeconds(seconds("scheduler.min_file_process_interval", 30));
        Duration window =
                Duration.ofMinutes(Math.max(15, interval.multipliedBy(3).toMinutes()));
        alert(
                "AirflowDagsNotParsed",
                RunbookPage.DAG_PROCESSOR_DOWN,
                CRITICAL,
                "sum(increase(" + started + "[" + PromQl.duration(window) + "])) < 1" + whileScraped(),
                Duration.ofMinutes(2),
                "Airflow does not read DAG files",
                "For " + inWords(window) + " nothing has begun to read a DAG file; each is due every "
                        + interval.toSeconds() + " s. Changed DAGs do not arrive.");
    }

    private void tasks() {
        long schedulers = workloads.scheduler().replicas();
        int parallelism = deployment.concurrency().parallelism();
        series.series("executor.open_slots")
                .ifPresent(open -> alert(
                        "AirflowSlotsExhausted",
                        RunbookPage.TASKS_QUEUED,
                        WARNING,
                        "max(max_over_time(" + open + "[" + PromQl.duration(LONG) + "])) < 1",
                        Duration.ofMinutes(5),
                        "Airflow's schedulers have no free slot",
                        "For " + inWords(LONG) + " all " + parallelism + " slots of a scheduler (parallelism; "
                                + schedulers * parallelism + " in all) have been taken. Other tasks wait."));
        if (deployment.usesCelery() || deployment.usesKubernetesPods()) {
            series.family("pool.queued_slots")
                    .ifPresent(queued -> waiting(queued.selector(), schedulers * parallelism));
        }
        Stream.of("zombies_killed", "task_instances_without_heartbeats_killed")
                .flatMap(name -> series.series(name).stream())
                .forEach(killed -> alert(
                        "AirflowTasksLost",
                        RunbookPage.WORKER_KILLED,
                        WARNING,
                        PromQl.grew(killed, EVENTS),
                        Duration.ZERO,
                        "Tasks of Airflow were lost",
                        "In the last " + inWords(EVENTS)
                                + " tasks stopped sending heartbeats, and the scheduler failed them:"
                                + " their pods were killed, evicted or out of memory."));
        if (deployment.usesCelery()) {
            series.series("celery.task_timeout_error")
                    .ifPresent(timeouts -> alert(
                            "AirflowBrokerDown",
                            RunbookPage.BROKER_DOWN,
                            CRITICAL,
                            PromQl.grew(timeouts, EVENTS),
                            Duration.ZERO,
                            "Airflow cannot send tasks to the broker",
                            "In the last " + inWords(EVENTS)
                                    + " the scheduler could not put tasks into the queue in time."));
        }
    }

    /** Tasks that wait take slots as those do that run, so there are never more of them. */
    private void waiting(String queued, long slots) {
        long half = (slots + 1) / 2;
        alert(
                "AirflowTasksQueued",
                RunbookPage.TASKS_QUEUED,
                WARNING,
                "sum(" + queued + ") >= " + half
                        + series.family("pool.running_slots")
                                .map(running ->
                                        " or (sum(" + queued + ") > 0 and sum(" + running.selector() + ") == 0)")
                                .orElse(""),
                Duration.ofMinutes(15),
                "Tasks of Airflow wait and do not start",
                "{{ $value }} tasks have been queued for 15 minutes, and either none runs or they take half of the "
                        + slots + " slots of all schedulers: " + takers() + ".");
    }

    private String takers() {
        return deployment.usesCelery() && !deployment.usesKubernetesPods()
                ? "the workers, " + deployment.mostWorkers() + " x "
                        + deployment.concurrency().workerConcurrency() + " tasks, do not take them"
                : "their pods do not start";
    }

    private void dags() {
        series.series("dag_processing.import_errors")
                .ifPresent(errors -> alert(
                        "AirflowDagImportErrors",
                        RunbookPage.BAD_DAG,
                        WARNING,
                        "max(" + errors + ") > 0",
                        EVENTS,
                        "Airflow cannot read DAG files",
                        "{{ $value }} DAG files have had import errors for " + inWords(EVENTS)
                                + ". Their DAGs do not run."));
        series.series("dag_processing.processor_timeouts")
                .ifPresent(timeouts -> alert(
                        "AirflowDagFileTimeouts",
                        RunbookPage.BAD_DAG,
                        WARNING,
                        PromQl.grew(timeouts, EVENTS),
                        Duration.ZERO,
                        "Airflow gave up reading a DAG file",
                        "In the last " + inWords(EVENTS)
                                + " reading a DAG file took longer than dag_file_processor_timeout. Its"
                                + " DAGs do not change, and disappear after a while."));
    }

    private void missing() {
        series.scraped()
                .map(up -> "absent(" + up + " == 1)")
                .or(() -> series.series("scheduler_heartbeat").map(heartbeat -> "absent(" + heartbeat + ")"))
                .ifPresent(absent -> alert(
                        "AirflowMetricsMissing",
                        RunbookPage.METRICS_MISSING,
                        WARNING,
                        absent,
                        longer(Duration.ofMinutes(10)),
                        "Prometheus has no metrics of Airflow",
                        "No other alert on Airflow's own metrics can be raised."));
    }

    private void stands(
            String metric, Duration window, String name, RunbookPage page, String summary, String description) {
        Duration time = longer(window);
        series.series(metric)
                .ifPresent(counter -> alert(
                        name,
                        page,
                        CRITICAL,
                        "(sum(increase(" + counter + "[" + PromQl.duration(time) + "])) or vector(0)) < 1"
                                + whileScraped(),
                        Duration.ofMinutes(2),
                        summary,
                        description.replace("{}", inWords(time))));
    }

    /** An exporter that is away has an alert of its own. */
    private String whileScraped() {
        return series.scraped().map(up -> " and on() max(" + up + ") == 1").orElse("");
    }

    /** Several exports fit into every window. */
    private Duration longer(Duration window) {
        Duration exports = Duration.ofMinutes((series.interval().toSeconds() * 5 + 59) / 60);
        return exports.compareTo(window) > 0 ? exports : window;
    }

    private int replicas(Component component) {
        return workloads.of(component).replicas();
    }

    /** An option in whole seconds. */
    private long seconds(String option, long usual) {
        String given = deployment.airflowConfig().getOrDefault(option, "");
        return SECONDS.matcher(given).matches() ? Long.parseLong(given) : usual;
    }

    private static String inWords(Duration duration) {
        return duration.toMinutes() + " minutes";
    }

    private void alert(
            String name,
            RunbookPage page,
            AlertSeverity severity,
            String expression,
            Duration pending,
            String summary,
            String description) {
        alerts.add(new Alert(name, page, severity, AlertSource.AIRFLOW, expression, pending, summary, description));
    }
}
