package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program on this machine that serves as an independent judge; a test that needs it is skipped where it is absent. */
final class Tool {

    private Tool() {}

    static void assumePythonCryptography() {
        assumeTrue(
                succeeds("python3", "-c", "import cryptography.fernet"),
                "Python's cryptography is not importable: apt-get install python3-cryptography");
    }

    static void assumePython() {
        assumeTrue(succeeds("python3", "--version"), "there is no python3: apt-get install python3");
    }

    static void assumeOpenSsl() {
        assumeTrue(succeeds("openssl", "version"), "there is no openssl: apt-get install openssl");
    }

    static void assumeSshKeygen() {
        assumeTrue(succeeds("ssh-keygen", "-?"), "there is no ssh-keygen: apt-get install openssh-client");
    }

    /** What it prints; fails if it says no. */
    static String run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    static boolean succeeds(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            // ssh-keygen has no option that only says that it is there; it answers an unknown one with its usage and 1.
            return process.waitFor() == 0 || List.of(command).contains("-?");
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
