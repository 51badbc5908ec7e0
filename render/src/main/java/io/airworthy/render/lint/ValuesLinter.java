package io.airworthy.render.lint;

import io.airworthy.Delivery;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ChartVersion;
import io.airworthy.chart.KeyPath;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.Tree;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.report.Entry;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Report;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says what is wrong with values files for the official chart.
 *
 * <pre>{@code
 * LintResult result = ValuesLinter.forChart("1.22.0")
 *         .airflow("3.2.2")
 *         .ignoring("GIT-007", "the repository is inside the cluster")
 *         .lint(SourceText.of("values.yaml", common), SourceText.of("values-production.yaml", production));
 * }</pre>
 *
 * <p>Several files are merged as {@code helm -f a -f b} merges them, and each finding stands at the file and line that decides.
 * Where a file is an Argo CD Application, a Flux HelmRelease or a Helmfile with a chart version in it, that version counts; where
 * values say {@code airflowVersion}, that one does. If such an object takes more values from elsewhere, only what it says itself
 * is judged. A comment {@code # airworthy: ignore GIT-007 reason} suppresses a rule in its line, or, at the head of a file,
 * everywhere in it.
 *
 * <p>Linters are immutable and safe for use by several threads.
 */
public final class ValuesLinter {

    /** A fix may make room for another one, and of those that write to one place each takes a round. */
    private static final int MOST_ROUNDS = 200;

    private static final Pattern ONE_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+.*");

    private static final Set<String> OF_COMMUNITY_CHART =
            Set.of("image", "users", "legacyCommands", "extraPipPackages");

    private static final Set<String> OF_ALL_CHARTS = Set.of(
            "affinity",
            "dagProcessor",
            "dags",
            "executor",
            "flower",
            "fullnameOverride",
            "ingress",
            "logs",
            "nameOverride",
            "nodeSelector",
            "pgbouncer",
            "postgresql",
            "rbac",
            "redis",
            "scheduler",
            "tolerations",
            "triggerer",
            "workers");

    private final String chart;
    private final Optional<String> airflow;
    private final Optional<Delivery> delivery;
    private final LintLevel level;
    private final Map<String, String> ignored;
    private final List<String> settings;

    private ValuesLinter(
            String chart,
            Optional<String> airflow,
            Optional<Delivery> delivery,
            LintLevel level,
            Map<String, String> ignored,
            List<String> settings) {
        this.chart = chart;
        this.airflow = airflow;
        this.delivery = delivery;
        this.level = level;
        this.ignored = ignored;
        this.settings = settings;
    }

    /**
     * A linter for a chart version, with the Airflow that it installs by default.
     *
     * @param chartVersion the full version, {@code 1.22.0}, for files that do not say another
     * @return the linter
     * @throws IllegalArgumentException if the version is neither supported nor newer; the message lists those that are
     */
    public static ValuesLinter forChart(String chartVersion) {
        ChartProfile.of(chartVersion);
        return new ValuesLinter(
                chartVersion, Optional.empty(), Optional.empty(), LintLevel.DEFAULT, Map.of(), List.of());
    }

    /**
     * This linter, for another Airflow.
     *
     * @param version a release, {@code 3.2.2}, for values that do not say {@code airflowVersion}
     * @return the linter
     * @throws IllegalArgumentException if the version is not three numbers
     */
    public ValuesLinter airflow(String version) {
        Objects.requireNonNull(version, "version");
        if (!AirflowVersion.of(version).isRelease()) {
            throw new IllegalArgumentException("'" + version + "' is not a release; write three numbers, 3.2.2");
        }
        return new ValuesLinter(chart, Optional.of(version), delivery, level, ignored, settings);
    }

    /**
     * This linter, for values that somebody else than {@code helm} installs.
     *
     * @param by who runs Helm, for files that do not say it themselves
     * @return the linter
     */
    public ValuesLinter delivery(Delivery by) {
        Objects.requireNonNull(by, "by");
        return new ValuesLinter(chart, airflow, Optional.of(by), level, ignored, settings);
    }

    /**
     * This linter, at another level.
     *
     * @param how how much it says
     * @return the linter
     */
    public ValuesLinter level(LintLevel how) {
        return new ValuesLinter(chart, airflow, delivery, Objects.requireNonNull(how, "how"), ignored, settings);
    }

    /**
     * This linter, which takes one rule's findings as wanted. They stay in the report, as waived.
     *
     * @param ruleId the rule's id
     * @param reason why
     * @return the linter
     * @throws IllegalArgumentException if the reason is blank
     */
    public ValuesLinter ignoring(String ruleId, String reason) {
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(reason, "reason");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say why " + ruleId + " is ignored");
        }
        Map<String, String> more = new LinkedHashMap<>(ignored);
        more.put(ruleId, reason);
        return new ValuesLinter(chart, airflow, delivery, level, more, settings);
    }

    /**
     * This linter, which merges what {@code --set} says into the files.
     *
     * @param argument what stands behind {@code --set}: {@code scheduler.replicas=2}
     * @return the linter
     */
    public ValuesLinter set(String argument) {
        Objects.requireNonNull(argument, "argument");
        List<String> more = new ArrayList<>(settings);
        more.add(argument);
        return new ValuesLinter(chart, airflow, delivery, level, ignored, more);
    }

    /**
     * What takes files that are for this linter's versions to another chart version.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @return the migration; it judges the new texts as this linter does
     * @throws IllegalArgumentException if the version is neither supported nor newer; the message lists those that are
     */
    public ValuesMigration migrateTo(String chartVersion) {
        ChartProfile.of(chartVersion);
        return new ValuesMigration(
                this,
                new ValuesLinter(chartVersion, Optional.empty(), delivery, level, ignored, settings),
                chartVersion,
                Optional.empty());
    }

    /**
     * Judges files.
     *
     * @param files values files, in the order in which Helm gets them
     * @return everything that was found, at once
     * @throws IllegalArgumentException if there is no file
     */
    public LintResult lint(SourceText... files) {
        return lint(Arrays.asList(Objects.requireNonNull(files, "files")));
    }

    /**
     * Judges files.
     *
     * @param files values files, in the order in which Helm gets them
     * @return everything that was found, at once
     * @throws IllegalArgumentException if there is no file
     */
    public LintResult lint(List<SourceText> files) {
        return new LintResult(read(files));
    }

    Round read(List<SourceText> files) {
        List<SourceText> given = Frozen.list(files, "files");
        if (given.isEmpty()) {
            throw new IllegalArgumentException("there is no file to judge");
        }
        return new Round(given);
    }

    /** The files as they are once. */
    final class Round {

        private final List<SourceText> files;
        private final List<Hit> hits = new ArrayList<>();
        private final List<OpenQuestion> questions = new ArrayList<>();
        private final Set<String> charts = new LinkedHashSet<>();
        private final Set<String> airflows = new LinkedHashSet<>();
        private final List<Judged> releases = new ArrayList<>();
        private final List<Entry> entries;

        private Round(List<SourceText> files) {
            this.files = files;
            List<Layer> plain = new ArrayList<>();
            List<Origin> delivered = new ArrayList<>();
            for (SourceText text : files) {
                SourceFile file = text.read();
                Placement whole = Placement.whole(text.name());
                file.problems()
                        .forEach(problem -> unreadable(
                                whole,
                                problem.region(),
                                problem.message(),
                                text.text()
                                        .lines()
                                        .skip(problem.region().line() - 1L)
                                        .limit(1)
                                        .anyMatch(Judged::isFilledIn)));
                List<Origin> origins = Origin.in(file);
                origins.forEach(origin -> origin.problems()
                        .forEach(problem -> unreadable(
                                problem.placement(),
                                problem.problem().region(),
                                problem.problem().message(),
                                false)));
                delivered.addAll(origins.stream()
                        .filter(origin -> origin.delivery().isPresent())
                        .toList());
                origins.stream()
                        .filter(origin -> origin.delivery().isEmpty())
                        .map(Origin::layers)
                        .forEach(plain::addAll);
                shape(file, origins, whole);
            }
            delivered.forEach(origin -> judge(origin.layers(), origin.chart(), origin.delivery(), origin.partial()));
            settings.forEach(argument -> plain.addAll(SetArguments.layers(argument)));
            if (!plain.isEmpty()) {
                judge(plain, Optional.empty(), Optional.empty(), false);
            }
            this.entries = entries();
        }

        private void unreadable(Placement placement, SourceRegion region, String reason, boolean isTemplate) {
            Hit hit = Hit.of(Yaml.READABLE, LintLevel.DEFAULT, KeyPath.ROOT, placement.of(region), reason);
            hits.add(isTemplate ? hit.fixedBy("give this the file in which the placeholders are filled in") : hit);
        }

        private void shape(SourceFile file, List<Origin> origins, Placement whole) {
            if (!file.problems().isEmpty()) {
                return;
            }
            boolean isDelivered =
                    origins.stream().anyMatch(origin -> origin.delivery().isPresent());
            if (file.documents().size() > 1 && !isDelivered) {
                hits.add(Hit.of(
                        Yaml.ONE_DOCUMENT,
                        LintLevel.DEFAULT,
                        KeyPath.ROOT,
                        whole.of(file.documents().get(1).root().region()),
                        "this is document 2 of " + file.documents().size()));
            }
            if (origins.isEmpty()
                    && !file.documents().isEmpty()
                    && Values.tree(file.documents().get(0).root()) != null) {
                hits.add(noValues(file.documents().get(0).root(), whole));
            }
        }

        private Hit noValues(SourceNode root, Placement whole) {
            Function<String, Hit> hit =
                    what -> Hit.of(Yaml.IS_VALUES, LintLevel.DEFAULT, KeyPath.ROOT, whole.of(root.region()), what);
            return Origin.object(root)
                    .map(kind -> kind.equals(DeploymentFile.KIND)
                            ? hit.apply("it is a deployment, not values for the Helm chart")
                                    .fixedBy("use validate (DeploymentFile) to check it")
                            : hit.apply("it is a Kubernetes object of kind " + kind))
                    .orElseGet(() -> hit.apply("it is not a mapping"));
        }

        private void judge(
                List<Layer> layers,
                Optional<String> chartBeside,
                Optional<Delivery> deliveryBeside,
                boolean isPartial) {
            Values values = new Values(layers);
            // A range such as 1.* is whatever is newest when it is installed.
            String version = chartBeside
                    .filter(beside -> ONE_VERSION.matcher(beside).matches())
                    .orElse(chart);
            charts.add(version);
            boolean isKnown = ChartVersion.of(version).isSupported();
            ChartProfile profile =
                    ChartProfile.of(isKnown ? version : ChartProfile.supported().get(0));
            AirflowVersion release = release(values, profile);
            airflows.add(release.text());
            Judged judged = new Judged(values, profile, release, deliveryBeside.or(() -> delivery));
            layers.forEach(layer -> hits.addAll(Yaml.hits(layer, judged)));
            if (!isKnown) {
                hits.add(judged.hit(
                        SchemaChecks.rule("VER-001"),
                        LintLevel.DEFAULT,
                        KeyPath.ROOT,
                        "the file is for chart " + version));
                return;
            }
            Optional<String> foreign = keyOfAnotherChart(values, profile);
            if (foreign.isPresent()) {
                hits.add(judged.keyHit(
                        ValuesRules.CHART_IS_THE_OFFICIAL_ONE,
                        LintLevel.DEFAULT,
                        KeyPath.ROOT.key(foreign.get()),
                        "the official chart has no such key, and other charts do"));
                return;
            }
            releases.add(judged);
            ModelChecks model = ModelChecks.of(judged);
            // What is missing here may stand elsewhere.
            Stream.of(SchemaChecks.hits(judged), ValuesChecks.hits(judged), model.hits())
                    .flatMap(List::stream)
                    .filter(hit -> !isPartial
                            || values.has(hit.path()) && !hit.path().steps().isEmpty())
                    .forEach(hits::add);
            questions.addAll(model.questions());
        }

        private AirflowVersion release(Values values, ChartProfile profile) {
            return values.at("airflowVersion")
                    .flatMap(Tree::text)
                    .or(() -> airflow)
                    .map(AirflowVersion::of)
                    .filter(AirflowVersion::isRelease)
                    .or(() -> ChartVersion.of(profile.version()).ownAirflow())
                    .orElseThrow();
        }

        /** Other charts share most of the first names; what only they have has to outweigh what only this one has. */
        private Optional<String> keyOfAnotherChart(Values values, ChartProfile profile) {
            Set<String> keys = values.tree().keySet();
            Map<?, ?> inner = Tree.mapOrEmpty(values.tree().get("airflow"));
            boolean isCommunity = OF_COMMUNITY_CHART.stream().anyMatch(inner::containsKey);
            List<String> foreign = Stream.of("externalDatabase", "externalRedis", "web", "worker", "airflow")
                    .filter(key -> keys.contains(key) && !profile.has(key))
                    .filter(key -> !key.equals("airflow") || isCommunity)
                    .toList();
            long own = keys.stream()
                    .filter(key -> !OF_ALL_CHARTS.contains(key)
                            && profile.has(KeyPath.ROOT.key(key).toString()))
                    .count();
            return foreign.size() > own ? foreign.stream().findFirst() : Optional.empty();
        }

        private List<Entry> entries() {
            Suppressions comments = new Suppressions(files);
            Set<String> used = new HashSet<>();
            List<Entry> found = new ArrayList<>();
            unique(hits.stream().filter(hit -> hit.level().compareTo(level) <= 0))
                    .forEach(hit -> {
                        Entry entry = hit.entry();
                        Optional<String> reason = comments.reason(hit.rule().id(), hit.place());
                        if (reason.isEmpty() && ignored.containsKey(hit.rule().id())) {
                            used.add(hit.rule().id());
                            reason = Optional.of(ignored.get(hit.rule().id()));
                        }
                        found.add(reason.map(entry::waived).orElse(entry));
                    });
            comments.hits().map(Hit::entry).forEach(found::add);
            ignored.forEach((rule, reason) -> {
                if (!used.contains(rule)) {
                    found.add(Entry.of(ValuesRules.SUPPRESSION_IS_USED, "nothing breaks " + rule));
                }
            });
            found.sort(Comparator.comparing((Entry entry) -> entry.place()
                            .map(place -> files.indexOf(file(place.file())))
                            .orElse(0))
                    .thenComparing(entry ->
                            entry.place().map(place -> place.startLine()).orElse(0))
                    .thenComparing(entry ->
                            entry.place().map(place -> place.startColumn()).orElse(0)));
            return found;
        }

        private SourceText file(String name) {
            return files.stream()
                    .filter(file -> file.name().equals(name))
                    .findFirst()
                    .orElse(files.get(0));
        }

        /** What a more exact rule says of a place, and what is said of the same place twice. */
        private static Stream<Hit> unique(Stream<Hit> hits) {
            List<Hit> all = hits.toList();
            Set<KeyPath> words = new HashSet<>();
            all.stream()
                    .filter(hit -> hit.rule().equals(Yaml.WORDS_ARE_WHAT_THEY_LOOK_LIKE))
                    .map(Hit::path)
                    .forEach(words::add);
            boolean isLost = all.stream().anyMatch(hit -> hit.rule().id().equals("MET-003"));
            Set<List<Object>> seen = new HashSet<>();
            return all.stream()
                    .filter(hit -> !isLost || !hit.rule().equals(ValuesRules.STATSD_REACHES_THE_EXPORTER))
                    .filter(hit -> !hit.rule().id().equals("VAL-013") || !words.contains(hit.path()))
                    .filter(hit -> seen.add(List.of(hit.rule().id(), hit.path(), hit.place())));
        }

        /** The values for a chart that the library knows, of each release that the files describe. */
        List<Judged> releases() {
            return releases;
        }

        Report report() {
            return Report.of(files.get(0).name(), entries);
        }

        List<OpenQuestion> questions() {
            return questions.stream().distinct().toList();
        }

        List<String> charts() {
            return List.copyOf(charts);
        }

        List<String> airflows() {
            return List.copyOf(airflows);
        }

        /** Each file that safe fixes change, with its new text. */
        Map<String, String> fixed() {
            Map<String, String> fixed = new LinkedHashMap<>();
            Round round = this;
            for (int i = 0; i < MOST_ROUNDS; i++) {
                List<SourceText> after = round.afterSafeFixes();
                if (after.equals(round.files)) {
                    break;
                }
                after.forEach(file -> fixed.put(file.name(), file.text()));
                round = new Round(after);
            }
            files.forEach(file -> fixed.remove(file.name(), file.text()));
            return Map.copyOf(fixed);
        }

        private List<SourceText> afterSafeFixes() {
            List<Fix> safe = entries.stream()
                    .filter(entry -> entry.waiver().isEmpty())
                    .flatMap(entry -> entry.fixes().stream())
                    .filter(Fix::isSafe)
                    .toList();
            return safe.isEmpty()
                    ? files
                    : files.stream()
                            .map(file -> SourceText.of(file.name(), FixedText.of(file.name(), file.text(), safe)))
                            .toList();
        }
    }

    /** The rules that only a values file can break, for those who document or filter them. */
    public static List<RuleSummary> ownRules() {
        return Stream.concat(Yaml.ALL.stream(), ValuesRules.ALL.stream()).toList();
    }
}
