package io.airworthy.render.document;

import java.util.List;
import java.util.stream.Collectors;

/** Writes blocks as one document, with a blank line between any two. */
final class Markdown {

    private Markdown() {}

    static String write(List<Block> blocks) {
        return blocks.stream().map(Block::markdown).collect(Collectors.joining("\n\n", "", "\n"));
    }
}
