package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.shaded.com.ongres.scram.common.ScramFunctions;
import org.postgresql.shaded.com.ongres.scram.common.ScramMechanism;
import org.postgresql.shaded.com.ongres.scram.common.StringPreparation;

class ScramVerifierTest {

    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    private static final String PENCIL = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
            + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    @Test
    void logsInWithTheExchangeOfRfc7677() throws GeneralSecurityException {
        String text =
                ScramVerifier.of(Sensitive.of("pencil"), SALT, 4096).text().reveal();
        assertThat(text).isEqualTo(PENCIL);

        // https://www.rfc-editor.org/rfc/rfc7677#section-3: the client's proof and the server's signature.
        byte[] exchange = ("n=user,r=rOprNGfwEbeRWgbNEkqO"
                        + ",r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
                        + ",c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        String[] keys = text.split("[$:]");
        byte[] storedKey = Base64.getDecoder().decode(keys[3]);
        byte[] serverKey = Base64.getDecoder().decode(keys[4]);

        byte[] clientKey = hmac(storedKey, exchange);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey)).isEqualTo(storedKey);
        assertThat(Base64.getEncoder().encodeToString(hmac(serverKey, exchange)))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    /**
     * The driver normalises before it looks for code points that Unicode 3.2 did not have, PostgreSQL after, so these
     * are not asked; nor is a password of nothing but soft hyphens, which the driver makes empty.
     */
    @Property(tries = 50)
    void agreesWithThePostgresDriver(
            @ForAll
                    @StringLength(min = 1, max = 40)
                    @CharRange(from = ' ', to = '\u017F')
                    @CharRange(from = '\u03A3', to = '\u03CE')
                    @CharRange(from = '\u4E00', to = '\u9FA5')
                    String password,
            @ForAll @Size(16) byte[] salt) {
        Assume.that(!password.replace("\u00AD", "").isEmpty());
        assertThat(ScramVerifier.of(Sensitive.of(password), salt, 4096).text().reveal())
                .isEqualTo(verifierOfTheDriver(password, salt));
    }

    @Property(tries = 50)
    void readsBackAndKnowsItsPassword(
            @ForAll @StringLength(min = 1, max = 20) @AlphaChars String password,
            @ForAll @StringLength(min = 1, max = 20) @AlphaChars String other) {
        ScramVerifier verifier = ScramVerifier.generate(Sensitive.of(password));
        Accepted<ScramVerifier> accepted = ScramVerifier.parse(verifier.text());
        assertThat(accepted).isEqualTo(new Accepted<>(verifier, List.of()));
        assertThat(accepted.value().iterations()).isEqualTo(4096);
        assertThat(accepted.value().verify(Sensitive.of(password))).isTrue();
        assertThat(accepted.value().verify(Sensitive.of(other))).isEqualTo(other.equals(password));
    }

    @Test
    void hasAnotherSaltEachTime() {
        assertThat(ScramVerifier.generate(Sensitive.of("pencil")))
                .isNotEqualTo(ScramVerifier.generate(Sensitive.of("pencil")));
    }

    @Test
    void takesThePreparedFormAndTheRawBytesForTheSameAsPostgresDoes() throws Exception {
        Tool.assumePython();
        // A ligature is taken apart; an emoji is prohibited, so the ligature beside it stays; bytes need not be text.
        assertThat(ScramVerifier.of(Sensitive.of("\uFB01sh"), SALT, 4096))
                .isEqualTo(ScramVerifier.of(Sensitive.of("fish"), SALT, 4096));
        assertThat(storedKey(Sensitive.of("\uFB01\uD83D\uDC1F"))).isEqualTo(storedKeyOfPython("efac81f09f909f"));
        assertThat(storedKey(Sensitive.ofBytes(new byte[] {(byte) 0xff, 'a'}))).isEqualTo(storedKeyOfPython("ff61"));
        assertThat(storedKey(Sensitive.of("pencil"))).isEqualTo(storedKeyOfPython("70656e63696c"));
    }

