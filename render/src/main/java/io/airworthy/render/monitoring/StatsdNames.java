package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.table.DataFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What the chart's StatsD exporter makes of names: the chart's mappings or the deployment's own decide, those with wildcards
 * before regular expressions. What no mapping knows keeps its name, as far as Prometheus allows its characters.
 */
final class StatsdNames {

    /** Where the chart puts the mappings. */
    private static final String FILE = "/etc/statsd-exporter/mappings.yml";

    private static final String FILE_ARGUMENT = "--statsd.mapping-config";

    /** A metric of Prometheus. */
    record Shown(String name, Map<String, String> labels) {}

    private record Mapping(Pattern match, String name, Map<String, String> labels, boolean isDropped) {

        Optional<Shown> shown(Matcher found) {
            Map<String, String> values = new LinkedHashMap<>();
            labels.forEach((label, value) -> values.put(label, filled(value, found)));
            return isDropped ? Optional.empty() : Optional.of(new Shown(escaped(filled(name, found)), values));
        }
    }

    private static final Pattern GROUP = Pattern.compile("\\$\\{?([0-9])\\}?");

    private final List<Mapping> mappings;

    private StatsdNames(List<Mapping> mappings) {
        this.mappings = mappings;
    }

    /** The names of a deployment; empty if its exporter reads a file that nobody here knows. */
    static Optional<StatsdNames> of(AirflowDeployment deployment, ChartStatsd statsd) {
        List<String> files = statsd.args().stream()
                .filter(arg -> arg.startsWith(FILE_ARGUMENT))
                .map(arg -> arg.substring(FILE_ARGUMENT.length()))
                .toList();
        if (files.stream().anyMatch(file -> !file.equals("=" + FILE))) {
            return Optional.empty();
        }
        boolean reads = statsd.args().isEmpty() || !files.isEmpty();
        return Optional.of(new StatsdNames(reads ? mappings(deployment.chartVersion(), statsd) : List.of()));
    }

    /** What a metric of StatsD's is called, if the exporter shows it. */
    Optional<Shown> of(String metric) {
        return mappings.stream()
                .flatMap(mapping -> {
                    Matcher matcher = mapping.match().matcher(metric);
                    return matcher.find() ? Stream.of(mapping.shown(matcher)) : Stream.empty();
                })
                .findFirst()
                .orElseGet(() -> Optional.of(new Shown(escaped(metric), Map.of())));
    }

    /** A name without the characters that Prometheus has no place for. */
    static String escaped(String name) {
        String escaped = name.replaceAll("[^a-zA-Z0-9_:]", "_");
        return !escaped.isEmpty() && Character.isDigit(escaped.charAt(0)) ? "_" + escaped : escaped;
    }

    private static List<Mapping> mappings(ChartVersion chart, ChartStatsd statsd) {
        Stream<Map<String, Object>> given = statsd.overrideMappings().isEmpty()
                ? Stream.concat(
                        ofTheChart(chart), statsd.extraMappings().stream().map(StatsdMapping::definition))
                : statsd.overrideMappings().stream().map(StatsdMapping::definition);
        List<Mapping> globs = new ArrayList<>();
        List<Mapping> expressions = new ArrayList<>();
        given.forEach(definition -> mapping(definition)
                .ifPresent(mapping -> (isExpression(definition) ? expressions : globs).add(mapping)));
        globs.addAll(expressions);
        return List.copyOf(globs);
    }

    /** The newest chart has them all; older ones lack some. */
    private static Stream<Map<String, Object>> ofTheChart(ChartVersion chart) {
        return DataFile.rows(StatsdNames.class::getResourceAsStream, "statsd-mappings.tsv")
                .filter(row -> isIn(chart, row[0]))
                .map(row -> Tree.of("match_type", row[1], "match", row[2], "name", row[3], "labels", labels(row[4])));
    }

    private static boolean isIn(ChartVersion chart, String since) {
        String[] numbers = since.split("\\.");
        return chart.isAtLeast(
                Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    private static Map<String, Object> labels(String text) {
        Map<String, Object> labels = new LinkedHashMap<>();
        for (String label : text.split(",")) {
            int equals = label.indexOf('=');
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return labels;
    }

    private static boolean isExpression(Map<String, Object> definition) {
        return "regex".equals(definition.get("match_type"));
    }

    private static Optional<Mapping> mapping(Map<String, Object> definition) {
        String match = Tree.text(definition.get("match")).orElse("");
        Map<String, String> labels = new LinkedHashMap<>();
        Tree.mapOrEmpty(definition.get("labels"))
                .forEach((label, value) -> labels.put(String.valueOf(label), String.valueOf(value)));
        try {
            return Optional.of(new Mapping(
                    isExpression(definition) ? Pattern.compile(match) : Pattern.compile(glob(match)),
                    Tree.text(definition.get("name")).orElse(""),
                    labels,
                    "drop".equals(definition.get("action"))));
        } catch (PatternSyntaxException goOnly) {
            return Optional.empty();
        }
    }

    /** A wildcard stands for one part of the name, or for some of it. */
    private static String glob(String match) {
        return "^" + Pattern.quote(match).replace("*", "\\E([^.]*)\\Q") + "$";
    }

    private static String filled(String template, Matcher found) {
        return GROUP.matcher(template).replaceAll(group -> {
            int number = Integer.parseInt(group.group(1));
            return number <= found.groupCount() ? Matcher.quoteReplacement(String.valueOf(found.group(number))) : "";
        });
    }
}
