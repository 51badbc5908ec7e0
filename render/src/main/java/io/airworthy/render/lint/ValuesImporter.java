package io.airworthy.render.lint;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.render.report.Report;
import io.airworthy.render.source.SourceText;
import io.airworthy.values.ValuesReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes over values files that somebody already has: they become a deployment.
 *
 * <pre>{@code
 * ImportResult result = ValuesImporter.of(ValuesLinter.forChart("1.22.0").airflow("3.2.2"))
 *         .read(SourceText.of("values.yaml", bytes));
 * result.asYaml().ifPresent(text -> save("airflow.yaml", text));
 * result.questions().forEach(question -> System.out.println(question.attribute() + ": " + question.text()));
 * }</pre>
 *
 * <p>What no attribute says and the chart reads is in {@code extraValues}. What values cannot tell is made up and asked.
 *
 * <p>Importers are immutable and safe for use by several threads.
 */
public final class ValuesImporter {

    /** Stands for a host that the values do not tell. */
    private static final String ANY_HOST = "database.example.com";

    private final ValuesLinter linter;
    private final Optional<AirflowDeployment> known;

    private ValuesImporter(ValuesLinter linter, Optional<AirflowDeployment> known) {
        this.linter = linter;
        this.known = known;
    }

    /**
     * An importer that reads files as a linter does.
     *
     * @param linter knows the chart, the Airflow, who installs, and what {@code --set} says
     * @return the importer
     */
    public static ValuesImporter of(ValuesLinter linter) {
        return new ValuesImporter(Objects.requireNonNull(linter, "linter"), Optional.empty());
    }

    /**
     * This importer, which knows what values do not tell: the database server, names, backups.
     *
     * @param deployment has it; its versions and what values tell do not count
     * @return the importer
     */
    public ValuesImporter knowing(AirflowDeployment deployment) {
        return new ValuesImporter(linter, Optional.of(Objects.requireNonNull(deployment, "deployment")));
    }

    /**
     * Reads files. Of several releases in them, the first one counts.
     *
     * @param files values files, in the order in which Helm gets them
     * @return the deployment; nothing is thrown for what a file holds
     * @throws IllegalArgumentException if there is no file
     */
    public ImportResult read(SourceText... files) {
        return read(Arrays.asList(Objects.requireNonNull(files, "files")));
    }

    /**
     * Reads files. Of several releases in them, the first one counts.
     *
     * @param files values files, in the order in which Helm gets them
     * @return the deployment; nothing is thrown for what a file holds
     * @throws IllegalArgumentException if there is no file
     */
    public ImportResult read(List<SourceText> files) {
        ValuesLinter.Round round = linter.read(files);
        Report report = round.report();
        return round.releases().stream()
                .findFirst()
                .map(release -> result(report, release))
                .orElseGet(() -> new ImportResult(report, Optional.empty(), List.of(), List.of()));
    }

    private ImportResult result(Report report, Judged release) {
        ValuesReading reading = ModelChecks.reading(
                release,
                known.map(AirflowDeployment::toBuilder)
                        .orElseGet(() -> AirflowDeployment.builder()
                                .executor(Executor.CELERY)
                                .database(ExternalDatabase.builder()
                                        .provider(DatabaseProvider.SELF_HOSTED)
                                        .host(ANY_HOST)
                                        .build())));
        List<LeftOut> leftOut = new ArrayList<>();
        reading.unread()
                .forEach(path ->
                        leftOut.add(new LeftOut(path, "the chart does not read it, or what it is about does not run")));
        reading.replaced()
                .forEach(path -> leftOut.add(
                        new LeftOut(path, "it is in a Secret or on a server, and the deployment says which one")));
        TakenOver taken = TakenOver.of(delivered(reading.deployment(), release), release.values(), reading.others());
        leftOut.addAll(taken.leftOut());
        List<OpenQuestion> questions = Stream.concat(
                        unknown(taken.deployment()), ModelChecks.questions(taken.violations()).stream())
                .distinct()
                .toList();
        return new ImportResult(report, Optional.of(taken.deployment()), questions, leftOut);
    }

    private static AirflowDeployment delivered(AirflowDeployment deployment, Judged release) {
        return release.delivery()
                .map(by -> deployment.toBuilder().delivery(by).build())
                .orElse(deployment);
    }

    /** What no values tell. */
    private Stream<OpenQuestion> unknown(AirflowDeployment deployment) {
        if (known.isPresent()) {
            return Stream.of();
        }
        Stream<OpenQuestion> always = Stream.of(
                new OpenQuestion("NAME-002", "What is the release called?", "releaseName"),
                new OpenQuestion("NAME-003", "In which namespace is it?", "namespace"),
                new OpenQuestion("DB-006", "Who runs the database server?", "database.provider"));
        return deployment.database().host().equals(ANY_HOST)
                ? Stream.concat(
                        always,
                        Stream.of(new OpenQuestion(
                                "DB-001", "Which server does the Secret with the connection name?", "database.host")))
                : always;
    }
}
