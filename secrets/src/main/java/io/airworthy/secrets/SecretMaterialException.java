package io.airworthy.secrets;

import java.util.List;

/**
 * Some of a deployment's material is missing or cannot be used. The message says everything at once, a line for each
 * problem: which material, where it came from or was expected, and what would be right. Never any of the material, and
 * never a cause, because a cause might.
 */
public final class SecretMaterialException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SecretMaterialException(List<String> problems) {
        super("the secret material of this deployment is not ready:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return a sentence each, in the order of {@link io.airworthy.material.Material}
     */
    public List<String> problems() {
        return problems;
    }
}
