package io.airworthy.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One secret, held so that it is not revealed by accident.
 *
 * <p>It always prints as {@code Sensitive[redacted]}; it is compared in constant time; and its methods give the
 * material out through {@link #reveal()} and {@link #revealBytes()} only. Every other type of this package hands out
 * its material as a {@code Sensitive}, so a reviewer who searches for {@code reveal} has seen every place where
 * material leaves its holder.
 *
 * <p>Serialisers do not write the material. Java's own refuses it: it is not {@link java.io.Serializable}, and the
 * class is final so that no subclass can be. Those that read fields by reflection, such as Gson, or Jackson when all
 * fields are visible to it, leave it out, because every field with material is {@code transient}; that holds for all
 * types of this package. Nothing in Java stops code that reads such fields all the same: a serialiser that is set to
 * include {@code transient} fields, a debugger, a heap dump. On the module path reflection does not get at them, unless
 * the application opens {@code io.airworthy.secrets}.
 *
 * <p>It is not {@link AutoCloseable}: whoever receives a secret does not own it, and only the owner should {@linkplain
 * #wipe() wipe} it. The virtual machine may have copied the bytes while it moved objects, and a {@link String} that
 * {@link #reveal()} returned stays in memory until it is collected: wiping shortens the exposure but does not end it.
 *
 * <p>Safe for use by several threads.
 */
public final class Sensitive {

    private static final String REDACTED = "Sensitive[redacted]";

    /** UTF-8 for a text; null once wiped. It is transient, so that serialisers that read fields skip it. */
    private transient byte @Nullable [] material;

    private Sensitive(byte[] material) {
        this.material = material;
    }

    /**
     * Holds a text.
     *
     * @param text the secret, kept exactly as it is; it may be empty
     * @return the holder
     * @throws UnusableSecretException if the text has half a surrogate pair, which has no form in UTF-8
     */
    public static Sensitive of(String text) {
        Objects.requireNonNull(text, "text");
        return new Sensitive(encoded(CharBuffer.wrap(text)));
    }

    /**
     * Holds a text that the caller can wipe: the characters are copied, the array stays the caller's.
     *
     * @param text the secret, kept exactly as it is; it may be empty
     * @return the holder
     * @throws UnusableSecretException if the text has half a surrogate pair, which has no form in UTF-8
     */
    public static Sensitive of(char[] text) {
        Objects.requireNonNull(text, "text");
        return new Sensitive(encoded(CharBuffer.wrap(text)));
    }

    /**
     * Holds bytes, which need not be text: they are copied, the array stays the caller's.
     *
     * @param bytes the secret; it may be empty
     * @return the holder
     */
    public static Sensitive ofBytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new Sensitive(bytes.clone());
    }

    /**
     * Takes the value of an environment variable of this process.
     *
     * @param variable the variable's name, such as {@code DB_PASSWORD}
     * @return the value, exactly as it is
     * @throws UnusableSecretException if the variable is not set or is empty; the message names the variable
     */
    public static Sensitive fromEnv(String variable) {
        Objects.requireNonNull(variable, "variable");
        return fromEnv(variable, System::getenv);
    }

    static Sensitive fromEnv(String variable, UnaryOperator<@Nullable String> environment) {
        Objects.requireNonNull(variable, "variable");
        String value = environment.apply(variable);
        if (value == null) {
            throw new UnusableSecretException("the environment variable " + variable + " is not set");
        }
        if (value.isEmpty()) {
            throw new UnusableSecretException("the environment variable " + variable + " is set, but empty");
        }
        return of(value);
    }

    /**
     * Takes the content of a file, every byte of it. Editors and {@code echo} end a file with a line end that is no part of
     * the secret: see {@link #withoutFinalLineEnd()}.
     *
     * @param file the file
     * @return its content
     * @throws UnusableSecretException if the file does not exist, cannot be read or is empty; the message names the file
     */
    public static Sensitive fromFile(Path file) {
        Objects.requireNonNull(file, "file");
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException absent) {
            throw new UnusableSecretException("the file " + file + " does not exist");
        } catch (IOException unreadable) {
            throw new UnusableSecretException("the file " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
        if (content.length == 0) {
            throw new UnusableSecretException("the file " + file + " is empty");
        }
        return new Sensitive(content);
    }

    /**
     * The same secret without the one line end that a file often has after it, LF or CR LF. A password with a line end is
     * another password: the database refuses it, and PgBouncer cannot even read the line.
     *
     * @return a holder of its own; equal to this one if there is no line end
     * @throws IllegalStateException if the secret has been wiped
     */
    public Sensitive withoutFinalLineEnd() {
        byte[] bytes = revealBytes();
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') {
            length--;
            if (length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
        }
        Sensitive shorter = new Sensitive(Arrays.copyOf(bytes, length));
        Arrays.fill(bytes, (byte) 0);
        return shorter;
    }

    /**
     * <strong>Opens the secret</strong> as text.
     *
     * @return the text
     * @throws IllegalStateException if the secret has been wiped
     * @throws UnusableSecretException if it holds bytes that are not UTF-8
     */
    public String reveal() {
        byte[] bytes = revealBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new UnusableSecretException("the secret is not text: its bytes are not UTF-8");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * <strong>Opens the secret</strong> as bytes: UTF-8, if it was given as text.
     *
     * @return a copy, which is the caller's to wipe
     * @throws IllegalStateException if the secret has been wiped
     */
    public synchronized byte[] revealBytes() {
        if (material == null) {
            throw new IllegalStateException("this secret has been wiped and cannot be read any more");
        }
        return material.clone();
    }

    /** Overwrites the material with zeros and lets go of it. Reading fails from now on; wiping again does nothing. */
    public synchronized void wipe() {
        if (material != null) {
            Arrays.fill(material, (byte) 0);
            material = null;
        }
    }

    /**
     * Whether the material is gone.
     *
     * @return true after {@link #wipe()}
     */
    public synchronized boolean isWiped() {
        return material == null;
    }

    /**
     * Whether the other is a {@code Sensitive} with the same bytes. The time that it takes does not depend on where the two
     * differ. A wiped secret equals only itself.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Sensitive that)) {
            return false;
        }
        // One lock after the other, never both: two threads may compare the same two secrets in opposite order.
        byte[] mine = copyUnlessWiped();
        byte[] theirs = that.copyUnlessWiped();
        if (mine == null || theirs == null) {
            return false;
        }
        boolean same = MessageDigest.isEqual(mine, theirs);
        Arrays.fill(mine, (byte) 0);
        Arrays.fill(theirs, (byte) 0);
        return same;
    }

    /** A holder of its own, so that wiping one of the two leaves the other. */
    Sensitive copy() {
        return new Sensitive(revealBytes());
    }

    private synchronized byte @Nullable [] copyUnlessWiped() {
        return material == null ? null : material.clone();
    }

    /** The same number for every secret: with a hash of the material, guesses could be tried against a log line. */
    @Override
    public int hashCode() {
        return REDACTED.hashCode();
    }

    /** Always {@code Sensitive[redacted]}. */
    @Override
    public String toString() {
        return REDACTED;
    }

    private static byte[] encoded(CharBuffer text) {
        try {
            // Not String.getBytes, which silently replaces what it cannot encode with a question mark.
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(text);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            Arrays.fill(encoded.array(), (byte) 0);
            return bytes;
        } catch (CharacterCodingException loneSurrogate) {
            throw new UnusableSecretException("the secret has half a surrogate pair, which has no form in UTF-8");
        }
    }
}
