package io.airworthy.render.lint;

import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Keys that a chart has moved, and how the text follows them. */
final class Moves {

    /** Where the new key takes another form than the old one, by the end of the new key. */
    private static final Map<String, Function<Object, Object>> FORMS = Map.of(
            "hosts", host -> List.of(Map.of("name", host)),
            "period", seconds -> seconds + "s",
            "imagePullSecrets", name -> List.of(Map.of("name", name)));

    /** Old keys from which the chart renders something else than from their successors, as real Helm showed. */
    private static final Set<String> UNLIKE = Set.of(
            "dags.gitSync.wait",
            "ingress.enabled",
            "webserver.defaultUser",
            "webserver.defaultUser.enabled",
            "workers.affinity",
            "workers.podDisruptionBudget.config.minAvailable",
            "workers.serviceAccount.create",
            "workers.serviceAccount.name");

    private Moves() {}

    /** Whether the chart renders the same from an old key and from what took its place. */
    static boolean areAlike(KeyPath path) {
        return !UNLIKE.contains(path.toString());
    }

    /** A change that also writes a key's value where this chart has it now; empty if it has no such place, or takes another form. */
    static Optional<Rewrite> follow(Judged judged, Rewrite edit, KeyPath path) {
        List<KeyPath> places = places(judged, path);
        boolean areKeys =
                places.stream().flatMap(place -> place.steps().stream()).noneMatch(KeyPath.Step::place);
        Object value = judged.values().at(path).orElse(null);
        if (places.isEmpty() || !areKeys || value == null) {
            return Optional.empty();
        }
        if (places.stream().allMatch(place -> judged.takes(place, value))) {
            return Optional.of(edit.move(path, places));
        }
        Function<Object, Object> form = FORMS.get(Values.last(places.get(0)));
        return form != null && isScalar(value) && judged.takes(places.get(0), form.apply(value))
                ? Optional.of(edit.put(places.get(0), form.apply(value)).remove(path))
                : Optional.empty();
    }

    /** Whether values say the same where this chart has a key now, as those for several charts do. */
    static boolean areFollowed(Judged judged, KeyPath path) {
        List<KeyPath> places = places(judged, path);
        return !places.isEmpty()
                && places.stream()
                        .allMatch(place -> judged.values().has(place)
                                && judged.values()
                                        .at(place)
                                        .equals(judged.values().at(path)));
    }

    private static List<KeyPath> places(Judged judged, KeyPath path) {
        return ChartMoves.find(judged.profile().version(), judged.airflow(), path)
                .map(ChartMove::successors)
                .orElse(List.of())
                .stream()
                .filter(judged::has)
                .map(KeyPath::of)
                .toList();
    }

    private static boolean isScalar(Object value) {
        return switch (Tree.kind(value)) {
            case MAP, LIST -> false;
            default -> true;
        };
    }
}
