package io.airworthy.render.lint;

import io.airworthy.render.report.RuleSummary;
import io.airworthy.table.DataFile;
import io.airworthy.validation.Rule;
import io.airworthy.validation.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a linter makes of the rules of deployments. */
final class Levels {

    private static final String QUESTION = "question";
    private static final String WARNING = "warning";

    private static final Map<String, String[]> BY_RULE = DataFile.rows(Levels.class::getResourceAsStream, "levels.tsv")
            .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns));

    private Levels() {}

    static Optional<LintLevel> of(String ruleId) {
        return column(ruleId, 1)
                .filter(level -> !level.equals(QUESTION))
                .map(level ->
                        level.equals(WARNING) ? LintLevel.DEFAULT : LintLevel.valueOf(level.toUpperCase(Locale.ROOT)));
    }

    /** The rule, as grave as a breach is where somebody else wrote the values. */
    static RuleSummary summary(Rule rule) {
        RuleSummary own = RuleSummary.of(rule);
        return column(rule.id(), 1).filter(WARNING::equals).isPresent()
                ? new RuleSummary(own.id(), Severity.WARNING, own.title(), own.because(), own.remedy(), own.source())
                : own;
    }

    static boolean isQuestion(String ruleId) {
        return column(ruleId, 1).filter(QUESTION::equals).isPresent();
    }

    /** What to write into values, where the rule itself speaks of the model. */
    static Optional<String> remedy(String ruleId) {
        return column(ruleId, 2).filter(text -> !text.equals("-"));
    }

    /** Whether whatever the key is set to is wrong. */
    static boolean isAboutKey(String ruleId) {
        return column(ruleId, 4).filter("key"::equals).isPresent();
    }

    /** The rules that are asked about everything that the values say, what attributes say included. */
    static Stream<String> ofAllValues() {
        return BY_RULE.values().stream()
                .filter(columns -> columns[4].equals("all"))
                .map(columns -> columns[0])
                .sorted();
    }

    /** Where the values say it, where no single attribute does. */
    static List<String> places(String ruleId) {
        return column(ruleId, 5)
                .filter(text -> !text.equals("-"))
                .map(text -> List.of(text.split(",")))
                .orElse(List.of());
    }

    /** How to change values, for {@link FixRecipe}. */
    static Optional<String> fix(String ruleId) {
        return column(ruleId, 3).filter(text -> !text.equals("-"));
    }

    static Set<String> rules() {
        return BY_RULE.keySet();
    }

    private static Optional<String> column(String ruleId, int index) {
        return Optional.ofNullable(BY_RULE.get(ruleId)).map(columns -> columns[index]);
    }
}
