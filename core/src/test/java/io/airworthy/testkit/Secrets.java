package io.airworthy.testkit;

import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.material.SecretTemplate.Literal;
import io.airworthy.material.SecretTemplate.Piece;
import io.airworthy.material.SecretTemplate.Placeholder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Where secrets come from, and the texts that they go into. Nothing here is secret. */
public final class Secrets {

    private Secrets() {}

    /**
     * References to secret material.
     *
     * @return environment variables, files, and fields of a secret store's entries
     */
    public static Arbitrary<SecretSource> sources() {
        return Arbitraries.of(
                SecretSource.environment("PGPASSWORD"),
                SecretSource.file("db.txt"),
                SecretSource.file("/etc/with space/it's.pem"),
                SecretSource.remote("airflow/db", "password"));
    }

    /**
     * Texts that will carry material.
     *
     * @return templates of up to five pieces, literals and placeholders mixed
     */
    public static Arbitrary<SecretTemplate> templates() {
        return pieces().list().ofMaxSize(5).map(pieces -> {
            SecretTemplate.Builder template = SecretTemplate.builder();
            pieces.forEach(piece -> append(template, piece));
            return template.build();
        });
    }

    /**
     * Pieces of templates.
     *
     * @return literals, and placeholders of every material in every encoding
     */
    public static Arbitrary<Piece> pieces() {
        return Arbitraries.oneOf(
                Texts.texts().map(Literal::new),
                Combinators.combine(Arbitraries.of(Material.values()), Arbitraries.of(Encoding.values()))
                        .as(Placeholder::new));
    }

    private static void append(SecretTemplate.Builder template, Piece piece) {
        if (piece instanceof Placeholder placeholder) {
            template.material(placeholder.material(), placeholder.encoding());
        } else {
            template.text(((Literal) piece).text());
        }
    }
}
