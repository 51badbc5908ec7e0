package io.airworthy.render.lint;

import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Fix.Replacement;
import io.airworthy.render.report.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text with changes made to it. */
final class FixedText {

    private record Edit(int start, int end, String text) {}

    private FixedText() {}

    /** The text after all fixes that do not get into each other's way; the first one wins. */
    static String of(String file, String text, List<Fix> fixes) {
        List<Integer> lines = lineStarts(text);
        List<Edit> taken = new ArrayList<>();
        for (Fix fix : fixes) {
            List<Edit> edits = fix.replacements().stream()
                    .filter(replacement -> replacement.place().file().equals(file))
                    .map(replacement -> edit(replacement, text, lines))
                    .toList();
            if (edits.stream().noneMatch(edit -> taken.stream().anyMatch(other -> overlap(edit, other)))) {
                taken.addAll(edits);
            }
        }
        StringBuilder fixed = new StringBuilder(text);
        taken.stream()
                .sorted(Comparator.comparing(Edit::start).reversed())
                .forEach(edit -> fixed.replace(edit.start(), edit.end(), edit.text()));
        return fixed.toString();
    }

    private static boolean overlap(Edit one, Edit other) {
        return one.start() <= other.end() && other.start() <= one.end();
    }

    private static Edit edit(Replacement replacement, String text, List<Integer> lines) {
        Place place = replacement.place();
        return new Edit(
                offset(text, lines, place.startLine(), place.startColumn()),
                offset(text, lines, place.endLine(), place.endColumn()),
                replacement.text());
    }

    private static int offset(String text, List<Integer> lines, int line, int column) {
        if (line > lines.size()) {
            return text.length();
        }
        int start = lines.get(line - 1);
        int end = line < lines.size() ? lines.get(line) : text.length();
        return column - 1 > text.codePointCount(start, end) ? end : text.offsetByCodePoints(start, column - 1);
    }

    /** Where each line begins. A carriage return alone ends one as well. */
    static List<Integer> lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                starts.add(i + 1);
            }
        }
        return starts;
    }
}
