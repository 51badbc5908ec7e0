package io.airworthy.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would be right instead of a key that a chart version does not know. */
final class UnknownKeyRemedy {

    private static final int FEW = 8;

    private final ChartProfile profile;

    UnknownKeyRemedy(ChartProfile profile) {
        this.profile = profile;
    }

    /** What would be right, and the key that was probably meant. */
    record Remedy(String text, Optional<String> nearest) {}

    /** What other chart versions say about the key, and what to write with this one. */
    Remedy of(KeyPath path, Shape siblings, Optional<String> successor) {
        List<String> parts = new ArrayList<>();
        String history = history(path);
        if (history != null) {
            parts.add(history);
        }
        if (successor.isPresent() && profile.has(successor.get())) {
            parts.add("use " + successor.get());
        }
        return parts.isEmpty() ? guess(path, siblings) : new Remedy(String.join(", or ", parts), Optional.empty());
    }

    private @Nullable String history(KeyPath path) {
        List<String> versions = ChartVersions.SUPPORTED;
        int here = ChartVersions.placeOf(profile.version());
        for (int before = here - 1; before >= 0; before--) {
            if (ChartProfile.of(versions.get(before)).has(path)) {
                return "remove it: chart " + ChartVersions.spoken(versions.get(before + 1)) + " dropped it";
            }
        }
        for (int after = here + 1; after < versions.size(); after++) {
            if (ChartProfile.of(versions.get(after)).has(path)) {
                return "use chart " + ChartVersions.spoken(versions.get(after)) + " or later";
            }
        }
        return null;
    }

    private Remedy guess(KeyPath path, Shape siblings) {
        String written = path.steps().get(path.steps().size() - 1).text();
        Optional<String> nearest = NearestKey.to(written, siblings.children().keySet());
        if (nearest.isPresent()) {
            return new Remedy("use " + nearest.get() + ", if that is what you mean", nearest);
        }
        return new Remedy(
                siblings.children().size() <= FEW
                        ? "use one of " + String.join(", ", siblings.children().keySet())
                        : "remove it",
                nearest);
    }
}
