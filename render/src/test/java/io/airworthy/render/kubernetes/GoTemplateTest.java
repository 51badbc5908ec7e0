package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import io.airworthy.render.kubernetes.HelmTemplates.Case;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle is Go's own template engine. */
class GoTemplateTest {

    private static final String CHARACTERS =
            " !\"#$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~\t\u007f\u0085\u00e9\u00df\u2028\ufeff\ud83d\ude80";

    @TempDir
    private Path folder;

    @Test
    void everyTextOfEverySecretComesOutByteForByteForAnyPassword() throws Exception {
        Random random = new Random(20_260_101);
        List<Case> cases = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (AirflowDeployment deployment : DeliveredDeployments.plain()) {
            SecretMaterial kept = GivenMaterial.material(deployment, "first");
            for (int i = 0; i < 80; i++) {
                SecretMaterial material = GivenMaterial.given(deployment, password(random))
                        .existing(kept)
                        .renew(Material.DATABASE_PASSWORD)
                        .generateMissing();
                Map<String, String> data = new HashMap<>();
                material.pieces().forEach((piece, text) -> data.put(GoTemplate.variable(piece), text.reveal()));
                SecretCatalogue catalogue = SecretCatalogue.of(deployment);
                for (RequiredSecret secret : catalogue.required()) {
                    secret.entries().values().forEach(template -> {
                        cases.add(new Case(GoTemplate.of(template, catalogue::isOneLine), data));
                        expected.add(material.fill(template).reveal());
                    });
                }
            }
        }

        assertThat(HelmTemplates.execute(folder, cases))
                .hasSizeGreaterThan(2000)
                .isEqualTo(expected);
    }

    @Test
    void everyEncodingAndEveryLiteralComeOutByteForByte() throws Exception {
        Random random = new Random(20_260_102);
        List<Case> cases = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> literals = List.of(
                "{{", "{", "}}", "{{ .x }}", "{{- /* */ -}}", "{{{", "\\{\"`", "{{\"{{\"}}", "{\n{", "- ", "\n");
        for (Encoding encoding : Encoding.values()) {
            for (int i = 0; i < 200; i++) {
                String before = literals.get(random.nextInt(literals.size()));
                String after = literals.get(random.nextInt(literals.size()));
                // A control character may stand in a JSON text, though in no password.
                String material = password(random) + (encoding == Encoding.JSON_STRING ? "\u0001\b\n\u001fx" : "");
                SecretTemplate template = SecretTemplate.builder()
                        .text(before)
                        .material(Material.DATABASE_PASSWORD, encoding)
                        .text(after)
                        .material(Material.DATABASE_PASSWORD, encoding)
                        .text("{")
                        .build();
                cases.add(new Case(GoTemplate.of(template, any -> true), Map.of("database_password", material)));
                String encoded = encoding.encode(material);
                expected.add(before + encoded + after + encoded + "{");
            }
        }

        assertThat(HelmTemplates.execute(folder, cases)).isEqualTo(expected);
    }

    @Test
    void restoresWhatPeopleDoToMaterialOnItsWayIntoAStore() throws Exception {
        String url = GoTemplate.of(
                SecretTemplate.builder()
                        .text("postgresql://airflow:")
                        .material(Material.DATABASE_PASSWORD, Encoding.PERCENT)
                        .text("@db")
                        .build(),
                any -> true);
        String certificate = GoTemplate.of(SecretTemplate.of(Material.DATABASE_CA), any -> false);
        String key = GoTemplate.of(SecretTemplate.of(Material.GIT_DEPLOY_KEY), any -> false);

        assertThat(HelmTemplates.execute(
                        folder,
                        List.of(
                                new Case(url, Map.of("database_password", "a b\n")),
                                new Case(certificate, Map.of("database_ca", "-----END-----\n")),
                                new Case(key, Map.of("git_deploy_key", "\n-----BEGIN-----")),
                                new Case(key, Map.of("git_deploy_key", "-----BEGIN-----\n\n")))))
                .containsExactly(
                        "postgresql://airflow:a%20b@db", "-----END-----\n", "-----BEGIN-----\n", "-----BEGIN-----\n");
    }

    @Test
    void isReadable() {
        assertThat(GoTemplate.of(
                        SecretTemplate.builder()
                                .text("\"airflow\" \"")
                                .material(Material.DATABASE_PASSWORD, Encoding.PGBOUNCER_USER_LIST)
                                .text("\"")
                                .build(),
                        any -> true))
                .isEqualTo(
                        "\"airflow\" \"{{ .database_password | trimSuffix \"\\n\" | replace \"\\\"\" \"\\\"\\\"\" }}\"");
        assertThat(GoTemplate.of(
                        SecretTemplate.builder()
                                .material(Material.DATABASE_PASSWORD, Encoding.PERCENT)
                                .build(),
                        any -> true))
                .isEqualTo("{{ .database_password | trimSuffix \"\\n\" | urlquery | replace \"+\" \"%20\""
                        + " | replace \"~\" \"%7E\" }}");
    }

    private static String password(Random random) {
        int[] characters = CHARACTERS.codePoints().toArray();
        StringBuilder password = new StringBuilder();
        int length = 1 + random.nextInt(40);
        while (password.length() < length) {
            password.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return Sensitive.of(password.toString()).reveal();
    }
}
