package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A shell and its programs as independent judges; a test that needs them is skipped where they are absent. */
final class Shell {

    private static final List<String> ABSENT = absent();

    private Shell() {}

    static void assume() {
        assumeTrue(ABSENT.isEmpty(), () -> "Skipped: this machine has no " + String.join(", ", ABSENT));
    }

    private static List<String> absent() {
        return Stream.of(
                        List.of("sh", "-c", ":"),
                        List.of("sed", "-n", "1p"),
                        List.of("python3", "--version"),
                        List.of("openssl", "version"))
                .filter(program -> !succeeds(program))
                .map(program -> program.get(0))
                .toList();
    }

    static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it prints; fails if it says no. */
    static byte[] run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(() -> new String(output, StandardCharsets.UTF_8))
                .isZero();
        return output;
    }
}
