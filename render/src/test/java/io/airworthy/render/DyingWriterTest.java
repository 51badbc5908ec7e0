package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import io.airworthy.render.disk.FaultyDisk;
import io.airworthy.render.disk.FaultyDisk.Death;
import io.airworthy.render.disk.FaultyDisk.Fault;
import io.airworthy.render.disk.FaultyDisk.Lack;
import io.airworthy.render.disk.FolderTransaction;
import io.airworthy.render.disk.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every change of the disk that writing a package takes is, once each, the last one that it takes. */
class DyingWriterTest {

    private static final Map<String, String> OLD =
            Map.of("a.txt", "old a\n", "gone.txt", "old\n", "secrets/m.yaml", "old m\n", "gone/x", "old x\n");
    private static final Map<String, String> NEW =
            Map.of("a.txt", "new a\n", "secrets/m.yaml", "new m\n", "added/b.txt", "new b\n");
    private static final boolean EXTENDED = Boolean.getBoolean("airworthy.extended");
    private static final FaultyDisk SOUND = FaultyDisk.sound();
    private static final int MORE_STEPS_THAN_ANY_RUN_TAKES = 1000;

    @TempDir(factory = MemoryDisk.class)
    private Path place;

    private int runs;

    @ParameterizedTest
    @EnumSource(
            value = Lack.class,
            names = {"NOTHING", "HARD_LINKS"})
    void aReaderSeesTheOldPackageOrTheNewOneAndTheNextRunLeavesNothingElse(Lack lack) throws IOException {
        Map<String, String> whole = written(NEW);
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            write(folder, OLD);
            Map<String, String> before = seen(folder);

            dies(() -> new PackageFolder(disk.path(folder)).write(NEW));

            Map<String, String> after = seen(folder);
            if (lack == Lack.NOTHING) {
                assertThat(after).isIn(before, whole);
            }
            recover(SOUND.path(folder));
            Map<String, String> recovered = content(folder);
            assertThat(recovered).isIn(before, whole);
            if (lack == Lack.NOTHING) {
                assertThat(recovered).isEqualTo(after);
            }
            write(folder, NEW);
            assertThat(content(folder)).isEqualTo(whole);
        });
    }

    @Test
    void aFirstPackageIsThereAsAWholeOrNotAtAll() throws IOException {
        Map<String, String> whole = written(NEW);
        everyStep(Fault.DEATH, Lack.NOTHING, (folder, disk) -> {
            dies(() -> new PackageFolder(disk.path(folder)).write(NEW));

            assertThat(seen(folder)).isIn(Map.of(), whole);
            write(folder, NEW);
            assertThat(content(folder)).isEqualTo(whole);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Lack.class,
            names = {"SYMBOLIC_LINKS", "ALL_LINKS"})
    void withoutSymbolicLinksEachFileIsWholeAndTheNextRunMakesThemOnePackage(Lack lack) throws IOException {
        Map<String, String> whole = written(NEW);
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            write(folder, OLD);
            Map<String, String> before = seen(folder);

            dies(() -> new PackageFolder(disk.path(folder)).write(NEW));

            seen(folder).forEach((file, text) -> assertThat(text).isIn(before.get(file), whole.get(file)));
            recover(SOUND.path(folder));
            assertThat(content(folder)).isIn(before, whole);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Lack.class,
            names = {"NOTHING", "ALL_LINKS"})
    void whatSomebodyChangesAfterADeathIsKept(Lack lack) throws IOException {
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            write(folder, OLD);
            dies(() -> new PackageFolder(disk.path(folder)).write(NEW));
            // As editors do it: another file takes the name.
            Path edited = Files.writeString(place.resolve("edited"), "mine\n");
            Files.move(edited, folder.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve("note.md"), "mine, too\n");

            Throwable refusal = catchThrowable(() -> write(folder, NEW));

            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            ForeignFilesException.class,
                            foreign -> assertThat(foreign.files()).containsExactly("a.txt", "note.md"));
            assertThat(folder.resolve("a.txt")).hasContent("mine\n");
            assertThat(folder.resolve("note.md")).hasContent("mine, too\n");
            assertThat(folder.resolve(".airworthy-unfinished")).doesNotExist();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Lack.class,
            names = {"NOTHING", "HARD_LINKS"})
    void whatIsReplacedOnPurposeIsAllThereOrAllGone(Lack lack) throws IOException {
        Map<String, String> whole = written(NEW);
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            obstruct(folder);
            Map<String, String> before = content(folder);

            dies(() -> new PackageFolder(disk.path(folder)).replace(NEW));

            recover(SOUND.path(folder));
            assertThat(content(folder)).isIn(before, whole);
            replace(folder, NEW);
            assertThat(content(folder)).isEqualTo(whole);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Lack.class,
            names = {"NOTHING", "ALL_LINKS"})
    void aFailureLeavesTheOldPackageOrTheNewOneAndNothingBesideIt(Lack lack) throws IOException {
        Map<String, String> whole = written(NEW);
        everyStep(Fault.ONE_FAILURE, lack, (folder, disk) -> {
            write(folder, OLD);
            Map<String, String> before = seen(folder);

            Throwable failure = catchThrowable(() -> new PackageFolder(disk.path(folder)).write(NEW));

            if (failure == null) {
                // There was another way: a renaming for a link.
                assertThat(content(folder)).isEqualTo(whole);
            } else {
                assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("planned failure");
                if (lack == Lack.NOTHING) {
                    assertThat(seen(folder)).isIn(before, whole);
                }
                recover(SOUND.path(folder));
                assertThat(content(folder)).isIn(before, whole);
            }
        });
    }

    @Test
    void aDiskThatFailsForGoodLeavesTheOldPackageOrTheNewOneToBeRead() throws IOException {
        Map<String, String> whole = written(NEW);
        everyStep(Fault.LASTING_FAILURE, Lack.NOTHING, (folder, disk) -> {
            write(folder, OLD);
            Map<String, String> before = seen(folder);

            Throwable failure = catchThrowable(() -> new PackageFolder(disk.path(folder)).write(NEW));
            if (disk.failed()) {
                assertThat(failure).isInstanceOf(IOException.class);
            }

            assertThat(seen(folder)).isIn(before, whole);
            recover(SOUND.path(folder));
            assertThat(content(folder)).isIn(before, whole);
        });
    }

    @Test
    void aRecoveryThatDiesIsRecoveredFrom() throws IOException {
        Map<String, String> whole = written(NEW);
        for (int first = 0; first < MORE_STEPS_THAN_ANY_RUN_TAKES; first += EXTENDED ? 1 : 61) {
            int diedFirst = first;
            FaultyDisk[] last = new FaultyDisk[1];
            everyStep(Fault.DEATH, Lack.NOTHING, (folder, disk) -> {
                write(folder, OLD);
                Map<String, String> before = seen(folder);
                last[0] = FaultyDisk.with(Fault.DEATH, diedFirst, Lack.NOTHING);
                dies(() -> new PackageFolder(last[0].path(folder)).write(NEW));
                Map<String, String> after = seen(folder);

                dies(() -> recover(disk.path(folder)));

                assertThat(seen(folder)).isEqualTo(after).isIn(before, whole);
                recover(SOUND.path(folder));
                assertThat(content(folder)).isEqualTo(after);
            });
            if (!last[0].failed()) {
                return;
            }
        }
        fail("A run does not come to an end");
    }

    /**
     * Runs it with a fault at the first step, at the second and so on, until a run has fewer steps than that. Unless told to
     * take its time, it tries deaths on an ordinary disk at every step, and the other faults at every third.
     */
    private void everyStep(Fault fault, Lack lack, Run run) throws IOException {
        int stride = EXTENDED || fault == Fault.DEATH && lack == Lack.NOTHING ? 1 : 3;
        for (int step = 0; step < MORE_STEPS_THAN_ANY_RUN_TAKES; step += stride) {
            FaultyDisk disk = FaultyDisk.with(fault, step, lack);
            run.of(place.resolve("package-" + runs++), disk);
            if (!disk.failed()) {
                assertThat(step).isGreaterThan(5);
                return;
            }
        }
        fail("A run does not come to an end");
    }

    private interface Run {
        void of(Path folder, FaultyDisk disk) throws IOException;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void dies(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (Death killed) {
            // So did the process.
        }
    }

    /** On a disk that is sound, and quick: nothing waits for it. */
    private static void write(Path folder, Map<String, String> files) throws IOException {
        new PackageFolder(SOUND.path(folder)).write(files);
    }

    private static void replace(Path folder, Map<String, String> files) throws IOException {
        new PackageFolder(SOUND.path(folder)).replace(files);
    }

    private static void recover(Path folder) throws IOException {
        FolderTransaction.inFolderOfItsOwn(folder).close();
    }

    private Map<String, String> written(Map<String, String> files) throws IOException {
        Path folder = place.resolve("whole-" + runs++);
        write(folder, files);
        return content(folder);
    }

    private static void obstruct(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a.txt/in/the/way"));
        Files.writeString(folder.resolve("a.txt/in/the/way.txt"), "mine\n");
        Files.writeString(folder.resolve("secrets"), "a file\n");
        Files.createDirectories(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("added"), Path.of("empty"));
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("elsewhere"));
        Files.writeString(folder.resolve("note.md"), "mine\n");
    }

    /** What a reader gets who opens every file that was ever in the package. */
    private static Map<String, String> seen(Path folder) throws IOException {
        Map<String, String> seen = new TreeMap<>();
        for (String file : Stream.of(OLD.keySet(), NEW.keySet(), List.of(".sha256sums"))
                .flatMap(Collection::stream)
                .toList()) {
            if (Files.exists(folder.resolve(file))) {
                seen.put(file, Files.readString(folder.resolve(file)));
            }
        }
        return seen;
    }

    /** Everything in a folder, hidden or not, with what it is. */
    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.skip(1).toList()) {
                String name = folder.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    content.put(name, "-> " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    content.put(name, Files.readString(path));
                } else {
                    content.put(name + "/", "");
                }
            }
        }
        content.keySet()
                .removeIf(name -> name.endsWith("/")
                        && content.keySet().stream().anyMatch(other -> !other.equals(name) && other.startsWith(name)));
        return content;
    }
}
