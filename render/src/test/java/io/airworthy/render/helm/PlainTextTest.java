package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.airworthy.chart.ChartProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which texts the charts write without quotes, measured: every key that takes a text gets one that needs quotes, and real Helm shows
 * what it writes, even where that is not YAML. With {@code -Dairworthy.refresh=true} the data file is written.
 */
@ExtendWith(Charts.AtHand.class)
@EnabledIfSystemProperty(
        named = "airworthy.extended",
        matches = "true",
        disabledReason = "renders each chart some twenty times")
class PlainTextTest {

    private static final Path TABLE = Path.of("../core/src/main/resources/io/airworthy/chart/chart-plain-text.tsv");

    private static final String HEADER = """
            # Keys whose text the chart writes into YAML without quotes, as PlainTextTest measures.
            #
            # since  first chart version that this holds for
            # until  last chart version that this holds for, - when it still does
            # as     plain: as it is
            #        tpl:   once the chart has evaluated the templates in it
            #        list:  as lines of YAML, which are elements of a list
            # path   the key
            #
            """;

    private static final List<String> AIRFLOWS = List.of("2.11.0", "3.1.7");

    /** Decided by the model, or written as base64. */
    private static final Pattern NOT_ASKED = Pattern.compile(
            "executor|airflowVersion|.*\\[.*|.*\\*.*|@.*|data\\..*|images\\.airflow\\.tag|registry\\..*|postgresql\\..*|(fullN|n)ameOverride");

    private static final Pattern NOTHING = Pattern.compile("");

    private static final Pattern STORAGE = Pattern.compile(".*\\.persistence\\.enabled");

    private static final Pattern TOKEN = Pattern.compile("pq(\\d+)zz");

    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path folder;

