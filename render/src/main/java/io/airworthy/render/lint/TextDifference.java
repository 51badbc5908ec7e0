package io.airworthy.render.lint;

import io.airworthy.render.report.Fix.Replacement;
import io.airworthy.render.report.Place;
import java.util.ArrayList;
import java.util.List;

/** What to replace in a text so that it becomes another one. */
final class TextDifference {

    /** How many pairs of lines are compared; if there are more, all between the first difference and the last is replaced. */
    private static final long MOST_PAIRS = 1_000_000;

    private final List<String> before;
    private final List<String> after;
    private final Placement placement;
    private final List<Replacement> replacements = new ArrayList<>();

    private TextDifference(List<String> before, List<String> after, Placement placement) {
        this.before = before;
        this.after = after;
        this.placement = placement;
    }

    /** @param placement where the text stands in its file */
    static List<Replacement> between(String before, String after, Placement placement) {
        TextDifference difference = new TextDifference(lines(before), lines(after), placement);
        difference.find();
        return difference.replacements;
    }

    private void find() {
        int start = 0;
        int end = before.size();
        int newEnd = after.size();
        while (start < Math.min(end, newEnd) && before.get(start).equals(after.get(start))) {
            start++;
        }
        while (Math.min(end, newEnd) > start && before.get(end - 1).equals(after.get(newEnd - 1))) {
            end--;
            newEnd--;
        }
        if ((long) (end - start) * (newEnd - start) > MOST_PAIRS) {
            hunk(start, end, start, newEnd);
        } else {
            common(start, end, newEnd);
        }
    }

    /** Keeps the longest common run of lines. */
    private void common(int start, int end, int newEnd) {
        int[][] longest = new int[end - start + 1][newEnd - start + 1];
        for (int i = end - start - 1; i >= 0; i--) {
            for (int j = newEnd - start - 1; j >= 0; j--) {
                longest[i][j] = before.get(start + i).equals(after.get(start + j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        int from = 0;
        int newFrom = 0;
        while (i < end - start && j < newEnd - start) {
            if (before.get(start + i).equals(after.get(start + j))) {
                hunk(start + from, start + i, start + newFrom, start + j);
                from = ++i;
                newFrom = ++j;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        hunk(start + from, end, start + newFrom, newEnd);
    }

    private void hunk(int from, int to, int newFrom, int newTo) {
        if (to - from == newTo - newFrom) {
            for (int i = 0; i < to - from; i++) {
                line(from + i, before.get(from + i), after.get(newFrom + i));
            }
        } else {
            StringBuilder text = new StringBuilder();
            for (String line : after.subList(newFrom, newTo)) {
                text.append(line.isBlank() ? "" : " ".repeat(placement.columns()))
                        .append(line);
            }
            replacements.add(new Replacement(wholeLines(from, to), text.toString()));
        }
    }

    private Place wholeLines(int from, int to) {
        return new Place(placement.file(), placement.lines() + from + 1, 1, placement.lines() + to + 1, 1);
    }

    /** What differs within a line. */
    private void line(int place, String old, String now) {
        int[] one = old.codePoints().toArray();
        int[] other = now.codePoints().toArray();
        int start = 0;
        int end = one.length;
        int newEnd = other.length;
        while (start < Math.min(end, newEnd) && one[start] == other[start]) {
            start++;
        }
        while (Math.min(end, newEnd) > start && one[end - 1] == other[newEnd - 1]) {
            end--;
            newEnd--;
        }
        int line = placement.lines() + place + 1;
        int column = placement.columns() + 1;
        replacements.add(new Replacement(
                new Place(placement.file(), line, column + start, line, column + end),
                new String(other, start, newEnd - start)));
    }

    /** With their line breaks. */
    private static List<String> lines(String text) {
        List<Integer> starts = FixedText.lineStarts(text);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            lines.add(text.substring(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : text.length()));
        }
        // What is behind the last line break is a line only if there is something.
        lines.removeIf(String::isEmpty);
        return lines;
    }
}
