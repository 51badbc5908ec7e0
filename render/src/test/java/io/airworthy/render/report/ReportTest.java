package io.airworthy.render.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.source.SourceText;
import io.airworthy.validation.Rule;
import io.airworthy.validation.ValidationReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class ReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Report> reports() {
        return Stream.of(
                Reports.ofADeployment(),
                Reports.ofAFile(),
                Reports.withHostileText(),
                Reports.withoutEntries(),
                Reports.ofADeployment().and(Reports.ofAFile()).and(Reports.withoutEntries()));
    }

    @Test
    void theTextOfADeploymentIsThatOfItsValidation() {
        ValidationReport validation = Rule.soundDeployment().toBuilder()
                .pgBouncer(pool -> pool.maxClientConnections(100).metadataPoolSize(7))
                .waive("CAP-003", "measured: seven are enough")
                .build()
                .validate();

        assertThat(Report.of(validation).asText()).isEqualTo(validation + "\n");
    }

    @Test
    void theTextMarksThePlaceInTheFile() {
        String file = "name: airflow\npgBouncer:\n\tmaxClientConnections:  100 # ü\n";

        assertThat(TextReport.of(Reports.ofADeployment())
                        .quoting(name -> Optional.of(file))
                        .asText())
                .startsWith("""
                        1 error, 0 warnings, 1 waived

                        error   CAP-002  pgBouncer.maxClientConnections: 100 for each replica, but this deployment opens up to 198 and 1 replica has to take them all
                                At airflow.yaml:3:25
                                3 | \\tmaxClientConnections:  100 # ü
                                  |                          ^^^
                                the next client is refused with 'no more connections allowed (max_client_conn)', and its task or heartbeat fails.
                                Fix: set at least 198, or use ConnectionBudget.of(deployment).sizedPool().

                        waived  CAP-003  pgBouncer.metadataPoolSize: 7 for\s""");
    }

    @Test
    void aDeploymentFromAFileIsToldFromTopToBottomInItsTerms() {
        DeploymentFile file = DeploymentFile.read(SourceText.of("airflow.yaml", """
                apiVersion: airworthy.io/v1alpha1
                kind: AirflowDeployment
                spec:
                  chartVersion: 1.22.0
                  airflowVersion: 3.2.2
                  executors: [CeleryExecutor]
                  broker: {externalRedis: {host: redis.example.com}}
                  pgBouncer: {maxClientConnections: 100}
                  database: {provider: aws-rds, host: airflow.c1.eu-west-1.rds.amazonaws.com, maxConnections: 450}
                """));

        assertThat(Report.of("airflow", file).entries().stream()
                        .map(entry -> entry.place().orElseThrow().startLine() + " "
                                + entry.rule().id() + " "
                                + entry.modelPath().orElseThrow()))
                .containsExactly(
                        "3 LOG-002 remoteLogging",
                        "3 MET-007 metrics",
                        "7 CEL-011 broker.externalRedis.passwordFrom",
                        "8 CAP-002 pgBouncer.maxClientConnections",
                        "9 DB-011 database.backup");
    }

    @Test
    void aPlaceBehindTheEndOfItsLineIsMarkedThere() {
        Report report = Report.of(
                "a.yaml", List.of(Entry.of(Reports.OLD_KEY, "it ends here").at(new Place("a.yaml", 1, 90, 5, 1))));

        assertThat(TextReport.of(report).quoting(name -> Optional.of("key:\n")).asText())
                .contains("        1 | key:\n          |     ^\n");
        assertThat(TextReport.of(report).quoting(name -> Optional.of("")).asText())
                .contains("        At a.yaml:1:90\n        a later chart ignores it.");
    }

    @Test
    void anEntryIsPrintedAsInAReport() {
        Report report = Reports.ofADeployment();

        assertThat(report.asText()).contains("\n\n" + report.entries().get(0) + "\n\n");
    }

    @Test
    void whoWritesFilesReadsNoJava() {
        Report report = Report.of(Rule.soundDeployment().toBuilder()
                .pgBouncer(pool -> pool.maxClientConnections(100))
                .build()
                .validate());

        assertThat(report.asSarif()).contains("raise the limit, or use ConnectionBudget.of(deployment).sizedPool().");
        assertThat(report.inTermsOfFiles().asSarif())
                .contains("raise the limit.")
                .doesNotContain("sizedPool");
    }

    @Test
    void onlyColouredTextSteersTheTerminal() {
        Report report = Reports.withHostileText();

        assertThat(report.asText()).doesNotContain("\u001b", "\r", "\u009b", "\u202e", "\u2028", "\u0000");
        assertThat(TextReport.of(report).inColour().asText())
                .contains("\u001b[1;31merror\u001b[0m   a\\u001b[31m", "\u001b[2mwaived\u001b[0m  a\\u001b[31m");
        assertThat(TextReport.of(report)
                        .quoting(name -> Optional.of(Reports.HOSTILE))
                        .asText())
                .doesNotContain("\u001b", "\u0000");
    }

    @Test
    void ofSeveralSubjectsThoseAreNamedThatSomethingIsWrongWith() {
        assertThat(Reports.withoutEntries()
                        .and(Report.of("tenant-b", List.of(Entry.of(Reports.OLD_KEY, "it moved"))))
                        .asText())
                .isEqualTo("""
                        2 checked: 0 errors, 1 warning

                        tenant-b: 0 errors, 1 warning

                        warning LINT-002  it moved
                                a later chart ignores it.
                                Fix: use its new name.
                        """);
    }

    @Test
    void jsonSaysAll() {
        assertThat(Reports.ofAFile().asJson()).startsWith("""
                        {
                          "apiVersion" : "airworthy.io/v1",
                          "kind" : "Report",
                          "deployable" : false,
                          "errors" : 1,
                          "warnings" : 2,
                          "waived" : 0,
                          "subjects" : [
                            "values/prod.yaml"
                          ],
                          "violations" : [
                            {
                              "subject" : "values/prod.yaml",
                              "rule" : "LINT-001",
                              "severity" : "error",
                              "title" : "A key is there twice",
                              "what" : "the key 'images' is there twice",
                              "because" : "the first one is silently ignored",
                              "remedy" : "keep one of them",
                              "source" : "https://yaml.org/spec/1.2.2/#mapping",
                              "valuesPath" : "images",
                              "found" : {
                                "airflow" : [
                                  1,
                                  2.5,
                                  true,
                                  "text"
                                ]
                              },
                              "place" : {
                                "file" : "values/prod.yaml",
                                "startLine" : 7,
                                "startColumn" : 1,
                                "endLine" : 7,
                                "endColumn" : 7
                              },
                              "fixes" : [
                                {
                                  "what" : "remove the second one",
                                  "safe" : false,
                                  "replacements" : [
                                    {
                                      "place" : {
                                        "file" : "values/prod.yaml",
                                        "startLine" : 7,
                                        "startColumn" : 1,
                                        "endLine" : 7,
                                        "endColumn" : 7
                                      },
                                      "text" : ""
                                    }
                                  ]
                                }
                              ]
                            },
                            {
                              "subject" : "values/prod.yaml",
                        """);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void jsonHoldsToItsSchema(Report report) throws IOException {
        assertThat(ReportSchemas.refusalsOfJson(report.asJson())).isEmpty();
        assertThat(ReportSchemas.refusalsOfJson(report.asJson().replace("\"subject\" :", "\"subjekt\" :"))
                        .isEmpty())
                .isEqualTo(report.entries().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void sarifHoldsToItsPublishedSchema(Report report) throws IOException {
        assertThat(ReportSchemas.refusalsOfSarif(report.asSarif())).isEmpty();
        assertThat(ReportSchemas.refusalsOfSarif(report.asSarif().replace("columnKind", "columns")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void junitHoldsToThePublishedSchema(Report report) throws Exception {
        ReportSchemas.requireJUnit(report.asJUnitXml());
    }

    @Test
    void sarifShowsLinesRulesFixesAndSuppressions() throws IOException {
        JsonNode run = JSON.readTree(
                        Reports.ofADeployment().and(Reports.ofAFile()).asSarif())
                .at("/runs/0");

        assertThat(run.at("/tool/driver/rules").findValuesAsText("id"))
                .containsExactly("CAP-002", "CAP-003", "LINT-001", "LINT-002");
        assertThat(run.at("/results").findValuesAsText("ruleIndex")).containsExactly("0", "1", "2", "3", "3");
        assertThat(run.at("/results/0/locations/0/physicalLocation")).isEqualTo(JSON.readTree("""
                                {"artifactLocation": {"uri": "airflow.yaml"},
                                 "region": {"startLine": 3, "startColumn": 25, "endLine": 3, "endColumn": 28}}"""));
        assertThat(run.at("/results/1/suppressions/0/justification").asText()).isEqualTo("measured: seven are enough");
        assertThat(run.at("/results/3/fixes/0/artifactChanges").findValuesAsText("uri"))
                .containsExactly("values/prod.yaml", "values/other.yaml");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyFileOfSarifIsAUriThatSaysTheSamePath(Report report) throws IOException {
        List<String> files = report.entries().stream()
                .flatMap(entry -> entry.place().stream())
                .map(place -> new String(place.file().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .map(file -> file.replace('\\', '/'))
                .toList();

        assertThat(JSON.readTree(report.asSarif()).at("/runs/0/results").findValues("physicalLocation").stream()
                        .map(location -> URI.create(
                                        location.at("/artifactLocation/uri").asText())
                                .getPath()))
                .isEqualTo(files);
    }

    @Test
    void junitHasATestForEachEntry() throws Exception {
        Document xml = parsed(Reports.ofADeployment()
                .and(Reports.ofAFile())
                .and(Reports.withoutEntries())
                .asJUnitXml());

        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(6);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("system-out").getLength()).isEqualTo(2);
    }

    @Test
    void xmlHoldsWhatItCanAndShowsTheRest() throws Exception {
        Document xml = parsed(Reports.withHostileText().asJUnitXml());

        assertThat(xml.getElementsByTagName("testsuite")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("name")
                        .getNodeValue())
                .isEqualTo(Reports.HOSTILE
                        .replace("\u001b", "\\u001b")
                        .replace("\u0000", "\\u0000")
                        .replace("\ufffe", "\\ufffe")
                        .replace("\ud800 ", "\\ud800 "));
    }

    @Test
    void gitHubGetsACommandForEachEntry() {
        assertThat(Reports.ofADeployment().asGitHubAnnotations().lines().toList())
                .hasSize(2)
                .satisfiesExactly(
                        error -> assertThat(error)
                                .startsWith(
                                        "::error file=airflow.yaml,line=3,endLine=3,col=25,endColumn=28,title=CAP-002"
                                                + " The pool accepts fewer clients than this deployment can have"
                                                + "::pgBouncer.maxClientConnections: 100 for each replica, but ")
                                .contains("%0AFix: set at least 198"),
                        waived -> assertThat(waived)
                                .startsWith("::notice title=CAP-003 ")
                                .endsWith("%0AWaived: measured: seven are enough"));
    }

    @Test
    void noTextBecomesAnotherCommandOrProperty() {
        assertThat(Reports.withHostileText().asGitHubAnnotations().lines())
                .hasSize(2)
                .allSatisfy(line -> {
                    String properties = line.substring(line.indexOf(' ') + 1, line.indexOf("::", 2));
                    assertThat(properties.split(",")).allMatch(property -> property.matches("[a-zA-Z]+=[^:,]*"));
                    assertThat(line).doesNotContain("\u001b").contains("%250A");
                });
    }

    @Test
    void aPlaceEndsWhereItStartsOrLater() {
        assertThat(Place.point("a", 3, 4)).hasToString("a:3:4");
        assertThatThrownBy(() -> new Place("a", 3, 4, 3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Place("a", 3, 4, 2, 9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Place.point("a", 0, 1)).hasMessageContaining("no place: 0:1 to 0:1");
    }

    @Test
    void whatASubjectSaysTwiceStandsTogether() {
        Report both = Reports.ofAFile().and(Reports.ofAFile());

        assertThat(both.bySubject()).hasSize(1);
        assertThat(both.entries()).hasSize(6);
        assertThat(both.hasErrors()).isTrue();
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
