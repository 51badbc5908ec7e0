package io.airworthy.render.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a linter makes of the rules of deployments. */
final class Levels {

    private static final String QUESTION = "question";

    private static final Map<String, String[]> BY_RULE = read();

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

    static Set<String> rules() {
        return BY_RULE.keySet();
    }

    private static Optional<String> column(String ruleId, int index) {
        return Optional.ofNullable(BY_RULE.get(ruleId)).map(columns -> columns[index]);
    }

    private static Map<String, String[]> read() {
        try (InputStream in = Levels.class.getResourceAsStream("levels.tsv")) {
            if (in == null) {
                throw new IllegalStateException("The library has no data file levels.tsv");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
