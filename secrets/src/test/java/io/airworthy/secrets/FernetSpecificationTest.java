package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vectors: generate.json, verify.json and invalid.json of https://github.com/fernet/spec. */
class FernetSpecificationTest {

    private static final FernetKey KEY = FernetKey.parse(Sensitive.of("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="))
            .value();
    private static final String TOKEN =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    @Test
    void makesTheTokenOfTheSpecification() {
        assertThat(KEY.encrypt(Sensitive.of("hello"), at("1985-10-26T01:20:00-07:00"), new CountingRandom()))
                .isEqualTo(TOKEN);
    }

    @Test
    void opensTheTokenOfTheSpecification() {
        assertThat(KEY.decrypt(TOKEN, at("1985-10-26T01:20:01-07:00"), Duration.ofSeconds(60))
                        .reveal())
                .isEqualTo("hello");
        assertThat(KEY.decrypt(TOKEN).reveal()).isEqualTo("hello");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            incorrect mac                           | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==             | the Fernet token does not match this key: another key made it, or it was changed
            too short                               | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==                                                         | not a Fernet token: 40 bytes; the shortest token has 73
            invalid base64                          | 1985-10-26T01:20:01-07:00 | %%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==             | not a Fernet token: not URL-safe base64
            payload size not multiple of block size | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm                 | not a Fernet token: 72 bytes; the shortest token has 73
            payload padding error                   | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==             | the Fernet token is signed with this key, but its padding is wrong
            far-future TS                           | 1985-10-26T01:20:01-07:00 | gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==             | the Fernet token comes from the future: it is more than 60 s ahead
            expired TTL                             | 1985-10-26T01:21:31-07:00 | gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==             | the Fernet token has expired: it is older than PT1M
            incorrect IV (causes padding error)     | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==             | the Fernet token is signed with this key, but its padding is wrong
            trailing characters after b64 padding   | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==trailingdata | not a Fernet token: not URL-safe base64
            invalid characters in b64               | 1985-10-26T01:20:01-07:00 | *gAAAAAAdwJ6wAAECAwQFBgcI!CQoLDA0ODy021?cpGVWKZ_eEwC@GM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==         | not a Fernet token: not URL-safe base64
            invalid non-urlsafe characters in b64   | 1985-10-26T01:20:01-07:00 | gAAAAAAdwJ6wAAEC/AwQFBgcICQoLDA0ODy+021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==           | not a Fernet token: not URL-safe base64
            """)
    void refusesWhatTheSpecificationCallsInvalid(String why, String now, String token, String expected) {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> KEY.decrypt(token, at(now), Duration.ofSeconds(60)))
                .withMessage(expected)
                .withNoCause();
    }

    @Test
    void takesATokenAsOldAsItMayBeAndNotASecondOlder() {
        assertThat(KEY.decrypt(TOKEN, at("1985-10-26T01:21:00-07:00"), Duration.ofSeconds(60))
                        .reveal())
                .isEqualTo("hello");
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> KEY.decrypt(TOKEN, at("1985-10-26T01:21:01-07:00"), Duration.ofSeconds(60)));
        assertThat(KEY.decrypt(TOKEN, at("1985-10-26T01:19:00-07:00"), Duration.ofSeconds(60))
                        .reveal())
                .isEqualTo("hello");
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> KEY.decrypt(TOKEN, at("1985-10-26T01:18:59-07:00"), Duration.ofSeconds(60)));
    }

    @Test
    void refusesATokenOfAnotherVersion() {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> KEY.decrypt("gQ" + TOKEN.substring(2)))
                .withMessage("not a Fernet token: it does not start with version 0x80");
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    /** The initialisation vector of the specification's example: 0, 1, 2 … 15. */
    private static final class CountingRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    }
}
