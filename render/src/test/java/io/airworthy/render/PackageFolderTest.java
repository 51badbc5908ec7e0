package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFolderTest {

    private static final Map<String, String> FILES = Map.of("a.txt", "first\n", "deep/b.txt", "zweite Zeile: ä\n");

    @TempDir
    private Path place;

    @Test
    void writesEveryFileAndAListOfTheirDigests() throws IOException {
        write(FILES);

        assertThat(place.resolve("package/a.txt")).hasContent("first\n");
        assertThat(place.resolve("package/deep/b.txt")).hasContent("zweite Zeile: ä\n");
        assertThat(Files.readString(place.resolve("package/.sha256sums")))
                .isEqualTo("b640e840b19d378660b32fb51ae18d67dccb4a8596a29e7bd72c1b2ae5928f41  a.txt\n"
                        + "0a60f8d882899f3d720d5257ef93a4672a3218b095c13400b9015d93de68851a  deep/b.txt\n");
    }

    @Test
    void replacesWhatItWroteItself() throws IOException {
        write(FILES);
        write(Map.of("a.txt", "second\n"));

        assertThat(place.resolve("package/a.txt")).hasContent("second\n");
        assertThat(place.resolve("package/deep")).doesNotExist();
    }

    @Test
    void leavesNothingBesideThePackage() throws IOException {
        write(FILES);
        write(FILES);

        try (Stream<Path> entries = Files.list(place)) {
            assertThat(entries).containsExactly(place.resolve("package"));
        }
    }

    @Test
    void refusesToLoseAFileThatSomebodyChanged() throws IOException {
        write(FILES);
        Files.writeString(place.resolve("package/a.txt"), "ticked\n");

        assertThatThrownBy(() -> write(Map.of("a.txt", "second\n")))
                .isInstanceOf(ForeignFilesException.class)
                .hasMessage(place.resolve("package")
                        + " has files that were not written here, or were changed since: a.txt. Nothing was written."
                        + " Keep what you need of them elsewhere and remove them, or replace the package on purpose.");
        assertThat(place.resolve("package/a.txt")).hasContent("ticked\n");
        assertThat(place.resolve("package/deep/b.txt")).exists();
    }

    @Test
    void refusesToLoseFilesThatItNeverWrote() throws IOException {
        Files.createDirectories(place.resolve("package/notes"));
        Files.writeString(place.resolve("package/notes/todo.md"), "mine\n");
        Files.createSymbolicLink(place.resolve("package/link"), place.resolve("package/notes"));

        assertThatThrownBy(() -> write(FILES))
                .isInstanceOfSatisfying(
                        ForeignFilesException.class,
                        refusal -> assertThat(refusal.files()).isEqualTo(List.of("link", "notes/todo.md")));
        assertThat(place.resolve("package/notes/todo.md")).hasContent("mine\n");
    }

    @Test
    void writesIntoAnEmptyFolderThatWasMadeForIt() throws IOException {
        Files.createDirectory(place.resolve("package"));

        write(FILES);

        assertThat(place.resolve("package/a.txt")).hasContent("first\n");
    }

    @Test
    void replacesAnythingWhenToldTo() throws IOException {
        Files.createDirectory(place.resolve("package"));
        Files.writeString(place.resolve("package/todo.md"), "mine\n");

        new PackageFolder(place.resolve("package")).replace(FILES);

        assertThat(place.resolve("package/todo.md")).doesNotExist();
        assertThat(place.resolve("package/a.txt")).exists();
    }

    @Test
    void refusesAFileInThePlaceOfTheFolder() throws IOException {
        Files.writeString(place.resolve("package"), "mine\n");

        assertThatThrownBy(() -> write(FILES)).isInstanceOf(NotDirectoryException.class);
        assertThat(place.resolve("package")).hasContent("mine\n");
    }

    @Test
    void keepsWhatWasThereWhenWritingFails() throws IOException {
        write(FILES);

        // A file cannot stand where another file needs a folder.
        assertThatThrownBy(() -> write(Map.of("x", "file\n", "x/y", "below a file\n")))
                .isInstanceOf(IOException.class);

        assertThat(place.resolve("package/a.txt")).hasContent("first\n");
        try (Stream<Path> entries = Files.list(place)) {
            assertThat(entries).containsExactly(place.resolve("package"));
        }
    }

    @Test
    void isReadableForWhoeverMayReadAnOrdinaryFolder() throws IOException {
        write(FILES);
        Path ordinary = Files.createDirectory(place.resolve("ordinary"));

        assertThat(Files.getPosixFilePermissions(place.resolve("package"), LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    private void write(Map<String, String> files) throws IOException {
        new PackageFolder(place.resolve("package")).write(files);
    }
}
