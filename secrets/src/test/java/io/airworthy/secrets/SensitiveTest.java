package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitiveTest {

    @Property
    void givesBackTheBytesThatItWasGiven(@ForAll byte[] bytes) {
        assertThat(Sensitive.ofBytes(bytes).revealBytes()).isEqualTo(bytes);
    }

    @Property
    void equalsWhatHoldsTheSameBytesAndNothingElse(@ForAll byte[] one, @ForAll byte[] other) {
        assertThat(Sensitive.ofBytes(one)).isEqualTo(Sensitive.ofBytes(one.clone()));
        assertThat(Sensitive.ofBytes(one).equals(Sensitive.ofBytes(other)))
                .isEqualTo(java.util.Arrays.equals(one, other));
        assertThat(Sensitive.ofBytes(one)).hasSameHashCodeAs(Sensitive.ofBytes(other));
    }

    @Test
    void givesBackTheTextThatItWasGivenInWhateverFormItCame() {
        assertThat(Sensitive.of("pässwörd \uD83D\uDD11").reveal()).isEqualTo("pässwörd \uD83D\uDD11");
        assertThat(Sensitive.of("secret".toCharArray())).isEqualTo(Sensitive.of("secret"));
        assertThat(Sensitive.of("secret").revealBytes()).asString().isEqualTo("secret");
        assertThat(Sensitive.of("secret")).isNotEqualTo("secret");
    }

    @Test
    void keepsItsOwnCopy() {
        byte[] given = {1, 2, 3};
        Sensitive secret = Sensitive.ofBytes(given);
        given[0] = 9;
        secret.revealBytes()[1] = 9;
        assertThat(secret.revealBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void refusesHalfASurrogatePairInsteadOfReplacingIt() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.of("half\uD83D"))
                .withMessage("the secret has half a surrogate pair, which has no form in UTF-8")
                .withNoCause();
    }

    @Test
    void refusesToCallBytesText() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.ofBytes(new byte[] {(byte) 0xff}).reveal())
                .withMessage("the secret is not text: its bytes are not UTF-8")
                .withNoCause();
    }

    @Test
    void cannotBeReadAfterItWasWiped() {
        Sensitive secret = Sensitive.of("secret");
        Sensitive other = Sensitive.of("secret");
        secret.wipe();
        secret.wipe();

        assertThat(secret.isWiped()).isTrue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(secret::reveal)
                .withMessage("this secret has been wiped and cannot be read any more");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(secret::revealBytes);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(secret::withoutFinalLineEnd);
        assertThat(secret).isEqualTo(secret).isNotEqualTo(other).hasToString("Sensitive[redacted]");
        assertThat(other).isNotEqualTo(secret);
        assertThat(other.isWiped()).isFalse();
    }

    @Test
    void readsTheEnvironment() {
        assertThat(Sensitive.fromEnv("DB_PASSWORD", variable -> variable.equals("DB_PASSWORD") ? "secret" : null))
                .isEqualTo(Sensitive.of("secret"));
    }

    @Test
    void namesTheVariableThatIsMissing() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.fromEnv("AIRWORTHY_NO_SUCH_VARIABLE"))
                .withMessage("the environment variable AIRWORTHY_NO_SUCH_VARIABLE is not set");
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.fromEnv("DB_PASSWORD", variable -> ""))
                .withMessage("the environment variable DB_PASSWORD is set, but empty");
    }

    @Test
    void readsAFileToItsLastByte(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "secret\n");
        assertThat(Sensitive.fromFile(file).reveal()).isEqualTo("secret\n");
        assertThat(Sensitive.fromFile(file).withoutFinalLineEnd().reveal()).isEqualTo("secret");
    }

    @Test
    void namesTheFileThatCannotBeRead(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent");
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.fromFile(absent))
                .withMessage("the file " + absent + " does not exist");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.fromFile(empty))
                .withMessage("the file " + empty + " is empty");
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> Sensitive.fromFile(directory))
                .withMessage("the file " + directory + " cannot be read (IOException)");
    }

    @Test
    void takesOffOneLineEndAndNothingElse() {
        assertThat(Sensitive.of("a\r\n").withoutFinalLineEnd().reveal()).isEqualTo("a");
        assertThat(Sensitive.of("a\n\n").withoutFinalLineEnd().reveal()).isEqualTo("a\n");
        assertThat(Sensitive.of("a ").withoutFinalLineEnd().reveal()).isEqualTo("a ");
        assertThat(Sensitive.of("\n").withoutFinalLineEnd().reveal()).isEmpty();
        assertThat(Sensitive.of("").withoutFinalLineEnd().reveal()).isEmpty();
    }

    @Test
    void cannotBeSerialised() {
        assertThat(Sensitive.of("secret")).isNotInstanceOf(Serializable.class);
        assertThat(Sensitive.class).isFinal();
    }
}
