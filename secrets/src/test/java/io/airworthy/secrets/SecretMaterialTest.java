package io.airworthy.secrets;

import static io.airworthy.testkit.SecretDeployments.CERTIFICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecretMaterialTest {

    private static final String PLANTED = "Zq7Xw9Kv";
    private static final String KEY = SecretDeployments.PRIVATE_KEY;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DB_PASSWORD", "p@ss \"word\"",
            "BROKER_PASSWORD", "broker",
            "GIT_TOKEN", "token",
            "LOG_ACCESS_KEY_ID", "AKIA",
            "LOG_ACCESS_KEY", "{\"type\": \"service_account\", \"n\": [1.5, true, null, {}]}");

    @TempDir
    Path folder;

    private SecretMaterialBuilder madeFor(AirflowDeployment deployment) throws IOException {
        for (String file : List.of("database-ca.pem", "pgbouncer.crt", "pgbouncer-ca.crt")) {
            Files.writeString(folder.resolve(file), CERTIFICATE);
        }
        Files.writeString(folder.resolve("pgbouncer.key"), KEY);
        return SecretMaterial.forDeployment(deployment).fromSources(ENVIRONMENT, folder);
    }

    @Test
    void whatCanBeMadeIsMadeAndTheRestIsFoundAtItsSource() throws IOException {
        SecretMaterial material =
                madeFor(SecretDeployments.withEverythingMade()).generateMissing();
        assertThat(material.missing()).isEmpty();
        assertThat(material.notes()).isEmpty();
        assertThat(material.generated())
                .containsExactly(
                        Material.DATABASE_VERIFIER,
                        Material.POOL_STATS_PASSWORD,
                        Material.REDIS_PASSWORD,
                        Material.FERNET_KEYS,
                        Material.SESSION_KEY,
                        Material.JWT_SECRET,
                        Material.GIT_DEPLOY_KEY,
                        Material.ADMIN_PASSWORD);
        assertThat(material.get(Material.DATABASE_PASSWORD)).isEqualTo(Sensitive.of("p@ss \"word\""));
        assertThat(material.get(Material.DATABASE_CA)).isEqualTo(Sensitive.of(CERTIFICATE));
        assertThat(ScramVerifier.parse(material.get(Material.DATABASE_VERIFIER))
                        .value()
                        .verify(Sensitive.of("p@ss \"word\"")))
                .isTrue();
        assertThat(material.deployKey().orElseThrow().publicLine())
                .startsWith("ssh-ed25519 ")
                .endsWith(" airflow-dags@airflow");
        assertThat(material.has(Material.GIT_TOKEN)).isFalse();
    }

    @Test
    void whatOnlyTheUserCanHaveIsTakenFromVariablesAndFiles() throws IOException {
        SecretMaterial material =
                madeFor(SecretDeployments.withEverythingGiven()).generateMissing();
        assertThat(material.get(Material.POOL_PRIVATE_KEY)).isEqualTo(Sensitive.of(KEY));
        assertThat(material.get(Material.BROKER_PASSWORD)).isEqualTo(Sensitive.of("broker"));
        assertThat(material.get(Material.LOG_ACCESS_KEY)).isEqualTo(Sensitive.of(ENVIRONMENT.get("LOG_ACCESS_KEY")));
        assertThat(material.deployKey()).isEmpty();
    }

    @Test
    void aSecondRunWithWhatExistsMakesNothingAndChangesNothing() throws IOException {
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        SecretMaterial first = madeFor(deployment).generateMissing();
        SecretMaterial second =
                SecretMaterial.forDeployment(deployment).existing(first).generateMissing();
        assertThat(second).isEqualTo(first).hasSameHashCodeAs(first);
        assertThat(second.generated()).isEmpty();
        assertThat(DatabaseRole.of(deployment, second).alterStatement())
                .isEqualTo(DatabaseRole.of(deployment, first).alterStatement());
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnceWithTheWayToIt() {
        SecretMaterialException missing = catchThrowableOfType(
                SecretMaterialException.class,
                () -> SecretMaterial.forDeployment(SecretDeployments.withEverythingGiven())
                        .fromSources(Map.of(), folder)
                        .generateMissing());
        assertThat(missing.problems())
                .containsExactly(
                        "the database role's password: missing; set environment variable DB_PASSWORD",
                        "the CA bundle of the database server (PEM): missing; put it into file database-ca.pem. Where to get it:"
                                + " https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
                        "the certificate that PgBouncer shows to Airflow (PEM): missing; put it into file pgbouncer.crt",
                        "the private key of PgBouncer's certificate (PEM): missing; put it into file pgbouncer.key",
                        "the CA bundle of PgBouncer's certificate (PEM): missing; put it into file pgbouncer-ca.crt",
                        "the message broker's password: missing; set environment variable BROKER_PASSWORD",
                        "the password or token for the DAG repository: missing; set environment variable GIT_TOKEN",
                        "the log store's secret access key: missing; set environment variable LOG_ACCESS_KEY");
        assertThat(missing)
                .hasMessageStartingWith("the secret material of this deployment is not ready:\n"
                        + "  the database role's password: missing; set environment variable DB_PASSWORD\n");
    }

    @Test
    void whoHasNotLookedAtTheSourcesIsToldHow() {
        assertThat(problemsOf(SecretMaterial.forDeployment(SecretDeployments.plain())))
                .containsExactly("the database role's password: missing; set environment variable DB_PASSWORD and call"
                        + " fromSources(System.getenv()), or supply it by with(DATABASE_PASSWORD, …)");
    }

    @Test
    void whatOnlyTheClusterCanReadHasToBeGiven() {
        AirflowDeployment plain = SecretDeployments.plain();
        AirflowDeployment remote = plain.toBuilder()
                .database(plain.database().toBuilder()
                        .passwordFrom(SecretSource.remote("airflow/database", "password"))
                        .build())
                .build();
        assertThat(problemsOf(SecretMaterial.forDeployment(remote).fromSources(Map.of())))
                .containsExactly(
                        "the database role's password: missing; it is in secret store entry airflow/database, property"
                                + " password, which only the cluster reads; supply it by with(DATABASE_PASSWORD, …)");
    }

    @Test
    void withoutGeneratingNothingIsMadeAndWhatIsMissingIsSaid() {
        SecretMaterial material = SecretMaterial.forDeployment(SecretDeployments.plain())
                .with(Material.DATABASE_PASSWORD, Sensitive.of("secret"))
                .build();
        assertThat(material.missing()).containsExactly(Material.FERNET_KEYS, Material.SESSION_KEY, Material.JWT_SECRET);
        assertThatIllegalStateException()
                .isThrownBy(() -> material.get(Material.JWT_SECRET))
                .withMessage("the secret that signs Airflow's internal tokens is missing");
        assertThatIllegalStateException()
                .isThrownBy(() -> material.get(Material.GIT_TOKEN))
                .withMessage("the password or token for the DAG repository is not needed by this deployment");
    }

    static Stream<Arguments> unusable() {
        String pool = "the database role's password";
        return Stream.of(
                Arguments.of(Material.DATABASE_PASSWORD, "", pool + ": it is empty"),
                Arguments.of(
                        Material.DATABASE_PASSWORD,
                        PLANTED + "\n",
                        pool
                                + ": it has a line break before or after it; print it with printf %s, because echo adds one"),
                Arguments.of(
                        Material.DATABASE_PASSWORD,
                        PLANTED + "\nx",
                        pool + ": it contains a line break; it must be one line"),
                Arguments.of(
                        Material.DATABASE_PASSWORD,
                        PLANTED + "\0",
                        pool + ": it contains a NUL character, and most programs stop reading there"),
                Arguments.of(
                        Material.DATABASE_PASSWORD,
                        PLANTED.repeat(128),
                        pool + ": it has 1024 bytes, and PgBouncer's user list accepts 1023 at most"),
                Arguments.of(
                        Material.DATABASE_CA,
                        PLANTED,
                        "the CA bundle of the database server (PEM): it is not PEM: there is no -----BEGIN"
                                + " CERTIFICATE-----; convert a binary certificate with openssl x509 -inform der -in <file>"),
                Arguments.of(
                        Material.DATABASE_CA,
                        CERTIFICATE + KEY,
                        "the CA bundle of the database server (PEM): it contains a private key, which everyone who"
                                + " checks the certificate would see"),
                Arguments.of(
                        Material.DATABASE_CA,
                        CERTIFICATE + CERTIFICATE.substring(0, 200),
                        "the CA bundle of the database server (PEM): it is truncated: it begins 2 certificates and ends 1"),
                Arguments.of(
                        Material.DATABASE_CA,
                        CERTIFICATE + "-----BEGIN CERTIFICATE-----\nWnE3WHc5S3Y=\n-----END CERTIFICATE-----\n",
                        "the CA bundle of the database server (PEM): certificate 2 of 2 is damaged: it is not an X.509"
                                + " certificate"),
                Arguments.of(
                        Material.POOL_PRIVATE_KEY,
                        KEY.replace("PRIVATE", "ENCRYPTED PRIVATE"),
                        "the private key of PgBouncer's certificate (PEM): it is protected by a passphrase, which nobody"
                                + " can enter in a pod; remove it with openssl pkey -in <file>"),
                Arguments.of(
                        Material.POOL_PRIVATE_KEY,
                        CERTIFICATE,
                        "the private key of PgBouncer's certificate (PEM): it is not a PEM private key: there is no"
                                + " complete block -----BEGIN PRIVATE KEY-----"),
                Arguments.of(
                        Material.POOL_PRIVATE_KEY,
                        "-----BEGIN PRIVATE KEY-----\nWnE3WHc5S3Y=\n-----END PRIVATE KEY-----\n",
                        "the private key of PgBouncer's certificate (PEM): it is damaged: its block does not contain a"
                                + " private key"),
                Arguments.of(
                        Material.LOG_ACCESS_KEY,
                        "[\"" + PLANTED + "\"]",
                        "the log store's secret access key: it is not a Google Cloud key file, which is one JSON object"),
                Arguments.of(
                        Material.LOG_ACCESS_KEY,
                        "{\"" + PLANTED + "\": 1",
                        "the log store's secret access key: it is not a Google Cloud key file, which is one JSON object"),
                Arguments.of(
                        Material.SESSION_KEY,
                        PLANTED,
                        "the key that signs web sessions and log requests: it has 8 bytes; HS512, the"
                                + " algorithm it is used with, needs at least 64"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("unusable")
    void whatCannotBeUsedIsRefusedWithItsReasonAndNothingOfItself(Material material, String text, String problem)
            throws IOException {
        SecretMaterialException refused = catchThrowableOfType(
                SecretMaterialException.class,
                () -> madeFor(SecretDeployments.withEverythingGiven())
                        .with(material, Sensitive.of(text))
                        .generateMissing());
        assertThat(refused.problems()).containsExactly(problem);
        assertThat(refused).hasMessageNotContaining(PLANTED).hasNoCause();
    }

    @Test
    void whatIsWrongNamesTheSourceThatItCameFrom() throws IOException {
        Files.write(folder.resolve("database-ca.pem"), new byte[0]);
        assertThat(problemsOf(SecretMaterial.forDeployment(SecretDeployments.withEverythingMade())
                        .fromSources(
                                Map.of("DB_PASSWORD", "", "LOG_ACCESS_KEY_ID", "a\nb", "LOG_ACCESS_KEY", "k"), folder)))
                .containsExactly(
                        "the database role's password: the environment variable DB_PASSWORD is set, but empty",
                        "the CA bundle of the database server (PEM): the file " + folder.resolve("database-ca.pem")
                                + " is empty",
                        "the id of the log store's access key, from environment variable LOG_ACCESS_KEY_ID: it contains"
                                + " a line break; it must be one line");
    }

    @Test
    void theLineEndOfAFileIsNoPartOfAPasswordButOneOfACertificate() throws IOException {
        AirflowDeployment made = SecretDeployments.withEverythingMade();
        AirflowDeployment fromFile = made.toBuilder()
                .database(made.database().toBuilder()
                        .passwordFrom(SecretSource.file("password.txt"))
                        .build())
                .build();
        Files.writeString(folder.resolve("password.txt"), "secret\n");
        SecretMaterial material = madeFor(fromFile).generateMissing();
        assertThat(material.get(Material.DATABASE_PASSWORD)).isEqualTo(Sensitive.of("secret"));
        assertThat(material.get(Material.DATABASE_CA).reveal()).endsWith("\n");
    }

    @Test
    void whatWasMendedIsNoted() {
        SecretMaterial material = SecretMaterial.forDeployment(SecretDeployments.plain())
                .with(Material.DATABASE_PASSWORD, Sensitive.of(" secret"))
                .with(
                        Material.FERNET_KEYS,
                        Sensitive.of(FernetKey.generate().text().reveal() + "\n"))
                .with(Material.DATABASE_CA, Sensitive.of(CERTIFICATE))
                .generateMissing();
        assertThat(material.notes())
                .containsExactly(
                        "the database role's password: begins or ends with white space, which was kept as part of it",
                        "the CA bundle of the database server (PEM): not used, because this deployment does not need it",
                        "the Fernet key that encrypts connections and variables: removed the line ending after it (LF)");
    }

    @Test
    void aVerifierOfAnotherPasswordIsRefusedAndARenewedOneIsMade() throws IOException {
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        SecretMaterial first = madeFor(deployment).generateMissing();
        SecretMaterialBuilder changed =
                madeFor(deployment).existing(first).with(Material.DATABASE_PASSWORD, Sensitive.of(PLANTED));
        assertThat(problemsOf(changed))
                .containsExactly(
                        "the SCRAM-SHA-256 verifier of the database role's password: it was made from another password,"
                                + " so Airflow could not log in to the pool; renew(DATABASE_VERIFIER) makes one from this"
                                + " password, which the server must get too");
        SecretMaterial second = changed.renew(Material.DATABASE_VERIFIER).generateMissing();
        assertThat(second.generated()).containsExactly(Material.DATABASE_VERIFIER);
        assertThat(ScramVerifier.parse(second.get(Material.DATABASE_VERIFIER))
                        .value()
                        .verify(Sensitive.of(PLANTED)))
                .isTrue();
    }

    @Test
    void whatExistsAndIsAtItsSourceAsWellIsNotWorthANote() {
        assertThat(SecretMaterial.forDeployment(SecretDeployments.plain())
                        .fromSources(Map.of("DB_PASSWORD", "same"))
                        .existing(Map.of(Material.DATABASE_PASSWORD, Sensitive.of("same")))
                        .generateMissing()
                        .notes())
                .isEmpty();
    }

    @Test
    void onlyWhatStandsInTheUserListMustFitIntoIt() throws IOException {
        String longest = "x".repeat(1023);
        SecretMaterialBuilder material = madeFor(SecretDeployments.withEverythingMade());

        assertThat(material.with(Material.DATABASE_PASSWORD, Sensitive.of(longest))
                        .with(Material.DATABASE_CA, Sensitive.of(CERTIFICATE.repeat(3)))
                        .with(Material.LOG_ACCESS_KEY, Sensitive.of(longest + "x"))
                        .generateMissing()
                        .get(Material.DATABASE_CA))
                .isEqualTo(Sensitive.of(CERTIFICATE.repeat(3)));
    }

    @Test
    void whatExistsIsKeptAndThatTheSourceHasAnotherIsNoted() {
        SecretMaterialBuilder rotating = SecretMaterial.forDeployment(SecretDeployments.plain())
                .fromSources(Map.of("DB_PASSWORD", "new"))
                .existing(Map.of(Material.DATABASE_PASSWORD, Sensitive.of("old")));
        SecretMaterial kept = rotating.generateMissing();
        assertThat(kept.get(Material.DATABASE_PASSWORD)).isEqualTo(Sensitive.of("old"));
        assertThat(kept.notes())
                .containsExactly(
                        "the database role's password: kept as it exists, although environment variable DB_PASSWORD has"
                                + " another; renew(DATABASE_PASSWORD) uses that one");
        assertThat(rotating.renew(Material.DATABASE_PASSWORD).generateMissing().get(Material.DATABASE_PASSWORD))
                .isEqualTo(Sensitive.of("new"));
    }

    @Test
    void aBrokenSourceIsNotInTheWayOfWhatExists() {
        SecretMaterial kept = SecretMaterial.forDeployment(SecretDeployments.plain())
                .fromSources(Map.of("DB_PASSWORD", ""))
                .existing(Map.of(Material.DATABASE_PASSWORD, Sensitive.of("old")))
                .generateMissing();
        assertThat(kept.notes()).isEmpty();
    }

    @Test
    void fernetKeysAreRotatedNeverReplaced() {
        FernetKeyRing old = FernetKeyRing.of(FernetKey.generate());
        FernetKeyRing both = old.rotate(FernetKey.generate());
        assertThat(withRings(old, both).get(Material.FERNET_KEYS)).isEqualTo(both.text());
        assertThat(withRings(both, both.retire()).get(Material.FERNET_KEYS))
                .isEqualTo(both.retire().text());
        SecretMaterialException lost = catchThrowableOfType(
                SecretMaterialException.class, () -> withRings(old, FernetKeyRing.of(FernetKey.generate())));
        assertThat(lost.problems())
                .containsExactly(
                        "the Fernet key that encrypts connections and variables: the key that is in use now is not among"
                                + " those given, so everything encrypted with it would be lost; begin with FernetKeyRing.rotate");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SecretMaterial.forDeployment(SecretDeployments.plain()).renew(Material.FERNET_KEYS))
                .withMessageStartingWith("Fernet keys are not renewed");
    }

    @Test
    void aKeyThatAirflowReadsThoughItIsRefusedHereIsNotLostEither() {
        FernetKey key = FernetKey.generate();
        String text = key.text().reveal();
        FernetKeyRing another = FernetKeyRing.of(FernetKey.generate());
        for (String refused : List.of(
                text.substring(0, 20) + "\n" + text.substring(20), '"' + text + '"', text + ",", text + "\u00a0")) {
            assertThatExceptionOfType(SecretMaterialException.class)
                    .isThrownBy(() -> withRings(Sensitive.of(refused), another))
                    .withMessageContaining("so everything encrypted with it would be lost");
            assertThat(withRings(Sensitive.of(refused), FernetKeyRing.of(key)).get(Material.FERNET_KEYS))
                    .isEqualTo(key.text());
        }
        assertThat(withRings(Sensitive.of("changeme"), another).notes())
                .containsExactly(
                        "the Fernet key that encrypts connections and variables: what existed was not a key that Airflow"
                                + " could use, and is not kept");
    }

    private static SecretMaterial withRings(FernetKeyRing existing, FernetKeyRing given) {
        return withRings(existing.text(), given);
    }

    private static SecretMaterial withRings(Sensitive existing, FernetKeyRing given) {
        return SecretMaterial.forDeployment(SecretDeployments.plain())
                .with(Material.DATABASE_PASSWORD, Sensitive.of("secret"))
                .existing(Map.of(Material.FERNET_KEYS, existing))
                .fernetKeys(given)
                .generateMissing();
    }

    @Test
    void aTemplateIsFilledWithEachPieceEncodedForItsPlace() {
        SecretMaterial material = SecretMaterial.forDeployment(SecretDeployments.plain())
                .with(Material.DATABASE_PASSWORD, Sensitive.of("p@\"s"))
                .build();
        SecretTemplate template = SecretTemplate.builder()
                .text("u:")
                .material(Material.DATABASE_PASSWORD, Encoding.PERCENT)
                .text("@h ")
                .material(Material.DATABASE_PASSWORD, Encoding.PGBOUNCER_USER_LIST)
                .build();
        assertThat(material.fill(template)).isEqualTo(Sensitive.of("u:p%40%22s@h p@\"\"s"));
    }

    @Test
    void wipingWhatWasGivenOrHandedOutLeavesTheMaterial() {
        Sensitive password = Sensitive.of("secret");
        SecretMaterialBuilder builder =
                SecretMaterial.forDeployment(SecretDeployments.plain()).with(Material.DATABASE_PASSWORD, password);
        password.wipe();
        SecretMaterial material = builder.build();
        material.get(Material.DATABASE_PASSWORD).wipe();
        material.pieces().values().forEach(Sensitive::wipe);
        assertThat(material.get(Material.DATABASE_PASSWORD)).isEqualTo(Sensitive.of("secret"));
    }

    @Test
    void theRoleIsGivenItsVerifierWithItsNameInQuotes() throws IOException {
        AirflowDeployment made = SecretDeployments.withEverythingMade();
        AirflowDeployment deployment = made.toBuilder()
                .database(made.database().toBuilder().user("air\"flow$$").build())
                .build();
        SecretMaterial material = madeFor(deployment).generateMissing();
        String verifier = material.get(Material.DATABASE_VERIFIER).reveal();
        DatabaseRole role = DatabaseRole.of(deployment, material);
        assertThat(role.alterStatement().reveal())
                .isEqualTo("ALTER ROLE \"air\"\"flow$$\" PASSWORD '" + verifier + "';\n");
        assertThat(role).hasToString("DatabaseRole[air\"flow$$, redacted]");
    }

    @Test
    void theRoleOfADeploymentWithoutVerifierGetsOneOfItsPassword() {
        AirflowDeployment deployment = SecretDeployments.plain();
        SecretMaterial material = SecretMaterial.forDeployment(deployment)
                .with(Material.DATABASE_PASSWORD, Sensitive.of("secret"))
                .build();
        String sql = DatabaseRole.of(deployment, material).alterStatement().reveal();
        String verifier = sql.substring(sql.indexOf('\'') + 1, sql.lastIndexOf('\''));
        assertThat(ScramVerifier.parse(Sensitive.of(verifier)).value().verify(Sensitive.of("secret")))
                .isTrue();
    }

    @Provide
    Arbitrary<Map<Material, Sensitive>> anything() {
        Arbitrary<String> around =
                Arbitraries.of("", "\n", "\0", " ", "-----BEGIN CERTIFICATE-----", "{\"", "a,", "\uFFFF");
        Arbitrary<Sensitive> piece =
                Combinators.combine(around, around).as((before, after) -> Sensitive.of(before + PLANTED + after));
        return Arbitraries.maps(Arbitraries.of(Material.class), piece).ofMinSize(1);
    }

    @Property(tries = 300)
    void whateverIsGivenNothingOfItIsSaid(@ForAll("anything") Map<Material, Sensitive> pieces) {
        for (AirflowDeployment deployment : List.of(
                SecretDeployments.plain(),
                SecretDeployments.withEverythingMade(),
                SecretDeployments.withEverythingGiven())) {
            List<Object> said = new ArrayList<>();
            try {
                SecretMaterial material = SecretMaterial.forDeployment(deployment)
                        .existing(new EnumMap<>(pieces))
                        .build();
                said.add(material);
                said.addAll(material.notes());
                said.add(material.pieces());
                said.add(DatabaseRole.of(deployment, material));
            } catch (SecretMaterialException | IllegalStateException refused) {
                said.add(refused);
                said.add(String.valueOf(refused.getCause()));
            }
            assertThat(said.toString()).doesNotContain(PLANTED);
        }
    }

    private static List<String> problemsOf(SecretMaterialBuilder builder) {
        return catchThrowableOfType(SecretMaterialException.class, builder::generateMissing)
                .problems();
    }
}