    @Test
    void nobodyLogsInWithNoPassword() {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> ScramVerifier.generate(Sensitive.of("")))
                .withMessage("the password is empty, and PostgreSQL does not allow a login with an empty password");
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> ScramVerifier.generate(Sensitive.of("a\0b")))
                .withMessage("the password contains a NUL character, where PostgreSQL would end it");
        assertThat(ScramVerifier.generate(Sensitive.of("pencil")).verify(Sensitive.of("")))
                .isFalse();
    }

    @Test
    void readsWhatPostgresCanHaveMade() {
        assertThat(ScramVerifier.parse(Sensitive.of(PENCIL.replace("4096", "10000000")))
                        .value()
                        .iterations())
                .isEqualTo(10_000_000);
    }

    @Test
    void refusesAWeakWayOfHashing() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ScramVerifier.of(Sensitive.of("pencil"), SALT, 4095))
                .withMessage("a SCRAM verifier needs at least 4096 iterations, not 4095");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ScramVerifier.of(Sensitive.of("pencil"), SALT, 10_000_001))
                .withMessage("a SCRAM verifier has at most 10000000 iterations, not 10000001");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ScramVerifier.of(Sensitive.of("pencil"), new byte[0], 4096))
                .withMessage("a SCRAM verifier needs a salt");
    }

    @Test
    void correctsALineEndAndPadding() {
        Accepted<ScramVerifier> accepted = ScramVerifier.parse(Sensitive.of(PENCIL.replace("qY=", "qY") + "\n"));
        assertThat(accepted.value().text().reveal()).isEqualTo(PENCIL);
        assertThat(accepted.notes())
                .containsExactly(
                        "removed the line ending after it (LF)",
                        "rewrote its base64 with padding, as PostgreSQL writes it");
    }

    static List<Arguments> refused() {
        String form = "not a SCRAM verifier: it must have the form"
                + " SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>";
        return List.of(
                Arguments.of("", form),
                Arguments.of("pencil", form),
                Arguments.of(PENCIL.replace("4096", "0"), form),
                Arguments.of(PENCIL + ":", form),
                Arguments.of(PENCIL.replace("256$", "1$"), form),
                Arguments.of(
                        "md5" + "0123456789abcdef".repeat(2),
                        "this is an MD5 hash, which does not work with a server that requires SCRAM; set the password"
                                + " again with password_encryption = 'scram-sha-256'"),
                Arguments.of(
                        PENCIL.replace("4096", "10000001"),
                        "the SCRAM verifier has 10000001 iterations, which makes every login slow; set the password"
                                + " again with scram_iterations of at most 10000000"),
                Arguments.of(PENCIL.replace("W22ZaJ0SNY7soEsUEjb6gQ==", ""), "the SCRAM verifier has an empty salt"),
                Arguments.of(PENCIL.replace("W22Z", "W?2Z"), "the SCRAM verifier's salt is not base64"),
                Arguments.of(
                        PENCIL.replace("WG5d", ""), "the SCRAM verifier's StoredKey has 29 bytes; SHA-256 produces 32"),
                Arguments.of(
                        PENCIL.replace("wfPL", ""),
                        "the SCRAM verifier's ServerKey has 29 bytes; SHA-256 produces 32"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhyATextIsNoVerifier(String text, String expected) {
        assertThatExceptionOfType(UnusableSecretException.class)
                .isThrownBy(() -> ScramVerifier.parse(Sensitive.of(text)))
                .withMessage(expected)
                .withNoCause();
    }

    private static String verifierOfTheDriver(String password, byte[] salt) {
        ScramMechanism sha256 = ScramMechanism.SCRAM_SHA_256;
        byte[] salted = ScramFunctions.saltedPassword(
                sha256, StringPreparation.POSTGRESQL_PREPARATION, password.toCharArray(), salt, 4096);
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$4096:" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(ScramFunctions.hash(sha256, ScramFunctions.clientKey(sha256, salted))) + ":"
                + base64.encodeToString(ScramFunctions.serverKey(sha256, salted));
    }

    private static String storedKey(Sensitive password) {
        return ScramVerifier.of(password, SALT, 4096).text().reveal().split("[$:]")[3];
    }

    private static String storedKeyOfPython(String passwordInHex) throws Exception {
        return Tool.run(passwordInHex, "python3", "-c", """
                        import base64, hashlib, hmac
                        password, salt = bytes.fromhex(input()), base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
                        salted = hashlib.pbkdf2_hmac("sha256", password, salt, 4096)
                        client_key = hmac.new(salted, b"Client Key", "sha256").digest()
                        print(base64.b64encode(hashlib.sha256(client_key).digest()).decode())
                        """).strip();
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }
}
