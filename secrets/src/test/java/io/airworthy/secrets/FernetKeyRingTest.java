package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FernetKeyRingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NEW = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private static final String OLD = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final FernetKey newKey = FernetKey.parse(Sensitive.of(NEW)).value();
    private final FernetKey oldKey = FernetKey.parse(Sensitive.of(OLD)).value();

    @Test
    void rotatesInThreeStepsWithoutLosingAValue() {
        FernetKeyRing before = FernetKeyRing.of(oldKey);
        String stored = before.encrypt(Sensitive.of("connection password"), NOW);

        FernetKeyRing during = before.rotate(newKey);
        assertThat(during.text().reveal()).isEqualTo(NEW + "," + OLD);
        assertThat(during.isRotating()).isTrue();
        assertThat(during.opens(stored)).isTrue();
        String encryptedAgain = during.encrypt(during.decrypt(stored), NOW);

        FernetKeyRing after = during.retire();
        assertThat(after.text().reveal()).isEqualTo(NEW);
        assertThat(after.isRotating()).isFalse();
        assertThat(after.opens(stored)).isFalse();
        assertThat(after.decrypt(encryptedAgain).reveal()).isEqualTo("connection password");
    }

    @Test
    void aSecondRotationKeepsEveryOlderKey() {
        FernetKey newest = FernetKey.generate();
        assertThat(FernetKeyRing.of(oldKey).rotate(newKey).rotate(newest).keys())
                .containsExactly(newest, newKey, oldKey);
    }

    @Test
    void doesNotRotateToAKeyThatItHas() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FernetKeyRing.of(oldKey).rotate(oldKey))
                .withMessage("the new Fernet key is already in the ring; rotate to a newly generated key");
    }

    static List<Arguments> corrected() {
        return List.of(
                Arguments.of(NEW + "," + OLD, List.of()),
                Arguments.of(NEW + "," + OLD + "\n", List.of("removed the line ending after it (LF)")),
                Arguments.of(NEW + ", " + OLD, List.of("key 2 of 2: removed white space around it")),
                Arguments.of(
                        NEW + "," + OLD + "," + NEW, List.of("key 3 of 3: dropped, because it is already in the list")),
                Arguments.of(
                        Base64.getEncoder().encodeToString((NEW + "," + OLD).getBytes(StandardCharsets.UTF_8)),
                        List.of("removed a second layer of base64")));
    }

    @ParameterizedTest
    @MethodSource("corrected")
    void readsACommaList(String text, List<String> notes) {
        Accepted<FernetKeyRing> accepted = FernetKeyRing.parse(Sensitive.of(text));
        assertThat(accepted.value()).isEqualTo(FernetKeyRing.of(oldKey).rotate(newKey));
        assertThat(accepted.notes()).isEqualTo(notes);
    }

    @Test
    void readsASingleKey() {
        assertThat(FernetKeyRing.parse(Sensitive.of(NEW + "\n")))
                .isEqualTo(new Accepted<>(FernetKeyRing.of(newKey), List.of("removed the line ending after it (LF)")));
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(
                        "",
                        "the Fernet key is empty; with an empty key Airflow stores connections and variables in clear text"),
                Arguments.of(
                        NEW + ",",
                        "key 2 of 2 is empty; Airflow splits the list at each comma and fails on an empty key"),
                Arguments.of(
                        NEW + ",," + OLD,
                        "key 2 of 3 is empty; Airflow splits the list at each comma and fails on an empty key"),
                Arguments.of(NEW + ",AAAA", "key 2 of 2: the Fernet key decodes to 3 bytes; it must be exactly 32"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhichKeyIsWrongAndWhy(String text, String expected) {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> FernetKeyRing.parse(Sensitive.of(text)))
                .withMessage(expected)
                .withNoCause();
    }

    @Test
    void saysWhatIsWrongWithATokenThatNoKeyOpens() {
        FernetKeyRing ring = FernetKeyRing.of(oldKey).rotate(newKey);
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> ring.decrypt(FernetKey.generate().encrypt(Sensitive.of("a"), NOW)))
                .withMessage("the Fernet token does not match this key: another key made it, or it was changed");
    }

    @Test
    void isReadByPythonAsAMultiFernet() throws Exception {
        Tool.assumePythonCryptography();
        FernetKeyRing ring = FernetKeyRing.of(oldKey).rotate(newKey);
        String stored = FernetKeyRing.of(oldKey).encrypt(Sensitive.of("secret"), NOW);
        String rotated = Tool.run(ring.text().reveal() + "\n" + stored + "\n", "python3", "-c", """
                from cryptography.fernet import Fernet, MultiFernet
                ring = MultiFernet([Fernet(key) for key in input().split(",")])
                print(ring.rotate(input()).decode())
                """);
        assertThat(ring.retire().decrypt(rotated.strip()).reveal()).isEqualTo("secret");
    }
}
