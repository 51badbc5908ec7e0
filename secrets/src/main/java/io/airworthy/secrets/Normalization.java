package io.airworthy.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A secret text from outside on its way to its canonical form, with a note for each thing that had to be mended. */
final class Normalization {

    private String text;
    private final List<String> notes = new ArrayList<>();

    Normalization(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Replaces the text, and says why. */
    void become(String mended, String note) {
        text = mended;
        notes.add(note);
    }

    /** Says what a person should know about it, without replacing it. */
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

    /** Removes what some editors put before everything else, and nobody sees. */
    void dropByteOrderMark() {
        if (text.startsWith("\uFEFF")) {
            become(text.substring(1), "removed the byte order mark at its start");
        }
    }

    /** Line ends that were written as in a string of JSON or a shell; between the lines of PEM no backslash is anything else. */
    void restoreLineEnds() {
        if (text.contains("-----\\n")) {
            become(text.replace("\\n", "\n"), "turned \\n, written as two characters, into line breaks");
        }
    }

    /**
     * Takes one layer of base64 off, if what is under it is what was looked for. Whoever puts a value that is already
     * base64 under {@code data:} of a Secret by hand gets two layers.
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
