package io.airworthy.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.frozen.Tree;
import io.airworthy.testkit.VersionPair;
import io.airworthy.validation.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about what each attribute becomes is made from the declarations. */
class SettingsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    private static final String COMMAND = "mvn -pl core test -Dtest=SettingsPageTest -Dairworthy.refresh=true";

    /** The newest release of each Airflow that a chart runs, the newest chart first. */
    private static final Collection<AirflowDeployment> RELEASES = releases();

    private static final Map<String, ?> USUAL =
            ChartValues.of(RELEASES.iterator().next()).asMap();

    @Test
    void thePageSaysWhatTheDeclarationsSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/settings.md is made by: " + COMMAND)
                .isEqualTo(page);
    }

    private static String page() {
        Map<String, List<Setting>> byPart = Settings.ALL.stream()
                .filter(setting -> !setting.attribute().isEmpty()
                        && !setting.attribute().contains(" ")
                        && !setting.keys().isEmpty())
                .collect(Collectors.groupingBy(SettingsPageTest::part, LinkedHashMap::new, Collectors.toList()));
        return """
                # What each attribute becomes

                The attributes of `AirflowDeployment`, and the keys that each becomes in the chart's values. A key is named as the
                newest chart names it; if older charts or Airflow 2 have it at another place, or not at all, the page says so.
                In [files](files.md) an attribute has the same name; [Words of files](words.md) says how they spell its value.

                The default is what is rendered for an attribute that is not set, if the deployment has the part that it belongs
                to. A default in brackets is the chart's own: the key is not rendered.

                This page is made from the declarations by `%s`.
                """.formatted(COMMAND)
                + byPart.entrySet().stream()
                        .map(part -> "\n## " + part.getKey() + "\n\n| Attribute | Keys | Default |\n|---|---|---|\n"
                                + part.getValue().stream()
                                        .map(SettingsPageTest::row)
                                        .distinct()
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }

    private static String part(Setting setting) {
        return setting.attribute().contains(".")
                ? setting.attribute().replaceFirst("(^ha\\.[^.]*|^[^.]*)\\..*", "$1")
                : "The deployment";
    }

    private static String row(Setting setting) {
        return "| `" + setting.attribute() + "` | "
                + setting.keys().stream().map(SettingsPageTest::places).collect(Collectors.joining("<br>")) + " | "
                + setting.keys().stream().map(SettingsPageTest::usual).collect(Collectors.joining("<br>")) + " |\n";
    }

    private static String places(String key) {
        Map<String, Set<String>> charts = new LinkedHashMap<>();
        Map<String, Set<Integer>> majors = new LinkedHashMap<>();
        for (AirflowDeployment release : RELEASES) {
            ChartKeys keys = new ChartKeys(release);
            if (key.startsWith("*") || keys.has(key)) {
                String place = key.startsWith("*") ? key : keys.here(key);
                charts.computeIfAbsent(place, none -> new TreeSet<>())
                        .add(release.chartVersion().text());
                majors.computeIfAbsent(place, none -> new TreeSet<>())
                        .add(release.airflowVersion().major());
            }
        }
        return charts.keySet().stream()
                .map(place -> "`" + place + "`" + condition(charts.get(place), majors.get(place)))
                .collect(Collectors.joining(", "));
    }

    private static String condition(Set<String> charts, Set<Integer> majors) {
        List<String> supported = ChartProfile.supported();
        String of = charts.containsAll(supported)
                ? ""
                : charts.contains(supported.get(supported.size() - 1))
                        ? " from chart " + Collections.min(charts)
                        : " up to chart " + Collections.max(charts);
        return of
                + (majors.size() > 1 ? "" : " with Airflow " + majors.iterator().next());
    }

    private static String usual(String key) {
        AirflowDeployment newest = RELEASES.iterator().next();
        ChartKeys keys = new ChartKeys(newest);
        String place = keys.here(key.replace(".*", ""));
        return Tree.find(USUAL, place)
                .filter(value -> Tree.kind(value) != Tree.Kind.MAP && Tree.kind(value) != Tree.Kind.LIST)
                .map(SettingsPageTest::code)
                .or(() -> keys.profile().defaultOf(place).map(value -> "(" + code(value) + ")"))
                .orElse("");
    }

    /** Markdown has no empty code. */
    private static String code(Object value) {
        return "`" + (value.equals("") ? "\"\"" : value) + "`";
    }

    private static Collection<AirflowDeployment> releases() {
        Map<String, AirflowDeployment> newest = new TreeMap<>(Collections.reverseOrder());
        VersionPair.all()
                .forEach(pair -> newest.put(
                        pair.chart().text() + " " + pair.airflow().major(),
                        Rule.soundDeployment().toBuilder()
                                .chartVersion(pair.chart().text())
                                .airflowVersion(pair.airflow().text())
                                .build()));
        return newest.values();
    }
}
