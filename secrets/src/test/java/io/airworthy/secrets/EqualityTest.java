package io.airworthy.secrets;

import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import nl.jqno.equalsverifier.api.SingleTypeEqualsVerifierApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are compared by what they hold; their hash codes say nothing of it, so each type has one for all. */
class EqualityTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                FernetKey.class,
                FernetKeyRing.class,
                SigningKey.class,
                ScramVerifier.class,
                SecretRevisions.class,
            })
    void secretsAreEqualWhenTheyHoldTheSame(Class<?> type) {
        secret(type).verify();
    }

    @Test
    void holdersAreEqualWhenTheyHoldTheSame() {
        EqualsVerifier.forClass(Sensitive.class)
                .suppress(
                        Warning.STRICT_HASHCODE, Warning.NULL_FIELDS, Warning.NONFINAL_FIELDS, Warning.TRANSIENT_FIELDS)
                .verify();
    }

    @Test
    void deployKeysAreEqualWhenTheirPrivateKeysAre() {
        secret(SshDeployKey.class)
                .withOnlyTheseFields("privateText", "publicBlob")
                .verify();
    }

    @Test
    void materialIsEqualWhenItsPiecesAre() {
        secret(SecretMaterial.class).withOnlyTheseFields("pieces").verify();
    }

    private static <T> SingleTypeEqualsVerifierApi<T> secret(Class<T> type) {
        return EqualsVerifier.forClass(type)
                .withPrefabValues(Sensitive.class, Sensitive.of("one"), Sensitive.of("another"))
                .withPrefabValues(FernetKey.class, FernetKey.generate(), FernetKey.generate())
                .suppress(Warning.STRICT_HASHCODE, Warning.NULL_FIELDS, Warning.TRANSIENT_FIELDS);
    }
}
