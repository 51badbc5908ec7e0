package io.airworthy.chart;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with the values for a chart version.
 *
 * <p>The sentences never repeat a value that could be secret.
 *
 * @param kind what sort of problem this is
 * @param path where: keys joined by dots, places in a list in brackets, {@code scheduler.env[0].name}
 * @param wrong what is wrong there, to follow the path in a sentence
 * @param remedy what would be right
 * @param suggestion the value that would be right, where one is near: a text, a number or a boolean
 * @param suggestedKey the key that would be right in the place of the last one of the path, where one is near
 */
public record ValuesProblem(
        Kind kind,
        String path,
        String wrong,
        String remedy,
        Optional<Object> suggestion,
        Optional<String> suggestedKey) {

    /** Refuses null. */
    public ValuesProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(wrong, "wrong");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(suggestion, "suggestion");
        Objects.requireNonNull(suggestedKey, "suggestedKey");
    }

    /** The sorts of problem, the gravest first. */
    public enum Kind {
        /** A key that the chart does not have. Helm refuses it, or silently drops it at the top level. */
        UNKNOWN_KEY,
        /** A key that has to be there is not. */
        MISSING_KEY,
        /** A value of a type that the key does not take. */
        WRONG_TYPE,
        /** A value of the right type that the key does not take. */
        NOT_ALLOWED_VALUE,
        /** A key that Helm accepts and the chart does not read: the deployment works, without what was asked for. */
        IGNORED_KEY,
        /** A key that works and will go: the chart prints a notice. */
        DEPRECATED_KEY
    }

    /**
     * Whether what the key asks for will not happen. Only a deprecated key still works.
     *
     * @return false for {@link Kind#DEPRECATED_KEY}, true for anything else
     */
    public boolean isError() {
        return kind != Kind.DEPRECATED_KEY;
    }

    /** The problem as one line for a person. */
    @Override
    public String toString() {
        return path + " " + wrong + "; " + remedy;
    }
}
