package io.airworthy.render.lint;

import io.airworthy.render.report.Place;
import io.airworthy.render.source.SourceRegion;

/** Where a text stands in its file: as a whole, or in a block inside of it. */
record Placement(String file, int lines, int columns, boolean exact, SourceRegion outer) {

    static Placement whole(String file) {
        return new Placement(file, 0, 0, true, SourceRegion.START);
    }

    /** A block whose first line is behind so many lines, and whose lines begin behind so many columns. */
    Placement block(int before, int indent) {
        return new Placement(file, lines + before, columns + indent, exact, outer);
    }

    /** A text whose lines are not those of the file, such as one in quotes. */
    Placement somewhereIn(SourceRegion region) {
        return new Placement(file, lines, columns, false, region);
    }

    Place of(SourceRegion region) {
        SourceRegion here = exact ? region : outer;
        return new Place(
                file, here.line() + lines, here.column() + columns, here.endLine() + lines, here.endColumn() + columns);
    }
}
