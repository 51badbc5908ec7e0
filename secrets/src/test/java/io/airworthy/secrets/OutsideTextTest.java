package io.airworthy.secrets;

import static io.airworthy.testkit.OutsideTexts.like;
import static io.airworthy.testkit.Reading.endsWell;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitHost;
import io.airworthy.testkit.FuzzProperty;
import io.airworthy.testkit.SecretDeployments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever is given as a secret, it is accepted or refused as unusable, and soon. */
class OutsideTextTest {

    private static final List<Function<Sensitive, Object>> READERS = List.of(
            FernetKey::parse, FernetKeyRing::parse, SigningKey::parse, SshDeployKey::parse, ScramVerifier::parse);

    private static final AirflowDeployment WITH_TLS = SecretDeployments.withEverythingGiven();

    private static final FernetKey KEY = FernetKey.generate();

    private static final String TOKEN = KEY.encrypt(Sensitive.of("pencil"), Instant.EPOCH);

    @Provide
    Arbitrary<String> secrets() {
        return like(
                KEY.text().reveal(),
                KEY.text().reveal() + "," + FernetKey.generate().text().reveal(),
                SshDeployKey.generate(GitHost.OTHER, "comment").privateKey().reveal(),
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
                "PuTTY-User-Key-File-3: ssh-ed25519\n",
                ScramVerifier.generate(Sensitive.of("pencil")).text().reveal(),
                "SCRAM-SHA-256$99999999999:",
                "md5",
                "=",
                "A".repeat(64));
    }

    @Provide
    Arbitrary<String> tokens() {
        return like(TOKEN, TOKEN.substring(0, 20), "gAAAAA", "=", "");
    }

    @Provide
    Arbitrary<String> pem() {
        return like(
                SecretDeployments.CERTIFICATE,
                SecretDeployments.PRIVATE_KEY,
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\n",
                "\n-----END CERTIFICATE-----\n");
    }

    /** Without a password, which is not given, there always is something to say. */
    @FuzzProperty
    void anyCertificateIsTakenOrRefused(
            @ForAll("pem") String certificate, @ForAll("pem") String key, @ForAll("pem") String ca) {
        for (List<String> given : List.of(
                List.of(certificate, key, ca),
                List.of(certificate, SecretDeployments.PRIVATE_KEY, SecretDeployments.CERTIFICATE),
                List.of(SecretDeployments.CERTIFICATE, key, ca))) {
            endsWell(
                    () -> SecretMaterial.forDeployment(WITH_TLS)
                            .poolCertificate(
                                    Sensitive.of(given.get(0)), Sensitive.of(given.get(1)), Sensitive.of(given.get(2)))
                            .generateMissing(),
                    SecretMaterialException.class,
                    UnusableSecretException.class);
        }
    }

    @FuzzProperty
    void anyTextIsReadOrRefusedAsASecret(@ForAll("secrets") String text) {
        for (Function<Sensitive, Object> reader : READERS) {
            endsWell(() -> reader.apply(Sensitive.of(text)), UnusableSecretException.class);
        }
    }

    @FuzzProperty
    void anyTextIsOpenedOrRefusedAsAToken(@ForAll("tokens") String text) {
        endsWell(() -> KEY.decrypt(text), InvalidTokenException.class);
        endsWell(() -> KEY.decrypt(text, Instant.EPOCH, Duration.ofDays(1)), InvalidTokenException.class);
        endsWell(() -> KEY.opens(text));
    }
}
