package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.secrets.SecretMaterial;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The URL of Airflow's asynchronous connections, read by SQLAlchemy for asyncpg. */
class AsyncUrlTest {

    private static final String DATABASE = "select current_database()";

    private static AirflowDeployment airflow;
    private static SecretMaterial material;
    private static ServedDeployment served;

    @BeforeAll
    static void start() throws Exception {
        Python.assumeAsyncpg();
        airflow = Deployments.airflow();
        material = Deployments.material(airflow);
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
    void connectsThroughThePool() throws Exception {
        String url = served.url(ConnectionPlan::asyncUrl);
        assertThat(url).endsWith("?ssl=disable&prepared_statement_cache_size=0");
        assertThat(Python.select(url, DATABASE, Map.of()).orFail())
                .isEqualTo(airflow.database().database());
    }

    @Test
    void connectsToTheServerItselfWithTheAuthorityThatItsVariableNames() throws Exception {
        AirflowDeployment withoutPool =
                airflow.toBuilder().pgBouncer(Optional.empty()).build();
        String url = material.fill(ConnectionPlan.of(withoutPool).asyncUrl()).reveal();
        assertThat(url).endsWith("?ssl=verify-full");
        assertThat(Python.select(url, DATABASE, Map.of("PGSSLROOTCERT", served.databaseCa()))
                        .orFail())
                .isEqualTo(airflow.database().database());
        assertThat(Python.select(url, DATABASE, Map.of("HOME", "/nonexistent")).refusal())
                .contains("root certificate file");
    }

    /** What Airflow would make of the other URL by itself, and the reason why there is one of its own. */
    @Test
    void theSynchronousUrlWithAnotherDriverIsRefused() throws Exception {
        String derived = served.url(ConnectionPlan::metadataUrl).replace("postgresql:", "postgresql+asyncpg:");
        assertThat(Python.select(derived, DATABASE, Map.of()).refusal())
                .contains("unexpected keyword argument 'sslmode'");
    }
}
