package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.secrets.DatabaseRole;
import io.airworthy.secrets.Password;
import io.airworthy.secrets.SecretMaterial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something in SQL, in a URL or in PgBouncer's files are names there all the same. */
class OddNamesTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            it's,            it's
            "back\\slash",   "back\\slash"
            ` two words `,   ` two words `
            Grüße-角色,       Grüße-データ
            50%25;#,         50%25;#
            user@host:1/db?, user@host:1/db?
            $HOME ~,         a=b pool_size=1 host=elsewhere
            SELECT,          Table
            user,            order
            current_user,    all
            ''' or \\",       %include x
            """)
    void aRoleAndItsDatabaseAreReachedOnBothWays(String role, String database) throws Exception {
        AirflowDeployment airflow = Deployments.airflow(
                Deployments.database().user(role).database(database).build(), PgBouncerPool.ofDefaults());
        SecretMaterial material = Deployments.material(airflow);
        Deployments.prepareServer(airflow, material);
        String who = "select '[' || current_user || '][' || current_database() || ']'";
        try (ServedDeployment served = ServedDeployment.start(airflow, material)) {
            String expected = "[" + role + "][" + database + "]";
            assertThat(Psql.run(served.url(ConnectionPlan::metadataUrl), who).orFail())
                    .isEqualTo(expected);
            assertThat(Psql.run(served.url(ConnectionPlan::directUrl), who).orFail())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's.example.com", "''", "x port=1", "::1", "#;\"\\%"})
    void thePoolReadsAHostAsItIs(String host) throws Exception {
        ExternalDatabase database = Deployments.database().host(host).build();
        AirflowDeployment airflow = Deployments.airflow(database, PgBouncerPool.ofDefaults());
        try (ServedDeployment served = ServedDeployment.start(airflow, Deployments.material(airflow))) {
            String databases = Psql.run(served.url(ConnectionPlan::statsUrl), "SHOW DATABASES")
                    .orFail();
            String read = "|" + host + "|" + database.port() + "|" + database.database() + "|";
            assertThat(databases.lines().toList())
                    .anyMatch(line -> line.startsWith("airflow-metadata" + read))
                    .anyMatch(line -> line.startsWith("airflow-result-backend" + read));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "\"; drop role \"x"})
    void aRoleIsGivenAnotherPassword(String role) throws Exception {
        AirflowDeployment airflow = Deployments.airflow(
                Deployments.database().user("changed " + role).build(), PgBouncerPool.ofDefaults());
        Deployments.prepareServer(
                airflow,
                Deployments.materialBuilder(airflow, Password.generate()).generateMissing());
        SecretMaterial changed = Deployments.material(airflow);
        PostgresServer.shared()
                .execute(
                        "postgres",
                        DatabaseRole.of(airflow, changed).alterStatement().reveal());
        try (ServedDeployment served = ServedDeployment.start(airflow, changed)) {
            assertThat(Psql.run(served.url(ConnectionPlan::directUrl), "select 1")
                            .orFail())
                    .isEqualTo("1");
        }
    }
}
