package io.airworthy.render.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report for people at a terminal. Colour, and the lines of the files, are there only on request.
 *
 * <pre>{@code
 * error   CAP-002  pgBouncer.maxClientConnections: 100 for each replica, but ...
 *         At airflow.yaml:12:25
 *         12 |   maxClientConnections: 100
 *            |                         ^^^
 *         the next client is refused with ...
 *         Fix: set at least 198.
 * }</pre>
 */
public final class TextReport {

    private static final String INDENT = " ".repeat(8);
    private static final String RESET = "\u001b[0m";

    private final Report report;
    private final boolean coloured;
    private final Function<String, Optional<String>> files;

    private TextReport(Report report, boolean coloured, Function<String, Optional<String>> files) {
        this.report = report;
        this.coloured = coloured;
        this.files = files;
    }

    /**
     * The text of a report, without colour and without lines of files.
     *
     * @param report the report
     * @return the text report
     */
    public static TextReport of(Report report) {
        Objects.requireNonNull(report, "report");
        return new TextReport(report, false, file -> Optional.empty());
    }

    /**
     * This text in colour, for terminals that understand ANSI's sequences.
     *
     * @return the text report
     */
    public TextReport inColour() {
        return new TextReport(report, true, files);
    }

    /**
     * This text with the line of each place, and a mark below what is wrong in it.
     *
     * @param texts finds the text of a file; nothing secret, as its lines are shown
     * @return the text report
     */
    public TextReport quoting(Function<String, Optional<String>> texts) {
        Objects.requireNonNull(texts, "texts");
        return new TextReport(report, coloured, texts);
    }

    /**
     * The text: how much is wrong, then every entry. Of several subjects, it names those that something is wrong with.
     *
     * @return the text, which ends with a line break
     */
    public String asText() {
        List<String> blocks = new ArrayList<>();
        boolean several = report.bySubject().size() > 1;
        if (several) {
            blocks.add(report.bySubject().size() + " checked: " + summary(report.entries()));
        }
        report.bySubject().forEach((subject, entries) -> {
            if (!several) {
                blocks.add(summary(entries));
            } else if (!entries.isEmpty()) {
                blocks.add(Visible.line(subject) + ": " + summary(entries));
            }
            entries.forEach(entry -> blocks.add(block(entry)));
        });
        return String.join("\n\n", blocks) + "\n";
    }

    static String of(Entry entry) {
        return of(Report.of("", List.of(entry))).block(entry);
    }

    private static String summary(List<Entry> entries) {
        long waived =
                entries.stream().filter(entry -> entry.waiver().isPresent()).count();
        return count(entries.stream().filter(Entry::isError).count(), "error") + ", "
                + count(entries.stream().filter(Entry::isWarning).count(), "warning")
                + (waived == 0 ? "" : ", " + waived + " waived");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private String block(Entry entry) {
        String head =
                entry.waiver().isPresent() ? "waived" : entry.rule().severity().toString();
        List<String> lines = new ArrayList<>();
        lines.add(coloured(entry, head)
                + " ".repeat(INDENT.length() - head.length())
                + Visible.line(entry.rule().id() + "  " + entry.headline()));
        entry.place().ifPresent(place -> {
            lines.add(INDENT + Visible.line("At " + place));
            lines.addAll(quotation(place));
        });
        entry.details().forEach(line -> lines.add(INDENT + Visible.line(line)));
        return String.join("\n", lines);
    }

    private String coloured(Entry entry, String head) {
        if (!coloured) {
            return head;
        }
        String colour = entry.isError() ? "\u001b[1;31m" : entry.isWarning() ? "\u001b[1;33m" : "\u001b[2m";
        return colour + head + RESET;
    }

    private List<String> quotation(Place place) {
        return files.apply(place.file())
                .flatMap(text -> text.lines().skip(place.startLine() - 1L).findFirst())
                .map(line -> {
                    String number = String.valueOf(place.startLine());
                    int length = line.codePointCount(0, line.length());
                    int start = Math.min(place.startColumn() - 1, length);
                    int end = place.endLine() > place.startLine() ? length : Math.min(place.endColumn() - 1, length);
                    String marks = "^".repeat(Math.max(1, width(line, start, end)));
                    return List.of(
                            INDENT + number + " | " + Visible.line(line),
                            INDENT + " ".repeat(number.length()) + " | " + " ".repeat(width(line, 0, start)) + marks);
                })
                .orElse(List.of());
    }

    /** How wide a part of a line is as it is shown. */
    private static int width(String line, int start, int end) {
        String part = line.substring(line.offsetByCodePoints(0, start), line.offsetByCodePoints(0, end));
        return (int) Visible.line(part).codePoints().count();
    }
}
