package io.airworthy.catalogue;

import java.util.Objects;

/**
 * An environment variable of Airflow's containers that comes from a Secret, besides those that the chart sets itself.
 *
 * @param variable the variable's name
 * @param secretName the Secret
 * @param key the key in the Secret
 */
public record SecretVariable(String variable, String secretName, String key) {

    /** Refuses null. */
    public SecretVariable {
        Objects.requireNonNull(variable, "variable");
        Objects.requireNonNull(secretName, "secretName");
        Objects.requireNonNull(key, "key");
    }
}
