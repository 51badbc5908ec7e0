package io.airworthy.render.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.Flower;
import io.airworthy.chart.ChartContexts;
import io.airworthy.chart.ChartProbe;
import io.airworthy.chart.ChartProbe.Effect;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ChartVersion;
import io.airworthy.chart.KeyTrials;
import io.airworthy.chart.KeyTrials.Assignment;
import io.airworthy.chart.KeyTrials.Trial;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.release.Part;
import io.airworthy.release.Workloads;
import io.airworthy.render.helm.Charts;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.testkit.SampleDeployments;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a plan says that a changed key does to pods, with the real chart as judge: everything is switched on, the key is
 * changed, and pod templates and what pods read are compared.
 *
 * <p>By default a few keys of the newest chart are tried; with {@code -Dairworthy.extended=true} every key of every chart,
 * which takes hours.
 */
@ExtendWith(Charts.AtHand.class)
class RestartsOnTheRealChartTest {

    private static final boolean EXTENDED = Boolean.getBoolean("airworthy.extended");
    private static final int ONE_OF = EXTENDED ? 1 : 173;

    /**
     * Whether these reach pods depends on what stands beside them (another exporter, another user of the pool), and on whether
     * a file is new or has changed; the plan takes the most that they can do.
     */
    private static final Set<String> DEPENDS_ON_VALUES_BESIDE_IT = Set.of(
            "statsd.enabled",
            "apiServer.apiServerConfig",
            "apiServer.apiServerConfigConfigMapName",
            "webserver.webserverConfig",
            "webserver.webserverConfigConfigMapName",
            "workers.keda.usePgbouncer",
            "workers.celery.keda.usePgbouncer");

    private static final List<String> CONTEXTS = List.of("everything, with Celery alone", "everything", "local tasks");

    /** A chart, a major version of Airflow, and how tasks run. */
    record Case(ChartVersion chart, int airflowMajor, String context) {

        AirflowDeployment deployment() {
            return SampleDeployments.but(it -> it.chartVersion(chart)
                    .airflowVersion(airflowVersion())
                    .executors(executors())
                    .flower(Flower.ofDefaults()));
        }

        private List<Executor> executors() {
            return switch (context) {
                case "everything, with Celery alone" -> List.of(Executor.CELERY);
                case "everything" ->
                    chart.takes("executor", "CeleryExecutor,KubernetesExecutor")
                            ? List.of(Executor.CELERY, Executor.KUBERNETES)
                            : List.of(Executor.CELERY_KUBERNETES);
                default -> List.of(Executor.LOCAL);
            };
        }

        private AirflowVersion airflowVersion() {
            return AirflowVersion.of(airflowMajor == 3 ? "3.0.6" : "2.11.0");
        }
    }

    static Stream<Case> cases() {
        List<ChartVersion> charts = ChartVersion.supported();
        ChartVersion newest = charts.get(charts.size() - 1);
        return charts.stream()
                .filter(chart -> EXTENDED || chart.equals(newest))
                .flatMap(chart -> Stream.of(2, 3)
                        .filter(major -> EXTENDED || major == 3)
                        .flatMap(major -> CONTEXTS.stream()
                                .filter(context -> EXTENDED || context.equals(CONTEXTS.get(0)))
                                .map(context -> new Case(chart, major, context))))
                .filter(one -> one.chart().runs(one.airflowVersion()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aPlanSaysWhichPodsAreMadeAnewAndWhichHaveToBe(Case one) throws IOException {
        ChartProfile profile = ChartProfile.of(one.chart().text());
        Map<?, ?> defaults = new YAMLMapper()
                .readValue(
                        Charts.unpacked(one.chart().text())
                                .resolve("values.yaml")
                                .toFile(),
                        Map.class);
        List<Assignment> context = ChartContexts.of(profile, one.airflowMajor()).get(one.context());
        List<Trial> trials = KeyTrials.of(profile, one.airflowMajor(), defaults).values().stream()
                .flatMap(List::stream)
                .filter(trial -> !trial.key().startsWith("postgresql."))
                .toList();
        List<Trial> some = IntStream.range(0, trials.size())
                .filter(i -> i % ONE_OF == 0)
                .mapToObj(i -> trials.get(i).in(context))
                .toList();

        Map<String, String> happened = new TreeMap<>();
        Map<String, String> said = new TreeMap<>();
        byKey(new ChartProbe(Charts.unpacked(one.chart().text())).effects(some)).forEach((key, effects) -> {
            Set<Part> restarted = parts(effects, Effect::restarted);
            Set<Part> byHand = parts(effects, Effect::byHand);
            Set<Part> there = Workloads.of(one.deployment()).parts();
            there.removeAll(parts(effects, Effect::removed));
            byHand.removeAll(restarted);
            Restarts restarts = new Restarts(one.deployment(), one.deployment(), List.of(change(key)));
            if (DEPENDS_ON_VALUES_BESIDE_IT.contains(key)) {
                assertThat(restarts.restarted()).as(key).containsAll(common(restarted, there));
            } else {
                happened.put(key, common(restarted, there) + " by hand " + common(byHand, there));
                said.put(key, common(restarts.restarted(), there) + " by hand " + common(restarts.byHand(), there));
            }
        });
        assertThat(said).isEqualTo(happened);
    }

    private static Map<String, List<Effect>> byKey(Map<Trial, Effect> effects) {
        return effects.entrySet().stream()
                .filter(entry -> !entry.getValue().isNone() && !entry.getValue().fails())
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().key(),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Set<Part> common(Set<Part> parts, Set<Part> there) {
        Set<Part> common = EnumSet.copyOf(there);
        common.retainAll(parts);
        return common;
    }

    private static Set<Part> parts(List<Effect> effects, Function<Effect, Set<String>> workloads) {
        return parts(effects.stream()
                .flatMap(effect -> workloads.apply(effect).stream())
                .collect(Collectors.toSet()));
    }

    private static Set<Part> parts(Set<String> workloads) {
        Map<String, Part> names = Arrays.stream(Part.values())
                .collect(Collectors.toMap(
                        part -> "prod-" + part.name().toLowerCase(Locale.ROOT).replace('_', '-'), part -> part));
        names.put("prod-webserver", Part.WEB);
        names.put("prod-api-server", Part.WEB);
        names.put("prod-worker", Part.WORKERS);
        return workloads.stream()
                .flatMap(workload -> Optional.ofNullable(names.get(workload)).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    private static ValueChange change(String key) {
        return new ValueChange(ValueChange.Kind.CHANGED, key.replace("[]", "[0]"), Optional.empty(), "old", "new");
    }
}
