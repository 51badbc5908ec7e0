package io.airworthy.render.upgrade;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.release.Part;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.table.DataFile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a change of values does to running pods. It reaches them if it changes their template, by itself or through a checksum
 * of what is mounted: then the rollout makes new ones. Or it changes something that they read when they start, and nothing
 * tells: then a person has to restart them.
 *
 * <p>The table was measured on the charts themselves.
 */
final class Restarts {

    private static final String ANY = "-";
    private static final List<String> CHARTS = ChartProfile.supported();
    private static final List<Row> ROWS = DataFile.rows(Restarts.class::getResourceAsStream, "restarts.tsv")
            .map(Restarts::row)
            .toList();

    /** What a change of a key does where a deployment runs tasks by an executor. */
    private record Row(
            int since,
            int until,
            String airflow,
            String executor,
            List<String> path,
            Set<Part> restarted,
            Set<Part> byHand) {

        boolean holdsFor(AirflowDeployment deployment, String anExecutor) {
            int chart = CHARTS.indexOf(
                    ChartProfile.of(deployment.chartVersion().text()).version());
            int major = deployment.airflowVersion().major();
            return since <= chart
                    && chart <= until
                    && (airflow.equals(ANY) || airflow.equals(Integer.toString(major)))
                    && (executor.equals(ANY) || executor.equals(anExecutor));
        }

        boolean isAbout(List<String> key) {
            return path.size() <= key.size() && key.subList(0, path.size()).equals(path);
        }
    }

    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final Set<Part> restarted = EnumSet.noneOf(Part.class);
    private final Set<Part> byHand = EnumSet.noneOf(Part.class);

    Restarts(AirflowDeployment before, AirflowDeployment after, List<ValueChange> changes) {
        this.before = before;
        this.after = after;
        if (!before.chartVersion().equals(after.chartVersion())) {
            restarted.addAll(EnumSet.allOf(Part.class));
        }
        List<Map<String, List<Row>>> later = tables(after);
        List<Map<String, List<Row>>> earlier = tables(before);
        for (ValueChange change : changes) {
            change(after, later, change.path());
            change(before, earlier, change.movedFrom().orElse(change.path()));
        }
        restarted.retainAll(before.release().workloads().parts());
        restarted.retainAll(after.release().workloads().parts());
        byHand.retainAll(after.release().workloads().parts());
        byHand.removeAll(restarted);
    }

    /** The parts that get new pods, of those that are there before and after. */
    Set<Part> restarted() {
        return restarted;
    }

    /** The parts that keep their pods although something has changed that they read when they start. */
    Set<Part> byHand() {
        return byHand;
    }

    /** What holds for a deployment, by the first key of a path; a table for each way in which it runs tasks. */
    private static List<Map<String, List<Row>>> tables(AirflowDeployment deployment) {
        return executors(deployment)
                .map(executor -> ROWS.stream()
                        .filter(row -> row.holdsFor(deployment, executor))
                        .collect(Collectors.groupingBy(row -> row.path().get(0))))
                .toList();
    }

    private void change(AirflowDeployment deployment, List<Map<String, List<Row>>> tables, String path) {
        List<String> key =
                KeyPath.of(path).steps().stream().map(KeyPath.Step::text).toList();
        tables.forEach(rows -> {
            Optional<Row> about = rows.getOrDefault(key.get(0), List.of()).stream()
                    .filter(row -> row.isAbout(key))
                    .findFirst();
            restarted.addAll(about.map(Row::restarted).orElse(EnumSet.allOf(Part.class)));
            byHand.addAll(about.map(Row::byHand).orElse(Set.of()));
        });
        if (restarted.contains(Part.DAG_PROCESSOR)
                && !deployment.release().workloads().parts().contains(Part.DAG_PROCESSOR)) {
            // Then the scheduler parses the DAGs itself, and has what the processor would have.
            restarted.add(Part.SCHEDULER);
        }
    }

    /** The charts look for these words in the name; what runs tasks in any other way, runs none of its own. */
    private static Stream<String> executors(AirflowDeployment deployment) {
        List<String> words = Stream.of("celery", "kubernetes", "local")
                .filter(word ->
                        deployment.executorText().toLowerCase(Locale.ROOT).contains(word))
                .toList();
        return words.isEmpty() ? Stream.of("local") : words.stream();
    }

    private static Row row(String[] columns) {
        return new Row(
                CHARTS.indexOf(columns[0] + ".0"),
                columns[1].equals(ANY) ? CHARTS.size() : CHARTS.indexOf(columns[1] + ".0"),
                columns[2],
                columns[3],
                List.of(columns[4].split("\\.")),
                parts(columns[5]),
                parts(columns[6]));
    }

    private static Set<Part> parts(String words) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        Arrays.stream(words.split(" "))
                .filter(word -> !word.equals(ANY))
                .forEach(word -> parts.addAll(
                        switch (word) {
                            case "all" -> EnumSet.allOf(Part.class);
                            case "airflow" -> Part.airflow();
                            case "components" -> EnumSet.range(Part.SCHEDULER, Part.WORKERS);
                            default -> Set.of(Part.valueOf(word));
                        }));
        return parts;
    }
}
