package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.render.helm.Charts;
import io.airworthy.render.helm.HelmChart;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.MalformedYamlException;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.TriesFrom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The oracle is real Helm, which merges values into the chart's own and judges them before it renders any. */
@AddLifecycleHook(Charts.AtHand.class)
class SchemaVerdictTest {

    private static final Map<String, Path> CHARTS = new ConcurrentHashMap<>();

    /** What Helm gets, and for which chart. */
    private record Sample(String chart, String values) {}

    @Provide
    Arbitrary<Sample> samples() {
        return Combinators.combine(
                        Arbitraries.of(ChartProfile.supported()).flatMap(SchemaVerdictTest::base), Arbitraries.longs())
                .as((base, seed) -> new Sample(base.chart(), changed(base.values(), new Random(seed))));
    }

    /** What a deployment becomes, or the chart's own values, which say more keys. */
    private static Arbitrary<Sample> base(String chart) {
        return Arbitraries.oneOf(
                Deployments.validOn(List.of(chart)).map(SchemaVerdictTest::rendered),
                Arbitraries.create(() -> new Sample(chart, own(chart))));
    }

    private static Sample rendered(AirflowDeployment airflow) {
        return new Sample(airflow.chartVersion().text(), HelmValues.of(airflow).asText());
    }

    private static String changed(String values, Random random) {
        try {
            return ChangedValues.of(ValuesYaml.read(values).values(), random);
        } catch (MalformedYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    @TriesFrom(value = "airworthy.helm.tries", otherwise = 20)
    void aLinterRefusesExactlyWhatHelmRefuses(@ForAll("samples") Sample sample) {
        List<String> refused = refusals(sample);

        assertThat(refused.isEmpty())
                .as("chart %s%n%s%n%s", sample.chart(), refused, sample.values())
                .isEqualTo(isTaken(sample));
    }

    /**
     * Without what the schemas say nothing about: keys at the top level that the chart does not know, keys at which its
     * templates stop, and quotas that are no object.
     */
    private static List<String> refusals(Sample sample) {
        return ValuesLinter.forChart(sample.chart())
                .read(List.of(SourceText.of("values.yaml", sample.values())))
                .releases()
                .stream()
                .flatMap(judged -> SchemaChecks.hits(judged).stream())
                .filter(hit -> hit.rule().id().equals("VAL-013"))
                .filter(hit -> !hit.what().contains("silently drops"))
                .filter(hit -> !hit.what().contains("stops the installation"))
                .map(hit -> hit.path() + ": " + hit.what())
                .filter(text -> !text.startsWith("quotas:"))
                .toList();
    }

    private static boolean isTaken(Sample sample) {
        try {
            HelmChart.template(
                    CHARTS.computeIfAbsent(sample.chart(), SchemaVerdictTest::withoutTemplates),
                    "airflow",
                    "airflow",
                    sample.values());
            return true;
        } catch (AssertionError | IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("values don't meet the specifications of the schema");
            return false;
        }
    }

    /** Nothing but the schema refuses values then, and Helm is many times as fast. */
    private static Path withoutTemplates(String version) {
        try {
            Path chart = Charts.unpacked(version);
            Path bare = Files.createDirectories(Path.of("target", "charts-without-templates", version));
            Files.writeString(
                    bare.resolve("Chart.yaml"),
                    Files.readString(chart.resolve("Chart.yaml"))
                            .replaceFirst("(?m)^dependencies:\\n(?:[- ].*\\n)*", ""));
            for (String file : List.of("values.yaml", "values.schema.json")) {
                Files.write(bare.resolve(file), Files.readAllBytes(chart.resolve(file)));
            }
            return bare.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String own(String version) {
        try {
            return Files.readString(Charts.unpacked(version).resolve("values.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
