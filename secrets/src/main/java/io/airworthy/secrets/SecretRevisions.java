package io.airworthy.secrets;

import io.airworthy.catalogue.Purpose;
import io.airworthy.frozen.Frozen;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which revision each Secret of a deployment is in. A pod reads its Secrets when it starts; with the revision among the
 * annotations of its template, the next deployment restarts exactly the pods whose Secrets have changed.
 *
 * <p>A revision is random and says nothing about the material: a hash of a password would let whoever reads a values file
 * try out passwords. It stands on the Secret as the annotation {@value #ANNOTATION}, from where it is read back.
 *
 * <p>A Secret that was never rotated has no revision. Values are immutable and safe for use by several threads.
 */
public final class SecretRevisions {

    /** The annotation of a Secret that says in which revision it is. */
    public static final String ANNOTATION = "airworthy.io/revision";

    private static final SecretRevisions NONE = new SecretRevisions(Map.of());
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final int BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Purpose, String> revisions = new EnumMap<>(Purpose.class);

    private SecretRevisions(Map<Purpose, String> revisions) {
        this.revisions.putAll(revisions);
    }

    /**
     * No revisions: nothing was rotated yet.
     *
     * @return the empty value
     */
    public static SecretRevisions none() {
        return NONE;
    }

    /**
     * Revisions as they are known.
     *
     * @param revisions the revision of each Secret that has one
     * @return the revisions
     * @throws IllegalArgumentException if one is empty, longer than 63 characters, or has other characters than letters,
     *     digits, {@code _} and {@code -}
     */
    public static SecretRevisions of(Map<Purpose, String> revisions) {
        Frozen.map(revisions, "revisions").forEach((purpose, revision) -> {
            if (!isRevision(revision)) {
                throw new IllegalArgumentException("the revision of " + purpose + " is not one that was made here");
            }
        });
        return new SecretRevisions(revisions);
    }

    /**
     * Whether a text has the form of a revision.
     *
     * @param text any text
     * @return true if {@link #of(Map)} takes it
     */
    public static boolean isRevision(String text) {
        Objects.requireNonNull(text, "text");
        return FORM.matcher(text).matches();
    }

    /**
     * These revisions, some of them new.
     *
     * @param rotated the Secrets that have changed
     * @return the revisions
     */
    public SecretRevisions renewed(Collection<Purpose> rotated) {
        Map<Purpose, String> renewed = new EnumMap<>(revisions);
        Frozen.list(rotated, "rotated").forEach(purpose -> renewed.put(purpose, random()));
        return new SecretRevisions(renewed);
    }

    /**
     * The revision of a Secret.
     *
     * @param purpose the Secret's purpose
     * @return its revision, if it was ever rotated
     */
    public Optional<String> of(Purpose purpose) {
        Objects.requireNonNull(purpose, "purpose");
        return Optional.ofNullable(revisions.get(purpose));
    }

    /**
     * All revisions.
     *
     * @return the revision of each Secret that has one
     */
    public Map<Purpose, String> all() {
        return Collections.unmodifiableMap(revisions);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether the other has the same revisions. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretRevisions that && revisions.equals(that.revisions);
    }

    @Override
    public int hashCode() {
        return revisions.hashCode();
    }

    /** The revisions, which are not secret. */
    @Override
    public String toString() {
        return "SecretRevisions" + revisions;
    }
}
