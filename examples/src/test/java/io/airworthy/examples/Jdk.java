package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of this machine's JDK, and the library as its users have it on their paths. */
final class Jdk {

    private Jdk() {}

    /** Runs a program of the JDK to its good end, and returns all that it said. */
    static String run(String program, Path folder, Map<String, String> environment, List<String> arguments)
            throws Exception {
        return run(Path.of(System.getProperty("java.home"), "bin", program), folder, environment, arguments);
    }

    /** The same for another program. */
    static String run(Path program, Path folder, Map<String, String> environment, List<String> arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.replace(System.lineSeparator(), "\n");
    }

    /** Writes a certificate that could be a database server's CA. */
    static void certificate(Path file) throws Exception {
        List<String> store = List.of(
                "-alias", "ca", "-keystore", file.resolveSibling("ca.p12").toString(), "-storepass", "changeit");
        Path folder = file.getParent();
        run("keytool", folder, Map.of(), with(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=Test CA"));
        run("keytool", folder, Map.of(), with(store, "-exportcert", "-rfc", "-file", file.toString()));
    }

    /** Everything that has a descriptor or is an ordinary library; what only tests have has no place there. */
    static String modulePath() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> Files.exists(Path.of(entry, "module-info.class"))
                                || entry.matches(
                                        ".*(airworthy|bcprov|jackson|snakeyaml|jspecify|picocli)[^/\\\\]*\\.jar"))
                        .toList());
    }

    private static List<String> with(List<String> options, String... first) {
        return Stream.concat(Stream.of(first), options.stream()).toList();
    }
}
