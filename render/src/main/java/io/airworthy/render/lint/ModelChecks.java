package io.airworthy.render.lint;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.chart.ChartOptions;
import io.airworthy.chart.ChartVersion;
import io.airworthy.chart.KeyPath;
import io.airworthy.configuration.AirflowLines;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.TlsMode;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.Violation;
import io.airworthy.values.Settings;
import io.airworthy.values.ValuesReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of deployments, asked about the deployment that the values describe, and told where the values say it. */
final class ModelChecks {

    private static final List<Rule> OF_ALL_VALUES = Levels.ofAllValues()
            .map(id -> RuleSet.standard().find(id).orElseThrow())
            .toList();

    private static final Set<String> EASY = Set.of("admin", "postgres", "airflow");

    /** Except those that the chart itself calls so. */
    private static final Pattern NAME_OF_KEY = Pattern.compile(
            "(?i)(?!(webserver|api)SecretKey$).*(secretKey|passwordKey|keyName)|existing.*|.*secretName");

    /** A program that takes its secrets from variables holds none. */
    private static final Pattern READS_THE_ENVIRONMENT = Pattern.compile("os\\.(environ|getenv)");

    private static final RuleSet RULES = RuleSet.standard()
            .without(RuleSet.standard().rules().stream()
                    .map(Rule::id)
                    .filter(id -> !Levels.rules().contains(id))
                    .filter(id -> RuleSet.standard().rules().stream()
                            .noneMatch(rule -> rule.prerequisites().contains(id)))
                    .toArray(String[]::new));

    private final Judged judged;
    private final AirflowDeployment deployment;
    private final List<Violation> violations;

    private ModelChecks(Judged judged) {
        this.judged = judged;
        this.deployment = reading(judged, asGoodAsItCanBe()).deployment();
        this.violations = RULES.validate(deployment).violations();
    }

    static ModelChecks of(Judged judged) {
        return new ModelChecks(judged);
    }

    List<OpenQuestion> questions() {
        return questions(violations);
    }

    static List<OpenQuestion> questions(List<Violation> violations) {
        return violations.stream()
                .filter(violation -> Levels.isQuestion(violation.rule().id()))
                .map(violation -> new OpenQuestion(
                        violation.rule().id(),
                        violation.rule().title(),
                        violation.finding().modelPath()))
                .toList();
    }

    List<Hit> hits() {
        List<Hit> hits = new ArrayList<>();
        violations.forEach(violation ->
                level(violation).flatMap(level -> hit(violation, level)).ifPresent(hits::add));
        AirflowDeployment all =
                deployment.toBuilder().extraValues(judged.values().tree()).build();
        OF_ALL_VALUES.forEach(rule -> rule.check(all).stream()
                .filter(finding -> finding.modelPath().startsWith("extraValues["))
                .filter(finding -> !rule.id().equals("RISK-001")
                        || finding.valuesPath().filter(this::isPlainSecret).isPresent())
                .map(finding -> new Violation(rule, finding, Optional.empty()))
                .flatMap(violation -> level(violation).flatMap(level -> hit(violation, level)).stream())
                .forEach(hits::add));
        return hits;
    }

    /** Not the name of a Secret or of a key in one, nor what everybody knows; variables are attributes of the model. */
    private boolean isPlainSecret(String path) {
        KeyPath steps = keyPath(path);
        String key = steps.steps().isEmpty()
                ? ""
                : steps.steps().get(steps.steps().size() - 1).text();
        boolean isDefault = judged.said(path)
                .filter(value -> EASY.contains(value.toString()))
                .isPresent();
        boolean isProgram = judged.said(path)
                .filter(value -> READS_THE_ENVIRONMENT.matcher(value.toString()).find())
                .isPresent();
        return !isProgram
                && !path.startsWith("env")
                && !(isDefault && (path.contains("defaultUser") || judged.isOn("postgresql.enabled")))
                && !NAME_OF_KEY.matcher(key).matches();
    }

