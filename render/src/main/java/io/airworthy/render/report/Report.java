package io.airworthy.render.report;

import io.airworthy.frozen.Frozen;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.file.FilePlace;
import io.airworthy.render.file.FileProblem;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.validation.Severity;
import io.airworthy.validation.ValidationReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is wrong with one or several subjects: deployments or files. Every format is the same for the same report, on
 * every machine; whatever stands in the values of a subject, it cannot become anything else than a text there.
 *
 * @param bySubject the entries of each subject, in order; a subject that is all right has none
 */
public record Report(Map<String, List<Entry>> bySubject) {

    private static final RuleSummary UNREADABLE = new RuleSummary(
            "FILE-001",
            Severity.ERROR,
            "A file does not describe a deployment",
            "nothing can be checked or rendered before it is read",
            "correct this place of the file",
            Optional.empty());

    /** Copies the entries. */
    public Report {
        Map<String, List<Entry>> copy = new LinkedHashMap<>();
        Frozen.map(bySubject, "bySubject")
                .forEach((subject, entries) -> copy.put(subject, Frozen.list(entries, "entries")));
        bySubject = Collections.unmodifiableMap(copy);
    }

    /**
     * What is wrong with one deployment.
     *
     * @param validation what the rules say
     * @return the report, whose subject is called {@code deployment}
     */
    public static Report of(ValidationReport validation) {
        return of("deployment", validation);
    }

    /**
     * What is wrong with one deployment among others.
     *
     * @param subject what the deployment is called
     * @param validation what the rules say
     * @return the report
     */
    public static Report of(String subject, ValidationReport validation) {
        Objects.requireNonNull(validation, "validation");
        return of(subject, validation.all().stream().map(Entry::of).toList());
    }

    /**
     * What is wrong with a deployment that was read from files: with the files, or else with the deployment by the standard rules.
     * Entries stand as their places do in the files, from top to bottom; their paths and remedies are in terms of files.
     *
     * @param subject what the deployment is called
     * @param file what was read
     * @return the report
     */
    public static Report of(String subject, DeploymentFile file) {
        Objects.requireNonNull(file, "file");
        return file.deployment()
                .map(airflow -> of(subject, airflow.validate())
                        .withPlaces(path -> file.placeOf(path).map(Report::place))
                        .with(entry -> entry.modelPath()
                                .map(path -> entry.inModel(file.pathInFile(path)))
                                .orElse(entry))
                        .inTermsOfFiles()
                        .fromTopToBottom(file.files()))
                .orElseGet(() ->
                        of(subject, file.problems().stream().map(Report::entry).toList()));
    }

    private Report fromTopToBottom(List<String> files) {
        Comparator<Place> order = Comparator.comparing((Place place) -> files.indexOf(place.file()))
                .thenComparing(Place::startLine)
                .thenComparing(Place::startColumn);
        Map<String, List<Entry>> sorted = new LinkedHashMap<>();
        bySubject.forEach((subject, entries) -> sorted.put(
                subject,
                entries.stream()
                        .sorted(Comparator.comparing(entry -> entry.place().orElseThrow(), order))
                        .toList()));
        return new Report(sorted);
    }

    private static Entry entry(FileProblem problem) {
        Entry entry = Entry.of(UNREADABLE, problem.message()).at(place(problem.place()));
        return problem.path().isEmpty() ? entry : entry.inModel(problem.path());
    }

    private static Place place(FilePlace place) {
        SourceRegion region = place.region();
        return new Place(place.file(), region.line(), region.column(), region.endLine(), region.endColumn());
    }

    /**
     * What is wrong with one subject.
     *
     * @param subject what it is called
     * @param entries what is wrong with it
     * @return the report
     */
    public static Report of(String subject, List<Entry> entries) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(entries, "entries");
        return new Report(Map.of(subject, entries));
    }

    /**
     * This report, whose entries say where in a file they are. An entry that has a place keeps it.
     *
     * @param places finds the place of a path of the model, {@code "pgBouncer.maxClientConnections"}
     * @return the report
     */
    public Report withPlaces(Function<String, Optional<Place>> places) {
        Objects.requireNonNull(places, "places");
        return with(entry -> entry.place()
                .or(() -> entry.modelPath().flatMap(places))
                .map(entry::at)
                .orElse(entry));
    }

    /**
     * This report for somebody who describes deployments in files: remedies name the keys and words of these files, not the calls
     * of the Java library.
     *
     * @return the report
     */
    public Report inTermsOfFiles() {
        return with(Entry::inTermsOfFiles);
    }

    private Report with(UnaryOperator<Entry> change) {
        Map<String, List<Entry>> changed = new LinkedHashMap<>();
        bySubject.forEach((subject, entries) ->
                changed.put(subject, entries.stream().map(change).toList()));
        return new Report(changed);
    }

    /**
     * This report and another one. What both say about a subject stands together.
     *
     * @param other the other one
     * @return the report on the subjects of both
     */
    public Report and(Report other) {
        Objects.requireNonNull(other, "other");
        Map<String, List<Entry>> both = new LinkedHashMap<>(bySubject);
        other.bySubject.forEach((subject, entries) -> both.merge(subject, entries, (one, two) -> {
            List<Entry> all = new ArrayList<>(one);
            all.addAll(two);
            return all;
        }));
        return new Report(both);
    }

    /**
     * Everything that is wrong.
     *
     * @return the entries of all subjects, waived ones included
     */
    public List<Entry> entries() {
        return bySubject.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Whether anything stops a deployment.
     *
     * @return true if there is an error that is not waived
     */
    public boolean hasErrors() {
        return entries().stream().anyMatch(Entry::isError);
    }

    /**
     * The report for people, without colour; {@link TextReport} has more to choose.
     *
     * @return a few lines for each entry
     */
    public String asText() {
        return TextReport.of(this).asText();
    }

    /**
     * The report for programs, as JSON. Members are added in later versions; none changes its meaning.
     *
     * @return the document, which holds to {@link #jsonSchema()}
     */
    public String asJson() {
        return JsonReport.of(this);
    }

    /**
     * What {@link #asJson()} looks like.
     *
     * @return a JSON Schema of draft 2020-12, with a description of each member
     */
    public static String jsonSchema() {
        return JsonReport.schema();
    }

    /**
     * The report for tools that show findings beside the code, such as GitHub's code scanning: SARIF 2.1.0. These tools
     * show what has a place in a file; the other entries are in the document too. A waived entry is suppressed.
     *
     * @return the log, with one run
     * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
     */
    public String asSarif() {
        return SarifReport.of(this);
    }

    /**
     * The report for build servers: JUnit's XML. A subject is a test suite and an entry a test: an error has failed, a
     * waived entry is skipped, a warning has passed and says its text. A subject without entries is one test that has
     * passed.
     *
     * @return the document
     */
    public String asJUnitXml() {
        return JUnitReport.of(this);
    }

    /**
     * The report as commands that GitHub's runner makes annotations of when they are printed. A waived entry is a notice.
     *
     * @return a line for each entry
     * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow
     *     commands</a>
     */
    public String asGitHubAnnotations() {
        return GitHubAnnotations.of(this);
    }

    /** The text for people. */
    @Override
    public String toString() {
        return asText();
    }
}
