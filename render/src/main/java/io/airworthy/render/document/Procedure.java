package io.airworthy.render.document;

import java.util.ArrayList;
import java.util.List;

/**
 * One procedure of the runbook: when it is due, what must be true before, what to do, how to see that it worked, and the
 * way back. Immutable; each method returns a procedure with more in it.
 */
final class Procedure {

    private final String title;
    private final Phrase trigger;
    private final List<Phrase> before;
    private final List<Block> steps;
    private final List<Block> verification;
    private final List<Block> wayBack;
    private final int count;

    private Procedure(
            String title,
            Phrase trigger,
            List<Phrase> before,
            List<Block> steps,
            List<Block> verification,
            List<Block> wayBack,
            int count) {
        this.title = title;
        this.trigger = trigger;
        this.before = before;
        this.steps = steps;
        this.verification = verification;
        this.wayBack = wayBack;
        this.count = count;
    }

    static Procedure when(String title, String words, Object... values) {
        return new Procedure(title, Phrase.of(words, values), List.of(), List.of(), List.of(), List.of(), 0);
    }

    String title() {
        return title;
    }

    /** What must be true, or done, before the first step. */
    Procedure before(String words, Object... values) {
        return new Procedure(
                title, trigger, plus(before, List.of(Phrase.of(words, values))), steps, verification, wayBack, count);
    }

    /** A step in words. */
    Procedure step(String words, Object... values) {
        return withStep(numbered(Phrase.of(words, values)));
    }

    /** A step in words and commands. */
    Procedure step(Script script, String words, Object... values) {
        return withStep(numbered(Phrase.of(words, values)), script.block());
    }

    /** How to see that it worked. */
    Procedure verify(Script script, String words, Object... values) {
        return verify(words, values).verifyWith(script.block());
    }

    /** How to see that it worked, in words. */
    Procedure verify(String words, Object... values) {
        return verifyWith(labelled(verification, "Verify.", words, values));
    }

    /** The way back. */
    Procedure rollback(Script script, String words, Object... values) {
        return rollback(words, values).rollbackWith(script.block());
    }

    /** The way back, in words. */
    Procedure rollback(String words, Object... values) {
        return rollbackWith(labelled(wayBack, "Roll back.", words, values));
    }

    /** The procedure as a section of the document. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(3, Phrase.plain(title)));
        blocks.add(Block.paragraph("**When.** {}", trigger));
        if (!before.isEmpty()) {
            blocks.add(Block.paragraph("**Before.**"));
            blocks.add(new Block.Bullets(before));
        }
        blocks.addAll(steps);
        blocks.addAll(verification);
        blocks.addAll(wayBack);
        return blocks;
    }

    private Block numbered(Phrase words) {
        return Block.paragraph("**Step {}.** {}", count + 1, words);
    }

    private static Block labelled(List<Block> earlier, String label, String words, Object... values) {
        Phrase text = Phrase.of(words, values);
        return new Block.Paragraph(earlier.isEmpty() ? Phrase.of("**{}** {}", label, text) : text);
    }

    private Procedure withStep(Block... blocks) {
        return new Procedure(title, trigger, before, plus(steps, List.of(blocks)), verification, wayBack, count + 1);
    }

    private Procedure verifyWith(Block block) {
        return new Procedure(title, trigger, before, steps, plus(verification, List.of(block)), wayBack, count);
    }

    private Procedure rollbackWith(Block block) {
        return new Procedure(title, trigger, before, steps, verification, plus(wayBack, List.of(block)), count);
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
