package io.airworthy.render.lint;

import io.airworthy.render.report.Fix.Replacement;
import io.airworthy.render.report.Place;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceRegion;
import java.util.Optional;

/** Changes of a text that leave everything beside them as it is. There are none where the text is not as its file has it. */
final class Edits {

    private final Layer layer;

    private Edits(Layer layer) {
        this.layer = layer;
    }

    static Edits of(Layer layer) {
        return new Edits(layer);
    }

    Optional<Replacement> replacement(SourceRegion region, String text) {
        return layer.placement().exact()
                ? Optional.of(new Replacement(layer.placement().of(region), text))
                : Optional.empty();
    }

    /** The lines of an entry, if nothing else stands in them. */
    Optional<Replacement> removal(SourceMapping.Entry entry) {
        String text = layer.text().text();
        SourceRegion value = entry.value().region();
        int last = Math.max(value.endOffset(), entry.key().region().endOffset());
        int end = text.indexOf('\n', last);
        int lineEnd = end < 0 ? text.length() : end;
        String rest = text.substring(Math.min(last, lineEnd), lineEnd).strip();
        boolean isEnd = rest.isEmpty() || rest.equals(":") || rest.startsWith("#") || rest.startsWith(": #");
        if (!beginsItsLine(entry) || !isEnd || !layer.placement().exact() || entry.isMerged() || end < 0) {
            return Optional.empty();
        }
        Place from = layer.placement().of(entry.key().region());
        int endLine = Math.max(value.endLine(), entry.key().region().endLine());
        // What a block ends with belongs to it.
        int lines = endLine - entry.key().region().line() + 1;
        return Optional.of(
                new Replacement(new Place(from.file(), from.startLine(), 1, from.startLine() + lines, 1), ""));
    }

    /** A line before an entry, indented alike. */
    Optional<Replacement> lineBefore(SourceMapping.Entry entry, String line) {
        String text = layer.text().text();
        SourceRegion key = entry.key().region();
        if (!layer.placement().exact() || entry.isMerged() || !beginsItsLine(entry)) {
            return Optional.empty();
        }
        Place here = layer.placement().of(key);
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        return Optional.of(new Replacement(
                Place.point(here.file(), here.startLine(), here.startColumn()),
                line + lineEnd + " ".repeat(here.startColumn() - 1)));
    }

    private boolean beginsItsLine(SourceMapping.Entry entry) {
        String before = layer.text().text().substring(0, entry.key().region().offset());
        return before.substring(before.lastIndexOf('\n') + 1).isBlank();
    }
}
