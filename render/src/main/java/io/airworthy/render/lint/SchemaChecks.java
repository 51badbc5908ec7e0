package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.validation.Finding;
import io.airworthy.validation.RuleSet;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the chart refuses, ignores or deprecates. */
final class SchemaChecks {

    private static final RuleSummary ACCEPTED = rule("VAL-013");
    private static final RuleSummary READ = rule("VAL-014");
    private static final RuleSummary NOT_DEPRECATED = rule("VAL-015");

    private static final Pattern ANCHOR = Pattern.compile("(?m)(^|[\\s\\[{,])&[\\w-]+");

    /** The chart takes a text here, and a list under {@code env}. */
    private static final String VARIABLES = "extraEnv";

    private final Judged judged;

    private SchemaChecks(Judged judged) {
        this.judged = judged;
    }

    static RuleSummary rule(String id) {
        return RuleSummary.of(RuleSet.standard().find(id).orElseThrow());
    }

    static List<Hit> hits(Judged judged) {
        SchemaChecks checks = new SchemaChecks(judged);
        return judged.profile().check(judged.values().tree()).stream()
                .flatMap(checks::hit)
                .toList();
    }

    private Stream<Hit> hit(ValuesProblem problem) {
        KeyPath path = KeyPath.of(problem.path());
        boolean isKey =
                switch (problem.kind()) {
                    case UNKNOWN_KEY, MISSING_KEY, IGNORED_KEY, DEPRECATED_KEY -> true;
                    case WRONG_TYPE, NOT_ALLOWED_VALUE -> false;
                };
        if (!isKey && judged.isFilledIn(path)
                || problem.kind() == ValuesProblem.Kind.WRONG_TYPE && removesDefault(problem, path)
                || isOfHelm(path)
                || problem.kind() == ValuesProblem.Kind.UNKNOWN_KEY && isForAliases(path)
                || problem.kind() == ValuesProblem.Kind.IGNORED_KEY
                        && (saysNothingNew(path) || Moves.areFollowed(judged, path))) {
            return Stream.empty();
        }
        RuleSummary rule =
                switch (problem.kind()) {
                    case UNKNOWN_KEY, MISSING_KEY, WRONG_TYPE, NOT_ALLOWED_VALUE -> ACCEPTED;
                    case IGNORED_KEY -> READ;
                    case DEPRECATED_KEY -> NOT_DEPRECATED;
                };
        boolean isHarmless = problem.kind() == ValuesProblem.Kind.DEPRECATED_KEY
                || path.steps().size() == 1
                        && problem.kind() == ValuesProblem.Kind.UNKNOWN_KEY
                        && problem.suggestedKey().isEmpty()
                        && !judged.says(problem.path());
        LintLevel level = isHarmless ? LintLevel.PEDANTIC : LintLevel.DEFAULT;
        if (problem.kind() == ValuesProblem.Kind.WRONG_TYPE && VARIABLES.equals(problem.path())) {
            return Stream.of(judged.keyHit(rule, level, path, "it " + problem.wrong())
                    .fixedBy("call it env, or write the list as a text: extraEnv: |")
                    .offering(() -> renamed(path, "env")));
        }
        String what = "it " + problem.wrong();
        Hit hit = isKey ? judged.keyHit(rule, level, path, what) : judged.hit(rule, level, path, what);
        Finding finding = Finding.at(problem.path(), what);
        finding = problem.suggestion().map(finding::suggesting).orElse(finding);
        return Stream.of(hit.fixedBy(problem.remedy())
                .saying(problem.suggestedKey().map(finding::suggestingKey).orElse(finding))
                .offering(() -> fix(problem, path)));
    }

    /** Helm itself hands these on to every chart, SOPS writes down what it encrypted, and anchors need a place at the root. */
    private boolean isOfHelm(KeyPath path) {
        String first = path.steps().get(0).text();
        return first.equals("global")
                || first.equals("sops")
                || path.steps().size() == 1 && (first.startsWith("x-") || first.equals("enabled") && isOfUmbrella());
    }