    @Test
    void theTableSaysWhatTheChartsDo() throws IOException {
        Map<String, Set<Integer>> plain = new TreeMap<>();
        for (int version = 0; version < Charts.VERSIONS.size(); version++) {
            for (String row : plainIn(Charts.VERSIONS.get(version))) {
                plain.computeIfAbsent(row, any -> new TreeSet<>()).add(version);
            }
        }
        StringBuilder table = new StringBuilder(HEADER);
        plain.forEach((row, versions) -> versions.stream()
                .filter(version -> !versions.contains(version - 1))
                .forEach(first -> {
                    int last = IntStream.iterate(first, i -> i + 1)
                            .filter(i -> !versions.contains(i + 1))
                            .findFirst()
                            .orElseThrow();
                    table.append(minor(first))
                            .append('\t')
                            .append(last == Charts.VERSIONS.size() - 1 ? "-" : minor(last))
                            .append('\t')
                            .append(row)
                            .append('\n');
                }));
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.writeString(TABLE, table);
        }
        assertThat(TABLE).hasContent(table.toString());
    }

    private static String minor(int version) {
        return Charts.VERSIONS.get(version).replaceAll("\\.0$", "");
    }

    private Set<String> plainIn(String version) throws IOException {
        Path chart = Files.createDirectories(folder.resolve(version));
        CommandLine.run(List.of("cp", "-r", Charts.unpacked(version).toString(), chart.toString()));
        Path copy = chart.resolve("airflow");
        Files.delete(copy.resolve("templates/check-values.yaml"));
        Map<String, String> profile = profile(version);
        List<String> keys = profile.keySet().stream()
                .filter(key -> Set.of(profile.get(key).split("\\|")).contains("string"))
                .toList();
        Set<String> plain = new TreeSet<>();
        Set<String> templates = new TreeSet<>();
        Set<String> lists = new TreeSet<>();
        for (String airflow : AIRFLOWS) {
            Set<String> seen = new TreeSet<>();
            for (Pattern off : List.of(NOTHING, STORAGE)) {
                ask(copy, on(profile, off), airflow, keys, seen, plain, templates, lists);
                List<String> unseen =
                        keys.stream().filter(key -> !seen.contains(key)).toList();
                ask(copy, on(profile, off), airflow, everyOther(unseen), seen, plain, templates, lists);
            }
        }
        Set<String> rows = new TreeSet<>();
        lists.forEach(key -> rows.add("list\t" + key));
        plain.forEach(key -> rows.add((templates.contains(key) ? "tpl" : "plain") + "\t" + key));
        return rows;
    }

    /** What can be switched on, less what hides other keys. */
    private static List<String> on(Map<String, String> profile, Pattern off) {
        return profile.keySet().stream()
                .filter(key -> key.endsWith(".enabled") && profile.get(key).contains("boolean"))
                .filter(key -> !off.matcher(key).matches())
                .toList();
    }

    private static List<String> everyOther(List<String> keys) {
        return IntStream.range(0, keys.size())
                .filter(i -> i % 2 == 0)
                .mapToObj(keys::get)
                .toList();
    }

    /** Where Helm cannot render all keys together, they are asked about in halves. */
    private void ask(
            Path chart,
            List<String> switches,
            String airflow,
            List<String> keys,
            Set<String> seen,
            Set<String> plain,
            Set<String> templates,
            Set<String> lists)
            throws IOException {
        String written = written(chart, switches, airflow, keys, "pq%dzz: x");
        if (written.isBlank()) {
            if (keys.size() > 1) {
                ask(chart, switches, airflow, keys.subList(0, keys.size() / 2), seen, plain, templates, lists);
                ask(
                        chart,
                        switches,
                        airflow,
                        keys.subList(keys.size() / 2, keys.size()),
                        seen,
                        plain,
                        templates,
                        lists);
            }
            return;
        }
        for (String object : written.split("(?m)^---\\s*$")) {
            String whole = object.replaceAll("(pq\\d+zz): x", "$1");
            String harmless = whole.replaceAll("(?m)^\\s*pq\\d+zz\\s*$", "");
            Set<Integer> tokens = new TreeSet<>();
            TOKEN.matcher(whole).results().forEach(it -> tokens.add(Integer.valueOf(it.group(1))));
            for (int token : tokens) {
                String name = "pq" + token + "zz";
                seen.add(keys.get(token));
                if (!isYaml(harmless.replace(name, name + ": x"), token)) {
                    plain.add(keys.get(token));
                }
                String line = whole.replaceAll("(?m)^\\s*pq(?!" + token + "zz)\\d+zz\\s*$", "");
                if (isYaml(harmless, -1) && !isYaml(line, -1)) {
                    lists.add(keys.get(token));
                }
            }
        }
        Matcher evaluated = Pattern.compile("(?<!\\{\\{ \"|\\{\\{ \\\\\")" + TOKEN)
                .matcher(written(chart, switches, airflow, keys, "{{ \"pq%dzz\" }}"));
        while (evaluated.find()) {
            templates.add(keys.get(Integer.parseInt(evaluated.group(1))));
        }
    }

    /** Whether a text is YAML in which a token is no key. */
    private static boolean isYaml(String text, int token) {
        try (var parser = new YAMLFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (("pq" + token + "zz").equals(parser.currentName())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String written(Path chart, List<String> switches, String airflow, List<String> keys, String text)
            throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        switches.forEach(key -> set(values, key, true));
        for (int i = 0; i < keys.size(); i++) {
            set(values, keys.get(i), text.formatted(i));
        }
        values.put("airflowVersion", airflow);
        values.put(
                "executor", airflow.startsWith("2") ? "CeleryKubernetesExecutor" : "CeleryExecutor,KubernetesExecutor");
        Path file = Files.writeString(folder.resolve("values.yaml"), YAML.writeValueAsString(values));
        return HelmChart.written(chart, file);
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> values, String key, Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            values.put(key, value);
        } else {
            set(
                    (Map<String, Object>)
                            values.computeIfAbsent(key.substring(0, dot), any -> new LinkedHashMap<String, Object>()),
                    key.substring(dot + 1),
                    value);
        }
    }

    /** The chart's single keys and their types. */
    private static Map<String, String> profile(String version) throws IOException {
        Map<String, String> profile = new TreeMap<>();
        try (var in = Objects.requireNonNull(ChartProfile.class.getResourceAsStream("chart-" + version + ".tsv"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .filter(columns -> !NOT_ASKED.matcher(columns[0]).matches())
                    .filter(columns -> columns.length < 3 || !columns[2].startsWith("enum="))
                    .forEach(columns -> profile.put(columns[0], columns[1]));
        }
        return profile;
    }
}
