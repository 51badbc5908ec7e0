package io.airworthy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.airworthy.chart.ChartMove.Standing;
import io.airworthy.chart.KeyTrials.Assignment;
import io.airworthy.chart.KeyTrials.Trial;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.render.helm.Charts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the library says of the keys of a chart, with the real chart as judge: each key is changed, in one kind of deployment
 * after the other, until some object that the chart renders is different.
 *
 * <p>By default a few keys of two charts are tried; with {@code -Dairworthy.extended=true} every key of every chart, for each
 * major version of Airflow that it runs, which takes hours.
 */
@ExtendWith(Charts.AtHand.class)
class KeysOfTheRealChartTest {

    private static final boolean EXTENDED = Boolean.getBoolean("airworthy.extended");
    private static final int ONE_OF = EXTENDED ? 1 : 211;

    /** A chart with one major version of Airflow. */
    record Pair(String chart, int airflowMajor) {

        ChartProfile profile() {
            return ChartProfile.of(chart);
        }

        /** What the table says of a key, or of one that it is in: the first thing that {@link ValuesCheck} would meet. */
        Optional<ChartMove> ignored(String key) {
            KeyPath path = KeyPath.of(key);
            return IntStream.rangeClosed(1, path.steps().size())
                    .mapToObj(path::first)
                    .flatMap(beginning -> ChartMoves.find(chart, airflowMajor, beginning).stream()
                            .filter(move -> move.standing() == Standing.IGNORED)
                            .map(move -> new ChartMove(
                                    key,
                                    move.successors().stream()
                                            .map(successor -> KeyPath.of(successor)
                                                    .plus(path.after(
                                                            beginning.steps().size()))
                                                    .toString())
                                            .toList(),
                                    move.standing())))
                    .findFirst();
        }
    }

    static Stream<Pair> pairs() {
        List<String> charts = ChartProfile.supported();
        String oldest = charts.get(0);
        String newest = charts.get(charts.size() - 1);
        return charts.stream()
                .filter(chart -> EXTENDED || chart.equals(oldest) || chart.equals(newest))
                .flatMap(chart -> Stream.of(2, 3)
                        .filter(major -> major <= ChartMoves.defaultAirflowMajor(chart))
                        .filter(major -> EXTENDED || major == ChartMoves.defaultAirflowMajor(chart))
                        .map(major -> new Pair(chart, major)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void aKeyHasAnEffectUnlessItIsSaidToHaveNone(Pair pair) {
        Map<String, List<Trial>> trials = sample(trials(pair));
        Map<String, Set<String>> changed = changed(pair, trials);

        Set<String> withoutEffect = new TreeSet<>(trials.keySet());
        withoutEffect.removeAll(changed.keySet());
        withoutEffect.addAll(withoutEffectOnWhatTheSuccessorIsFor(pair, changed));
        assertThat(withoutEffect)
                .containsExactlyInAnyOrderElementsOf(trials.keySet().stream()
                        .filter(key -> pair.ignored(key).isPresent())
                        .toList());
    }

    /** Keys that are said to be ignored, and change something, but nothing of what their successor changes. */
    private static List<String> withoutEffectOnWhatTheSuccessorIsFor(Pair pair, Map<String, Set<String>> changed) {
        return changed.keySet().stream()
                .filter(key -> pair.ignored(key)
                        .map(ChartMove::successors)
                        .filter(successors -> !successors.isEmpty())
                        .filter(successors -> {
                            Map<String, List<Trial>> trials = trials(pair);
                            trials.keySet().retainAll(successors);
                            return changed(pair, trials).values().stream()
                                    .noneMatch(objects -> objects.stream().anyMatch(changed.get(key)::contains));
                        })
                        .isPresent())
                .toList();
    }

    /** The objects that each key changes; keys that change nothing are left out. A chart that fails has read the key. */
    private static Map<String, Set<String>> changed(Pair pair, Map<String, List<Trial>> trials) {
        ChartProbe probe = new ChartProbe(Charts.unpacked(pair.chart()));
        Map<String, Set<String>> changed = new TreeMap<>();
        for (List<Assignment> context :
                ChartContexts.of(pair.profile(), pair.airflowMajor()).values()) {
            List<Trial> left = trials.values().stream()
                    .flatMap(List::stream)
                    .filter(trial -> !changed.containsKey(trial.key()))
                    .map(trial -> trial.in(withoutOtherPlaces(pair, trial.key(), context)))
                    .toList();
            probe.effects(left).forEach((trial, effect) -> {
                if (!effect.isNone()) {
                    changed.put(trial.key(), effect.objects());
                }
            });
        }
        return changed;
    }

    /** A deployment that sets a key at its new place would hide it at its old one. */
    private static List<Assignment> withoutOtherPlaces(Pair pair, String key, List<Assignment> context) {
        List<KeyPath> others =
                ChartMoves.otherPlaces(pair.chart(), AirflowVersion.of(pair.airflowMajor() + ".0.0"), KeyPath.of(key));
        return context.stream()
                .filter(one -> !others.contains(KeyPath.of(String.join(".", one.path()))))
                .toList();
    }

    private static Map<String, List<Trial>> trials(Pair pair) {
        try {
            Path values = Charts.unpacked(pair.chart()).resolve("values.yaml");
            Map<String, List<Trial>> trials = KeyTrials.of(
                    pair.profile(), pair.airflowMajor(), new YAMLMapper().readValue(values.toFile(), Map.class));
            // The chart in the chart has keys of its own, and production has a database of its own.
            trials.keySet().removeIf(key -> key.startsWith("postgresql."));
            return trials;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<Trial>> sample(Map<String, List<Trial>> trials) {
        List<String> keys = List.copyOf(trials.keySet());
        return IntStream.range(0, keys.size())
                .filter(i -> i % ONE_OF == 0)
                .mapToObj(keys::get)
                .collect(Collectors.toMap(key -> key, trials::get, (one, other) -> one, LinkedHashMap::new));
    }
}
