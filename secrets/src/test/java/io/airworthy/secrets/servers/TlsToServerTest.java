package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Material;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The hop to the server refuses whom its mode says to refuse, whether the pool goes it or the migration job. */
class TlsToServerTest {

    @Test
    void anAuthorityThatDidNotSignTheServersCertificateIsNotEnough() throws Exception {
        AirflowDeployment airflow = over(PostgresServer.HOST, TlsMode.VERIFY_FULL);
        ServerFolder folder = ServerFolder.create();
        Sensitive other = Sensitive.fromFile(
                TestCertificates.authority(folder, "another-ca").bundle());
        folder.delete();
        SecretMaterial material = Deployments.materialBuilder(airflow, Deployments.PASSWORD)
                .with(Material.DATABASE_CA, other)
                .generateMissing();
        refused(airflow, material, "certificate verify failed", "certificate verify failed");
    }

    @Test
    void verifyFullWantsTheServersNameInItsCertificate() throws Exception {
        AirflowDeployment airflow = over(PostgresServer.OTHER_NAME, TlsMode.VERIFY_FULL);
        refused(
                airflow,
                Deployments.material(airflow),
                "does not match host name",
                "not present in server certificate");
    }

    @Test
    void verifyCaTakesAnyNameThatTheAuthoritySigned() throws Exception {
        AirflowDeployment airflow = over(PostgresServer.OTHER_NAME, TlsMode.VERIFY_CA);
        SecretMaterial material = Deployments.material(airflow);
        Deployments.prepareServer(airflow, material);
        try (ServedDeployment served = ServedDeployment.start(airflow, material)) {
            assertThat(Psql.run(served.url(ConnectionPlan::directUrl), "select 1")
                            .orFail())
                    .isEqualTo("1");
            assertThat(Psql.run(served.url(ConnectionPlan::metadataUrl), "select 1")
                            .orFail())
                    .isEqualTo("1");
        }
    }

    private static void refused(AirflowDeployment airflow, SecretMaterial material, String byLibpq, String byPool)
            throws Exception {
        Deployments.prepareServer(airflow, material);
        try (ServedDeployment served = ServedDeployment.start(airflow, material)) {
            assertThat(Psql.run(served.url(ConnectionPlan::directUrl), "select 1")
                            .refusal())
                    .contains(byLibpq);
            // The pool tries again and again and lets its client wait; only its log says why.
            Psql.tryFor(Duration.ofSeconds(2), served.url(ConnectionPlan::metadataUrl))
                    .refusal();
            assertThat(served.poolLog()).contains(byPool);
        }
    }

    private static AirflowDeployment over(String host, TlsMode tls) {
        ExternalDatabase database = Deployments.database().host(host).tls(tls).build();
        return Deployments.airflow(database, PgBouncerPool.ofDefaults());
    }
}
