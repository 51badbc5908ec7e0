package io.airworthy.render.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The shell that the documents are written for. */
final class Bash {

    private Bash() {}

    static void assumeIsThere() {
        Assumptions.assumeTrue(isThere(), "Skipped: bash is not installed");
    }

    /** What a script prints. */
    static String run(String script) {
        return call(script);
    }

    /** What bash has against a script, without running it. */
    static String complaints(String script) {
        return call(script, "-n");
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("bash", "-c", "exit 0").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String call(String script, String... options) {
        try {
            Path file = Files.createTempFile("script", ".sh");
            try {
                Files.writeString(file, script, UTF_8);
                List<String> command = new ArrayList<>(List.of("bash"));
                command.addAll(List.of(options));
                command.add(file.toString());
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), UTF_8);
                process.waitFor();
                return output;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
