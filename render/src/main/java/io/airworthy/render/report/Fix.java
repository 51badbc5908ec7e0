package io.airworthy.render.report;

import io.airworthy.frozen.Frozen;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A change of text that puts something right.
 *
 * @param what what the change does, as an instruction without its full stop
 * @param isSafe whether a program may make the change; otherwise a person has to look at it
 * @param replacements what to replace, each place as it is before the change; no two overlap
 */
public record Fix(String what, boolean isSafe, List<Replacement> replacements) {

    /**
     * A new text in the place of an old one.
     *
     * @param place where the old text is; an empty place to insert
     * @param text the new text; an empty one to delete
     */
    public record Replacement(Place place, String text) {

        /** Refuses null. */
        public Replacement {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(text, "text");
        }
    }

    /** Copies the replacements. */
    public Fix {
        Objects.requireNonNull(what, "what");
        replacements = Frozen.list(replacements, "replacements");
    }

    /**
     * A change that a program may make.
     *
     * @param what what the change does
     * @param replacements what to replace
     * @return the fix
     */
    public static Fix safe(String what, Replacement... replacements) {
        return new Fix(what, true, copy(replacements));
    }

    /**
     * A change that a person has to look at.
     *
     * @param what what the change does
     * @param replacements what to replace
     * @return the fix
     */
    public static Fix toLookAt(String what, Replacement... replacements) {
        return new Fix(what, false, copy(replacements));
    }

    private static List<Replacement> copy(Replacement... replacements) {
        return Frozen.list(Arrays.asList(Objects.requireNonNull(replacements, "replacements")), "replacements");
    }
}
