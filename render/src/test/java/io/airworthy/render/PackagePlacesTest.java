package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.render.disk.FaultyDisk;
import io.airworthy.render.disk.FaultyDisk.Death;
import io.airworthy.render.disk.FaultyDisk.Fault;
import io.airworthy.render.disk.FaultyDisk.Lack;
import io.airworthy.render.disk.MemoryDisk;
import io.airworthy.render.disk.WritingProgram;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Where a package may be written, and who may do so at once. */
class PackagePlacesTest {

    private static final Map<String, String> FILES = Map.of("a.txt", "first\n", "deep/b.txt", "second\n");
    private static final List<String> TMPFS = List.of("-t", "tmpfs", "airworthy-test");
    private static final long THREE_GIGABYTES = 3L << 30;

    @TempDir(factory = MemoryDisk.class)
    private Path place;

    /** Tries to replace what each path leads to, and prints what it is told. */
    static final class Replacing {
        public static void main(String[] paths) {
            for (String path : paths) {
                try {
                    new PackageFolder(Path.of(path)).replace(FILES);
                    System.out.println(path + ": replaced");
                } catch (IOException refusal) {
                    System.out.println(refusal.getMessage());
                }
            }
        }
    }

    @Test
    void theWorkingDirectoryIsNotReplacedByWhateverPath() throws Exception {
        Path here = Files.createDirectories(place.resolve("home/here"));
        Files.createDirectory(here.resolve("x"));
        Files.createDirectory(here.resolve(".git"));
        Files.createSymbolicLink(place.resolve("link"), here);
        List<String> before = names(place);

        String inTheWay = " is the working directory or contains it; the package needs a folder of its own. Nothing was"
                + " written";
        assertThat(replacing(
                        here,
                        "",
                        ".",
                        "./",
                        "x/..",
                        "missing/..",
                        "..",
                        "../..",
                        "../here",
                        here.toString(),
                        here.resolve("x/../..").toString(),
                        place.resolve("link").toString(),
                        "/"))
                .containsExactly(
                        here + ":" + inTheWay,
                        here + ":" + inTheWay,
                        here + ":" + inTheWay,
                        here + ":" + inTheWay,
                        here + ":" + inTheWay,
                        here.getParent() + ":" + inTheWay,
                        place + ":" + inTheWay,
                        here + ":" + inTheWay,
                        here + ":" + inTheWay,
                        here.getParent() + ":" + inTheWay,
                        here + ":" + inTheWay,
                        "/: is the root of a file system; the package needs a folder of its own. Nothing was written");
        assertThat(names(place)).isEqualTo(before);

        assertThat(replacing(here, "x/../x", "y")).containsExactly("x/../x: replaced", "y: replaced");
        assertThat(here.resolve("x/a.txt")).exists();
    }

    @Test
    void aLinkToAFolderIsFollowed() throws IOException {
        Path real = Files.createDirectory(place.resolve("real"));
        Path link = Files.createSymbolicLink(place.resolve("link"), real);

        write(link);

        assertThat(link).isSymbolicLink();
        assertThat(real.resolve("a.txt")).hasContent("first\n");
    }

    @Test
    void aLinkToNowhereIsNoPlace() throws IOException {
        Path link = Files.createSymbolicLink(place.resolve("link"), Path.of("nowhere"));

        assertThatThrownBy(() -> write(link)).isInstanceOf(NoSuchFileException.class);
        assertThat(names(place)).containsExactly("link");
    }

    @Test
    void theFoldersAboveAreMade() throws IOException {
        Files.createSymbolicLink(place.resolve("link"), Files.createDirectory(place.resolve("real")));

        write(place.resolve("link/packages/payments"));

        assertThat(place.resolve("real/packages/payments/a.txt")).hasContent("first\n");
    }

    @Test
    void aFolderThatWasMadeForAFailureIsGoneAgain() {
        assertThatThrownBy(() -> new PackageFolder(place.resolve("package")).write(Map.of("x", "", "x/y", "")))
                .isInstanceOf(IOException.class);
        assertThat(place.resolve("package")).doesNotExist();
    }

