package io.airworthy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about the rules are made from the rules, and hold the exact message of each. */
class RulePagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "rules");

    private static final String COMMAND = "mvn -pl core test -Dtest=RulePagesTest -Dairworthy.refresh=true";

    @Test
    void thePagesSayWhatTheRulesSay() throws IOException {
        Map<String, String> pages = pages();
        if (Boolean.getBoolean("airworthy.refresh")) {
            write(pages);
        }
        assertThat(written()).as("docs/rules is made by: " + COMMAND).isEqualTo(pages);
    }

    private static Map<String, String> pages() {
        List<RuleSource> sources = RuleSource.all();
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", index(sources));
        sources.forEach(source -> pages.put(fileName(source), page(source)));
        return pages;
    }

    private static String index(List<RuleSource> sources) {
        return """
                # The rules

                What `validate()` asks of a deployment. An error stops the deployment or silently breaks it; a warning is what a
                reviewer would ask about. A rule is waived by its id, with a reason that the checklist prints:
                `AirflowDeployment.builder()….waive("DB-006", "the reason")`.

                Each rule is shown with the smallest deployment that breaks it. The examples change this one, which is
                `Rule.soundDeployment()`:

                ```java
                %s
                ```

                What is wrong with files instead of deployments, `FILE`, `YAML`, `VALS` and `LINT`, is on
                [a page of its own](../findings.md).

                These pages are made from the rules by `%s`.

                """.formatted(sound(), COMMAND)
                + sources.stream().map(RulePagesTest::contents).collect(Collectors.joining("\n"));
    }

    private static String contents(RuleSource source) {
        return "## [" + title(source) + "](" + fileName(source) + ")\n\n"
                + rules(source)
                        .map(rule -> "- [" + rule.id() + "](" + fileName(source) + "#"
                                + rule.id().toLowerCase(Locale.ROOT) + "): " + rule.title() + "\n")
                        .collect(Collectors.joining());
    }

    private static String page(RuleSource source) {
        return "# " + title(source) + "\n\n" + source.summary() + " [All rules](README.md)\n\n"
                + rules(source).map(rule -> entry(source, rule)).collect(Collectors.joining("\n"));
    }

    private static String entry(RuleSource source, Rule rule) {
        return "## " + rule.id() + "\n\n**" + rule.title() + ".** "
                + (rule.severity() == Severity.ERROR ? "An error" : "A warning")
                + (rule.isWaivable() ? "" : " that cannot be waived") + ".\n\n"
                + "What happens: " + rule.because() + ".\n\n"
                + "Fix: " + rule.remedy() + ".\n\n"
                + "```java\n" + source.example(rule) + "\n```\n\n"
                + "```text\n" + message(rule) + "\n```\n"
                + rule.source().map(address -> "\nSee <" + address + ">.\n").orElse("");
    }

    /** A mistake that shows at many places is shown at the first. */
    private static String message(Rule rule) {
        List<Violation> violations = rule.example().orElseThrow().validate().violations();
        String more = violations.size() == 1 ? "" : "\n... and " + (violations.size() - 1) + " more like it";
        return violations.get(0) + more;
    }

    private static Stream<Rule> rules(RuleSource source) {
        return RuleExamplesTest.rules().stream().filter(source::declares);
    }

    /** PoolRules is "Pool", SecretSettingRules "Secret settings". */
    private static String title(RuleSource source) {
        String words = source.name().replaceFirst("Rules$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String fileName(RuleSource source) {
        return title(source).toLowerCase(Locale.ROOT).replace(' ', '-') + ".md";
    }

    private static String sound() {
        String source = RuleSource.text("SoundDeployment");
        return source.substring(source.indexOf("AirflowDeployment.builder()"), source.indexOf(";\n\n    private"))
                .replace("\n    ", "\n");
    }

    private static Map<String, String> written() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return pages;
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String gone : written().keySet()) {
            if (!pages.containsKey(gone)) {
                Files.delete(FOLDER.resolve(gone));
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }
}
