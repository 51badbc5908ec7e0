package io.airworthy.render.source;

import java.util.Arrays;

/** Turns the parser's places, which count characters, into regions. */
final class Places {

    private final int[] points;
    private final int[] lineStarts;
    private final boolean wide;
    private final int[] offsets;

    Places(String text) {
        this.points = text.codePoints().toArray();
        this.wide = points.length != text.length();
        this.offsets = wide ? offsets(points) : new int[0];
        this.lineStarts = lineStarts(points);
    }

    int[] points() {
        return points;
    }

    /** The place at an offset of the text, which holds no character of two units. */
    SourceRegion at(int index) {
        return region(index, index);
    }

    SourceRegion region(int start, int end) {
        int from = Math.min(start, points.length);
        int to = Math.max(from, Math.min(end, points.length));
        int line = line(from);
        int endLine = line(to);
        return new SourceRegion(
                line + 1,
                from - lineStarts[line] + 1,
                offset(from),
                endLine + 1,
                to - lineStarts[endLine] + 1,
                offset(to));
    }

    /** The end of what ends before this place, blanks and line breaks left out. */
    int trimmed(int start, int end) {
        int last = Math.min(end, points.length);
        while (last > start && Character.isWhitespace(points[last - 1])) {
            last--;
        }
        return last;
    }

    private int line(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        return found >= 0 ? found : -found - 2;
    }

    private int offset(int index) {
        return wide ? offsets[index] : index;
    }

    private static int[] offsets(int[] points) {
        int[] offsets = new int[points.length + 1];
        for (int i = 0; i < points.length; i++) {
            offsets[i + 1] = offsets[i] + Character.charCount(points[i]);
        }
        return offsets;
    }

    private static int[] lineStarts(int[] points) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < points.length; i++) {
            boolean breaks =
                    points[i] == '\n' || points[i] == '\r' && (i + 1 == points.length || points[i + 1] != '\n');
            if (breaks) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
