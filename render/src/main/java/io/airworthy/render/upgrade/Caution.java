package io.airworthy.render.upgrade;

import java.util.Objects;

/**
 * Something that a plain rollout would not do, or would do silently.
 *
 * @param stops whether the plan does not lead there: something else has to be done first, or instead
 * @param what what it is, as a sentence without its full stop
 * @param remedy what to do about it, as an instruction without its full stop
 */
public record Caution(boolean stops, String what, String remedy) {

    /** Refuses null. */
    public Caution {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(remedy, "remedy");
    }
}
