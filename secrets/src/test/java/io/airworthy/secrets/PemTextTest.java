package io.airworthy.secrets;

import static io.airworthy.testkit.SecretDeployments.CERTIFICATE;
import static io.airworthy.testkit.SecretDeployments.PRIVATE_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What certificates and keys go through on their way, and what OpenSSL says about what is made of them. */
class PemTextTest {

    private static final String LAID_OUT = "reformatted its lines as openssl does";

    static List<Arguments> corrected() {
        return List.of(
                Arguments.of(CERTIFICATE.replace("\n", " ").strip(), List.of(LAID_OUT)),
                Arguments.of(CERTIFICATE.indent(2), List.of(LAID_OUT)),
                Arguments.of("ca: " + CERTIFICATE, List.of(LAID_OUT)),
                Arguments.of(CERTIFICATE.strip() + " x", List.of(LAID_OUT)),
                Arguments.of(CERTIFICATE.replaceAll("(?<=[A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/])", ""), List.of(LAID_OUT)),
                Arguments.of("\uFEFF" + CERTIFICATE, List.of("removed the byte order mark at its start")),
                Arguments.of(
                        CERTIFICATE.replace("\n", "\\n"),
                        List.of("turned \\n, written as two characters, into line breaks")),
                Arguments.of(
                        Base64.getEncoder().encodeToString(("\uFEFF" + CERTIFICATE).getBytes(StandardCharsets.UTF_8)),
                        List.of("removed a second layer of base64", "removed the byte order mark at its start")));
    }

    @ParameterizedTest
    @MethodSource("corrected")
    void aCertificateGetsItsLinesBack(String text, List<String> notes) {
        Accepted<Sensitive> accepted = PemText.certificates(Sensitive.of(text));
        assertThat(accepted.value()).isEqualTo(Sensitive.of(CERTIFICATE));
        assertThat(accepted.notes()).isEqualTo(notes);
    }

    @Test
    void certificatesThatRanIntoOneAnotherArePartedAgain() {
        assertThat(PemText.certificates(Sensitive.of(CERTIFICATE.strip() + CERTIFICATE))
                        .value())
                .isEqualTo(Sensitive.of(CERTIFICATE + CERTIFICATE));
    }

    @Test
    void whatOpenSslReadsIsLeftAsItIs() {
        for (String text : List.of(
                CERTIFICATE,
                CERTIFICATE.strip(),
                CERTIFICATE.replace("\n", "\r\n"),
                CERTIFICATE.replace("\n", " \n"),
                "# R\u00f6\u00f6t\n" + CERTIFICATE + "\n\nsubject=x\n" + CERTIFICATE)) {
            Accepted<Sensitive> accepted = PemText.certificates(Sensitive.of(text));
            assertThat(accepted.value()).isEqualTo(Sensitive.of(text));
            assertThat(accepted.notes()).isEmpty();
        }
    }

    @Test
    void aPrivateKeyGetsItsLinesBack() {
        Accepted<Sensitive> accepted =
                PemText.privateKey(Sensitive.of(PRIVATE_KEY.replace("\n", " ").strip()));
        assertThat(accepted.value()).isEqualTo(Sensitive.of(PRIVATE_KEY));
        assertThat(accepted.notes()).containsExactly(LAID_OUT);
    }

    @ParameterizedTest
    @MethodSource("corrected")
    void openSslReadsWhatWasMended(String text, List<String> notes) throws Exception {
        Tool.assumeOpenSsl();
        String corrected = PemText.certificates(Sensitive.of(text)).value().reveal();
        assertThat(Tool.run(corrected, "openssl", "x509", "-noout", "-subject")).contains("test");
    }

    @Test
    void openSslReadsKeysOfEveryFormThatIsTaken() throws Exception {
        Tool.assumeOpenSsl();
        for (List<String> made : List.of(
                List.of("openssl", "genpkey", "-algorithm", "RSA"),
                List.of("openssl", "genpkey", "-algorithm", "ED25519"),
                List.of("openssl", "genrsa", "-traditional"),
                List.of("openssl", "ecparam", "-genkey", "-name", "prime256v1"))) {
            String key = Tool.run("", made.toArray(String[]::new)).replaceAll("(?s)\\A.*?(?=-----BEGIN)", "");
            String folded = key.replace("\n", " ");
            assertThat(PemText.privateKey(Sensitive.of(key)).value()).isEqualTo(Sensitive.of(key));
            String corrected = PemText.privateKey(Sensitive.of(folded)).value().reveal();
            assertThat(Tool.run(corrected, "openssl", "pkey", "-pubout"))
                    .isEqualTo(Tool.run(key, "openssl", "pkey", "-pubout"));
        }
    }
}
