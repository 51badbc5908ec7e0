package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell runs the script, and a kubectl that answers as a cluster would says what it was asked. */
@Tag("slow")
class VerifyScriptTest {

    private static final String KUBECTL = """
            #!/bin/sh
            printf '%s\\n' "$*" >> asked
            case "$*" in
              *"get secrets -o name"*) echo secret/airflow-fernet-secret ;;
              *"get secret "*) echo '{"key":"dGV4dA=="}' ;;
              *disruptionsAllowed*) echo 1 ;;
              *list-import-errors*) echo 'No data found' ;;
              *redis-cli*) echo PONG ;;
              *health*) echo "{\\"scheduler\\": {\\"status\\": \\"$(cat scheduler)\\"}}" ;;
              *"rollout status"*) test ! -e "$(echo "$5" | tr / _).stopped" ;;
            esac
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void cluster() throws IOException {
        Bash.assumeIsThere();
        Path kubectl = folder.resolve("bin/kubectl");
        Files.createDirectories(kubectl.getParent());
        Files.writeString(kubectl, KUBECTL);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("scheduler"), "healthy");
        Files.writeString(folder.resolve("verify.sh"), Deployments.verifyScript(Deployments.exercise()));
    }

    @Test
    void aClusterThatIsWellPassesEveryCheck() throws Exception {
        Result result = run();

        assertThat(result.lines()).isNotEmpty().allMatch(line -> line.startsWith("ok      "));
        assertThat(result.status()).isZero();
    }

    @Test
    void whatIsWrongIsSaidWithThePageThatHelps() throws Exception {
        Files.writeString(folder.resolve("scheduler"), "unhealthy");
        Files.createFile(folder.resolve("deployment_airflow-pgbouncer.stopped"));

        Result result = run();

        assertThat(result.lines())
                .contains(
                        "FAILED  deployment/airflow-pgbouncer is ready: see RUNBOOK.md#database-down",
                        "FAILED  every component is healthy: see RUNBOOK.md#ui-down")
                .endsWith("2 checks failed");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void machinesGetJson() throws Exception {
        Files.writeString(folder.resolve("scheduler"), "unhealthy");

        Result result = run("--json");

        JsonNode checks = new ObjectMapper().readTree(String.join("\n", result.lines()));
        assertThat(checks).isNotEmpty();
        assertThat(checks).filteredOn(check -> !check.path("ok").asBoolean()).hasSize(1);
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void nothingIsChanged() throws Exception {
        run();

        assertThat(Files.readAllLines(folder.resolve("asked")))
                .allMatch(line -> line.matches("-n airflow (get|rollout status|exec) .*"))
                .noneMatch(line -> line.contains(" -it "));
    }

    @Test
    void itsPagesAreThere() {
        assertThat(Deployments.all().values()).allSatisfy(deployment -> {
            String runbook = Deployments.runbook(deployment);
            assertThat(Deployments.verifyScript(deployment).lines().filter(line -> line.startsWith("check '")))
                    .allSatisfy(line -> assertThat(runbook)
                            .contains("<a id=\"" + line.split("' ")[1].split(" ")[0] + "\"></a>"));
        });
    }

    private record Result(int status, List<String> lines) {}

    private Result run(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("sh", "verify.sh"), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Result(process.waitFor(), Files.readAllLines(folder.resolve("output")));
    }
}
