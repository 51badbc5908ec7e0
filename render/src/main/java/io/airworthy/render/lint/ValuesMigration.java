package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Fix;
import io.airworthy.render.source.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes values files to another version of the chart, of Airflow, or of both: keys and options that were renamed or moved are
 * renamed and moved in the text, and what no program can decide is in the report.
 *
 * <pre>{@code
 * MigrationResult result = ValuesLinter.forChart("1.18.0").airflow("2.11.0")
 *         .migrateTo("1.22.0")
 *         .airflow("3.2.2")
 *         .migrate(SourceText.of("values.yaml", bytes));
 * result.changed().forEach((file, text) -> save(file, text));
 * System.out.print(result.report().asText());
 * }</pre>
 *
 * <p>A key that had no effect before stays where it is. Chart versions in Argo CD Applications and Flux HelmReleases, {@code
 * airflowVersion}, and a tag that is the old Airflow version become the new ones.
 *
 * <p>Migrations are immutable and safe for use by several threads.
 */
public final class ValuesMigration {

    /** What has moved may have moved again. */
    private static final int MOST_ROUNDS = 8;

    private static final KeyPath AIRFLOW_VERSION = KeyPath.of("airflowVersion");
    private static final List<KeyPath> TAGS =
            List.of(KeyPath.of("defaultAirflowTag"), KeyPath.of("images.airflow.tag"));

    private final ValuesLinter before;
    private final ValuesLinter after;
    private final String chart;
    private final Optional<String> airflow;

    ValuesMigration(ValuesLinter before, ValuesLinter after, String chart, Optional<String> airflow) {
        this.before = before;
        this.after = after;
        this.chart = chart;
        this.airflow = airflow;
    }

    /**
     * This migration, to another Airflow as well.
     *
     * @param version a release, {@code 3.2.2}; without one, values that say their Airflow keep it, and others get the new chart's
     * @return the migration
     * @throws IllegalArgumentException if the version is not three numbers
     */
    public ValuesMigration airflow(String version) {
        Objects.requireNonNull(version, "version");
        return new ValuesMigration(before, after.airflow(version), chart, Optional.of(version));
    }

    /**
     * Migrates files.
     *
     * @param files values files for the old versions, in the order in which Helm gets them
     * @return their new texts, and what is wrong with these
     * @throws IllegalArgumentException if there is no file
     */
    public MigrationResult migrate(SourceText... files) {
        return migrate(Arrays.asList(Objects.requireNonNull(files, "files")));
    }

    /**
     * Migrates files.
     *
     * @param files values files for the old versions, in the order in which Helm gets them
     * @return their new texts, and what is wrong with these
     * @throws IllegalArgumentException if there is no file
     */
    public MigrationResult migrate(List<SourceText> files) {
        return migrated(Frozen.list(files, "files"));
    }

