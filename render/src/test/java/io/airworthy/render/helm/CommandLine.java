package io.airworthy.render.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that tests run beside the JVM. */
public final class CommandLine {

    private CommandLine() {}

    /** What a program prints; fails with what it complains about. */
    public static String run(List<String> command) {
        try {
            Path complaints = Files.createTempFile("airworthy-", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(complaints.toFile())
                        .start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(complaints));
                }
                return output;
            } finally {
                Files.delete(complaints);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a program prints, whether or not it succeeds. */
    static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