    /** An umbrella chart's conditions for the charts below it stand among their values. */
    private boolean isOfUmbrella() {
        return judged.values().layers().stream().allMatch(Layer::isOfUmbrella);
    }

    /** A key at the root that no chart has, for parts that others repeat. */
    private boolean isForAliases(KeyPath path) {
        Values.Found found = judged.values().find(path);
        return path.steps().size() == 1
                && found.spot()
                        .entry()
                        .map(entry -> found.layer().text().at(entry.value().region()))
                        .filter(text -> ANCHOR.matcher(text).find())
                        .isPresent();
    }

    /** With null Helm removes what the chart has there by default, before anything is judged; it looks into no list. */
    private boolean removesDefault(ValuesProblem problem, KeyPath path) {
        return judged.values().at(path).isEmpty()
                && path.steps().stream().noneMatch(KeyPath.Step::place)
                && (judged.profile().defaultOf(path.toString()).isPresent()
                        || problem.wrong().contains("an object")
                        || problem.wrong().contains("a list"));
    }

    /** Whoever copies the chart's defaults asks for nothing, and nor does who switches off what does not run. */
    private boolean saysNothingNew(KeyPath path) {
        Object value = judged.values().at(path).orElse(null);
        return Boolean.FALSE.equals(value) && Values.last(path).equals("enabled")
                || isDefault(path, value)
                || Values.last(path).equals("args");
    }

    private boolean isDefault(KeyPath path, @Nullable Object value) {
        return switch (Tree.kind(value)) {
            case MAP ->
                Tree.mapOrEmpty(value).entrySet().stream()
                        .allMatch(entry -> isDefault(path.key(String.valueOf(entry.getKey())), entry.getValue()));
            case LIST -> Tree.isEmpty(value) || Values.last(path).equals("command");
            case NULL -> true;
            default ->
                judged.profile()
                        .defaultOf(path.toString())
                        .map(Object::toString)
                        .orElse("")
                        .equals(String.valueOf(value));
        };
    }

    private Optional<Fix> fix(ValuesProblem problem, KeyPath path) {
        return switch (problem.kind()) {
            case UNKNOWN_KEY, IGNORED_KEY, DEPRECATED_KEY -> {
                if (problem.suggestedKey().isPresent()) {
                    yield renamed(path, problem.suggestedKey().get());
                }
                Optional<Rewrite> moved = Moves.follow(judged, judged.edit(), path);
                if (moved.isPresent()) {
                    yield problem.kind() == ValuesProblem.Kind.DEPRECATED_KEY && Moves.areAlike(path)
                            ? moved.get().safe(problem.remedy())
                            : moved.get().toLookAt(problem.remedy());
                }
                yield problem.remedy().startsWith("remove it")
                        ? judged.edit().remove(path).toLookAt("remove it")
                        : Optional.empty();
            }
            case WRONG_TYPE -> {
                String text = String.valueOf(judged.values().at(path).orElse(""));
                yield switch (problem.remedy()) {
                    case "put it in double quotes" ->
                        judged.edit().put(path, written(path).orElse(text)).safe(problem.remedy());
                    case "write it without quotes" ->
                        judged.edit().put(path, unquoted(text)).safe(problem.remedy());
                    case "remove it" -> judged.edit().remove(path).toLookAt("remove it");
                    default -> Optional.empty();
                };
            }
            case NOT_ALLOWED_VALUE -> problem.suggestion().flatMap(value -> FixRecipe.writing(judged, path, value));
            case MISSING_KEY -> Optional.empty();
        };
    }

    /** The characters of a scalar. */
    private Optional<String> written(KeyPath path) {
        return judged.values().find(path).spot().node().scalar().map(SourceScalar::text);
    }

    private static Object unquoted(String text) {
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : new BigInteger(text);
    }

    private Optional<Fix> renamed(KeyPath path, String name) {
        return judged.edit().rename(path, name).toLookAt("call it " + name);
    }
}
