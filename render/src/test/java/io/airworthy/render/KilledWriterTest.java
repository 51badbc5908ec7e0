package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.render.disk.FaultyDisk;
import io.airworthy.render.disk.MemoryDisk;
import io.airworthy.render.disk.WritingProgram;
import io.airworthy.render.kubernetes.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers in processes of their own, two at once, which are killed at any moment ({@code kill -9}). */
class KilledWriterTest {

    private static final Set<String> FILES = Set.of("a.txt", "b/c.txt", "d.txt", "secrets/e.yaml");
    private static final boolean EXTENDED = Boolean.getBoolean("airworthy.extended");

    @TempDir(factory = MemoryDisk.class)
    private Path memory;

    @TempDir
    private Path disk;

    /** Writes packages and Secrets until it is killed. */
    static final class Writers {
        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            for (int version = 0; ; version++) {
                new PackageFolder(folder.resolve("package")).write(version(arguments[1] + version));
                SecretFile.replace(folder.resolve("secrets.yaml"), secret(arguments[1] + version));
                System.out.println(version);
            }
        }
    }

    /** Writes one package and dies at a step. */
    static final class DyingWriter {
        public static void main(String[] arguments) throws IOException {
            FaultyDisk disk = FaultyDisk.halting(Integer.parseInt(arguments[1]));
            new PackageFolder(disk.path(Path.of(arguments[0]))).write(version("new"));
        }
    }

    @Test
    void twoThatAreKilledLeaveWholeVersionsAndTheNextRunLeavesNothingElse() throws Exception {
        Random random = new Random(20_26);
        int rounds = EXTENDED ? 150 : 2;
        for (int round = 0; round < rounds; round++) {
            Path folder = Files.createDirectory((round % 4 == 3 ? disk : memory).resolve("round-" + round));
            Process first = WritingProgram.start(Writers.class, folder, folder.toString(), "x");
            Process second = WritingProgram.start(Writers.class, folder, folder.toString(), "y");
            waitForOutput(first);
            waitForOutput(second);

            Thread.sleep(random.nextInt(30));
            kill(first);
            // The other one finishes or undoes what the first has left, and goes on.
            Thread.sleep(random.nextInt(30));
            kill(second);

            assertOnlyVersionsWerePrinted(first);
            assertOnlyVersionsWerePrinted(second);
            String seen = versionOf(folder.resolve("package"));
            assertThat(seen).matches("[xy]\\d+");
            assertSecretIsWhole(folder.resolve("secrets.yaml"));

            new PackageFolder(folder.resolve("package")).write(version("z"));
            SecretFile.replace(folder.resolve("secrets.yaml"), secret("z"));
            assertThat(names(folder))
                    .containsExactly(
                            "package/.sha256sums",
                            "package/a.txt",
                            "package/b/c.txt",
                            "package/d.txt",
                            "package/secrets/e.yaml",
                            "secrets.yaml");
            assertThat(versionOf(folder.resolve("package"))).isEqualTo("z");
        }
    }

    @Test
    void oneThatDiesAtAStepLeavesTheOldOrTheNewVersion() throws Exception {
        int exit = 137;
        for (int step = 0; exit != 0; step += EXTENDED ? 1 : 60) {
            Path folder = memory.resolve("step-" + step);
            new PackageFolder(FaultyDisk.sound().path(folder)).write(version("old"));

            Process process = WritingProgram.start(DyingWriter.class, memory, folder.toString(), String.valueOf(step));
            exit = process.waitFor();

            assertThat(exit).isIn(137, 0);
            assertThat(versionOf(folder)).isIn("old", "new");
            new PackageFolder(folder).write(version("next"));
            assertThat(versionOf(folder)).isEqualTo("next");
            assertThat(names(folder)).hasSize(FILES.size() + 1);
        }
    }

    /** The one version that all files are of, as their list of digests confirms. */
    private static String versionOf(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String file : FILES) {
            files.put(file, Files.readString(folder.resolve(file)));
        }
        String version = files.get("a.txt").split(" ", 2)[0];
        assertThat(files).isEqualTo(version(version));
        assertThat(Files.readString(folder.resolve(".sha256sums")).lines()).hasSize(FILES.size());
        return version;
    }

    private static void assertSecretIsWhole(Path file) throws IOException {
        String secret = Files.readString(file);
        assertThat(secret).isEqualTo(secret(secret.split(" ", 2)[0]));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static Map<String, String> version(String name) {
        return new TreeMap<>(
                FILES.stream().collect(Collectors.toMap(file -> file, file -> (name + " " + file + "\n").repeat(500))));
    }

    private static String secret(String name) {
        return (name + " material\n").repeat(500);
    }

    /** By its handle: the process itself would close what it has printed, too. */
    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    private static void waitForOutput(Process process) throws Exception {
        for (int tries = 0; process.getInputStream().available() == 0; tries++) {
            assertThat(tries).as("60 seconds").isLessThan(6000);
            assertThat(process.isAlive() || process.getInputStream().available() > 0)
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void assertOnlyVersionsWerePrinted(Process process) throws IOException {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed.lines().toList())
                .isEqualTo(IntStream.range(0, (int) printed.lines().count())
                        .mapToObj(String::valueOf)
                        .toList());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !Files.isDirectory(path))
                    .map(path -> folder.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
