package io.airworthy.values;

import java.util.Objects;

/**
 * An extra value that says what an attribute of the model says, from which more follows than that one key.
 *
 * @param path where the extra value stands
 * @param attribute the path of the attribute
 */
public record Decision(String path, String attribute) {

    /** Refuses null. */
    public Decision {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(attribute, "attribute");
    }
}
