package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Variable;
import io.airworthy.validation.Violation;
import org.junit.jupiter.api.Test;

/** Secrets that somebody else makes: what is listed, and what may be said. */
class SuppliedSecretsTest {

    @Test
    void whatIsSuppliedIsListedAndNotRequired() {
        SecretCatalogue catalogue = SecretCatalogue.of(
                but(it -> it.suppliedSecret(Purpose.FERNET, "keys").suppliedSecret(Purpose.DATABASE_CA)));

        assertThat(catalogue.required())
                .extracting(RequiredSecret::purpose)
                .doesNotContain(Purpose.FERNET, Purpose.DATABASE_CA)
                .contains(Purpose.DATABASE);
        assertThat(catalogue.supplied())
                .extracting(RequiredSecret::purpose)
                .containsExactly(Purpose.DATABASE_CA, Purpose.FERNET);
        assertThat(catalogue.find(Purpose.FERNET))
                .get()
                .extracting(RequiredSecret::name)
                .isEqualTo("keys");
        assertThat(catalogue.required(Purpose.FERNET)).isEmpty();
        assertThat(catalogue.materials()).doesNotContain(Material.FERNET_KEYS, Material.DATABASE_CA);
        assertThat(catalogue.sources()).doesNotContainKey(Material.DATABASE_CA);
        assertThat(catalogue.foreign())
                .extracting(secret -> secret.name() + " " + secret.keys())
                .containsExactly("airflow-database-ca-secret [ca.crt]", "keys [fernet-key]");
    }

    @Test
    void keysOfTheirOwnAreReadInVariablesThatNobodyElseSets() {
        AirflowDeployment airflow = but(it -> it.suppliedSecret(Purpose.FERNET, "vault", "FERNET_KEY")
                .suppliedSecret(Purpose.JWT, "vault", "JWT")
                .pods(pods -> pods.variable(Variable.fromSecret("AIRFLOW__CORE__FERNET_KEY", "vault", "FERNET_KEY"))));

        assertThat(airflow.validate().errors())
                .extracting(violation ->
                        violation.rule().id() + " " + violation.finding().what())
                .containsExactly("POD-006 secretNames decides AIRFLOW__CORE__FERNET_KEY");
        SecretCatalogue catalogue = SecretCatalogue.of(airflow);
        assertThat(catalogue.foreign())
                .extracting(secret -> secret.name() + " " + secret.keys())
                .contains("vault [FERNET_KEY]", "vault [JWT]");
        assertThat(catalogue.variables())
                .contains(new SecretVariable("AIRFLOW__CORE__FERNET_KEY", "vault", "FERNET_KEY"));
        assertThat(catalogue.keyVariables(Reader.SCHEDULER_AND_API_SERVER))
                .containsExactly(new SecretVariable("AIRFLOW__API_AUTH__JWT_SECRET", "vault", "JWT"));
    }

    @Test
    void suppliedSecretsMayBeOneWhereTheirKeysDiffer() {
        assertThat(ids(but(it -> it.suppliedSecret(Purpose.FERNET, "keys")
                        .suppliedSecret(Purpose.API_KEY, "keys")
                        .suppliedSecret(Purpose.JWT, "keys")
                        .suppliedSecret(Purpose.DATABASE, "keys"))))
                .doesNotContain("NAME-006");
    }

    @Test
    void suppliedSecretsAreNotOneWhereAKeyWouldHoldTwoTexts() {
        assertThat(but(it -> it.suppliedSecret(Purpose.RESULT_BACKEND, "urls").suppliedSecret(Purpose.DATABASE, "urls"))
                        .validate()
                        .errors())
                .extracting(Violation::toString)
                .singleElement()
                .asString()
                .contains("NAME-006  secretNames[DATABASE]: urls is also the Secret for: Celery result backend");
    }

    @Test
    void ourSecretIsNoneThatSomebodyElseMakes() {
        assertThat(ids(but(it -> it.suppliedSecret(Purpose.FERNET, "keys").secretName(Purpose.JWT, "keys"))))
                .contains("NAME-006");
    }

    @Test
    void aVerifierNeedsThePasswordThatItIsMadeFrom() {
        AirflowDeployment verifier = pool(it -> it.authentication(PoolAuthentication.SCRAM_VERIFIER));

        assertThat(ids(verifier.toBuilder()
                        .suppliedSecret(Purpose.DATABASE)
                        .suppliedSecret(Purpose.RESULT_BACKEND)
                        .build()))
                .contains("SEC-015");
        assertThat(ids(verifier.toBuilder().suppliedSecret(Purpose.DATABASE).build()))
                .doesNotContain("SEC-015");
    }

    @Test
    void whatIsInASuppliedUrlOfTheBrokerIsItsOwnersToSay() {
        assertThat(ids(but(it -> it.broker(
                                ExternalRedis.builder().host("10.20.30.40").build())
                        .suppliedSecret(Purpose.BROKER))))
                .doesNotContain("CEL-011");
    }

    private static java.util.List<String> ids(AirflowDeployment deployment) {
        return deployment.validate().violations().stream()
                .map(violation -> violation.rule().id())
                .toList();
    }
}
