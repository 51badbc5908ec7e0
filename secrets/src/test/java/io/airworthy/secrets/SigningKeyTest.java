package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private static final String SIXTY_FOUR = "0123456789abcdef".repeat(4);

    @Test
    void newOnesHave128HexadecimalDigitsAndAreNeverTheSame() {
        assertThat(SigningKey.generate().text().reveal()).matches("[0-9a-f]{128}");
        assertThat(SigningKey.generate()).isNotEqualTo(SigningKey.generate());
    }

    @Test
    void readsBackWhatItMade() {
        SigningKey key = SigningKey.generate();
        assertThat(SigningKey.parse(key.text())).isEqualTo(new Accepted<>(key, List.of()));
    }

    @Test
    void removesALineEnd() {
        Accepted<SigningKey> accepted = SigningKey.parse(Sensitive.of(SIXTY_FOUR + "\r\n"));
        assertThat(accepted.value().text().reveal()).isEqualTo(SIXTY_FOUR);
        assertThat(accepted.notes()).containsExactly("removed the line ending after it (CR LF)");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(SigningKey.parse(Sensitive.of("ä".repeat(32))).notes()).isEmpty();
    }

    @Test
    void refusesWhatIsTooShortForHs512() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> SigningKey.parse(Sensitive.of(SIXTY_FOUR.substring(32))))
                .withMessage("it has 32 bytes; HS512, the algorithm it is used with, needs at least 64");
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> SigningKey.parse(Sensitive.of(SIXTY_FOUR.substring(1) + "\n")))
                .withMessage("it has 63 bytes; HS512, the algorithm it is used with, needs at least 64");
    }

    @Test
    void refusesMoreThanOneLine() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> SigningKey.parse(Sensitive.of(SIXTY_FOUR + "\n" + SIXTY_FOUR)))
                .withMessage("it has a line break or another control character in the middle; it must be one line");
    }

    @Test
    void wipingAnOutgoingCopyLeavesTheKey() {
        SigningKey key = SigningKey.generate();
        key.text().wipe();
        assertThat(key.text().reveal()).hasSize(128);
    }
}
