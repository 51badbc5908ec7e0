package io.airworthy.pods;

import java.util.Objects;

/**
 * A Secret or ConfigMap that exists, and whose keys are all variables.
 *
 * @param kind which of the two
 * @param name its name
 */
public record VariableSource(Kind kind, String name) {

    /** Refuses null. */
    public VariableSource {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** What holds the variables. */
    public enum Kind {
        /** A Secret. */
        SECRET,
        /** A ConfigMap. */
        CONFIG_MAP
    }

    /**
     * The keys of a Secret.
     *
     * @param name the Secret's name
     * @return the source
     */
    public static VariableSource secret(String name) {
        return new VariableSource(Kind.SECRET, name);
    }

    /**
     * The keys of a ConfigMap.
     *
     * @param name the ConfigMap's name
     * @return the source
     */
    public static VariableSource configMap(String name) {
        return new VariableSource(Kind.CONFIG_MAP, name);
    }
}
