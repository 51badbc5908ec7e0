package io.airworthy.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Brings a secret text from outside into its canonical form, with a note for each correction. */
final class Normalization {

    private String text;
    private final List<String> notes = new ArrayList<>();

    Normalization(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Replaces the text and notes why. */
    void become(String corrected, String note) {
        text = corrected;
        notes.add(note);
    }

    /** Notes what a person should know about the text, without replacing it. */
    void note(String note) {
        notes.add(note);
    }

    /** Removes what editors, {@code echo} and YAML leave around a one-line secret. */
    void strip() {
        dropByteOrderMark();
        String whole = text;
        int end = whole.length();
        while (end > 0 && (whole.charAt(end - 1) == '\n' || whole.charAt(end - 1) == '\r')) {
            end--;
        }
        String withoutEnd = whole.substring(0, end);
        if (withoutEnd.length() < whole.length()) {
            boolean carriageReturn = whole.indexOf('\r', withoutEnd.length()) >= 0;
            become(withoutEnd, "removed the line ending after it (" + (carriageReturn ? "CR LF" : "LF") + ")");
        }
        String bare = text.strip();
        if (bare.length() < text.length()) {
            become(bare, "removed white space around it");
        }
    }

    /** Removes the invisible byte order mark that some editors put at the start. */
    void dropByteOrderMark() {
        if (text.startsWith("\uFEFF")) {
            become(text.substring(1), "removed the byte order mark at its start");
        }
    }

    /** Restores line ends that were written as {@code \n}, as in a JSON string. PEM has no other backslashes. */
    void restoreLineEnds() {
        if (text.contains("-----\\n")) {
            become(text.replace("\\n", "\n"), "turned \\n, written as two characters, into line breaks");
        }
    }

    /**
     * Removes one layer of base64, if what is under it has the expected form. There are two layers when somebody puts a
     * value that is already base64 under {@code data:} of a Secret and encodes it again.
     */
    void unwrapIf(Predicate<String> isWhatWasLookedFor) {
        if (!isWhatWasLookedFor.test(text)) {
            decodedText(text)
                    .filter(isWhatWasLookedFor)
                    .ifPresent(inner -> become(inner, "removed a second layer of base64"));
        }
    }

    private static Optional<String> decodedText(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException noTextInBase64) {
            return Optional.empty();
        }
    }

    <T> Accepted<T> accept(T value) {
        return new Accepted<>(value, notes);
    }

    List<String> notes() {
        return notes;
    }
}
