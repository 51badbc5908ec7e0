package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.render.file.DeploymentFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineToolTest {

    private static final String SOUND = """
            apiVersion: airworthy.io/v1alpha1
            kind: AirflowDeployment
            spec:
              chartVersion: 1.22.0
              airflowVersion: 3.2.2
              executors: [CeleryExecutor]
              broker: chartRedis
              database:
                provider: aws-rds
                host: airflow.c1example.eu-west-1.rds.amazonaws.com
                maxConnections: 450
                backup: {description: snapshots, retention: 14d, pointInTimeRecovery: true}
              pgBouncer: {}
              gitSync:
                repository: git@github.com:your-org/airflow-dags.git
                ref: {branch: main}
                access: {deployKey: {knownHosts: github}}
              remoteLogging:
                store: {s3: {bucket: my-airflow-logs-bucket, prefix: logs}}
                identity: {irsa: {roleArn: 'arn:aws:iam::111122223333:role/airflow-logs'}}
                retention: 90d
              metrics: statsd
            """;

    @TempDir
    private Path folder;

    private Path sound;
    private Path broken;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        sound = file("sound.yaml", SOUND);
        broken = file("broken.yaml", SOUND.replace("pgBouncer: {}", "pgBouncer: {maxClientConnections: 100}"));
    }

    @Test
    void whatIsSoundEndsWithZero() {
        assertThat(run("validate", sound.toString())).isZero();
        assertThat(out.toString()).isEqualTo("0 errors, 0 warnings\n");
    }

    @Test
    void anErrorHasItsLineAndARemedyInTermsOfTheFile() {
        assertThat(run("validate", broken.toString())).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("1 error, 0 warnings\n\nerror   CAP-002  pgBouncer.maxClientConnections: 100 for each ")
                .contains(
                        "        At " + broken + ":13:",
                        "        13 |   pgBouncer: {maxClientConnections: 100}\n",
                        "^\n",
                        "        Fix: set at least 198.\n");
    }

    @Test
    void aFileThatSaysNoDeploymentHasItsLinesToo() throws IOException {
        Path misspelt = file("misspelt.yaml", SOUND.replace("executors:", "executor:"));

        assertThat(run("validate", misspelt.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FILE-001", "At " + misspelt + ":6:3", "executors");
    }

    @Test
    void aFileRefinesItsBase() throws IOException {
        Path larger = file("larger.yaml", """
                apiVersion: airworthy.io/v1alpha1
                kind: AirflowDeployment
                spec:
                  pgBouncer: {maxClientConnections: 400}
                """);

        assertThat(run("validate", "--base", broken.toString(), larger.toString()))
                .as(out.toString())
                .isZero();
    }

    @Test
    void aDashIsTheStandardInput() throws IOException {
        InputStream before = System.in;
        try (InputStream given = Files.newInputStream(broken)) {
            System.setIn(given);

            assertThat(run("validate", "--base", sound.toString(), "-")).isEqualTo(1);
        } finally {
            System.setIn(before);
        }
        assertThat(out.toString())
                .contains("        At -:13:", "        13 |   pgBouncer: {maxClientConnections: 100}\n");
    }

    @ParameterizedTest
    @CsvSource({"'metrics: statsd', 'fernetKey: pl4nted'", "'metrics: statsd', 'environment: {MY_SECRET_KEY: pl4nted}'"
    })
    void linesWithSecretsAreNotPrinted(String line, String instead) throws IOException {
        assertThat(run(
                        "validate",
                        file("secret.yaml", SOUND.replace(line, instead)).toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("secret.yaml:22:").doesNotContain("pl4nted");
    }

    @ParameterizedTest
    @CsvSource({
        "json, '\"suggestion\" : 198'",
        "sarif, '\"startLine\" : 13'",
        "junit, '<failure type=\"CAP-002\"'",
        "github, '::error file='"
    })
    void eachFormatHasIt(String format, String expected) {
        assertThat(run("validate", "--format", format, broken.toString(), sound.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains(expected);
    }

    @Test
    void rendersAFolder() {
        Path into = folder.resolve("production-deployment");

        assertThat(run("render", sound.toString(), "--into", into.toString())).isZero();
        assertThat(into.resolve("values-production.yaml")).exists();
        assertThat(out.toString()).contains(into.resolve("RUNBOOK.md") + "\n");
        assertThat(run("render", broken.toString(), "--into", into.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("CAP-002");
    }

    @Test
    void saysWhatDiffersAndHowToGetThere() throws IOException {
        Path after = file("after.yaml", SOUND.replace("branch: main", "branch: release"));

        assertThat(run("diff", sound.toString(), sound.toString())).isZero();
        assertThat(run("diff", sound.toString(), after.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("dags.gitSync");
        assertThat(run("upgrade-plan", sound.toString(), after.toString())).isZero();
        assertThat(out.toString()).contains("# ");
    }

    @Test
    void lintsValuesWithoutPrintingThem() throws IOException {
        Path values = file("values.yaml", "schedular:\n  password: pl4nted\n");

        assertThat(run("lint", "--chart", "1.22.0", values.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("At " + values + ":1:1", "scheduler")
                .doesNotContain("pl4nted");
        assertThat(run("lint", "--chart", "1.2.0", values.toString())).isEqualTo(2);
    }

    @Test
    void importsWhatValuesSay() throws IOException {
        Path values = file("values.yaml", "executor: CeleryExecutor\nscheduler: {replicas: 3}\nschedular: {}\n");

        assertThat(run("import", "--chart", "1.22.0", values.toString())).isZero();
        assertThat(out.toString()).contains("kind: AirflowDeployment", "replicas: 3");
        assertThat(err.toString()).contains("Open: database.maxConnections: ", "VAL-013  schedular: ");
        assertThat(run(
                        "import",
                        "--chart",
                        "1.22.0",
                        file("other.yaml", "- 1\n").toString()))
                .isEqualTo(1);
    }

    @Test
    void makesTheChangesThatAreSafe() throws IOException {
        Path values = file("values.yaml", "labels: {team: a}\nlabels: {team: a} # kept\n");

        run("lint", "--chart", "1.22.0", "--fix", values.toString());

        assertThat(values).hasContent("labels: {team: a} # kept\n");
    }

    @Test
    void secretsAreOnlyInTheFile() throws Exception {
        Path secrets = folder.resolve("secrets.yaml");
        Jdk.certificate(folder.resolve("database-ca.pem"));
        Path given = file(
                "given.yaml",
                SOUND.replace(
                        "    maxConnections",
                        "    passwordFrom: {environment: DB_PASSWORD}\n    caFrom: {file: database-ca.pem}\n"
                                + "    maxConnections"));
        List<String> command = List.of(
                "--module-path",
                Jdk.modulePath(),
                "--module",
                "io.airworthy.examples/io.airworthy.examples.CommandLineTool",
                "secrets",
                given.toString(),
                "--into",
                secrets.toString());

        String said = Jdk.run("java", folder, Map.of("DB_PASSWORD", "pl4nted-$ecret"), command);

        assertThat(said).contains("Wrote the Secrets into " + secrets).doesNotContain("pl4nted");
        assertThat(Files.readString(secrets)).contains("kind: \"Secret\"");
    }

    @Test
    void printsWhatEditorsAndKubernetesTake() {
        assertThat(run("schema")).isZero();
        assertThat(run("crd")).isZero();
        assertThat(out.toString()).isEqualTo(DeploymentFile.jsonSchema() + DeploymentFile.customResourceDefinition());
    }

    @Test
    void whatItCannotDoEndsWithTwo() {
        List<String[]> calls = Stream.of("", "fly", "validate", "validate --format pdf x", "diff x", "schema x")
                .map(call -> call.isEmpty() ? new String[0] : call.split(" "))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(run(call)).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "validate DIR/missing.yaml, DIR/missing.yaml: there is no such file or folder",
        "validate DIR, 'DIR: it is a folder, and has to be a file'",
        "validate --base DIR/missing.yaml SOUND, DIR/missing.yaml: there is no such file or folder",
        "render SOUND --into SOUND, 'SOUND: it is a file, and has to be a folder'",
        "lint --chart 1.22.0 --fix -, The standard input cannot be changed: name the files",
        "lint --chart 1.22.0 --airflow 3 SOUND, '''3'' is not a release; write three numbers, 3.2.2'"
    })
    void whatCannotBeReadOrWrittenIsNamed(String call, String message) {
        assertThat(run(named(call).split(" "))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(named(message) + "\n");
    }

    private String named(String text) {
        return text.replace("SOUND", sound.toString()).replace("DIR", folder.toString());
    }

    private int run(String... arguments) {
        return CommandLineTool.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
