package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.TriesFrom;
import io.airworthy.validation.InvalidDeploymentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Extra values are any tree. Either the rules say what is wrong with them, or the chart takes them. */
class AnyExtraValuesTest {

    private static final Map<String, List<Entry>> ENTRIES = new ConcurrentHashMap<>();

    /** A key of the chart at any depth, and what the chart has there. */
    private record Entry(List<String> path, Object value) {}

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.validOn(Charts.VERSIONS)
                .flatMap(valid -> extraValues(valid.chartVersion())
                        .map(extra -> valid.toBuilder().extraValues(extra).build()));
    }

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(Charts.AtHand.class)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @TriesFrom(value = "airworthy.helm.tries", otherwise = 10)
    void whatValidatesRenders(@ForAll("deployments") AirflowDeployment airflow) {
        boolean validates = airflow.validate().errors().isEmpty();
        Statistics.collect(validates);
        if (Integer.getInteger("airworthy.helm.tries", 0) >= 100) {
            Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share >= 15));
        }
        if (validates) {
            assertThatCode(() -> HelmChart.render(airflow))
                    .as("chart %s with %s", airflow.chartVersion(), airflow.extraValues())
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> HelmValues.of(airflow))
                    .as("%s", airflow.extraValues())
                    .isInstanceOf(InvalidDeploymentException.class);
        }
    }

    private static Arbitrary<Map<String, Object>> extraValues(ChartVersion chart) {
        Arbitrary<Entry> entry = Arbitraries.of(ENTRIES.computeIfAbsent(chart.text(), AnyExtraValuesTest::read))
                .flatMap(AnyExtraValuesTest::changed);
        return entry.list().ofMinSize(1).ofMaxSize(4).map(AnyExtraValuesTest::tree);
    }

    /** Mostly a value that the key may have; sometimes another, and sometimes another key. */
    private static Arbitrary<Entry> changed(Entry entry) {
        Arbitrary<Object> values =
                Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.of(likely(entry.value()))), Tuple.of(2, anything()));
        Arbitrary<List<String>> paths = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(entry.path())), Tuple.of(1, Arbitraries.just(misspelt(entry.path()))));
        return Combinators.combine(paths, values).as(Entry::new);
    }

    private static List<Object> likely(Object value) {
        return switch (Tree.kind(value)) {
            case BOOLEAN -> List.of(true, false);
            case INTEGER -> List.of(0, 1, 3, 65_535);
            case LIST -> List.of(List.of(), value);
            case MAP -> List.of(Map.of(), value);
            default -> List.of("a-name", "", value == null ? "text" : value);
        };
    }

    private static Arbitrary<Object> anything() {
        Arbitrary<Object> leaf = Arbitraries.of(true, 7, -1, "text", "0644", "{{ .Release.Name }}", 1_000_000L);
        return Arbitraries.oneOf(
                leaf,
                leaf.list().ofMaxSize(2).map(list -> (Object) list),
                Combinators.combine(Arbitraries.of("name", "enabled", "a.b/c", "key"), leaf)
                        .as((key, value) -> (Object) Map.of(key, value)),
                Combinators.combine(Arbitraries.of("name", "limits"), leaf)
                        .as((key, value) -> (Object) List.of(Map.of(key, value))));
    }

    private static List<String> misspelt(List<String> path) {
        List<String> other = new ArrayList<>(path);
        other.set(path.size() - 1, path.get(path.size() - 1) + "s");
        return other;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(List<Entry> entries) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Map<String, Object> map = root;
            List<String> path = entry.path();
            for (String key : path.subList(0, path.size() - 1)) {
                Object inner = Tree.kind(map.get(key)) == Tree.Kind.MAP
                        ? new LinkedHashMap<>((Map<String, Object>) map.get(key))
                        : new LinkedHashMap<String, Object>();
                map.put(key, inner);
                map = (Map<String, Object>) inner;
            }
            map.put(path.get(path.size() - 1), entry.value());
        }
        return root;
    }

    private static List<Entry> read(String version) {
        try {
            List<Entry> entries = new ArrayList<>();
            Map<String, ?> defaults = ValuesYaml.read(
                            Files.readString(Charts.unpacked(version).resolve("values.yaml")))
                    .values();
            collect(entries, List.of(), defaults);
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(List<Entry> entries, List<String> path, Map<?, ?> map) {
        map.forEach((key, value) -> {
            List<String> here = new ArrayList<>(path);
            here.add(key.toString());
            entries.add(new Entry(here, value));
            collect(entries, here, Tree.mapOrEmpty(value));
        });
    }
}
