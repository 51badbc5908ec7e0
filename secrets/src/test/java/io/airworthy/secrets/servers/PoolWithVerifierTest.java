package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.material.Material;
import io.airworthy.secrets.ScramVerifier;
import io.airworthy.secrets.SecretMaterial;
import org.junit.jupiter.api.Test;

/** A pool that never knows the password: its user list has the verifier that the server stores. */
class PoolWithVerifierTest {

    private static final PgBouncerPool POOL = PgBouncerPool.builder()
            .authentication(PoolAuthentication.SCRAM_VERIFIER)
            .build();

    @Test
    void logsInWithTheVerifierThatTheServerWasGiven() throws Exception {
        AirflowDeployment airflow = Deployments.airflow(POOL);
        SecretMaterial material = Deployments.material(airflow);
        Deployments.prepareServer(airflow, material);
        assertThat(PostgresServer.shared()
                        .query("select rolpassword from pg_authid where rolname = '"
                                + airflow.database().user() + "'"))
                .containsExactly(material.get(Material.DATABASE_VERIFIER).reveal());
        try (ServedDeployment served = ServedDeployment.start(airflow, material)) {
            assertThat(Psql.run(served.url(ConnectionPlan::metadataUrl), "select 1")
                            .orFail())
                    .isEqualTo("1");
            assertThat(Psql.run(served.url(ConnectionPlan::directUrl), "select 1")
                            .orFail())
                    .isEqualTo("1");
            assertThat(Psql.run(served.url(ConnectionPlan::statsUrl), "SHOW POOLS")
                            .orFail())
                    .isNotEmpty();
        }
    }

    @Test
    void doesNotLogInWithAVerifierOfTheSamePasswordAndAnotherSalt() throws Exception {
        AirflowDeployment airflow = Deployments.airflow(POOL);
        SecretMaterial material = Deployments.material(airflow);
        Deployments.prepareServer(airflow, material);
        SecretMaterial resalted = Deployments.materialBuilder(airflow, Deployments.PASSWORD)
                .with(
                        Material.DATABASE_VERIFIER,
                        ScramVerifier.generate(Deployments.PASSWORD).text())
                .generateMissing();
        try (ServedDeployment served = ServedDeployment.start(airflow, resalted)) {
            Psql.run(served.url(ConnectionPlan::metadataUrl), "select 1").refusal();
            assertThat(served.poolLog()).contains("login failed");
            assertThat(Psql.run(served.url(ConnectionPlan::directUrl), "select 1")
                            .orFail())
                    .isEqualTo("1");
        }
    }
}
