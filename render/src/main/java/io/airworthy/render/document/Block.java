package io.airworthy.render.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One block of a Markdown document. */
sealed interface Block {

    /** The block's lines, without a blank line before or after. */
    String markdown();

    /** A heading. */
    record Heading(int level, Phrase text) implements Block {
        @Override
        public String markdown() {
            return "#".repeat(level) + " " + text.markdown();
        }
    }

    /** A paragraph. */
    record Paragraph(Phrase text) implements Block {
        @Override
        public String markdown() {
            return text.markdown().strip();
        }
    }

    /** A list without numbers. */
    record Bullets(List<Phrase> items) implements Block {
        @Override
        public String markdown() {
            return items.stream().map(item -> "- " + item.markdown()).collect(Collectors.joining("\n"));
        }
    }

    /** A list of things to tick off. */
    record Ticks(List<Tick> items) implements Block {
        @Override
        public String markdown() {
            return items.stream().map(Tick::markdown).collect(Collectors.joining("\n"));
        }
    }

    /** A table. Rows that are too short are filled up. */
    record Table(List<String> header, List<List<Phrase>> rows) implements Block {
        @Override
        public String markdown() {
            List<String> lines = new ArrayList<>();
            lines.add(line(header.stream().map(Phrase::plain).toList()));
            lines.add("|" + " --- |".repeat(header.size()));
            rows.forEach(row -> lines.add(line(row)));
            return String.join("\n", lines);
        }

        private String line(List<Phrase> cells) {
            if (cells.size() > header.size()) {
                throw new IllegalArgumentException("more cells than columns: " + cells);
            }
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < header.size(); i++) {
                line.append(' ')
                        .append(i < cells.size() ? cells.get(i).cell() : "")
                        .append(" |");
            }
            return line.toString();
        }
    }

    /** Text that is shown exactly as it is. The fence is longer than any run of backticks in it. */
    record Code(String language, String text) implements Block {
        @Override
        public String markdown() {
            String fence = "`".repeat(Math.max(3, Phrase.longestRunOfBackticks(text) + 1));
            return fence + language + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence;
        }
    }

    /** A heading. */
    static Block heading(int level, String words, Object... values) {
        return new Heading(level, Phrase.of(words, values));
    }

    /** A paragraph. */
    static Block paragraph(String words, Object... values) {
        return new Paragraph(Phrase.of(words, values));
    }

    /** A list without numbers. */
    static Block bullets(Phrase... items) {
        return new Bullets(List.of(items));
    }
}
