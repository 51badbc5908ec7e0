package io.airworthy.render.source;

/**
 * A part of a text. Lines and columns count from 1, columns in characters as an editor counts them; offsets count from 0 in
 * {@code char}s of {@link SourceText#text()}. The end is behind the last character.
 *
 * @param line where it starts
 * @param column where it starts
 * @param offset where it starts
 * @param endLine where it ends
 * @param endColumn where it ends
 * @param endOffset where it ends
 */
public record SourceRegion(int line, int column, int offset, int endLine, int endColumn, int endOffset) {

    /** The first character of a text, which stands for all of it. */
    public static final SourceRegion START = new SourceRegion(1, 1, 0, 1, 1, 0);

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
