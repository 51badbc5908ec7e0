package io.airworthy.chart;

import io.airworthy.table.DataFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts that the chart's templates write into YAML without quotes. There a colon with a space after it starts a map, and a brace at
 * the beginning does too: the text is not YAML any more, or says something else.
 */
public final class PlainText {

    private static final Map<String, List<Row>> BY_PATH = DataFile.rows(
                    PlainText.class::getResourceAsStream, "chart-plain-text.tsv")
            .map(PlainText::row)
            .collect(Collectors.groupingBy(Row::path));

    /** What may not stand in a scalar without quotes: at its beginning, anywhere, at its end. */
    private static final Pattern NOT_PLAIN =
            Pattern.compile("^[,\\[\\]{}#&*!|>'\"%@`]|^[-?:](\\s|$)|^\\s|:\\s|\\s#|[\\n\\r\\t]|[\\s:]$");

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{");

    private static final Pattern LIST = Pattern.compile("^\\s*(-\\s|\\{\\{|#)");

    /** Without a tag, the name of an image ends with a colon. */
    private static final Pattern TAG = Pattern.compile("images\\.[A-Za-z]+\\.tag");

    private PlainText() {}

    private enum As {
        PLAIN,
        TPL,
        LIST
    }

    /** One line of the table: a key, how its text is written, and by which versions. */
    private record Row(int since, int until, As as, String path) {

        boolean holdsFor(int version) {
            return since <= version && version <= until;
        }

        boolean takes(String text) {
            if (text.isEmpty()) {
                return !TAG.matcher(path).matches();
            }
            return switch (as) {
                case PLAIN -> !NOT_PLAIN.matcher(text).find();
                case TPL ->
                    !NOT_PLAIN.matcher(text).find() || TEMPLATE.matcher(text).find();
                case LIST -> LIST.matcher(text).find();
            };
        }
    }

    /**
     * Whether YAML can read a text as the chart writes it.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @param path the key, with dots: {@code images.statsd.tag}
     * @param text the text
     * @return false if the chart writes the key without quotes, and the text needs them
     * @throws IllegalArgumentException if the version is not supported
     */
    public static boolean isReadable(String chartVersion, String path, String text) {
        Objects.requireNonNull(chartVersion, "chartVersion");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
        int version = ChartVersions.placeOf(chartVersion);
        return BY_PATH.getOrDefault(path, List.of()).stream()
                .filter(row -> row.holdsFor(version))
                .allMatch(row -> row.takes(text));
    }

    private static Row row(String[] columns) {
        return new Row(
                ChartVersions.placeOf(columns[0] + ".0"),
                columns[1].equals("-") ? Integer.MAX_VALUE : ChartVersions.placeOf(columns[1] + ".0"),
                As.valueOf(columns[2].toUpperCase(Locale.ROOT)),
                columns[3]);
    }
}
