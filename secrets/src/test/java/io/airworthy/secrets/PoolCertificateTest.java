package io.airworthy.secrets;

import static io.airworthy.testkit.SecretDeployments.CERTIFICATE;
import static io.airworthy.testkit.SecretDeployments.PRIVATE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to PgBouncer's certificate, and what does not: OpenSSL makes them, and judges beside us. */
class PoolCertificateTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void needOpenSsl() {
        Tool.assumeOpenSsl();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa -traditional",
                "rsa",
                "ec -pkeyopt ec_paramgen_curve:prime256v1 -traditional",
                "ec -pkeyopt ec_paramgen_curve:secp384r1",
                "ed25519"
            })
    void knowsItsKeyOfAnyKind(String kind) throws Exception {
        boolean isTraditional = kind.endsWith(" -traditional");
        List<String> newKey = List.of(kind.replace(" -traditional", "").split(" "));
        List<String> request =
                new ArrayList<>(List.of("req", "-x509", "-nodes", "-subj", "/CN=x", "-keyout", "a.key", "-newkey"));
        request.addAll(newKey);
        String certificate = openssl(request.toArray(String[]::new));
        String key = isTraditional
                ? openssl("pkey", "-in", "a.key", "-traditional")
                : Files.readString(folder.resolve("a.key"));

        PoolCertificate shown = new PoolCertificate(Sensitive.of(certificate));
        assertThat(shown.isOf(Sensitive.of(key))).isTrue();
        assertThat(shown.isOf(Sensitive.of(PRIVATE_KEY))).isFalse();
        assertThat(new PoolCertificate(Sensitive.of(CERTIFICATE)).isOf(Sensitive.of(key)))
                .isFalse();
    }

    @Test
    void isTrustedWhereOpenSslTrustsIt() throws Exception {
        String root = authority("root", "root");
        String between = authority("between", "root");
        String own = signed("own", "between", "");
        String other = authority("other", "other");
        // Another authority of the same name has not signed anything.
        String namesake = authority("namesake", "namesake", "root");

        for (String bundle : List.of(own, own + between, own + between + root, own + other)) {
            for (String authorities : List.of(root, between, root + between, between + root, other, own, namesake)) {
                assertThat(new PoolCertificate(Sensitive.of(bundle)).isTrustedBy(Sensitive.of(authorities)))
                        .as(bundle + "against\n" + authorities)
                        .isEqualTo(opensslTrusts(bundle, authorities));
            }
        }
        assertThat(new PoolCertificate(Sensitive.of(CERTIFICATE)).isTrustedBy(Sensitive.of(CERTIFICATE)))
                .isTrue();
    }

    /** Each has signed the other, and both are there very often. */
    @Test
    void isNotLookedForInCircles() throws Exception {
        authority("one", "one");
        authority("two", "two");
        String oneByTwo = crossSigned("one", "two");
        String twoByOne = crossSigned("two", "one");
        String own = signed("own", "one", "");

        PoolCertificate shown = new PoolCertificate(Sensitive.of(own + (oneByTwo + twoByOne).repeat(50)));
        assertThat(shown.isTrustedBy(Sensitive.of(oneByTwo + twoByOne))).isFalse();
        assertThat(shown.isTrustedBy(Sensitive.of(Files.readString(folder.resolve("two.crt")))))
                .isTrue();
    }

    @Test
    void isForTheHostsThatItNames() throws Exception {
        authority("root", "root");

        assertThat(hosts("subjectAltName=DNS:pool.airflow,DNS:*.airflow,IP:10.0.0.1"))
                .containsExactly("pool.airflow", "*.airflow");
        assertThat(hosts("subjectAltName=IP:10.0.0.1")).containsExactly("own");
        assertThat(hosts("")).containsExactly("own");
    }

    @Test
    void everythingThatDoesNotFitIsSaidAtOnce() throws Exception {
        String other = authority("root", "root");
        String key = openssl("pkey", "-in", "root.key");
        AirflowDeployment elsewhere = SecretDeployments.withEverythingGiven().toBuilder()
                .namespace("elsewhere")
                .build();

        assertThatThrownBy(() -> given(elsewhere)
                        .poolCertificate(Sensitive.of(CERTIFICATE), Sensitive.of(key), Sensitive.of(other))
                        .generateMissing())
                .isInstanceOfSatisfying(
                        SecretMaterialException.class,
                        refusal -> assertThat(refusal.problems())
                                .containsExactly(
                                        "the certificate that PgBouncer shows to Airflow (PEM): it is for airflow-pgbouncer.airflow, so"
                                                + " Airflow would not connect: it asks for airflow-pgbouncer.elsewhere",
                                        "the private key of PgBouncer's certificate (PEM): it is the key of another certificate, so"
                                                + " PgBouncer would not start",
                                        "the CA bundle of PgBouncer's certificate (PEM): there is no chain from it to PgBouncer's"
                                                + " certificate, which was issued by CN=test, so Airflow would not connect"));
    }

    @Test
    void aBundleThatBeginsWithTheAuthorityIsTurnedRound() throws Exception {
        String root = authority("root", "root");
        String own = signed("own", "root", "subjectAltName=DNS:airflow-pgbouncer.airflow");
        String key = openssl("pkey", "-in", "own.key");

        assertThat(problems(SecretDeployments.withEverythingGiven(), root + own, key, root))
                .contains("the private key of PgBouncer's certificate (PEM): its certificate does not come first, where"
                        + " PgBouncer looks for its own; the issuing certificates come after it");
    }

    @Test
    void aWildcardIsEnoughForLibpqAlone() throws Exception {
        String root = authority("root", "root");
        String own = signed("own", "root", "subjectAltName=DNS:*.airflow");
        String key = openssl("pkey", "-in", "own.key");
        assertThat(openssl("x509", "-in", "own.crt", "-noout", "-checkhost", "airflow-pgbouncer.airflow"))
                .contains("does NOT match");
        PgBouncerPool pool =
                PgBouncerPool.builder().clientTls(TlsMode.VERIFY_FULL).build();
        AirflowDeployment airflow3 = SampleDeployments.but(it -> it.pgBouncer(pool));

        assertThat(problems(airflow3.toBuilder().airflowVersion("2.11.0").build(), own, key, root))
                .noneMatch(problem -> problem.contains("it is for"));
        assertThat(problems(airflow3, own, key, root))
                .anyMatch(problem -> problem.contains("it is for *.airflow, so Airflow would not connect"));
        assertThat(problems(
                        airflow3.toBuilder()
                                .pgBouncer(pool.toBuilder()
                                        .clientTls(TlsMode.VERIFY_CA)
                                        .build())
                                .build(),
                        own,
                        key,
                        root))
                .noneMatch(problem -> problem.contains("it is for"));
    }

    @Test
    void anotherOneComesWithItsKey() throws Exception {
        Sensitive root = Sensitive.of(authority("root", "root"));
        Sensitive own = Sensitive.of(signed("own", "root", "subjectAltName=DNS:airflow-pgbouncer.airflow"));
        Sensitive key = Sensitive.of(openssl("pkey", "-in", "own.key"));
        AirflowDeployment deployment = SecretDeployments.withEverythingGiven();
        SecretRotation rotation = SecretRotation.of(
                deployment,
                given(deployment)
                        .poolCertificate(
                                Sensitive.of(CERTIFICATE), Sensitive.of(PRIVATE_KEY), Sensitive.of(CERTIFICATE))
                        .generateMissing(),
                SecretRevisions.none());

        RotatedSecrets rotated = rotation.replacePoolCertificate(own, key, root);
        assertThat(rotated.material().get(Material.POOL_CERTIFICATE)).isEqualTo(own);
        assertThat(rotated.material().get(Material.POOL_PRIVATE_KEY)).isEqualTo(key);
        assertThat(rotated.material().get(Material.POOL_CA)).isEqualTo(root);
        assertThat(rotated.changed()).extracting(RequiredSecret::purpose).containsExactly(Purpose.POOL_TLS);
        assertThatThrownBy(() -> rotation.replace(Material.POOL_CERTIFICATE, own))
                .hasMessageContaining("it is the key of another certificate");
    }

    private static SecretMaterialBuilder given(AirflowDeployment deployment) {
        return SecretMaterial.forDeployment(deployment)
                .with(Material.DATABASE_CA, Sensitive.of(CERTIFICATE))
                .with(Material.DATABASE_PASSWORD, Sensitive.of("x"))
                .with(Material.BROKER_PASSWORD, Sensitive.of("x"))
                .with(Material.GIT_TOKEN, Sensitive.of("x"))
                .with(Material.LOG_ACCESS_KEY, Sensitive.of("{}"));
    }

    /** Without a database's password there always are some. */
    private static List<String> problems(AirflowDeployment deployment, String own, String key, String authorities) {
        try {
            SecretMaterial.forDeployment(deployment)
                    .poolCertificate(Sensitive.of(own), Sensitive.of(key), Sensitive.of(authorities))
                    .generateMissing();
        } catch (SecretMaterialException refusal) {
            return refusal.problems();
        }
        throw new AssertionError("a password was missing");
    }

    private List<String> hosts(String extension) throws Exception {
        return new PoolCertificate(Sensitive.of(signed("own", "root", extension))).hosts();
    }

    /** The certificate of an authority, signed by itself or by another. */
    private String authority(String name, String signer) throws Exception {
        return authority(name, signer, name);
    }

    private String authority(String file, String signer, String name) throws Exception {
        return file.equals(signer)
                ? openssl(
                                "req",
                                "-x509",
                                "-nodes",
                                "-newkey",
                                "ed25519",
                                "-subj",
                                "/CN=" + name,
                                "-keyout",
                                file + ".key",
                                "-out",
                                file + ".crt")
                        + Files.readString(folder.resolve(file + ".crt"))
                : signed(file, signer, "basicConstraints=critical,CA:TRUE");
    }

    /** Another certificate of an authority's own key, by another authority. */
    private String crossSigned(String name, String signer) throws Exception {
        openssl("req", "-new", "-key", name + ".key", "-subj", "/CN=" + name, "-out", name + ".csr");
        Files.writeString(folder.resolve("authority.ext"), "basicConstraints=critical,CA:TRUE\n");
        return openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-set_serial",
                "2",
                "-CA",
                signer + ".crt",
                "-CAkey",
                signer + ".key",
                "-extfile",
                "authority.ext");
    }

    private String signed(String name, String signer, String extension) throws Exception {
        Path extensions = Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
        openssl(
                "req",
                "-new",
                "-nodes",
                "-newkey",
                "ed25519",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-set_serial",
                "1",
                "-CA",
                signer + ".crt",
                "-CAkey",
                signer + ".key",
                "-extfile",
                extensions.toString(),
                "-out",
                name + ".crt");
        return Files.readString(folder.resolve(name + ".crt"));
    }

    private boolean opensslTrusts(String bundle, String authorities) throws Exception {
        Files.writeString(folder.resolve("bundle.pem"), bundle);
        Files.writeString(folder.resolve("authorities.pem"), authorities);
        return Tool.succeeds(
                "openssl",
                "verify",
                "-no-CApath",
                "-no-CAstore",
                "-CAfile",
                folder.resolve("authorities.pem").toString(),
                "-untrusted",
                folder.resolve("bundle.pem").toString(),
                folder.resolve("bundle.pem").toString());
    }

    /** What OpenSSL prints, in this folder. */
    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "cd \"$0\" && exec openssl \"$@\" 2>/dev/null"));
        command.add(folder.toString());
        command.addAll(List.of(arguments));
        return Tool.run("", command.toArray(String[]::new));
    }
}
