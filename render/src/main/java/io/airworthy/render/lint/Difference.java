package io.airworthy.render.lint;

import io.airworthy.frozen.FrozenTree;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a live release has otherwise than the deployment says.
 *
 * @param attribute the attribute of the model; empty if none says it
 * @param key where the values say it
 * @param ours what the deployment makes of it; empty for nothing
 * @param theirs what the release has; empty for nothing. What looks secret is {@code <redacted>}
 */
public record Difference(Optional<String> attribute, String key, Optional<Object> ours, Optional<Object> theirs) {

    /** Copies what can change. */
    public Difference {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(key, "key");
        ours = Objects.requireNonNull(ours, "ours").map(FrozenTree::value);
        theirs = Objects.requireNonNull(theirs, "theirs").map(FrozenTree::value);
    }

    /** One line for a person. */
    @Override
    public String toString() {
        return attribute.map(name -> name + " (" + key + ")").orElse(key) + ": "
                + ours.map(Object::toString).orElse("nothing") + " here, "
                + theirs.map(Object::toString).orElse("nothing") + " there";
    }
}
