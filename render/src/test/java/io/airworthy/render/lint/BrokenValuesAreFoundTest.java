package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.report.Entry;
import io.airworthy.render.report.Place;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.Deployments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sound values, broken at one place: a linter finds that place. */
class BrokenValuesAreFoundTest {

    private static final int FILES = Boolean.getBoolean("airworthy.extended") ? 1000 : 6;
    private static final double SCORE = 0.98;

    /** A change of one line, and where it should be found. */
    private record Broken(String text, int line, String what) {}

    /** An entry of a mapping, and where in the values it is. */
    private record Spot(KeyPath path, SourceMapping.Entry entry, Optional<SourceScalar> value) {

        SourceRegion key() {
            return entry.key().region();
        }

        boolean isWithin(String key) {
            return path.steps().get(0).text().equals(key);
        }
    }

    /** What people do to a file by mistake. */
    private enum Breakage {
        RENAMED_KEY {
            @Override
            Optional<Broken> of(String text, Spot spot, ChartProfile chart, Random random) {
                String key = spot.entry().key().text();
                int at = random.nextInt(key.length());
                String renamed = key.substring(0, at) + key.charAt(at) + key.substring(at);
                KeyPath path = parent(spot.path()).key(renamed);
                boolean isOption = spot.isWithin("config")
                        && chart.defaultOf(spot.path().toString()).isPresent();
                return key.matches("\\w+") && (isOption || !chart.has(path.toString()))
                        ? Optional.of(replaced(text, spot.key(), renamed, spot.path() + " as " + renamed))
                        : Optional.empty();
            }
        },
        KEY_TWICE {
            @Override
            Optional<Broken> of(String text, Spot spot, ChartProfile chart, Random random) {
                int start = text.lastIndexOf('\n', spot.key().offset()) + 1;
                String line = text.substring(start, text.indexOf('\n', start) + 1);
                boolean isAlone = spot.value().isPresent()
                        && spot.entry().value().region().endLine() == spot.key().line()
                        && text.substring(start, spot.key().offset()).isBlank();
                return isAlone
                        ? Optional.of(new Broken(
                                text.substring(0, start) + line + text.substring(start),
                                spot.key().line() + 1,
                                spot.path() + " twice"))
                        : Optional.empty();
            }
        },
        OTHER_TYPE {
            @Override
            Optional<Broken> of(String text, Spot spot, ChartProfile chart, Random random) {
                return spot.value()
                        .filter(value ->
                                value.region().endLine() == value.region().line())
                        .filter(value ->
                                chart.defaultOf(spot.path().toString()).isPresent() && !spot.isWithin("config"))
                        .map(value -> replaced(text, value.region(), "[{a: 1}]", spot.path() + " as a list"));
            }
        };

        abstract Optional<Broken> of(String text, Spot spot, ChartProfile chart, Random random);
    }

    @ParameterizedTest
    @EnumSource
    void atTheirLine(Breakage breakage) {
        List<String> missed = new ArrayList<>();
        int tried = 0;
        for (int seed = 0; seed < FILES; seed++) {
            AirflowDeployment airflow = Deployments.sample(seed);
            ChartProfile chart = ChartProfile.of(airflow.chartVersion().text());
            ValuesLinter linter = ValuesLinter.forChart(chart.version())
                    .airflow(airflow.airflowVersion().text())
                    .delivery(airflow.delivery());
            String text = HelmValues.of(airflow).asText();
            Random random = new Random(seed);
            List<Broken> all = spots(text)
                    .flatMap(spot -> breakage.of(text, spot, chart, random).stream())
                    .toList();
            if (all.isEmpty()) {
                continue;
            }
            Broken broken = all.get(random.nextInt(all.size()));
            List<Entry> found = linter.lint(SourceText.of("values.yaml", broken.text()))
                    .report()
                    .entries();
            tried++;
            if (found.stream()
                    .flatMap(entry -> entry.place().stream())
                    .map(Place::startLine)
                    .noneMatch(line -> line == broken.line())) {
                missed.add(broken.what());
            }
        }
        assertThat(missed).hasSizeLessThanOrEqualTo((int) ((1 - SCORE) * tried));
    }

    private static Broken replaced(String text, SourceRegion region, String by, String what) {
        return new Broken(
                text.substring(0, region.offset()) + by + text.substring(region.endOffset()), region.line(), what);
    }

    private static KeyPath parent(KeyPath path) {
        KeyPath parent = KeyPath.ROOT;
        for (KeyPath.Step step : path.steps().subList(0, path.steps().size() - 1)) {
            parent = step.place() ? parent.place(Integer.parseInt(step.text())) : parent.key(step.text());
        }
        return parent;
    }

    private static Stream<Spot> spots(String text) {
        return spots(
                SourceText.of("values.yaml", text).read().documents().get(0).root(), KeyPath.ROOT);
    }

    private static Stream<Spot> spots(SourceNode node, KeyPath path) {
        return node.match(
                mapping -> mapping.entries().stream()
                        .flatMap(entry -> Stream.concat(
                                Stream.of(new Spot(
                                        path.key(entry.name()),
                                        entry,
                                        entry.value().scalar())),
                                spots(entry.value(), path.key(entry.name())))),
                sequence -> IntStream.range(0, sequence.elements().size())
                        .boxed()
                        .flatMap(i -> spots(sequence.elements().get(i), path.place(i))),
                scalar -> Stream.empty());
    }
}
