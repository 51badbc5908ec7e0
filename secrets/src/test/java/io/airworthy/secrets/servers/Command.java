package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs, says something and ends. */
final class Command {

    /**
     * How a program ended.
     *
     * @param exit its exit code
     * @param output all that it printed
     */
    record Answer(int exit, String output) {

        String orFail() {
            assertThat(exit).as(output).isZero();
            return output.strip();
        }

        String refusal() {
            assertThat(exit)
                    .as("was expected to be refused, but printed: " + output)
                    .isNotZero();
            return output.strip();
        }
    }

    private Command() {}

    static Answer run(String... command) throws Exception {
        return run("", Map.of(), List.of(command));
    }

    static Answer run(String input, Map<String, String> environment, List<String> command) throws Exception {
        Path output = Files.createTempFile("airworthy-servers", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return new Answer(-1, command.get(0) + " did not end in 30 s: " + Files.readString(output));
            }
            return new Answer(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
