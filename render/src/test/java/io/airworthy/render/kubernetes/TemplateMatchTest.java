package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMatchTest {

    @Provide
    Arbitrary<String> material() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    @Property
    void whatATemplateWroteIsFoundAgain(
            @ForAll Encoding encoding, @ForAll("material") String one, @ForAll("material") String another) {
        SecretTemplate template = SecretTemplate.builder()
                .text("before \"")
                .material(Material.DATABASE_PASSWORD, encoding == Encoding.PLAIN ? Encoding.PERCENT : encoding)
                .text("\"\n")
                .material(Material.GIT_TOKEN, encoding)
                .build();
        Map<Material, String> pieces = Map.of(Material.DATABASE_PASSWORD, one, Material.GIT_TOKEN, another);
        String text = template.write(place -> place.encoding().encode(pieces.get(place.material())));
        assertThat(TemplateMatch.of(template, text)).contains(pieces);
        assertThat(TemplateMatch.of(template, " " + text)).isEmpty();
        assertThat(TemplateMatch.of(template, text.substring(0, 10))).isEmpty();
    }

    @Property
    void anyOtherTextIsReadWithoutHarm(@ForAll Encoding encoding, @ForAll String text) {
        SecretTemplate template =
                SecretTemplate.builder().material(Material.GIT_TOKEN, encoding).build();
        TemplateMatch.of(template, text).ifPresent(found -> assertThat(found).containsOnlyKeys(Material.GIT_TOKEN));
    }

    /** Others write what Airworthy writes otherwise: a slash that is escaped, for example. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON_STRING | a\\/b\\\\c\\\"d\\u0041\\u00e9 | a/b\\c\"dAé",
                "JSON_STRING | \\u0041 | A",
                "JSON_STRING | \\u004 | ",
                "JSON_STRING | \\u00 | ",
                "JSON_STRING | \\u004g | ",
                "JSON_STRING | \\x | ",
                "JSON_STRING | a\\ | ",
                "JSON_STRING | a\"b | ",
                "PERCENT | %41%c3%A9 | Aé",
                "PERCENT | a%4 | ",
                "PERCENT | a%ff | ",
                "PERCENT | a+b | ",
                "PERCENT | a-._~!$&'()*,;=b | a-._~!$&'()*,;=b",
                "PGBOUNCER_USER_LIST | a\"\"b | a\"b",
                "PGBOUNCER_USER_LIST | a\"b | "
            })
    void whatOthersWroteIsReadToo(Encoding encoding, String text, @Nullable String material) {
        SecretTemplate template =
                SecretTemplate.builder().material(Material.GIT_TOKEN, encoding).build();

        assertThat(TemplateMatch.of(template, text))
                .isEqualTo(Optional.ofNullable(material).map(it -> Map.of(Material.GIT_TOKEN, it)));
    }

    @Test
    void whatEscapesAreForIsReadBack() {
        SecretTemplate template = SecretTemplate.builder()
                .material(Material.GIT_TOKEN, Encoding.JSON_STRING)
                .build();

        assertThat(TemplateMatch.of(template, "\\b\\f\\n\\r\\t")).contains(Map.of(Material.GIT_TOKEN, "\b\f\n\r\t"));
    }

    @Test
    void aPieceThatStandsTwiceMustBeTheSame() {
        SecretTemplate template = SecretTemplate.builder()
                .material(Material.GIT_TOKEN, Encoding.PERCENT)
                .text(":")
                .material(Material.GIT_TOKEN, Encoding.PERCENT)
                .build();
        assertThat(TemplateMatch.of(template, "a%20:a%20")).contains(Map.of(Material.GIT_TOKEN, "a "));
        assertThat(TemplateMatch.of(template, "a:b")).isEmpty();
    }

    @Test
    void aPlainPieceEndsWhereOnlyOnePlaceIsPossible() {
        SecretTemplate template = SecretTemplate.builder()
                .material(Material.GIT_TOKEN, Encoding.PLAIN)
                .text("@host")
                .build();
        assertThat(TemplateMatch.of(template, "a@b@host")).contains(Map.of(Material.GIT_TOKEN, "a@b"));
        assertThat(TemplateMatch.of(template, "a@host@host")).isEmpty();
        SecretTemplate endless = SecretTemplate.builder()
                .material(Material.GIT_TOKEN, Encoding.PLAIN)
                .material(Material.DATABASE_PASSWORD, Encoding.PERCENT)
                .build();
        assertThat(TemplateMatch.of(endless, "ab")).isEmpty();
    }

    @Test
    void longTextsAreRead() {
        SecretTemplate template = SecretTemplate.builder()
                .text("\"")
                .material(Material.GIT_TOKEN, Encoding.PGBOUNCER_USER_LIST)
                .text("\"")
                .build();
        assertThat(TemplateMatch.of(template, "\"" + "\"\"a".repeat(100_000) + "\""))
                .hasValueSatisfying(
                        found -> assertThat(found.get(Material.GIT_TOKEN)).hasSize(200_000));
    }
}
