package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.render.KeptText;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.report.Report;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.render.source.SourceText;
import io.airworthy.validation.Severity;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about findings that are not about a deployment is made from what reports say. */
class FindingsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "findings.md");

    private static final String COMMAND = "mvn -pl render -am test -Dtest=FindingsPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dairworthy.refresh=true";

    @Test
    void thePageSaysWhatReportsSay() throws IOException {
        KeptText.assertMade(PAGE, page(), "docs/findings.md is made by: " + COMMAND);
    }

    @Test
    void everyRuleIsListedOnce() {
        List<RuleSummary> declared = Stream.of(Yaml.class, ValuesRules.class)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.getType() == RuleSummary.class)
                .map(FindingsPageTest::value)
                .toList();

        assertThat(rules()).containsAll(declared);
        assertThat(rules().map(RuleSummary::id)).doesNotHaveDuplicates();
    }

    private static RuleSummary value(Field rule) {
        try {
            return (RuleSummary) rule.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String page() {
        return """
                # Findings in files and values

                What reports say beside [the rules](rules/README.md) of deployments. `FILE` is about [deployments as files](files.md). The others are
                about [values files](values-files.md): `YAML` about what Helm makes of their text, `VALS` about mistakes that only values can
                make, `LINT` about comments that suppress a finding.

                This page is made by `%s`.
                """.formatted(COMMAND) + rules().map(FindingsPageTest::section).collect(Collectors.joining());
    }

    private static Stream<RuleSummary> rules() {
        RuleSummary file = Report.of("a", DeploymentFile.read(SourceText.of("a", "")))
                .entries()
                .get(0)
                .rule();
        return Stream.of(List.of(file), Yaml.ALL, ValuesRules.ALL).flatMap(List::stream);
    }

    private static String section(RuleSummary rule) {
        return "\n## " + rule.id() + "\n\n**" + rule.title() + ".** "
                + (rule.severity() == Severity.ERROR ? "An error" : "A warning") + ".\n\n"
                + "What happens: " + rule.because() + ".\n\n"
                + "Fix: " + rule.remedy() + ".\n"
                + rule.source().map(address -> "\nSee <" + address + ">.\n").orElse("");
    }
}
