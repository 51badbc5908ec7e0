package io.airworthy.secrets;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Airflow takes as its Fernet key: one key or, during a rotation, several. The first encrypts, all decrypt.
 *
 * <p>Its text is the keys with a comma between them and no space: Airflow splits at the comma, trims nothing, and fails at
 * the first encrypted value if a segment is empty.
 *
 * <p>A rotation takes three steps. Nothing is readable in clear text meanwhile, and nothing is lost:
 *
 * <ol>
 *   <li>{@link #rotate(FernetKey)}, put {@code new,old} into the Secret and restart every component, because each process
 *       reads the key once;
 *   <li>run {@code airflow rotate-fernet-key} in a pod that has the new value: everything is encrypted again, with the new key;
 *   <li>{@link #retire()}, put {@code new} into the Secret and restart again.
 * </ol>
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html#rotating-encryption-keys">
 *     Rotating encryption keys</a>
 */
public final class FernetKeyRing {

    private final List<FernetKey> keys;

    private FernetKeyRing(List<FernetKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * A ring of one key.
     *
     * @param key the key that encrypts and decrypts
     * @return the ring
     */
    public static FernetKeyRing of(FernetKey key) {
        Objects.requireNonNull(key, "key");
        return new FernetKeyRing(List.of(key));
    }

    /**
     * Reads what a Secret holds: one key, or several with commas between them.
     *
     * <p>Each key is read as by {@link FernetKey#parse(Sensitive)}. A key that stands there twice is dropped with a note.
     *
     * @param text the comma list
     * @return the ring, and what was corrected
     * @throws UnusableSecretException if there is no key, a segment is empty or one of the keys is refused
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<FernetKeyRing> parse(Sensitive text) {
        Objects.requireNonNull(text, "text");
        Normalization input = new Normalization(text.reveal());
        input.strip();
        input.unwrapIf(inner -> isCanonical(inner.strip()));
        input.strip();
        String[] segments = input.text().split(",", -1);
        List<String> notes = new ArrayList<>(input.notes());
        // All keys have the same hash code, so the set holds their texts.
        Set<String> texts = new HashSet<>();
        List<FernetKey> keys = new ArrayList<>();
        for (int i = 0; i < segments.length; i++) {
            String which = "key " + (i + 1) + " of " + segments.length;
            Accepted<FernetKey> segment = parseSegment(segments[i], segments.length, which);
            segment.notes().forEach(note -> notes.add(segments.length == 1 ? note : which + ": " + note));
            if (texts.add(segment.value().canonicalText())) {
                keys.add(segment.value());
            } else {
                notes.add(which + ": dropped, because it is already in the list");
            }
        }
        return new Accepted<>(new FernetKeyRing(keys), notes);
    }

    /**
     * The keys that Airflow may have encrypted with while it had this text. If the text is refused here, these are all
     * keys in it: Airflow may have used them all the same, or before the text was damaged.
     */
    static List<FernetKey> encrypting(Sensitive text) {
        try {
            return List.of(parse(text).value().primary());
        } catch (UnusableSecretException refused) {
            String[] segments = new String(text.revealBytes(), StandardCharsets.ISO_8859_1).split(",", -1);
            return Stream.of(segments)
                    .flatMap(segment -> FernetKey.asPythonReads(segment).stream())
                    .toList();
        }
    }

    /** Whether all of these keys are in the ring. */
    boolean holds(Collection<FernetKey> others) {
        Set<String> texts = keys.stream().map(FernetKey::canonicalText).collect(Collectors.toSet());
        return others.stream().map(FernetKey::canonicalText).allMatch(texts::contains);
    }

    private static boolean isCanonical(String text) {
        return Stream.of(text.split(",", -1)).allMatch(FernetKey::isCanonical);
    }

    private static Accepted<FernetKey> parseSegment(String segment, int segments, String which) {
        if (segments == 1) {
            return FernetKey.parse(segment);
        }
        if (segment.isBlank()) {
            throw new UnusableSecretException(
                    which + " is empty; Airflow splits the list at each comma and fails on an empty key");
        }
        try {
            return FernetKey.parse(segment);
        } catch (UnusableSecretException refused) {
            throw new UnusableSecretException(which + ": " + refused.getMessage());
        }
    }

    /** The key that encrypts. */
    public FernetKey primary() {
        return keys.get(0);
    }

    /**
     * All keys, the one that encrypts first.
     *
     * @return at least one key, none of them twice
     */
    public List<FernetKey> keys() {
        return keys;
    }

    /**
     * Begins a rotation: the new key encrypts, those that are here only decrypt.
     *
     * @param newKey the key to encrypt with from now on
     * @return a ring whose text is {@code new,old}
     * @throws IllegalArgumentException if the key is in the ring already: nothing would be rotated
     */
    public FernetKeyRing rotate(FernetKey newKey) {
        Objects.requireNonNull(newKey, "newKey");
        if (keys.contains(newKey)) {
            throw new IllegalArgumentException(
                    "the new Fernet key is already in the ring; rotate to a newly generated key");
        }
        return new FernetKeyRing(Stream.concat(Stream.of(newKey), keys.stream()).toList());
    }

    /**
     * Ends a rotation: only the first key stays. What the others encrypted and {@code airflow rotate-fernet-key} has not
     * encrypted again is lost with them.
     *
     * @return a ring whose text is {@code new}
     */
    public FernetKeyRing retire() {
        return of(primary());
    }

    /**
     * Whether a rotation has begun and not ended.
     *
     * @return true if there is more than one key
     */
    public boolean isRotating() {
        return keys.size() > 1;
    }

    /**
     * The text for {@code AIRFLOW__CORE__FERNET_KEY}: the keys with a comma between them.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive text() {
        return Sensitive.of(keys.stream().map(FernetKey::canonicalText).collect(Collectors.joining(",")));
    }

    /**
     * Encrypts with the first key.
     *
     * @param message what to encrypt
     * @param now the time that the token carries, to the second; not before 1970
     * @return the token
     */
    public String encrypt(Sensitive message, Instant now) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(now, "now");
        return primary().encrypt(message, now);
    }

    /**
     * Opens a token of any age with the key that made it.
     *
     * @param token the token
     * @return the message in it
     * @throws InvalidTokenException if it is not a token, or none of the keys made it
     */
    public Sensitive decrypt(String token) {
        Objects.requireNonNull(token, "token");
        return keys.stream()
                .filter(key -> key.opens(token))
                .findFirst()
                // None fits: let the first key say what is wrong with the token.
                .orElse(primary())
                .decrypt(token);
    }

    /**
     * Whether {@link #decrypt(String)} would succeed. Before {@link #retire()}, call it on the retired ring with a
     * value from the database: true means that the value has been encrypted again.
     *
     * @param token the token
     * @return true if one of the keys made it
     */
    public boolean opens(String token) {
        Objects.requireNonNull(token, "token");
        return keys.stream().anyMatch(key -> key.opens(token));
    }

    /** Whether the other has the same keys in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FernetKeyRing that && keys.equals(that.keys);
    }

    /** Depends on the number of keys only. */
    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    /** The number of keys, nothing else. */
    @Override
    public String toString() {
        return "FernetKeyRing[" + keys.size() + (keys.size() == 1 ? " key" : " keys") + ", redacted]";
    }
}
