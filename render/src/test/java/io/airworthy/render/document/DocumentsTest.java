package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.secret.ExternalSecrets;
import io.airworthy.secret.SealedSecrets;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {

    private static final Pattern UNESCAPED_BAR = Pattern.compile("(?<!\\\\)\\|");

    private static Stream<Arguments> deployments() {
        return Deployments.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @Test
    void theExercisesRunbookReadsAsKeptByHand() throws IOException {
        assertThat(Runbook.of(Deployments.exercise()).asText()).isEqualTo(kept("RUNBOOK.md"));
    }

    @Test
    void theExercisesChecklistReadsAsKeptByHand() throws IOException {
        AirflowDeployment exercise = Deployments.exercise();
        // The rules have golden texts of their own; here only what the model says counts.
        assertThat(Checklist.of(exercise, new ValidationReport(List.of())).asText())
                .isEqualTo(kept("CHECKLIST.md"));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void everyShellBlockIsOneThatBashReads(String name, AirflowDeployment deployment) {
        Bash.assumeIsThere();
        String all = DocumentText.of(deployment)
                .flatMap(document -> document.fenced("bash").stream())
                .distinct()
                .peek(block -> assertThat(Bash.complaints(block)).as(block).isEmpty())
                .collect(Collectors.joining());
        assertThat(all).contains("kubectl -n " + deployment.namespace());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void tablesAreWellFormed(String name, AirflowDeployment deployment) {
        DocumentText.of(deployment)
                .flatMap(document -> document.tables().stream())
                .forEach(table -> {
                    assertThat(table).hasSizeGreaterThan(2);
                    assertThat(table.get(1)).matches("\\|( --- \\|)+");
                    assertThat(table.stream().map(DocumentsTest::cells).distinct())
                            .as(table.get(0))
                            .hasSize(1);
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void whatIsReferredToIsThere(String name, AirflowDeployment deployment) {
        String runbook = Runbook.of(deployment).asText();
        Pattern.compile("\"([A-Z][A-Za-z' -]+)\"")
                .matcher(String.join("\n", new DocumentText(runbook).prose()))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .forEach(title -> assertThat(runbook).containsPattern("(?m)^##+ " + Pattern.quote(title) + "$"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void nothingLooksLikeASecret(String name, AirflowDeployment deployment) {
        assertThat(DocumentText.of(deployment).map(DocumentText::text)).allSatisfy(text -> {
            assertThat(text).doesNotContainPattern("://[^/\\s`'\"]*:[^/\\s`'\"]*@");
            assertThat(text).doesNotContain("BEGIN ", "SCRAM-SHA-256$", "AKIA");
            assertThat(text).doesNotContainPattern("[A-Za-z0-9_-]{43}=");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void theSameDeploymentGivesTheSameText(String name, AirflowDeployment deployment) {
        assertThat(Runbook.of(deployment).asText())
                .isEqualTo(Runbook.of(deployment.toBuilder().build()).asText());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void noAbsentFeatureIsMentioned(String name, AirflowDeployment deployment) {
        // Without the rules' own words: what they miss is just what is absent.
        ValidationReport silent = new ValidationReport(List.of());
        assertThat(List.of(
                        Runbook.of(deployment).asText(),
                        Checklist.of(deployment, silent).asText()))
                .allSatisfy(text -> {
                    String lower = text.toLowerCase(Locale.ROOT);
                    if (deployment.pgBouncer().isEmpty()) {
                        assertThat(lower).doesNotContain("pgbouncer");
                    }
                    if (!deployment.usesCelery()) {
                        assertThat(lower).doesNotContain("celery", "redis", "keda");
                    }
                    if (deployment.gitSync().isEmpty()) {
                        assertThat(lower).doesNotContain("git-sync", "deploy key");
                    }
                    if (deployment.remoteLogging().isEmpty()) {
                        assertThat(lower).doesNotContain("upload", "log store");
                    }
                    if (!deployment.airflowVersion().isAirflow3()) {
                        assertThat(lower).doesNotContain("api-server", "api server", "/api/v2", "jwt", "config lint");
                    } else {
                        assertThat(lower).doesNotContain("webserver");
                    }
                    if (!(deployment.secretDelivery() instanceof ExternalSecrets)) {
                        assertThat(lower).doesNotContain("externalsecret", "external secrets operator", "reloader");
                    }
                    if (!(deployment.secretDelivery() instanceof SealedSecrets)) {
                        assertThat(lower).doesNotContain("sealed");
                    }
                    if (deployment.ha().workerScaling().isEmpty()) {
                        assertThat(lower).doesNotContain("keda", "scaledobject");
                    }
                    if (new Workloads(deployment).redis().isEmpty()) {
                        assertThat(lower).doesNotContain(deployment.releaseName() + "-redis");
                    }
                    if (new Workloads(deployment).statsd().isEmpty()) {
                        assertThat(lower).doesNotContain(deployment.releaseName() + "-statsd", "9102");
                    }
                });
    }

    @Test
    void warningsStayOpenAndWaiversShowTheirReason() {
        Rule budget = Rule.warning("ACME-001")
                .title("No budget")
                .because("the month ends early")
                .remedy("name the cost | centre")
                .finds(deployment -> List.of(Finding.at("namespace", "'airflow' has no cost centre")));
        Rule quiet = Rule.error("ACME-002")
                .title("No night rest")
                .because("somebody is woken")
                .remedy("stop at ten")
                .finds(deployment -> List.of(Finding.at("ha", "works at night")));
        AirflowDeployment waived = Deployments.exercise().toBuilder()
                .waive("ACME-002", "we are on call anyway | see\nthe rota")
                .build();
        RuleSet rules = RuleSet.standard().with(budget, quiet);
        List<String> lines =
                Checklist.of(waived, rules.validate(waived)).asText().lines().toList();
        assertThat(lines)
                .contains(
                        "- [ ] Warning ACME-001, `namespace`: 'airflow' has no cost centre. The month ends early. Mend it:"
                                + " name the cost \\| centre.")
                .contains("| ACME-002 | `ha`: works at night | we are on call anyway \\| see the rota |");
    }

    @Tag("slow")
    @Test
    void namesThatBreakEverythingBreakNothing() {
        Bash.assumeIsThere();
        String evil = "a'b\"c`d$(e)|f\n```\n# g\n<h>{}";
        AirflowDeployment deployment = Deployments.exercise().toBuilder()
                .releaseName(evil)
                .namespace(evil)
                .database(Deployments.exercise().database().toBuilder()
                        .host(evil)
                        .database(evil)
                        .user(evil)
                        .build())
                .build();
        DocumentText.of(deployment).forEach(document -> {
            document.fenced("bash")
                    .forEach(block ->
                            assertThat(Bash.complaints(block)).as(block).isEmpty());
            assertThat(document.prose()).doesNotContain("# g");
            assertThat(document.tables())
                    .allSatisfy(table -> assertThat(
                                    table.stream().map(DocumentsTest::cells).distinct())
                            .hasSize(1));
        });
    }

    private static long cells(String line) {
        return UNESCAPED_BAR.matcher(line).results().count();
    }

    private static String kept(String file) throws IOException {
        try (InputStream text = DocumentsTest.class.getResourceAsStream("exercise/" + file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
