package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Texts that a person has read and keeps beside the tests. */
public final class KeptText {

    private KeptText() {}

    /**
     * Whether a text reads as it is kept. With {@code -Dairworthy.refresh=true} it is kept as it reads now: then read what
     * differs before you commit it.
     */
    public static void assertReads(String text, Class<?> test, String file) throws IOException {
        if (Boolean.getBoolean("airworthy.refresh")) {
            Path kept = Path.of("src/test/resources", test.getPackageName().replace('.', '/'), file);
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, text);
        } else {
            assertThat(text).isEqualTo(of(test, file));
        }
    }

    /**
     * Whether a file, which is made from the code, says what it would now. With {@code -Dairworthy.refresh=true} it is made.
     *
     * @param made what makes it, for those who find that it does not
     */
    public static void assertMade(Path file, String text, String made) throws IOException {
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).as(made).isEqualTo(text);
    }

    /** The text of a file that lies where the test's class does. */
    public static String of(Class<?> test, String file) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
