package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.kubernetes.SecretCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle is shellcheck, for every block and script of the documents. */
@Tag("slow")
class ShellcheckTest {

    /** What a pod's shell expands stands in single quotes on purpose, and variables come from other blocks. */
    private static final String WANTED = "SC2016,SC2034,SC2154";

    @TempDir
    Path folder;

    @BeforeAll
    static void shellcheck() {
        try {
            new ProcessBuilder("shellcheck", "--version").start().destroy();
        } catch (IOException absent) {
            assumeTrue(false, "Skipped: there is no shellcheck on this machine (Debian: apt-get install shellcheck)");
        }
    }

    static Stream<Arguments> deployments() {
        return Deployments.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void hasNothingToSay(String name, AirflowDeployment deployment) throws Exception {
        List<String> files = new ArrayList<>();
        files.add(file("verify.sh", Deployments.verifyScript(deployment)));
        files.add(file(
                "create-secrets.sh",
                "#!/bin/sh\n" + SecretCommands.of(deployment).script()));
        for (String block : new DocumentText(Deployments.documents(deployment)).fenced("bash")) {
            files.add(file(files.size() + ".bash", "#!/bin/bash\n" + block));
        }

        List<String> command = new ArrayList<>(List.of("shellcheck", "-e", WANTED, "-f", "gcc"));
        command.addAll(files);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    private String file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return name;
    }
}
