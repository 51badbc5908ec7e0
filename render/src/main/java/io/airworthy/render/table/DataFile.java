package io.airworthy.render.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A data file: one row a line, columns separated by tabs. Lines that begin with {@code #} are comments. */
public final class DataFile {

    private DataFile() {}

    /**
     * The content of a file.
     *
     * @param owner a class in the file's package
     * @param name the file's name
     * @return its text
     * @throws IllegalStateException if the library lacks the file
     */
    public static String text(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The library has no data file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rows of a file.
     *
     * @param owner a class in the file's package
     * @param name the file's name
     * @return the columns of each row
     * @throws IllegalStateException if the library lacks the file
     */
    public static Stream<String[]> rows(Class<?> owner, String name) {
        return text(owner, name)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1));
    }
}