    private MigrationResult migrated(List<SourceText> files) {
        ValuesLinter.Round old = before.read(files);
        Set<String> moves = new LinkedHashSet<>();
        List<SourceText> texts = versions(files, old, moves);
        ValuesLinter.Round round = after.read(texts);
        for (int i = 0; i < MOST_ROUNDS; i++) {
            List<SourceText> next = moved(texts, old, round, moves);
            if (same(next, texts)) {
                break;
            }
            texts = next;
            round = after.read(texts);
        }
        Map<String, String> changed = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).text().equals(texts.get(i).text())) {
                changed.put(files.get(i).name(), texts.get(i).text());
            }
        }
        return new MigrationResult(changed, List.copyOf(moves), round.report());
    }

    private static boolean same(List<SourceText> some, List<SourceText> others) {
        return some.stream()
                .map(SourceText::text)
                .toList()
                .equals(others.stream().map(SourceText::text).toList());
    }

    private List<SourceText> versions(List<SourceText> files, ValuesLinter.Round old, Set<String> moves) {
        List<Fix.Replacement> charts = new ArrayList<>();
        files.forEach(file -> Origin.versions(file.read())
                .forEach(scalar -> charts.add(new Fix.Replacement(
                        Placement.whole(file.name()).of(scalar.region()), ValuesText.like(scalar, chart)))));
        if (!charts.isEmpty()) {
            moves.add("chart " + chart);
        }
        List<SourceText> texts = applied(files, List.of(new Fix("", true, charts)));
        if (airflow.isEmpty()) {
            return texts;
        }
        String wanted = airflow.get();
        List<Fix> fixes = new ArrayList<>();
        for (Judged judged : after.read(texts).releases()) {
            Rewrite edit = judged.edit();
            boolean isOwn = judged.profile().defaultOf("airflowVersion").equals(Optional.of(wanted));
            if (judged.says("airflowVersion") || !isOwn) {
                edit = edit.put(AIRFLOW_VERSION, wanted);
                moves.add("airflowVersion: " + wanted);
            }
            for (KeyPath tag : TAGS) {
                Optional<String> said = judged.said(tag.toString()).flatMap(Tree::text);
                boolean isOld = said.isPresent()
                        && old.releases().stream()
                                .anyMatch(release -> release.airflow().text().equals(said.get()));
                boolean isMissing =
                        !isOwn && TAGS.indexOf(tag) == 0 && TAGS.stream().noneMatch(judged.values()::has);
                if (isOld || isMissing) {
                    edit = edit.put(tag, wanted);
                    moves.add(tag + ": " + wanted);
                }
            }
            edit.safe("").ifPresent(fixes::add);
        }
        return applied(texts, fixes);
    }

    private static List<SourceText> moved(
            List<SourceText> texts, ValuesLinter.Round old, ValuesLinter.Round round, Set<String> moves) {
        List<Fix> fixes = new ArrayList<>();
        List<Judged> releases = round.releases();
        for (int i = 0; i < releases.size(); i++) {
            Set<String> dead = old.releases().size() == releases.size()
                    ? withoutEffect(old.releases().get(i))
                    : Set.of();
            moved(releases.get(i), dead, moves).safe("").ifPresent(fixes::add);
        }
        return applied(texts, fixes);
    }

    /** Keys that the old versions did not read either. */
    private static Set<String> withoutEffect(Judged judged) {
        return judged.profile().check(judged.values().tree()).stream()
                .filter(ValuesProblem::isError)
                .map(ValuesProblem::path)
                .collect(Collectors.toSet());
    }

    private static Rewrite moved(Judged judged, Set<String> dead, Set<String> moves) {
        Rewrite edit = judged.edit();
        for (ValuesProblem problem : judged.profile().check(judged.values().tree())) {
            KeyPath path = KeyPath.of(problem.path());
            Optional<Rewrite> next = dead.contains(problem.path()) || !edit.has(path)
                    ? Optional.empty()
                    : Moves.follow(judged, edit, path);
            if (next.isPresent()) {
                edit = taken(edit, next.get(), moves, problem.path() + ": " + problem.remedy());
            }
        }
        AirflowOptions options = AirflowOptions.of(judged.airflow());
        for (Judged.Variable option : judged.options().toList()) {
            String now = options.nameOf(option.name().toLowerCase(Locale.ROOT));
            KeyPath to = ModelChecks.keyPath("config." + now);
            if (!now.equals(option.name()) && !edit.has(to)) {
                edit = taken(edit, edit.move(option.path(), List.of(to)), moves, option.path() + ": use " + to);
            }
        }
        for (Judged.Variable variable : judged.variables().toList()) {
            Optional<String> option = AirflowOptions.ofVariable(variable.name());
            String now = option.map(options::nameOf).orElse("");
            boolean isList = variable.path().steps().size() == 3;
            if (isList && option.isPresent() && !now.equals(option.get())) {
                String name = "AIRFLOW__" + now.replaceFirst("[.]", "__").toUpperCase(Locale.ROOT);
                edit = taken(edit, edit.put(variable.path(), name), moves, variable.name() + ": use " + name);
            }
        }
        return edit;
    }

    /** The next change if it can be made, and then it is said. */
    private static Rewrite taken(Rewrite edit, Rewrite next, Set<String> moves, String move) {
        if (!next.isPossible()) {
            return edit;
        }
        moves.add(move);
        return next;
    }

    private static List<SourceText> applied(List<SourceText> texts, List<Fix> fixes) {
        return texts.stream()
                .map(text -> SourceText.of(text.name(), FixedText.of(text.name(), text.text(), fixes)))
                .toList();
    }
}
