package io.airworthy.render.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One block of a Markdown document.
 *
 * @param markdown the block's lines, without a blank line before or after
 */
record Block(String markdown) {

    /** A heading. */
    static Block heading(int level, String words, Object... values) {
        return new Block("#".repeat(level) + " " + Phrase.of(words, values).markdown());
    }

    /** A paragraph. */
    static Block paragraph(String words, Object... values) {
        return new Block(Phrase.of(words, values).markdown().strip());
    }

    /** A list without numbers. */
    static Block bullets(List<Phrase> items) {
        return new Block(items.stream().map(item -> "- " + item.markdown()).collect(Collectors.joining("\n")));
    }

    /** A table. Rows that are too short are filled up. */
    static Block table(List<String> header, List<List<Phrase>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(line(header.stream().map(Phrase::plain).toList(), header.size()));
        lines.add("|" + " --- |".repeat(header.size()));
        rows.forEach(row -> lines.add(line(row, header.size())));
        return new Block(String.join("\n", lines));
    }

    /** Text that is shown exactly as it is. The fence is longer than any run of backticks in it. */
    static Block code(String language, String text) {
        String fence = "`".repeat(Math.max(3, Phrase.longestRunOfBackticks(text) + 1));
        return new Block(fence + language + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence);
    }

    /** Blocks as one document, with a blank line between any two. */
    static String document(List<Block> blocks) {
        return blocks.stream().map(Block::markdown).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String line(List<Phrase> cells, int columns) {
        if (cells.size() > columns) {
            throw new IllegalArgumentException("more cells than columns: " + cells);
        }
        return cells.stream().map(cell -> " " + cell.cell() + " |").collect(Collectors.joining("", "|", ""))
                + "  |".repeat(columns - cells.size());
    }
}
