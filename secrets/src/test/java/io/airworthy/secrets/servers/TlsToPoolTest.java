package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.servers.TestCertificates.Signed;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A pool with a certificate of its own, mounted as Kubernetes does: owned by another and readable by all. */
class TlsToPoolTest {

    private static ServerFolder certificates;
    private static ServedDeployment served;

    @BeforeAll
    static void start() throws Exception {
        AirflowDeployment airflow = Deployments.airflow(
                PgBouncerPool.builder().clientTls(TlsMode.VERIFY_FULL).build());
        certificates = ServerFolder.create();
        TestCertificates authority = TestCertificates.authority(certificates, "pool-ca");
        Signed signed = authority.sign(airflow.names().pgBouncerHost());
        SecretMaterial material = Deployments.materialBuilder(airflow, Deployments.PASSWORD)
                .poolCertificate(
                        Sensitive.fromFile(signed.certificate()),
                        Sensitive.fromFile(signed.key()),
                        Sensitive.fromFile(authority.bundle()))
                .generateMissing();
        Deployments.prepareServer(airflow, material);
        served = ServedDeployment.start(airflow, material);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
            certificates.delete();
        }
    }

    @Test
    void airflowAndCeleryCheckThePoolsName() throws Exception {
        String metadata = served.url(ConnectionPlan::metadataUrl);
        String results = served.url(ConnectionPlan::resultBackendUrl).substring("db+".length());
        assertThat(metadata).contains("@airflow-pgbouncer.airflow:").contains("?sslmode=verify-full&sslrootcert=");
        assertThat(Psql.run(metadata, "select 1").orFail()).isEqualTo("1");
        assertThat(Psql.run(results, "select 1").orFail()).isEqualTo("1");
    }

    @Test
    void theExporterEncryptsAsWell() throws Exception {
        String url = served.url(ConnectionPlan::statsUrl);
        assertThat(url).contains("@127.0.0.1:").endsWith("?sslmode=require");
        assertThat(Psql.run(url, "SHOW POOLS").orFail()).isNotEmpty();
    }

    @Test
    void whoDoesNotEncryptIsRefused() throws Exception {
        String plain = served.url(ConnectionPlan::statsUrl).replace("sslmode=require", "sslmode=disable");
        assertThat(Psql.run(plain, "SHOW POOLS").refusal()).contains("SSL required");
    }

    @Test
    void anotherNameOfThePoolIsRefusedByTheClient() throws Exception {
        String renamed = served.url(ConnectionPlan::metadataUrl).replace("@airflow-pgbouncer.airflow:", "@localhost:");
        assertThat(Psql.run(renamed, "select 1").refusal()).contains("does not match host name");
    }

    @Test
    void theAsynchronousDriverChecksThePoolsNameWithTheFileThatItsVariableNames() throws Exception {
        Python.assumeAsyncpg();
        String url = served.url(ConnectionPlan::asyncUrl);
        assertThat(Python.select(url, "select 1", Map.of("PGSSLROOTCERT", served.poolCa()))
                        .orFail())
                .isEqualTo("1");
        assertThat(Python.select(url, "select 1", Map.of("PGSSLROOTCERT", served.databaseCa()))
                        .refusal())
                .contains("CERTIFICATE_VERIFY_FAILED");
    }
}
