package io.airworthy.secrets.servers;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.material.Material;
import io.airworthy.secrets.DatabaseRole;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialBuilder;
import io.airworthy.secrets.Sensitive;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Deployments over the tests' server, each with a role and a database that no other test has. */
final class Deployments {

    static final Sensitive PASSWORD = Sensitive.of("it's 100% \"$HOME\"\\: ~/p@ss#w?rd");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Deployments() {}

    static AirflowDeployment airflow() {
        return airflow(PgBouncerPool.ofDefaults());
    }

    static AirflowDeployment airflow(PgBouncerPool pool) {
        return airflow(database().build(), pool);
    }

    static AirflowDeployment airflow(ExternalDatabase database, PgBouncerPool pool) {
        return builder(database).pgBouncer(pool).build();
    }

    static AirflowDeploymentBuilder builder(ExternalDatabase database) {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.CELERY)
                .broker(CeleryBroker.chartRedis())
                .database(database);
    }

    static ExternalDatabaseBuilder database() {
        int number = COUNT.incrementAndGet();
        return ExternalDatabase.builder()
                .provider(DatabaseProvider.SELF_HOSTED)
                .host(PostgresServer.HOST)
                .port(PostgresServer.shared().port())
                .database("airflow_" + number)
                .user("airflow_role_" + number);
    }

    static SecretMaterial material(AirflowDeployment airflow) throws Exception {
        return materialBuilder(airflow, PASSWORD).generateMissing();
    }

    static SecretMaterialBuilder materialBuilder(AirflowDeployment airflow, Sensitive password) throws Exception {
        return SecretMaterial.forDeployment(airflow)
                .with(Material.DATABASE_PASSWORD, password)
                .with(
                        Material.DATABASE_CA,
                        Sensitive.fromFile(PostgresServer.shared().authority().bundle()));
    }

    /** Makes the deployment's role and database on the server, with the statements that an administrator is given. */
    static void prepareServer(AirflowDeployment airflow, SecretMaterial material) throws SQLException {
        DatabaseSetup setup = DatabaseSetup.of(airflow.database());
        PostgresServer server = PostgresServer.shared();
        server.execute(
                "postgres",
                setup.createRole(),
                DatabaseRole.of(airflow, material).alterStatement().reveal());
        server.execute("postgres", setup.createDatabase().toArray(String[]::new));
    }
}
