package io.airworthy.render.document;

import java.util.ArrayList;
import java.util.List;

/**
 * One procedure of the runbook: when it is due, what must be true before, what to do, how to see that it worked, and the
 * way back. It is filled in that order.
 */
final class Procedure {

    private final String title;
    private final Phrase trigger;
    private final List<Phrase> before = new ArrayList<>();
    private final List<Block> steps = new ArrayList<>();
    private final List<Block> verification = new ArrayList<>();
    private final List<Block> wayBack = new ArrayList<>();
    private int count;

    private Procedure(String title, Phrase trigger) {
        this.title = title;
        this.trigger = trigger;
    }

    static Procedure when(String title, String words, Object... values) {
        return new Procedure(title, Phrase.of(words, values));
    }

    String title() {
        return title;
    }

    /** What must be true, or done, before the first step. */
    Procedure before(String words, Object... values) {
        before.add(Phrase.of(words, values));
        return this;
    }

    /** A step in words. */
    Procedure step(String words, Object... values) {
        count++;
        steps.add(Block.paragraph("**Step {}.** {}", count, Phrase.of(words, values)));
        return this;
    }

    /** A step in words and commands. */
    Procedure step(Script script, String words, Object... values) {
        step(words, values);
        steps.add(script.block());
        return this;
    }

    /** How to see that it worked. */
    Procedure verify(Script script, String words, Object... values) {
        add(verification, "**Verify.** {}", Phrase.of(words, values));
        verification.add(script.block());
        return this;
    }

    /** The way back. */
    Procedure rollback(Script script, String words, Object... values) {
        rollback(words, values);
        wayBack.add(script.block());
        return this;
    }

    /** The way back, in words. */
    Procedure rollback(String words, Object... values) {
        add(wayBack, "**Roll back.** {}", Phrase.of(words, values));
        return this;
    }

    /** The procedure as a section of the document. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "{}", title));
        blocks.add(Block.paragraph("**When.** {}", trigger));
        if (!before.isEmpty()) {
            blocks.add(Block.paragraph("**Before.**"));
            blocks.add(Block.bullets(before));
        }
        blocks.addAll(steps);
        blocks.addAll(verification);
        blocks.addAll(wayBack);
        return blocks;
    }

    /** The label stands before the first paragraph only. */
    private static void add(List<Block> part, String labelled, Phrase text) {
        part.add(Block.paragraph(part.isEmpty() ? labelled : "{}", text));
    }
}
