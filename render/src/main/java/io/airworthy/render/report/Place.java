package io.airworthy.render.report;

import java.util.Objects;

/**
 * A stretch of text in a file. Lines and columns count from 1, columns in characters (Unicode code points).
 *
 * @param file the file, as the reader knows it; relative to the root of the repository, so that tools find it there
 * @param startLine the line of the first character
 * @param startColumn the column of the first character
 * @param endLine the line behind the last character
 * @param endColumn the column behind the last character: the same as the start's if the stretch is empty
 */
public record Place(String file, int startLine, int startColumn, int endLine, int endColumn) {

    /**
     * Refuses null, and an end before the start.
     *
     * @throws IllegalArgumentException if a line or column is below 1, or the end is before the start
     */
    public Place {
        Objects.requireNonNull(file, "file");
        if (startLine < 1
                || startColumn < 1
                || endColumn < 1
                || endLine < startLine
                || endLine == startLine && endColumn < startColumn) {
            throw new IllegalArgumentException("no place: " + startLine + ":" + startColumn + " to " + endLine + ":"
                    + endColumn + "; lines and columns count from 1, and the end is not before the start");
        }
    }

    /**
     * One point of a file, between two characters.
     *
     * @param file the file
     * @param line the line
     * @param column the column
     * @return the place
     * @throws IllegalArgumentException if a line or column is below 1
     */
    public static Place point(String file, int line, int column) {
        return new Place(file, line, column, line, column);
    }

    /** The form that terminals and editors make a link of: {@code airflow.yaml:12:25}. */
    @Override
    public String toString() {
        return file + ":" + startLine + ":" + startColumn;
    }
}
