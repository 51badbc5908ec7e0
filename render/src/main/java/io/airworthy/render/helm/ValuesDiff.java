package io.airworthy.render.helm;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.KeyPath;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.frozen.Tree;
import io.airworthy.values.ChartValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is different between the values of two deployments, key by key. A key that a chart or Airflow renamed between the
 * two is one change, not two.
 */
public final class ValuesDiff {

    private static final String CONFIG = "config.";

    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final Map<String, Leaf> earlier;
    private final Map<String, Leaf> later;

    /** The keys that only the later values have, by the one whose place they took. */
    private final Map<String, List<String>> followers;

    /** The options that only the later values have, by what the earlier Airflow calls them. */
    private final Map<String, List<String>> renamed;

    /** A value without keys of its own, and where it stands. */
    private record Leaf(KeyPath path, @Nullable Object value) {}

    private ValuesDiff(AirflowDeployment before, AirflowDeployment after) {
        this.before = before;
        this.after = after;
        this.earlier = leaves(ChartValues.of(before, Map.of()).asMap());
        this.later = leaves(ChartValues.of(after, Map.of()).asMap());
        Map<String, Leaf> added = new TreeMap<>(later);
        added.keySet().removeAll(earlier.keySet());
        this.followers = new HashMap<>();
        added.forEach((path, leaf) -> successor(before, leaf.path())
                .ifPresent(same -> followers
                        .computeIfAbsent(same, absent -> new ArrayList<>())
                        .add(path)));
        AirflowOptions earlierNames = AirflowOptions.of(before.airflowVersion());
        this.renamed = added.keySet().stream()
                .filter(ValuesDiff::isOption)
                .collect(Collectors.groupingBy(path -> earlierNames.nameOf(path.substring(CONFIG.length()))));
    }

    /**
     * The differences between the values of two deployments.
     *
     * @param before a deployment without errors
     * @param after another one
     * @return the changes, ordered by path; empty if the values are the same
     */
    public static List<ValueChange> between(AirflowDeployment before, AirflowDeployment after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        return new ValuesDiff(before, after).changes();
    }

    private List<ValueChange> changes() {
        List<ValueChange> changes = new ArrayList<>();
        Map<String, String> moves = moves();
        Set<String> moved = Set.copyOf(moves.values());
        later.forEach((path, leaf) -> {
            Leaf same = earlier.get(path);
            if (same == null && !moved.contains(path)) {
                changes.add(ValueChange.added(path, leaf.value()));
            } else if (same != null && !Objects.equals(same.value(), leaf.value())) {
                changes.add(ValueChange.changed(path, same.value(), leaf.value()));
            }
        });
        earlier.forEach((path, leaf) -> {
            String place = moves.get(path);
            if (place != null) {
                changes.add(ValueChange.moved(
                        path,
                        place,
                        leaf.value(),
                        Objects.requireNonNull(later.get(place)).value()));
            } else if (!later.containsKey(path)) {
                changes.add(ValueChange.removed(path, leaf.value()));
            }
        });
        changes.sort(Comparator.comparing(ValueChange::path));
        return List.copyOf(changes);
    }

    /** The keys that only the earlier values have, each with the place that it has in the later ones. */
    private Map<String, String> moves() {
        Map<String, String> moves = new TreeMap<>();
        Set<String> taken = new HashSet<>();
        earlier.forEach((path, leaf) -> {
            if (!later.containsKey(path)) {
                places(leaf.path())
                        .filter(place ->
                                later.containsKey(place) && !earlier.containsKey(place) && !taken.contains(place))
                        .findFirst()
                        .ifPresent(place -> {
                            moves.put(path, place);
                            taken.add(place);
                        });
            }
        });
        return moves;
    }

    /** Where the later values may have a key: as its own successor, or as what it is the successor of. */
    private Stream<String> places(KeyPath path) {
        return Stream.of(
                        successor(after, path).stream(),
                        options(path.toString()),
                        followers.getOrDefault(path.toString(), List.of()).stream())
                .flatMap(Function.identity());
    }

    /** What the chart of a deployment has in a key's place, or in the place of one that the key is in. */
    private static Optional<String> successor(AirflowDeployment deployment, KeyPath path) {
        for (int length = path.steps().size(); length > 0; length--) {
            KeyPath beginning = new KeyPath(path.steps().subList(0, length));
            List<KeyPath.Step> rest = path.steps().subList(length, path.steps().size());
            Optional<KeyPath> place = ChartMoves.find(
                            deployment.chartVersion().text(), deployment.airflowVersion(), beginning)
                    .flatMap(ChartMove::successor)
                    .map(KeyPath::of);
            if (place.isPresent()) {
                KeyPath whole = place.orElseThrow();
                for (KeyPath.Step step : rest) {
                    whole = whole.plus(step);
                }
                return Optional.of(whole.toString());
            }
        }
        return Optional.empty();
    }

    /** What the later Airflow calls an option, or what the earlier one called what it is. */
    private Stream<String> options(String path) {
        if (!isOption(path)) {
            return Stream.empty();
        }
        String option = path.substring(CONFIG.length());
        String next = AirflowOptions.of(after.airflowVersion()).nameOf(option);
        return Stream.concat(Stream.of(CONFIG + next), renamed.getOrDefault(option, List.of()).stream());
    }

    private static boolean isOption(String path) {
        return path.startsWith(CONFIG) && path.indexOf('.', CONFIG.length()) > 0;
    }

    private static Map<String, Leaf> leaves(Map<String, ?> tree) {
        Map<String, Leaf> leaves = new TreeMap<>();
        collect(KeyPath.ROOT, tree, leaves);
        return leaves;
    }

    private static void collect(KeyPath here, @Nullable Object value, Map<String, Leaf> leaves) {
        Map<?, ?> map = Tree.mapOrEmpty(value);
        map.forEach((key, child) -> collect(here.key(key.toString()), child, leaves));
        if (map.isEmpty() && !here.steps().isEmpty()) {
            leaves.put(here.toString(), new Leaf(here, value));
        }
    }
}
