package io.airworthy.render.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The text of a file, and what the file is called. */
public final class SourceText {

    /** How long a text may be. Helm keeps a release in a Secret, which holds a tenth of this. */
    public static final int MOST_CHARACTERS = 10_000_000;

    private final String name;
    private final String text;
    private final Optional<SourceProblem> unreadable;

    private SourceText(String name, String text, Optional<SourceProblem> unreadable) {
        this.name = name;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.unreadable = unreadable;
    }

    /**
     * Takes a text.
     *
     * @param name what the file is called, as findings name it
     * @param text what it holds
     * @return both
     */
    public static SourceText of(String name, String text) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        return text.length() > MOST_CHARACTERS
                ? tooLong(name, text.length(), "characters")
                : new SourceText(name, text, Optional.empty());
    }

    /**
     * Takes the bytes of a file, which are UTF-8 with or without a byte order mark. What is not becomes a problem of
     * {@link #read()}.
     *
     * @param name what the file is called, as findings name it
     * @param bytes what it holds
     * @return both
     */
    public static SourceText of(String name, byte[] bytes) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bytes, "bytes");
        if (bytes.length > MOST_CHARACTERS) {
            return tooLong(name, bytes.length, "bytes");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        SourceText decoded = new SourceText(name, out.flip().toString(), Optional.empty());
        if (!result.isError()) {
            return decoded;
        }
        int end = decoded.text.length();
        return new SourceText(
                name,
                decoded.text,
                Optional.of(new SourceProblem(
                        new Places(decoded.text).at(end),
                        String.format(
                                Locale.ROOT, "the byte 0x%02x, which is not UTF-8", in.get(in.position()) & 0xff))));
    }

    private static SourceText tooLong(String name, int length, String unit) {
        return new SourceText(
                name,
                "",
                Optional.of(new SourceProblem(
                        SourceRegion.START,
                        String.format(
                                Locale.ROOT,
                                "this file has %,d %s; at most %,d are read",
                                length,
                                unit,
                                MOST_CHARACTERS))));
    }

    /** What the file is called. */
    public String name() {
        return name;
    }

    /** What it holds, without a byte order mark; where it is not UTF-8, what is before that. */
    public String text() {
        return text;
    }

    /**
     * The characters of a region.
     *
     * @param region a region of this text
     * @return what stands there
     */
    public String at(SourceRegion region) {
        Objects.requireNonNull(region, "region");
        return text.substring(region.offset(), region.endOffset());
    }

    /**
     * Reads it as YAML, of which JSON is a part.
     *
     * @return its documents, and what cannot be read of them
     */
    public SourceFile read() {
        return unreadable
                .map(problem -> new SourceFile(this, List.of(), List.of(), List.of(problem)))
                .orElseGet(() -> new SourceReader(this).read());
    }
}
