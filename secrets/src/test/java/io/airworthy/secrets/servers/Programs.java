package io.airworthy.secrets.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine has the servers' programs: on the PATH, or where Debian puts them. */
final class Programs {

    private static final Path DEBIAN_POSTGRES = Path.of("/usr/lib/postgresql");

    private static final List<String> NEEDED = List.of("initdb", "postgres", "psql", "pgbouncer", "openssl");

    private Programs() {}

    /** What to say when the tests cannot run here. */
    static Optional<String> whyNot() {
        List<String> missing =
                NEEDED.stream().filter(name -> find(name).isEmpty()).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("there is no " + String.join(", ", missing)
                        + " here: apt-get install postgresql pgbouncer openssl");
    }

    static void assumePresent() {
        Optional<String> whyNot = whyNot();
        assumeTrue(whyNot.isEmpty(), () -> whyNot.orElseThrow());
    }

    static String path(String name) {
        return find(name).orElseThrow().toString();
    }

    private static Optional<Path> find(String name) {
        return folders().stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            folders.add(Path.of(folder));
        }
        folders.add(Path.of("/usr/sbin"));
        folders.addAll(debianVersions());
        return folders;
    }

    /** The newest first; Debian keeps the server's programs off the PATH. */
    private static List<Path> debianVersions() {
        if (!Files.isDirectory(DEBIAN_POSTGRES)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN_POSTGRES)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