    @Test
    void whatIsNotAFolderInThePlaceOfTheHiddenOneIsNotTouched() throws IOException {
        Path folder = Files.createDirectory(place.resolve("package"));
        Files.createSymbolicLink(folder.resolve(".airworthy-unfinished"), place);

        assertThatThrownBy(() -> write(folder)).isInstanceOf(NotDirectoryException.class);
        assertThat(names(place)).containsExactly("package", "package/.airworthy-unfinished");
    }

    @Test
    void aForeignFileMayBeLargerThanTheMemory() throws IOException {
        Path folder = Files.createDirectory(place.resolve("package"));
        sparse(folder.resolve("dump.sql"));
        sparse(folder.resolve(".sha256sums"));

        assertThatThrownBy(() -> new PackageFolder(folder).write(FILES))
                .isInstanceOfSatisfying(
                        ForeignFilesException.class,
                        refusal -> assertThat(refusal.files()).containsExactly(".sha256sums", "dump.sql"));
        assertThat(Files.size(folder.resolve("dump.sql"))).isEqualTo(THREE_GIGABYTES);

        new PackageFolder(folder).replace(FILES);
        assertThat(names(folder)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "airworthy.extended",
            matches = "true",
            disabledReason = "Skipped: reads 3 GB; run with -Pextended")
    void oneOfOurFilesMayHaveGrownLargerThanTheMemory() throws IOException {
        Path folder = place.resolve("package");
        write(folder);
        sparse(folder.resolve("a.txt"));

        assertThatThrownBy(() -> write(folder))
                .isInstanceOfSatisfying(
                        ForeignFilesException.class,
                        refusal -> assertThat(refusal.files()).containsExactly("a.txt"));
    }

    @Test
    void threadsThatWriteAtOnceWaitForEachOther() throws Exception {
        Path folder = place.resolve("package");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String name = "writer " + writer;
            writers.add(threads.submit(() -> {
                for (int version = 0; version < 10; version++) {
                    new PackageFolder(folder).write(Map.of("a.txt", name, "deep/b.txt", name));
                }
                return null;
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        assertThat(Files.readString(folder.resolve("a.txt"))).isEqualTo(Files.readString(folder.resolve("deep/b.txt")));
        assertThat(names(folder)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt");
    }

    @Test
    void whoReadsWhileItIsWrittenNeverGoesBackToAnOlderVersion() throws Exception {
        Path folder = place.resolve("package");
        new PackageFolder(folder).write(version(0));
        AtomicBoolean written = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<Integer> reading = reader.submit(() -> {
            int read = 0;
            int newest = 0;
            while (!written.get()) {
                for (String file : List.of("a.txt", "deep/b.txt", "c.txt")) {
                    String text = readAgainWhereALinkLedToWhatHasGone(folder.resolve(file));
                    int version = Integer.parseInt(text.substring(0, text.indexOf('\n')));
                    assertThat(text).isEqualTo(version(version).get(file));
                    assertThat(version).isGreaterThanOrEqualTo(newest);
                    newest = version;
                    read++;
                }
            }
            return read;
        });

        for (int version = 1; version <= 50; version++) {
            new PackageFolder(folder).write(version(version));
        }
        written.set(true);

        assertThat(reading.get()).isGreaterThan(100);
        reader.shutdown();
    }

    /** A reader that is held up between a link and its target may find the target tidied away; it is there under its name. */
    private static String readAgainWhereALinkLedToWhatHasGone(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException heldUp) {
            return Files.readString(file);
        }
    }

    @Test
    void anInterruptedThreadLeavesNothing() throws Exception {
        Path folder = place.resolve("package");
        write(folder);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> write(folder)).isInstanceOf(IOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(names(folder)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt");
    }

    @Test
    void aMountPointIsWrittenIntoWithTheSameGuarantee() throws Exception {
        Path volume = Files.createDirectory(place.resolve("volume"));
        whileMounted(volume, TMPFS, () -> {
            // As ext4 has it, for root alone.
            Files.createDirectory(volume.resolve("lost+found"));
            write(volume);
            for (int step = 0; ; step += 5) {
                FaultyDisk disk = FaultyDisk.with(Fault.DEATH, step, Lack.NOTHING);
                try {
                    new PackageFolder(disk.path(volume)).write(Map.of("a.txt", "new\n", "deep/b.txt", "new\n"));
                } catch (Death killed) {
                    // The next run goes on from here.
                }
                assertThat(List.of(
                                Files.readString(volume.resolve("a.txt")),
                                Files.readString(volume.resolve("deep/b.txt"))))
                        .isIn(List.of("first\n", "second\n"), List.of("new\n", "new\n"));
                write(volume);
                assertThat(names(volume)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt", "lost+found");
                if (!disk.failed()) {
                    break;
                }
            }
            new PackageFolder(volume).replace(FILES);
            assertThat(names(volume)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt", "lost+found");
        });
    }

    /** A container whose own files are read-only has a volume for what it writes. */
    @Test
    void aVolumeInsideAReadOnlyFileSystemIsEnough() throws Exception {
        Path container = Files.createDirectory(place.resolve("container"));
        whileMounted(container, TMPFS, () -> {
            Path volume = Files.createDirectory(container.resolve("volume"));
            whileMounted(volume, TMPFS, () -> {
                assertThat(run(List.of("mount", "-o", "remount,ro", container.toString())))
                        .isTrue();
                write(volume);
                write(volume);
                assertThat(names(volume)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt");
            });
        });
    }

    @Test
    void anotherFileSystemInsideTheFolderIsRefusedAndNothingIsChanged() throws Exception {
        Path folder = place.resolve("package");
        write(folder);
        whileMounted(folder.resolve("deep"), TMPFS, () -> {
            assertThatThrownBy(() -> new PackageFolder(folder).replace(Map.of("a.txt", "new\n", "deep/b.txt", "new\n")))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(folder.resolve("deep") + ": another file system is mounted here");
            assertThat(folder.resolve("a.txt")).hasContent("first\n");
        });
        // The same file system once more looks like one, and files cannot be renamed into it all the same.
        Path other = Files.createDirectory(place.resolve("other"));
        whileMounted(folder.resolve("deep"), List.of("--bind", other.toString()), () -> {
            assertThatThrownBy(() -> new PackageFolder(folder).replace(Map.of("a.txt", "new\n", "deep/b.txt", "new\n")))
                    .isInstanceOf(FileSystemException.class);
            assertThat(folder.resolve("a.txt")).hasContent("first\n");
        });
        assertThat(names(folder)).containsExactly(".sha256sums", "a.txt", "deep", "deep/b.txt");
    }

    @Test
    void aFileThatIsAMountPointStays() throws Exception {
        Path folder = place.resolve("package");
        write(folder);
        Path other = Files.writeString(place.resolve("other"), "first\n");
        whileMounted(folder.resolve("a.txt"), List.of("--bind", other.toString()), () -> {
            assertThatThrownBy(() -> new PackageFolder(folder).replace(Map.of("a.txt", "new\n", "deep/b.txt", "new\n")))
                    .isInstanceOf(FileSystemException.class);
            assertThat(folder.resolve("a.txt")).hasContent("first\n");
            assertThat(folder.resolve("deep/b.txt")).hasContent("second\n");
            assertThat(folder.resolve(".airworthy-unfinished")).doesNotExist();
        });
    }

    private static void whileMounted(Path at, List<String> how, ThrowingRunnable body) throws Exception {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(how);
        command.add(at.toString());
        assumeTrue(
                run(command), "Skipped: mounting needs root; run the tests as root, or in a container that may mount");
        try {
            body.run();
        } finally {
            assertThat(run(List.of("umount", at.toString()))).isTrue();
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static boolean run(List<String> command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static List<String> replacing(Path workingDirectory, String... paths) throws Exception {
        Process process = WritingProgram.start(Replacing.class, workingDirectory, paths);
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(printed.toString()).isZero();
        return printed;
    }

    private static void write(Path folder) throws IOException {
        new PackageFolder(folder).write(FILES);
    }

    private static Map<String, String> version(int number) {
        String text = (number + "\n").repeat(2000);
        return Map.of("a.txt", text, "deep/b.txt", text, "c.txt", text);
    }

    private static void sparse(Path file) throws IOException {
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(THREE_GIGABYTES);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.skip(1)
                    .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
