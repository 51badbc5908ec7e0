package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each URL of a deployment opens the connection that it is for, and only that. */
class ConnectionUrlsTest {

    /** How the server sees the connection: the database, the role, and whether the hop to it is encrypted. */
    private static final String WHO = "select current_database() || ' ' || current_user || ' ' || ssl"
            + " from pg_stat_ssl where pid = pg_backend_pid()";

    private static AirflowDeployment airflow;
    private static ServedDeployment served;

    @BeforeAll
    static void start() throws Exception {
        airflow = Deployments.builder(Deployments.database().build())
                .pgBouncer(PgBouncerPool.ofDefaults())
                .ha(HaSettings.builder().workerScaling(WorkerScaling.keda(1, 3)).build())
                .build();
        SecretMaterial material = Deployments.material(airflow);
        Deployments.prepareServer(airflow, material);
        served = ServedDeployment.start(airflow, material);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    @Test
    void airflowReachesItsDatabaseThroughThePool() throws Exception {
        String url = served.url(ConnectionPlan::metadataUrl);
        assertThat(url).contains("@airflow-pgbouncer.airflow:").endsWith("/airflow-metadata?sslmode=disable");
        assertThat(Psql.run(url, WHO).orFail()).isEqualTo(roleInDatabase());
    }

    @Test
    void celeryReachesItsResultsThroughThePool() throws Exception {
        String url = served.url(ConnectionPlan::resultBackendUrl);
        assertThat(url).startsWith("db+postgresql://").endsWith("/airflow-result-backend?sslmode=disable");
        String withoutWhatCeleryReads = url.substring("db+".length());
        assertThat(Psql.run(withoutWhatCeleryReads, WHO).orFail()).isEqualTo(roleInDatabase());
    }

    @Test
    void theMigrationJobReachesTheServerItself() throws Exception {
        String url = served.url(ConnectionPlan::directUrl);
        assertThat(url).contains("?sslmode=verify-full&sslrootcert=");
        assertThat(Psql.run(url, WHO).orFail()).isEqualTo(roleInDatabase());
    }

    @Test
    void airflowMayMakeTablesInItsDatabase() throws Exception {
        String url = served.url(ConnectionPlan::directUrl);
        Psql.run(url, "create table dag (dag_id text); create schema celery").orFail();
    }

    @Test
    void kedaReachesTheServerWithoutAnyFile() throws Exception {
        String url = served.url(ConnectionPlan::kedaUrl);
        assertThat(url).endsWith("?sslmode=require");
        assertThat(Psql.run(url, WHO).orFail()).isEqualTo(roleInDatabase());
    }

    @Test
    void theExporterMayAskForStatisticsAndNothingElse() throws Exception {
        String url = served.url(ConnectionPlan::statsUrl);
        assertThat(Psql.run(url, "SHOW POOLS").orFail()).contains("pgbouncer|pgbouncer|");
        assertThat(Psql.run(url, "RELOAD").refusal()).contains("admin access needed");
        assertThat(Psql.run(url, "PAUSE").refusal()).contains("admin access needed");
    }

    @Test
    void airflowMayNotUseThePoolsConsole() throws Exception {
        String console = served.url(ConnectionPlan::metadataUrl).replace("/airflow-metadata?", "/pgbouncer?");
        assertThat(Psql.run(console, "SHOW POOLS").refusal()).contains("not allowed");
    }

    @Test
    void theExporterMayNotReadTheDatabase() throws Exception {
        String database = served.url(ConnectionPlan::statsUrl).replace("/pgbouncer?", "/airflow-metadata?");
        assertThat(Psql.run(database, "select 1").refusal()).contains("password authentication failed");
    }

    @Test
    void aWrongPasswordIsRefusedOnBothWays() throws Exception {
        SecretMaterial mistaken =
                Deployments.materialBuilder(airflow, Sensitive.of("another")).generateMissing();
        ConnectionPlan plan = ConnectionPlan.of(airflow);
        for (String url :
                new String[] {served.url(plan.metadataUrl(), mistaken), served.url(plan.directUrl(), mistaken)}) {
            assertThat(Psql.run(url, "select 1").refusal()).containsAnyOf("authentication failed");
        }
    }

    @Test
    void theServersOwnDatabaseNameIsUnknownToThePool() throws Exception {
        String url = served.url(ConnectionPlan::metadataUrl)
                .replace("/airflow-metadata?", "/" + airflow.database().database() + "?");
        assertThat(Psql.run(url, "select 1").refusal()).contains("no such database");
    }

    /** For clients that know nothing better; the hop to the server is SCRAM's all the same. */
    @Test
    void aPoolThatAsksForMd5LogsInToTheServerWithScram() throws Exception {
        PgBouncerPool md5 =
                PgBouncerPool.builder().authentication(PoolAuthentication.MD5).build();
        AirflowDeployment older = airflow.toBuilder().pgBouncer(md5).build();
        try (ServedDeployment servedToOlder = ServedDeployment.start(older, Deployments.material(older))) {
            assertThat(Psql.run(servedToOlder.url(ConnectionPlan::metadataUrl), WHO)
                            .orFail())
                    .isEqualTo(roleInDatabase());
        }
    }

    private static String roleInDatabase() {
        return airflow.database().database() + " " + airflow.database().user() + " true";
    }
}
