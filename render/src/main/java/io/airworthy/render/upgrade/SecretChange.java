package io.airworthy.render.upgrade;

import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Frozen;
import java.util.List;
import java.util.Objects;

/**
 * A difference between the Secrets of two deployments. Only what they are made of is compared, never material.
 *
 * @param kind what happened to the Secret
 * @param secret the Secret as it will be, or as it was, for one that is no longer needed
 * @param keys the keys that are new, or hold another text; those that are gone, for one that loses some or is no longer
 *     needed
 */
public record SecretChange(Kind kind, RequiredSecret secret, List<String> keys) {

    /** What can happen to a Secret. */
    public enum Kind {
        /** It has to be there before the upgrade. */
        NEW,
        /** It has other keys, or other texts under them: it has to be written again before the upgrade. */
        CHANGED,
        /** It loses keys, which running pods read until the upgrade is done: it has to be written again after the upgrade. */
        REDUCED,
        /** Nothing reads it after the upgrade. */
        UNUSED
    }

    /** Copies the keys. */
    public SecretChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(secret, "secret");
        keys = Frozen.list(keys, "keys");
    }
}