    /** What values do not tell. */
    private static AirflowDeploymentBuilder asGoodAsItCanBe() {
        return AirflowDeployment.builder()
                .executor(Executor.CELERY)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host("postgres")
                        .tls(TlsMode.REQUIRE)
                        .build());
    }

    /** What values say of their chart and Airflow, and what is known besides. */
    static ValuesReading reading(Judged judged, AirflowDeploymentBuilder known) {
        AirflowDeployment into = known.chartVersion(judged.profile().version())
                .airflowVersion(judged.airflow().text())
                .build();
        // What is no release stands for the chart's own, and a rule says so.
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(judged.values().tree());
        tree.computeIfPresent(
                "airflowVersion", (key, version) -> judged.airflow().text());
        return ValuesReading.of(into, tree);
    }

    private Optional<LintLevel> level(Violation violation) {
        String id = violation.rule().id();
        Optional<LintLevel> level = Levels.of(id);
        return switch (id) {
            // With the Airflow that it was released with, a chart runs, though not with every key named.
            case "VER-003" ->
                level.map(it ->
                        chart().ownAirflow().filter(judged.airflow()::equals).isPresent() ? LintLevel.PEDANTIC : it);
            // Charts that refuse some of the supported ones refuse those before them as well.
            case "VER-005" ->
                level.map(it -> chart().runs(AirflowVersion.of(AirflowLines.oldest() + ".0")) ? it : LintLevel.DEFAULT);
            // Another release of the same line differs in nothing that the chart asks for.
            case "IMG-003" -> level.map(it -> isOfAnotherMajor() ? it : LintLevel.PEDANTIC);
            // The library's list is of the releases that it knows.
            case "OPT-001", "OPT-002", "OPT-003" ->
                level.filter(
                        it -> AirflowLines.have(judged.airflow()) && !isOfAnotherMajor() && !isOfTheChart(violation));
            // The bundled database is not for production anyway.
            case "RISK-001" ->
                level.map(it -> violation
                                .finding()
                                .valuesPath()
                                .filter(path -> path.startsWith("postgresql."))
                                .isPresent()
                        ? LintLevel.PEDANTIC
                        : it);
            case "HA-001" ->
                level.map(it -> violation.finding().modelPath().contains("scheduler") ? LintLevel.DEFAULT : it);
            // What the pool is configured with is in a Secret.
            case "CAP-002" ->
                level.filter(it -> !judged.says("pgbouncer.configSecretName"))
                        .map(it -> judged.says("pgbouncer.maxClientConn") ? it : LintLevel.PEDANTIC);
            case "CAP-003", "CAP-004", "PGB-001", "PGB-002", "PGB-004" ->
                level.filter(it -> !judged.says("pgbouncer.configSecretName"));
            default -> level;
        };
    }

    private ChartVersion chart() {
        return deployment.chartVersion();
    }

    /** Whoever copies what a chart sets asks for nothing. */
    private boolean isOfTheChart(Violation violation) {
        KeyPath path = path(violation);
        return isOption(path)
                && judged.values()
                        .at(path)
                        .filter(text -> ChartOptions.areOfTheChart(
                                path.toString().substring("config.".length()), text.toString()))
                        .isPresent();
    }

    private boolean isOfAnotherMajor() {
        return judged.text("images.airflow.tag")
                .or(() -> judged.text("defaultAirflowTag"))
                .map(tag -> AirflowVersion.of(tag.replaceAll("[^0-9.].*", "")))
                .filter(tag ->
                        tag.isRelease() && tag.major() != judged.airflow().major())
                .isPresent();
    }

    private Optional<Hit> hit(Violation violation, LintLevel level) {
        KeyPath path = path(violation);
        boolean isFilledIn =
                judged.isFilledIn(path) || Judged.isFilledIn(violation.finding().what());
        if (!Levels.isAboutKey(violation.rule().id()) && isFilledIn) {
            return Optional.empty();
        }
        RuleSummary rule = Levels.summary(violation.rule());
        Hit hit = Levels.isAboutKey(rule.id())
                ? judged.keyHit(rule, level, path, violation.finding().what())
                : judged.hit(rule, level, path, violation.finding().what());
        return Optional.of(
                hit.fixedBy(remedy(violation)).saying(violation.finding()).offering(() -> fix(violation, path)));
    }

    /** In values' words, with the value that would be right. */
    private static String remedy(Violation violation) {
        return Levels.remedy(violation.rule().id())
                .map(text -> text.replace(
                        "{}",
                        violation.finding().suggestion().map(Object::toString).orElse("what is needed")))
                .orElseGet(violation::remedy);
    }

    /** What the linter's own table says, or else what the finding suggests. */
    private Optional<Fix> fix(Violation violation, KeyPath path) {
        Optional<String> recipe = Levels.fix(violation.rule().id());
        if (recipe.isPresent()) {
            return FixRecipe.fix(judged, path, recipe.get());
        }
        if (path.steps().isEmpty()) {
            return Optional.empty();
        }
        return violation
                .finding()
                .suggestedKey()
                .flatMap(key -> renamed(path, key))
                .or(() -> violation.finding().suggestion().flatMap(value -> written(path, value)));
    }

    /** An option goes by its section and name, a variable by the name that stands beside its value. */
    private Optional<Fix> renamed(KeyPath path, String key) {
        if (isOption(path)) {
            KeyPath to = keyPath("config." + key);
            return judged.edit().move(path, List.of(to)).toLookAt("call it " + key);
        }
        KeyPath name = new KeyPath(path.steps().subList(0, path.steps().size() - 1)).key("name");
        return path.toString().startsWith("env[") ? FixRecipe.writing(judged, name, key) : Optional.empty();
    }

    private Optional<Fix> written(KeyPath path, Object value) {
        Object written = isOption(path) ? option(value) : value;
        boolean isKey = judged.has(path.toString()) || judged.values().has(path);
        return isKey && judged.takes(path, written) ? FixRecipe.writing(judged, path, written) : Optional.empty();
    }

    private static boolean isOption(KeyPath path) {
        return path.steps().size() == 3 && path.toString().startsWith("config.");
    }

    private static String option(Object value) {
        return Boolean.TRUE.equals(value) ? "True" : Boolean.FALSE.equals(value) ? "False" : value.toString();
    }

    /** Where the values say it; where the chart has the key, if they do not. */
    private KeyPath path(Violation violation) {
        String model = violation.finding().modelPath();
        List<String> places = new ArrayList<>(Levels.places(violation.rule().id()));
        violation.finding().valuesPath().ifPresent(places::add);
        places.addAll(Settings.placesOf(deployment, model));
        for (String above = parent(model); places.isEmpty() && !above.isEmpty(); above = parent(above)) {
            places.addAll(Settings.placesOf(deployment, above));
        }
        KeyPath path = places.stream()
                .map(ModelChecks::keyPath)
                .filter(place -> !place.steps().isEmpty() && judged.values().has(place))
                .findFirst()
                .orElseGet(() -> places.isEmpty() ? KeyPath.ROOT : keyPath(places.get(0)));
        return within(path, model);
    }

    static KeyPath keyPath(String text) {
        try {
            return KeyPath.of(text);
        } catch (IllegalArgumentException noPath) {
            return KeyPath.ROOT;
        }
    }

    /** The element of a list that a finding names. */
    private KeyPath within(KeyPath path, String model) {
        List<?> list = Tree.listOrEmpty(
                path.steps().isEmpty() ? null : judged.values().at(path).orElse(null));
        String name = model.contains("[")
                ? model.substring(model.lastIndexOf('[') + 1, model.length()).replaceAll("].*", "")
                : "";
        return IntStream.range(0, list.size())
                .filter(i -> Stream.of("name", "envName")
                        .anyMatch(
                                key -> name.equals(Tree.mapOrEmpty(list.get(i)).get(key))))
                .mapToObj(i -> Tree.mapOrEmpty(list.get(i)).containsKey("value")
                        ? path.place(i).key("value")
                        : path.place(i))
                .findFirst()
                .orElse(path);
    }

    private static String parent(String attribute) {
        int end = Math.max(attribute.lastIndexOf('.'), attribute.lastIndexOf('['));
        return end < 0 ? "" : attribute.substring(0, end);
    }
}
