package io.airworthy.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.material.SecretTemplate.Literal;
import io.airworthy.material.SecretTemplate.Placeholder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTemplateTest {

    private static final SecretTemplate URL = SecretTemplate.builder()
            .text("postgresql://")
            .urlText("air flow")
            .text(":")
            .material(Material.DATABASE_PASSWORD, Encoding.PERCENT)
            .text("@host/")
            .urlText("db")
            .build();

    @Test
    void isPrintedWithoutItsMaterial() {
        assertThat(URL).hasToString("postgresql://air%20flow:<database-password>@host/db");
        assertThat(URL.redacted()).isEqualTo(URL.toString());
    }

    @Test
    void literalsInARowAreOne() {
        assertThat(URL.pieces())
                .containsExactly(
                        new Literal("postgresql://air%20flow:"),
                        new Placeholder(Material.DATABASE_PASSWORD, Encoding.PERCENT),
                        new Literal("@host/db"));
    }

    @Test
    void isFilledByWhoeverHasTheMaterial() {
        assertThat(URL.write(place -> place.encoding().encode("p@ss")))
                .isEqualTo("postgresql://air%20flow:p%40ss@host/db");
    }

    @Test
    void isWrittenInALanguageThatHasAWayOfItsOwnForLiterals() {
        assertThat(URL.write(
                        literal -> "[" + literal + "]",
                        place -> "{{ ." + place.material().label() + " }}"))
                .isEqualTo("[postgresql://air%20flow:]{{ .database-password }}[@host/db]");
    }

    @Test
    void namesEachMaterialOnce() {
        SecretTemplate template = SecretTemplate.builder()
                .material(Material.GIT_TOKEN, Encoding.PLAIN)
                .material(Material.ADMIN_PASSWORD, Encoding.PLAIN)
                .material(Material.GIT_TOKEN, Encoding.PERCENT)
                .build();

        assertThat(template.materials()).containsExactly(Material.GIT_TOKEN, Material.ADMIN_PASSWORD);
        assertThat(template).hasToString("<git-token><admin-password><git-token>");
    }

    @Test
    void mayBeAllMaterialOrNone() {
        assertThat(SecretTemplate.of(Material.FERNET_KEYS)).hasToString("<fernet-keys>");
        assertThat(SecretTemplate.literal("text").materials()).isEmpty();
        assertThat(SecretTemplate.literal("").pieces()).isEmpty();
    }

    @Test
    void doesNotChangeWithTheListThatItWasMadeFrom() {
        List<SecretTemplate.Piece> pieces = new ArrayList<>(List.of(new Literal("a")));
        SecretTemplate template = new SecretTemplate(pieces);
        pieces.clear();

        assertThat(template).hasToString("a");
    }
}
