package io.airworthy.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {

    @Property(tries = 500)
    void aPercentEncodedTextIsReadBackFromEveryPartOfAUrl(@ForAll("passwords") String password) {
        String encoded = Encoding.PERCENT.encode(password);
        URI url = URI.create("postgresql://user:" + encoded + "@host:5432/" + encoded + "?sslrootcert=" + encoded);

        assertThat(url.getUserInfo()).isEqualTo("user:" + password);
        assertThat(url.getPath()).isEqualTo("/" + password);
        assertThat(url.getQuery()).isEqualTo("sslrootcert=" + password);
        assertThat(url.getHost()).isEqualTo("host");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(password);
    }

    /** Airflow expands variables and home directories in what it reads from the environment. */
    @Property(tries = 300)
    void aPercentEncodedTextHoldsNothingThatAReaderExpands(@ForAll("passwords") String password) {
        assertThat(Encoding.PERCENT.encode(password)).matches("[A-Za-z0-9._%-]*");
    }

    @Property(tries = 500)
    void theUserListIsReadBackAsPgBouncerReadsIt(@ForAll("passwords") String password) {
        String line = "\"user\" \"" + Encoding.PGBOUNCER_USER_LIST.encode(password) + "\"";

        assertThat(secondQuoted(line)).isEqualTo(password);
    }

    @Property(tries = 500)
    void aJsonStringIsReadBack(@ForAll("passwords") String password) {
        assertThat(jsonString("\"" + Encoding.JSON_STRING.encode(password) + "\""))
                .isEqualTo(password);
    }

    @Property(tries = 100)
    void plainIsAsItIs(@ForAll String text) {
        assertThat(Encoding.PLAIN.encode(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "p@ss w/rd, p%40ss%20w%2Frd",
        "'$HOME~', %24HOME%7E",
        "a+b, a%2Bb",
        "é, %C3%A9",
        "'100%', 100%25",
        "Az09-._, Az09-._"
    })
    void percentEncodesAllButTheUnreserved(String text, String encoded) {
        assertThat(Encoding.PERCENT.encode(text)).isEqualTo(encoded);
    }

    /** Any characters that UTF-8 has, those with a meaning of their own above all. */
    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars(" \"'\\@:/?#[]%&=+*~$!;,{}|^`<>")
                        .ofMaxLength(20),
                Arbitraries.strings()
                        .all()
                        .ofMaxLength(20)
                        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text)));
    }

    /** PgBouncer's own reading: a doubled quote is a quote, all else stands for itself. */
    private static String secondQuoted(String line) {
        String rest = line.substring("\"user\" \"".length());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) != '"') {
                text.append(rest.charAt(i));
            } else if (i + 1 < rest.length() && rest.charAt(i + 1) == '"') {
                text.append('"');
                i++;
            } else {
                assertThat(i).as("the closing quote ends the line").isEqualTo(rest.length() - 1);
            }
        }
        return text.toString();
    }

    /** RFC 8259, section 7. */
    private static String jsonString(String quoted) {
        StringBuilder text = new StringBuilder();
        int i = 1;
        while (quoted.charAt(i) != '"') {
            char c = quoted.charAt(i++);
            assertThat((int) c).as("no control character stands for itself").isGreaterThanOrEqualTo(0x20);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = quoted.charAt(i++);
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(quoted.substring(i, i + 4), 16));
                i += 4;
            } else {
                assertThat(escaped).isIn('"', '\\');
                text.append(escaped);
            }
        }
        assertThat(i).isEqualTo(quoted.length() - 1);
        return text.toString();
    }
}
