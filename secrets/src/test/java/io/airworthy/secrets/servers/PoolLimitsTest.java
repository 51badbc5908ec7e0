package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.secrets.SecretMaterial;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The numbers of the model are the numbers that PgBouncer keeps to. */
class PoolLimitsTest {

    private static final String NO_ROOM = "no more connections allowed (max_client_conn)";

    private static ServedDeployment served;

    @BeforeAll
    static void start() throws Exception {
        AirflowDeployment airflow = Deployments.airflow(PgBouncerPool.builder()
                .maxClientConnections(3)
                .metadataPoolSize(2)
                .resultBackendPoolSize(1)
                .build());
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
    void oneClientMoreThanAllowedIsRefusedWhicheverDatabaseItWants() throws Exception {
        try (Connection first = connect();
                Connection second = connect();
                Connection third = connect()) {
            assertThat(first.isValid(5) && second.isValid(5) && third.isValid(5))
                    .isTrue();
            String results = served.url(ConnectionPlan::resultBackendUrl).substring("db+".length());
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Jdbc.connect(results))
                    .withMessageContaining(NO_ROOM);
        }
    }

    @Test
    void oneTransactionMoreThanThePoolIsLargeWaitsForAnother() throws Exception {
        try (Connection first = connect();
                Connection second = connect();
                Connection third = connect()) {
            int firstServer = begin(first);
            assertThat(begin(second)).isNotEqualTo(firstServer);
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> begin(third));
            Thread.sleep(300);
            assertThat(waiting).isNotDone();
            first.commit();
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(firstServer);
            second.rollback();
            third.rollback();
        }
    }

    /** A client that there must be room for, once the pool has noticed that those before it are gone. */
    private static Connection connect() throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        while (true) {
            try {
                return Jdbc.connect(served.url(ConnectionPlan::metadataUrl));
            } catch (SQLException refused) {
                if (!refused.getMessage().contains(NO_ROOM) || Instant.now().isAfter(end)) {
                    throw refused;
                }
                Thread.sleep(20);
            }
        }
    }

    /** The server process that a new transaction got. */
    private static int begin(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException refused) {
            throw new CompletionException(refused);
        }
    }
}
