package io.airworthy.validation;

import java.util.Objects;
import java.util.Optional;

/**
 * One place where a rule is broken, in words about that place.
 *
 * @param modelPath where in the model, {@code "pgBouncer.maxClientConnections"}
 * @param valuesPath where in the chart's values, where there is such a place
 * @param what what is wrong there, with the offending value and never with anything secret
 * @param remedy what would be right there; empty where the rule's own remedy says it all
 */
public record Finding(String modelPath, Optional<String> valuesPath, String what, Optional<String> remedy) {

    /** Refuses null. */
    public Finding {
        Objects.requireNonNull(modelPath, "modelPath");
        Objects.requireNonNull(valuesPath, "valuesPath");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * A finding at a place of the model.
     *
     * @param modelPath where in the model
     * @param what what is wrong there
     * @return the finding
     */
    public static Finding at(String modelPath, String what) {
        return new Finding(modelPath, Optional.empty(), what, Optional.empty());
    }

    /**
     * This finding, with its place in the chart's values.
     *
     * @param path where in the values
     * @return the finding
     */
    public Finding inValues(String path) {
        Objects.requireNonNull(path, "path");
        return new Finding(modelPath, Optional.of(path), what, remedy);
    }

    /**
     * This finding, with a remedy of its own.
     *
     * @param text what would be right there
     * @return the finding
     */
    public Finding fixedBy(String text) {
        Objects.requireNonNull(text, "text");
        return new Finding(modelPath, valuesPath, what, Optional.of(text));
    }
}
