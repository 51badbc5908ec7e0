package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the example as its users do: as a program of its own, on the module path. */
class ExercisePackageTest {

    private static final String PASSWORD = "pl4nted $ecret%with\"quotes";

    @TempDir
    private static Path place;

    private static String output;

    @BeforeAll
    static void writeThePackageAndTheSecrets() throws Exception {
        Jdk.certificate(place.resolve("database-ca.pem"));
        output = run(Map.of("DB_PASSWORD", PASSWORD), "ExercisePackage", "package", "secrets.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"values-production.yaml", "secrets/secrets-manifest.yaml", "monitoring/rules.yaml"})
    void writesWhatWasReadAndFoundRight(String file) throws Exception {
        assertThat(Files.readString(place.resolve("package").resolve(file))).isEqualTo(golden(file));
    }

    @Test
    void writesARunbookAndAChecklistOfThisDeployment() throws Exception {
        assertThat(Files.readString(place.resolve("package/RUNBOOK.md"))).contains("deployment/airflow-dag-processor");
        assertThat(Files.readString(place.resolve("package/CHECKLIST.md"))).contains("64 of 400 usable connections");
    }

    @Test
    void saysWhatItDecidedWarnsOfAndWrote() {
        assertThat(output)
                .contains("  PgBouncer -> Amazon RDS at airflow.c1example.eu-west-1.rds.amazonaws.com:5432/airflow as"
                        + " airflow, TLS verify-full")
                .contains("  airflow-jwt-signing-secret [jwt-secret]: token signing between components")
                .contains("Rules: 0 errors, 0 warnings")
                .contains("Wrote package:\n  values-production.yaml\n  secrets/secrets-manifest.yaml\n"
                        + "  monitoring/rules.yaml\n  monitoring/dashboard.json\n  INSTALL.md\n  RUNBOOK.md\n"
                        + "  verify.sh\n  CHECKLIST.md\n")
                .contains("Wrote the Secrets into secrets.yaml");
    }

    @Test
    void keepsThePasswordInTheOneFileThatIsItsOwnersAlone() throws Exception {
        assertThat(output).doesNotContain("pl4nted");
        try (Stream<Path> files = Files.walk(place.resolve("package"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(9)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("pl4nted"));
        }
        assertThat(Files.getPosixFilePermissions(place.resolve("secrets.yaml")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void keepsEveryKeyInASecondRunAndSaysWhatItWouldOverwrite() throws Exception {
        String secrets = Files.readString(place.resolve("secrets.yaml"));
        run(Map.of("DB_PASSWORD", PASSWORD), "ExercisePackage", "package2", "secrets.yaml");
        assertThat(Files.readString(place.resolve("secrets.yaml"))).isEqualTo(secrets);

        Files.writeString(place.resolve("package2/CHECKLIST.md"), "ticked");
        assertThat(run(Map.of(), "ExercisePackage", "package2"))
                .contains("package2 has files that were not written here, or were changed since: CHECKLIST.md.")
                .doesNotContain("\tat ");
    }

    @Test
    void reportsEveryMistakeAtOnce() throws Exception {
        String report = run(Map.of(), "MistakesReport");

        assertThat(report.lines()
                        .filter(line -> line.startsWith("error"))
                        .map(line -> line.substring(8, 16).strip()))
                .containsExactly(
                        "NAME-001",
                        "DB-001",
                        "DB-003",
                        "CEL-001",
                        "GIT-007",
                        "GIT-010",
                        "GIT-012",
                        "HA-004",
                        "CAP-002",
                        "MET-001",
                        "MET-003",
                        "ENV-002",
                        "RISK-001");
    }

    private static String run(Map<String, String> environment, String program, String... arguments) throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "--module-path",
                Jdk.modulePath(),
                "--module",
                "io.airworthy.examples/io.airworthy.examples." + program));
        options.addAll(List.of(arguments));
        return Jdk.run("java", place, environment, options);
    }

    private static String golden(String file) throws IOException {
        try (InputStream in = ExercisePackageTest.class.getResourceAsStream("/production-deployment/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
