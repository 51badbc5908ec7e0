package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.macasaet.fernet.Key;
import com.macasaet.fernet.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FernetKeyTest {

    private static final String TEXT = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    static List<Arguments> corrected() {
        return List.of(
                Arguments.of(TEXT, List.of()),
                Arguments.of(TEXT + "\n", List.of("removed the line ending after it (LF)")),
                Arguments.of(TEXT + "\r\n", List.of("removed the line ending after it (CR LF)")),
                Arguments.of("  " + TEXT + " ", List.of("removed white space around it")),
                Arguments.of("\uFEFF" + TEXT, List.of("removed the byte order mark at its start")),
                Arguments.of(
                        "cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=",
                        List.of("written in standard base64, rewritten in the URL-safe alphabet")),
                Arguments.of(TEXT.replace("=", ""), List.of("added the missing padding, one '=' at the end")),
                Arguments.of(
                        TEXT.replace("4=", "5="), List.of("cleared bits of the last character that belong to no byte")),
                Arguments.of(base64(TEXT), List.of("removed a second layer of base64")),
                Arguments.of(
                        base64(TEXT + "\n") + "\n",
                        List.of(
                                "removed the line ending after it (LF)",
                                "removed a second layer of base64",
                                "removed the line ending after it (LF)")),
                Arguments.of(
                        "cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4\r\n",
                        List.of(
                                "removed the line ending after it (CR LF)",
                                "written in standard base64, rewritten in the URL-safe alphabet",
                                "added the missing padding, one '=' at the end")));
    }

    @ParameterizedTest
    @MethodSource("corrected")
    void correctsWhatCanMeanOnlyOneKey(String text, List<String> notes) {
        Accepted<FernetKey> accepted = FernetKey.parse(Sensitive.of(text));
        assertThat(accepted.value().text().reveal()).isEqualTo(TEXT);
        assertThat(accepted.notes()).isEqualTo(notes);
        assertThat(accepted.wasCorrected()).isEqualTo(!notes.isEmpty());
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(
                        "",
                        "the Fernet key is empty; with an empty key Airflow stores connections and variables in clear text"),
                Arguments.of(
                        "\n",
                        "the Fernet key is empty; with an empty key Airflow stores connections and variables in clear text"),
                Arguments.of(
                        "73".repeat(32),
                        "the Fernet key is 64 hexadecimal digits; it must be URL-safe base64 of 32 bytes, and Airflow cannot"
                                + " have used this one"),
                Arguments.of(
                        TEXT + "," + TEXT,
                        "the Fernet key contains a comma: this is a list of keys; read it as a FernetKeyRing"),
                Arguments.of(
                        "\"" + TEXT + "\"",
                        "the Fernet key contains a character that is not base64, or padding that is not at the end"),
                Arguments.of(
                        "ä".repeat(44),
                        "the Fernet key contains a character that is not base64, or padding that is not at the end"),
                Arguments.of(
                        TEXT + TEXT,
                        "the Fernet key contains a character that is not base64, or padding that is not at the end"),
                Arguments.of(base64("0123456789abcdef"), "the Fernet key decodes to 16 bytes; it must be exactly 32"),
                Arguments.of(
                        "0123456789abcdefghijABCDEFGHIJ_-",
                        "the Fernet key decodes to 24 bytes; it must be exactly 32"),
                Arguments.of(
                        TEXT.substring(0, 41), "the Fernet key is not complete base64: 41 characters, a key has 44"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhyATextIsNoKey(String text, String expected) {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> FernetKey.parse(Sensitive.of(text)))
                .withMessage(expected)
                .withNoCause();
    }

    @Property(tries = 200)
    void everyKeyHasACanonicalTextThatReadsBackUnchanged() {
        FernetKey key = FernetKey.generate();
        assertThat(key.text().reveal()).matches("^[A-Za-z0-9_-]{43}=$");
        assertThat(FernetKey.parse(key.text())).isEqualTo(new Accepted<>(key, List.of()));
    }

    @Property(tries = 200)
    void anotherImplementationOpensOurTokens(
            @ForAll @Size(max = 100) byte[] message, @ForAll @LongRange(min = 0, max = 4_000_000_000L) long now) {
        FernetKey key = FernetKey.generate();
        Token token = Token.fromString(key.encrypt(Sensitive.ofBytes(message), Instant.ofEpochSecond(now)));
        assertThat(token.getTimestamp()).isEqualTo(Instant.ofEpochSecond(now));
        assertThat(new TokenOfAnyAge(token).open(new Key(key.text().reveal()))).isEqualTo(message);
    }

    @Property(tries = 200)
    void opensTheTokensOfAnotherImplementation(@ForAll @Size(max = 100) byte[] message) {
        Key theirs = Key.generateKey();
        FernetKey ours = FernetKey.parse(Sensitive.of(theirs.serialise())).value();
        String token = Token.generate(theirs, message).serialise();
        assertThat(ours.decrypt(token).revealBytes()).isEqualTo(message);
        assertThat(ours.opens(token)).isTrue();
        assertThat(FernetKey.generate().opens(token)).isFalse();
    }

    @Property(tries = 200)
    void noticesEveryFlippedBit(@ForAll @Size(max = 40) byte[] message, @ForAll @LongRange(min = 0) long position) {
        FernetKey key = FernetKey.generate();
        byte[] token = Base64.getUrlDecoder().decode(key.encrypt(Sensitive.ofBytes(message), Instant.EPOCH));
        int bit = (int) (position % (token.length * 8L));
        token[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(key.opens(Base64.getUrlEncoder().encodeToString(token))).isFalse();
    }

    @Test
    void agreesWithPythonBothWays() throws Exception {
        Tool.assumePythonCryptography();
        FernetKey key = FernetKey.generate();
        String ours = key.encrypt(Sensitive.of("from Java"), Instant.ofEpochSecond(1_700_000_000));
        String printed = Tool.run(key.text().reveal() + "\n" + ours + "\n", "python3", "-c", """
                from cryptography.fernet import Fernet
                key, token = input(), input()
                fernet = Fernet(key)
                print(fernet.decrypt(token).decode(), fernet.extract_timestamp(token))
                print(fernet.encrypt(b"from Python").decode())
                print(Fernet.generate_key().decode())
                """);
        List<String> lines = printed.lines().toList();
        assertThat(lines.get(0)).isEqualTo("from Java 1700000000");
        assertThat(key.decrypt(lines.get(1)).reveal()).isEqualTo("from Python");
        assertThat(FernetKey.parse(Sensitive.of(lines.get(2))).notes()).isEmpty();
    }

    @Test
    void seesTheKeyThatPythonSees() throws Exception {
        Tool.assumePythonCryptography();
        String key = FernetKey.generate().text().reveal();
        for (String text : List.of(
                key,
                key.replace('-', '+').replace('_', '/'),
                " " + key.substring(0, 7) + "\r\n\t" + key.substring(7) + " ",
                "'" + key + "'",
                "b'" + key,
                key + "and more",
                key.substring(1),
                "A" + key,
                "\u00e9" + key)) {
            String seen = Tool.run(text, "python3", "-c", """
                    import base64, sys
                    from cryptography.fernet import Fernet
                    text = sys.stdin.buffer.read()
                    try:
                        Fernet(text)
                        print(base64.urlsafe_b64encode(base64.urlsafe_b64decode(text)).decode())
                    except ValueError:
                        print("none")
                    """).strip();
            assertThat(FernetKey.asPythonReads(text)
                            .map(FernetKey::canonicalText)
                            .orElse("none"))
                    .as(text.replace(key, "<key>"))
                    .isEqualTo(seen);
        }
    }

    @Test
    void refusesATimeThatATokenCannotCarry() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FernetKey.generate().encrypt(Sensitive.of("a"), Instant.ofEpochSecond(-1)))
                .withMessage("a Fernet token cannot have a time before 1970: 1969-12-31T23:59:59Z");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The other implementation always asks for the age; its pieces do not. */
    private record TokenOfAnyAge(Token token) {
        byte[] open(Key key) {
            return token.validateAndDecrypt(key, new com.macasaet.fernet.Validator<byte[]>() {
                @Override
                public java.time.Clock getClock() {
                    return java.time.Clock.fixed(token.getTimestamp(), java.time.ZoneOffset.UTC);
                }

                @Override
                public java.util.function.Function<byte[], byte[]> getTransformer() {
                    return plain -> plain;
                }
            });
        }
    }
}
