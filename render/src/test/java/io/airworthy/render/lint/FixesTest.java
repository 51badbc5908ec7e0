package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.report.Entry;
import io.airworthy.render.report.Fix;
import io.airworthy.render.source.SourceText;
import io.airworthy.validation.InvalidDeploymentException;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the linter offers to change: each rule's smallest mistake, and what becomes of it. */
class FixesTest {

    private static final double SHARE = 0.45;

    private static final String NO_BUNDLED_DATABASE = "postgresql: {enabled: false}\n";

    private static final String SOUND = """
            apiSecretKeySecretName: api
            jwtSecretName: jwt
            """;

    private static final String NO_DATABASE = "data: {metadataSecretName: db}\n";
    private static final String NO_ADMINISTRATOR = "createUserJob: {enabled: false}\n";

    private static final RuleSet NO_RULES = RuleSet.standard()
            .without(RuleSet.standard().rules().stream().map(Rule::id).toArray(String[]::new));

    private static final Map<Sample, List<String>> BEFORE = new HashMap<>();
    private static final Map<Sample, Fix> FIXES = read();

    /** Values that break one rule. */
    record Sample(String rule, ValuesLinter linter, String chart, String values) {

        @Override
        public String toString() {
            return rule;
        }

        List<Entry> lint(String text) {
            return linter.lint(SourceText.of("values.yaml", text)).report().entries();
        }

        String fixed(Fix fix) {
            return FixedText.of("values.yaml", values, List.of(fix));
        }
    }

    private static Map<Sample, Fix> read() {
        Map<Sample, Fix> fixes = new LinkedHashMap<>();
        Stream.concat(ofRules(), written()).forEach(sample -> {
            List<Entry> entries = sample.lint(sample.values());
            BEFORE.put(sample, findings(entries));
            entries.stream()
                    .filter(entry -> entry.rule().id().equals(sample.rule()))
                    .flatMap(entry -> entry.fixes().stream())
                    .findFirst()
                    .ifPresent(fix -> fixes.put(sample, fix));
        });
        return fixes;
    }

    private static Stream<Sample> ofRules() {
        return RuleSet.standard().rules().stream()
                .filter(rule -> Levels.of(rule.id()).isPresent())
                .flatMap(rule -> rule.example().stream().flatMap(broken -> ofRule(rule.id(), broken)));
    }

    private static Stream<Sample> ofRule(String rule, AirflowDeployment broken) {
        try {
            String chart = broken.chartVersion().text();
            return Stream.of(new Sample(
                    rule,
                    ValuesLinter.forChart(chart)
                            .airflow(broken.airflowVersion().text())
                            .delivery(broken.delivery())
                            .level(LintLevel.PEDANTIC),
                    chart,
                    HelmValues.of(broken, NO_RULES).asText()));
        } catch (InvalidDeploymentException | IllegalArgumentException notRendered) {
            return Stream.empty();
        }
    }

    private static Stream<Sample> written() {
        try {
            return Stream.of(ValuesLinterTest.resource("fixable-values.txt").split("(?m)^== "))
                    .filter(part -> !part.isBlank())
                    .map(FixesTest::sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample sample(String part) {
        List<String> lines = part.lines().toList();
        String chart = lines.get(1).startsWith("chart ") ? lines.get(1).substring(6) : "1.22.0";
        ValuesLinter linter = ValuesLinter.forChart(chart)
                .airflow(chart.equals("1.22.0") ? "3.2.2" : "3.0.2")
                .level(LintLevel.PEDANTIC);
        boolean isDelivered = lines.get(1).startsWith("delivery ");
        String values = lines.stream()
                .skip(isDelivered || !chart.equals("1.22.0") ? 2 : 1)
                .collect(Collectors.joining("\n", "", "\n"));
        return new Sample(
                lines.get(0),
                isDelivered ? linter.delivery(Delivery.valueOf(lines.get(1).substring(9))) : linter,
                chart,
                SOUND
                        + (values.startsWith("postgresql:") ? "" : NO_BUNDLED_DATABASE)
                        + (values.contains("\ndata:") || values.startsWith("data:") ? "" : NO_DATABASE)
                        + (values.contains("createUserJob:") || isDelivered ? "" : NO_ADMINISTRATOR)
                        + values);
    }

    @Test
    void nearlyHalfOfTheRulesHaveOne() {
        Set<String> rules = new TreeSet<>(Levels.rules());
        rules.removeIf(Levels::isQuestion);
        rules.addAll(Set.of("CFG-007", "VAL-007", "VAL-013", "VAL-014", "VAL-015"));
        ValuesLinter.ownRules().forEach(rule -> rules.add(rule.id()));

        Set<String> fixable = FIXES.keySet().stream().map(Sample::rule).collect(Collectors.toCollection(TreeSet::new));

        assertThat(rules).containsAll(fixable);
        assertThat(fixable).as("%d of %d", fixable.size(), rules.size()).hasSizeGreaterThanOrEqualTo((int)
                (SHARE * rules.size()));
    }

    @Test
    void theyAreWhatWasLookedAt() throws IOException {
        StringBuilder all = new StringBuilder();
        FIXES.forEach((sample, fix) -> {
            all.append(sample.rule())
                    .append(fix.isSafe() ? " (safe) " : " ")
                    .append(fix.what())
                    .append('\n');
            difference(sample.values(), sample.fixed(fix))
                    .forEach(line -> all.append(line).append('\n'));
        });
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.writeString(Path.of("src/test/resources/io/airworthy/render/lint/fixes.txt"), all.toString());
        }
        assertThat(all.toString()).isEqualTo(ValuesLinterTest.resource("fixes.txt"));
    }

    private static List<String> difference(String before, String after) {
        List<String> lines = new ArrayList<>();
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int start = 0;
        while (start < Math.min(old.size(), now.size()) && old.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), now.size()) - start
                && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        old.subList(start, old.size() - end).forEach(line -> lines.add("- " + line));
        now.subList(start, now.size() - end).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    @Test
    void whatIsFixedIsNotFoundAgain() {
        List<String> wrong = new ArrayList<>();
        FIXES.forEach((sample, fix) -> {
            List<String> before = BEFORE.get(sample);
            List<String> after = findings(sample.lint(sample.fixed(fix)));
            boolean isGone = after.stream().filter(sample.rule()::equals).count()
                    < before.stream().filter(sample.rule()::equals).count();
            List<String> more = after.stream()
                    .filter(id -> !before.contains(id))
                    .filter(id -> id.startsWith("YAML") || id.startsWith("VAL-013"))
                    .toList();
            if (!isGone || !more.isEmpty()) {
                wrong.add(sample + ": " + fix.what() + (isGone ? " brings " + more : " leaves it"));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static List<String> findings(List<Entry> entries) {
        return entries.stream().map(entry -> entry.rule().id()).toList();
    }
}
