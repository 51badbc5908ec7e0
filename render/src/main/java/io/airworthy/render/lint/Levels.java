package io.airworthy.render.lint;

import io.airworthy.table.DataFile;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a linter makes of the rules of deployments. */
final class Levels {

    private static final String QUESTION = "question";

    private static final Map<String, String[]> BY_RULE = DataFile.rows(Levels.class::getResourceAsStream, "levels.tsv")
            .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns));

    private Levels() {}

    static Optional<LintLevel> of(String ruleId) {
        return column(ruleId, 1)
                .filter(level -> !level.equals(QUESTION))
                .map(level -> LintLevel.valueOf(level.toUpperCase(Locale.ROOT)));
    }

    static boolean isQuestion(String ruleId) {
        return column(ruleId, 1).filter(QUESTION::equals).isPresent();
    }

    /** What to write into values, where the rule itself speaks of the model. */
    static Optional<String> remedy(String ruleId) {
        return column(ruleId, 2).filter(text -> !text.equals("-"));
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
