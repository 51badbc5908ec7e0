package io.airworthy.render.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Remedies are written for Java, and read by people who write files. */
class FileTermsTest {

    /** A type with something of its own behind a dot, or a call. */
    private static final Pattern JAVA = Pattern.compile("\\b[A-Z]\\w*[a-z]\\w*\\.[A-Za-z]\\w*|\\b\\w+\\(");

    private static Stream<String> remedies() {
        return RuleSet.standard().rules().stream().flatMap(FileTermsTest::remedies);
    }

    private static Stream<String> remedies(Rule rule) {
        return Stream.concat(
                Stream.of(rule.remedy()),
                rule.example().map(rule::check).orElse(List.of()).stream()
                        .flatMap(finding -> finding.remedy().stream()));
    }

    @Test
    void noRemedySaysJavaToWhoeverWritesFiles() {
        assertThat(remedies()
                        .map(FileTerms::in)
                        .filter(remedy -> JAVA.matcher(remedy).find()))
                .isEmpty();
    }

    @Test
    void eachTermIsInSomeRemedy() {
        String all = String.join("\n", remedies().toList());

        assertThat(FileTerms.all().keySet()).allSatisfy(term -> assertThat(all).contains(term));
    }

    @Test
    void aReportSaysItInTermsOfFiles() {
        assertThat(Reports.ofADeployment().inTermsOfFiles().asText())
                .contains("Fix: set at least 198.\n", "Fix: set at least 8.\n");
    }
}
