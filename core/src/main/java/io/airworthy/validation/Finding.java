package io.airworthy.validation;

import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One place where a rule is broken, in words about that place, and where it can be said, as values that a program can use.
 *
 * @param modelPath where in the model, {@code "pgBouncer.maxClientConnections"}
 * @param valuesPath where in the chart's values, where there is such a place
 * @param what what is wrong there, with the offending value and never with anything secret
 * @param remedy what would be right there; empty where the rule's own remedy says it all
 * @param found the value that is there: a text, a number, a boolean, or a list or map of these; a constant is the word that
 *     files have for it, {@code verify-full}
 * @param suggestion the value that would be right there, in the same form
 * @param suggestedKey the key that would be right, where not the value is wrong but the last key of the path
 */
public record Finding(
        String modelPath,
        Optional<String> valuesPath,
        String what,
        Optional<String> remedy,
        Optional<Object> found,
        Optional<Object> suggestion,
        Optional<String> suggestedKey) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9./-]+");

    /** Refuses null, and copies the values. */
    public Finding {
        Objects.requireNonNull(modelPath, "modelPath");
        Objects.requireNonNull(valuesPath, "valuesPath");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(remedy, "remedy");
        found = Objects.requireNonNull(found, "found").map(Finding::frozen);
        suggestion = Objects.requireNonNull(suggestion, "suggestion").map(Finding::frozen);
        Objects.requireNonNull(suggestedKey, "suggestedKey");
    }

    /**
     * A finding at a place of the model.
     *
     * @param modelPath where in the model
     * @param what what is wrong there
     * @return the finding
     */
    public static Finding at(String modelPath, String what) {
        return new Finding(
                modelPath,
                Optional.empty(),
                what,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * This finding, with its place in the chart's values.
     *
     * @param path where in the values
     * @return the finding
     */
    public Finding inValues(String path) {
        Objects.requireNonNull(path, "path");
        return new Finding(modelPath, Optional.of(path), what, remedy, found, suggestion, suggestedKey);
    }

    /**
     * This finding, with a remedy of its own.
     *
     * @param text what would be right there
     * @return the finding
     */
    public Finding fixedBy(String text) {
        Objects.requireNonNull(text, "text");
        return new Finding(modelPath, valuesPath, what, Optional.of(text), found, suggestion, suggestedKey);
    }

    /**
     * This finding, with the value that is there.
     *
     * @param value a text, a number, a boolean, a constant, or a list or map of these; never anything secret
     * @return the finding
     */
    public Finding found(Object value) {
        Objects.requireNonNull(value, "value");
        return new Finding(modelPath, valuesPath, what, remedy, Optional.of(value), suggestion, suggestedKey);
    }

    /**
     * This finding, with the value that would be right, for a program that offers it.
     *
     * @param value a text, a number, a boolean, a constant, or a list or map of these
     * @return the finding
     */
    public Finding suggesting(Object value) {
        Objects.requireNonNull(value, "value");
        return new Finding(modelPath, valuesPath, what, remedy, found, Optional.of(value), suggestedKey);
    }

    /**
     * This finding, with the key that would be right in the place of the last one of its path.
     *
     * @param key the key
     * @return the finding
     */
    public Finding suggestingKey(String key) {
        Objects.requireNonNull(key, "key");
        return new Finding(modelPath, valuesPath, what, remedy, found, suggestion, Optional.of(key));
    }

    /** As the rest of the world writes the constant, if it has a word for it; else its name in small letters. */
    private static String word(Enum<?> constant) {
        String text = constant.toString();
        return WORD.matcher(text).matches() && !text.equals(constant.name())
                ? text
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object frozen(Object value) {
        Object plain = Tree.constant(value).<Object>map(Finding::word).orElse(value);
        return Objects.requireNonNull(
                FrozenTree.of(Map.of("value", plain), "value").get("value"));
    }
}
