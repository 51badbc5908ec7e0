package io.airworthy.render.report;

import java.util.List;

/** A report as the XML of JUnit that build servers read. */
final class JUnitReport {

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JUnitReport() {}

    static String of(Report report) {
        JUnitReport junit = new JUnitReport();
        junit.xml.append("<testsuites name=\"Airworthy\">\n");
        report.bySubject().forEach(junit::suite);
        return junit.xml.append("</testsuites>\n").toString();
    }

    private void suite(String subject, List<Entry> entries) {
        xml.append("  <testsuite name=\"").append(escaped(subject));
        xml.append("\" tests=\"").append(Math.max(1, entries.size()));
        xml.append("\" failures=\"")
                .append(entries.stream().filter(Entry::isError).count());
        xml.append("\" errors=\"0\" skipped=\"");
        xml.append(entries.stream().filter(entry -> entry.waiver().isPresent()).count());
        xml.append("\">\n");
        if (entries.isEmpty()) {
            test(subject, "nothing is wrong", "");
        }
        entries.forEach(entry ->
                test(subject, entry.rule().id() + (entry.path().isEmpty() ? "" : " " + entry.path()), verdict(entry)));
        xml.append("  </testsuite>\n");
    }

    private void test(String subject, String name, String verdict) {
        xml.append("    <testcase classname=\"").append(escaped(subject));
        xml.append("\" name=\"").append(escaped(name)).append("\">");
        xml.append(verdict).append("</testcase>\n");
    }

    private static String verdict(Entry entry) {
        if (entry.waiver().isPresent()) {
            return "<skipped message=\"" + escaped(entry.waiver().get()) + "\">" + text(entry) + "</skipped>";
        }
        return entry.isWarning()
                ? "<system-out>" + text(entry) + "</system-out>"
                : "<failure type=\"" + escaped(entry.rule().id()) + "\" message=\"" + escaped(entry.headline()) + "\">"
                        + text(entry) + "</failure>";
    }

    private static String text(Entry entry) {
        StringBuilder text = new StringBuilder(escaped(entry.headline())).append('\n');
        entry.place().ifPresent(place -> text.append(escaped("At " + place)).append('\n'));
        entry.details().forEach(line -> text.append(escaped(line)).append('\n'));
        return text.toString();
    }

    /** For elements and attributes alike. What XML 1.0 cannot hold is made visible. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(character).append(';');
                default -> {
                    if (isInXml(character)) {
                        escaped.appendCodePoint(character);
                    } else {
                        escaped.append(Visible.escaped(character));
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isInXml(int character) {
        return character >= ' ' && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000;
    }
}
