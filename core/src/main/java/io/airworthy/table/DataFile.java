package io.airworthy.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data file: one row a line, columns separated by tabs. Lines that begin with {@code #} are comments. */
public final class DataFile {

    private DataFile() {}

    /**
     * The content of a file.
     *
     * @param folder opens files beside a class, {@code Owner.class::getResourceAsStream}: only a class of the file's own module may
     * @param name the file's name
     * @return its text
     * @throws IllegalStateException if the library lacks the file
     */
    public static String text(Function<String, ? extends @Nullable InputStream> folder, String name) {
        try (InputStream in = folder.apply(name)) {
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
     * @param folder opens files beside a class, {@code Owner.class::getResourceAsStream}: only a class of the file's own module may
     * @param name the file's name
     * @return the columns of each row
     * @throws IllegalStateException if the library lacks the file
     */
    public static Stream<String[]> rows(Function<String, ? extends @Nullable InputStream> folder, String name) {
        return text(folder, name)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1));
    }
}
