package io.airworthy.values;

import java.util.Objects;

/**
 * An extra value that says what an attribute of the model can say.
 *
 * @param path where the extra value stands
 * @param attribute the path of the attribute
 * @param hasConsequences whether more than this one key follows from the attribute: Secrets, options, other values
 */
public record Decision(String path, String attribute, boolean hasConsequences) {

    /** Refuses null. */
    public Decision {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(attribute, "attribute");
    }
}
