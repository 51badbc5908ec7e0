package io.airworthy.secrets;

import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Frozen;
import java.util.List;
import java.util.Objects;

/**
 * What a rotation gives: new material, new revisions, and what has to be done with them. It prints nothing secret.
 *
 * @param material the material after the rotation, all of it
 * @param revisions the revisions after the rotation
 * @param changed the Secrets whose content has changed
 * @param steps what has to be done, in order
 */
public record RotatedSecrets(
        SecretMaterial material, SecretRevisions revisions, List<RequiredSecret> changed, List<RotationStep> steps) {

    /** Copies the lists. */
    public RotatedSecrets {
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(revisions, "revisions");
        changed = Frozen.list(changed, "changed");
        steps = Frozen.list(steps, "steps");
    }
}
