package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that describes the rules is made from them. */
class RulePageTest {

    private static final Path PAGE = Path.of("..", "RULES.md");

    private static final String COMMAND = "mvn -pl core test -Dtest=RulePageTest -Dairworthy.refresh=true";

    @Test
    void thePageSaysWhatTheRulesSay() throws IOException {
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).as("RULES.md is made by: " + COMMAND).isEqualTo(page());
    }

    private static String page() {
        return """
                # The rules

                What `validate()` asks of a deployment. An error stops the deployment or silently breaks it; a warning is what a
                reviewer would ask about. A rule is waived by its id, with a reason that the checklist prints:
                `AirflowDeployment.builder()….waive("DB-006", "the reason")`.

                This page is made from the rules by `%s`.

                """.formatted(COMMAND)
                + RuleSet.standard().rules().stream().map(RulePageTest::entry).collect(Collectors.joining("\n"));
    }

    private static String entry(Rule rule) {
        return "## " + rule.id() + ": " + rule.title() + "\n\n"
                + (rule.severity() == Severity.ERROR ? "An error" : "A warning")
                + (rule.isWaivable() ? "" : " that cannot be waived") + ": " + rule.because() + ".\n\n"
                + "Fix: " + rule.remedy() + ".\n"
                + rule.source().map(address -> "\nSee <" + address + ">.\n").orElse("");
    }
}
