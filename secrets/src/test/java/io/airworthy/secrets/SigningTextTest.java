package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTextTest {

    private static final String SIXTY_FOUR = "0123456789abcdef".repeat(4);

    @Test
    void newOnesHave128HexadecimalDigitsAndAreNeverTheSame() {
        assertThat(SessionKey.generate().text().reveal()).matches("[0-9a-f]{128}");
        assertThat(JwtSecret.generate().text().reveal()).matches("[0-9a-f]{128}");
        assertThat(SessionKey.generate()).isNotEqualTo(SessionKey.generate());
        assertThat(JwtSecret.generate()).isNotEqualTo(JwtSecret.generate());
    }

    @Test
    void readsBackWhatItMade() {
        SessionKey sessionKey = SessionKey.generate();
        assertThat(SessionKey.parse(sessionKey.text())).isEqualTo(new Accepted<>(sessionKey, List.of()));
        JwtSecret jwtSecret = JwtSecret.generate();
        assertThat(JwtSecret.parse(jwtSecret.text())).isEqualTo(new Accepted<>(jwtSecret, List.of()));
    }

    @Test
    void mendsALineEnd() {
        Accepted<SessionKey> accepted = SessionKey.parse(Sensitive.of(SIXTY_FOUR + "\r\n"));
        assertThat(accepted.value().text().reveal()).isEqualTo(SIXTY_FOUR);
        assertThat(accepted.notes()).containsExactly("removed the line ending after it (CR LF)");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(SessionKey.parse(Sensitive.of("ä".repeat(32))).notes()).isEmpty();
    }

    @Test
    void refusesWhatIsTooShortForHs512() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> SessionKey.parse(Sensitive.of(SIXTY_FOUR.substring(32))))
                .withMessage("the session key has 32 bytes; HS512, the algorithm it is used with, needs at least 64");
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> JwtSecret.parse(Sensitive.of(SIXTY_FOUR.substring(1) + "\n")))
                .withMessage("the JWT secret has 63 bytes; HS512, the algorithm it is used with, needs at least 64");
    }

    @Test
    void refusesMoreThanOneLine() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> JwtSecret.parse(Sensitive.of(SIXTY_FOUR + "\n" + SIXTY_FOUR)))
                .withMessage(
                        "the JWT secret has a line break or another control character in the middle; it must be one line");
    }

    @Test
    void wipingAnOutgoingCopyLeavesTheKey() {
        SessionKey key = SessionKey.generate();
        key.text().wipe();
        assertThat(key.text().reveal()).hasSize(128);
    }
}
