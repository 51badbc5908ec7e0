package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.airworthy.render.disk.FaultyDisk;
import io.airworthy.render.disk.FaultyDisk.Death;
import io.airworthy.render.disk.FaultyDisk.Fault;
import io.airworthy.render.disk.FaultyDisk.Lack;
import io.airworthy.render.disk.MemoryDisk;
import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers of material that die at any step. */
class OwnerOnlyFilesTest {

    private static final String OLD = "planted, old";
    private static final String NEW = "planted, new";

    @TempDir(factory = MemoryDisk.class)
    private Path place;

    private int runs;

    @ParameterizedTest
    @EnumSource(Lack.class)
    void aFileIsReplacedAsAWholeAndItsMaterialIsItsOwnersAtEveryStep(Lack lack) throws IOException {
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            Path file = folder.resolve("secrets.yaml");
            OwnerOnlyFiles.create(file, Sensitive.of(OLD));

            dies(() -> OwnerOnlyFiles.replace(disk.path(file), Sensitive.of(NEW)));

            assertThat(Files.readString(file)).isIn(OLD, NEW);
            assertThatAllMaterialIsItsOwnersAlone(folder);
            OwnerOnlyFiles.replace(folder.resolve("other.yaml"), Sensitive.of(OLD));
            assertThat(names(folder)).containsExactly("other.yaml", "secrets.yaml");
        });
    }

    @ParameterizedTest
    @EnumSource(Lack.class)
    void aFileIsCreatedAsAWholeOrNotAtAll(Lack lack) throws IOException {
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            Path file = folder.resolve("secrets.yaml");

            dies(() -> OwnerOnlyFiles.create(disk.path(file), Sensitive.of(NEW)));

            boolean created = Files.exists(file);
            assertThatAllMaterialIsItsOwnersAlone(folder);
            Throwable refusal = catchThrowable(() -> OwnerOnlyFiles.create(file, Sensitive.of(NEW)));
            if (created) {
                assertThat(refusal).isInstanceOf(FileAlreadyExistsException.class);
            } else {
                assertThat(refusal).isNull();
            }
            assertThat(file).hasContent(NEW);
            assertThat(names(folder)).containsExactly("secrets.yaml");
        });
    }

    @ParameterizedTest
    @EnumSource(Lack.class)
    void severalFilesAreCreatedAllOrNone(Lack lack) throws IOException {
        Map<String, Sensitive> pieces = Map.of("one", Sensitive.of(NEW), "two", Sensitive.of(NEW));
        everyStep(Fault.DEATH, lack, (folder, disk) -> {
            dies(() -> OwnerOnlyFiles.create(disk.path(folder), pieces));

            assertThatAllMaterialIsItsOwnersAlone(folder);
            OwnerOnlyFiles.replace(folder.resolve("other"), Sensitive.of(OLD));
            assertThat(names(folder)).isIn(List.of("other"), List.of("one", "other", "two"));
        });
    }

    @Test
    void aFailureLeavesNothingOfTheMaterial() throws IOException {
        everyStep(Fault.ONE_FAILURE, Lack.NOTHING, (folder, disk) -> {
            Path file = folder.resolve("secrets.yaml");
            OwnerOnlyFiles.create(file, Sensitive.of(OLD));

            Throwable failure =
                    catchThrowable(() -> OwnerOnlyFiles.replace(disk.path(file), Sensitive.of("other material")));

            if (failure != null) {
                assertThat(failure).isInstanceOf(IOException.class).hasMessageNotContaining("material");
            }
            assertThat(Files.readString(file)).isIn(OLD, "other material");
            OwnerOnlyFiles.replace(file, Sensitive.of(NEW));
            assertThat(names(folder)).containsExactly("secrets.yaml");
        });
    }

    @Test
    void ofSeveralFilesNoneIsWrittenIfOneIsThere() throws IOException {
        Files.writeString(place.resolve("two"), "mine");

        assertThatThrownBy(() -> OwnerOnlyFiles.create(
                        place, Map.of("one", Sensitive.of(NEW), "two", Sensitive.of(NEW), "three", Sensitive.of(NEW))))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(place.resolve("two") + ": it is there already and is not overwritten");
        assertThat(place.resolve("two")).hasContent("mine");
        assertThat(names(place)).containsExactly("two");
    }

    @Test
    void aFolderIsNotReplacedByAFile() throws IOException {
        Files.createDirectory(place.resolve("folder"));

        for (Path folder :
                List.of(Path.of(""), Path.of("."), Path.of("/"), place.resolve("folder"), place.resolve("folder/.."))) {
            assertThatThrownBy(() -> OwnerOnlyFiles.replace(folder, Sensitive.of(NEW)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("is a folder; Secrets are written to a file");
        }
        assertThat(names(place)).containsExactly("folder/");
    }

    @Test
    void whatIsLeftOfADeadWriterIsIgnoredByGit() throws IOException {
        Path file = place.resolve("secrets.yaml");
        for (int step = 0; !Files.exists(file); step++) {
            FaultyDisk disk = FaultyDisk.with(Fault.DEATH, step, Lack.NOTHING);
            dies(() -> OwnerOnlyFiles.create(disk.path(file), Sensitive.of(NEW)));

            if (Files.isDirectory(place.resolve(".airworthy-unfinished/new"))) {
                assertThat(place.resolve(".airworthy-unfinished/.gitignore")).hasContent("*\n");
            }
        }
    }

    private void everyStep(Fault fault, Lack lack, Run run) throws IOException {
        FaultyDisk disk;
        int step = 0;
        do {
            disk = FaultyDisk.with(fault, step, lack);
            run.of(Files.createDirectory(place.resolve("run-" + runs++)), disk);
            assertThat(step++).isLessThan(200);
        } while (disk.failed());
        assertThat(step).isGreaterThan(10);
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

    private static void assertThatAllMaterialIsItsOwnersAlone(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && Files.readString(path).startsWith("pla")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }
}
