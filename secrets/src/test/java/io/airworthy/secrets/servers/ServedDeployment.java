package io.airworthy.secrets.servers;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import io.airworthy.secrets.SecretMaterial;
import java.util.function.Function;

/**
 * A deployment whose pool runs on this machine, and what its clients are given: the texts of its Secrets as they were
 * rendered, but for the pool's port and the places of the files.
 */
final class ServedDeployment implements AutoCloseable {

    private static final String DATABASE_CA = "database-ca.crt";
    private static final String POOL_CA = "pool-ca.crt";

    private final ConnectionPlan plan;
    private final SecretMaterial material;
    private final ServerFolder folder;
    private final PoolServer pool;

    private ServedDeployment(ConnectionPlan plan, SecretMaterial material, ServerFolder folder, PoolServer pool) {
        this.plan = plan;
        this.material = material;
        this.folder = folder;
        this.pool = pool;
    }

    /** Mounts the files, and starts the pool with them. */
    static ServedDeployment start(AirflowDeployment airflow, SecretMaterial material) throws Exception {
        return start(airflow, material, userList(airflow, material));
    }

    /** Mounts the files but for the user list, which may have been put together from several deployments'. */
    static ServedDeployment start(AirflowDeployment airflow, SecretMaterial material, String userList)
            throws Exception {
        ServerFolder folder = ServerFolder.create();
        mount(folder, DATABASE_CA, material, Material.DATABASE_CA);
        mount(folder, POOL_CA, material, Material.POOL_CA);
        mount(folder, "tls.crt", material, Material.POOL_CERTIFICATE);
        mount(folder, "tls.key", material, Material.POOL_PRIVATE_KEY);
        ConnectionPlan plan = ConnectionPlan.of(airflow);
        String ini = material.fill(plan.pgBouncerIni(poolOf(airflow)))
                .reveal()
                .replace(
                        ConnectionPlan.DATABASE_CA_FILE,
                        folder.resolve(DATABASE_CA).toString())
                .replace(ConnectionPlan.POOL_TLS_FOLDER, folder.resolve("").toString());
        return new ServedDeployment(plan, material, folder, PoolServer.start(folder, ini, userList));
    }

    static String userList(AirflowDeployment airflow, SecretMaterial material) {
        return material.fill(ConnectionPlan.of(airflow).userList(poolOf(airflow)))
                .reveal();
    }

    /** One of the plan's URLs. */
    String url(Function<ConnectionPlan, SecretTemplate> which) {
        return url(which.apply(plan), material);
    }

    /** A URL with material that need not be the pool's. */
    String url(SecretTemplate url, SecretMaterial material) {
        return material.fill(url)
                .reveal()
                .replace(":" + ConnectionPlan.POOL_PORT + "/", ":" + pool.port() + "/")
                .replace(inUrl(ConnectionPlan.DATABASE_CA_FILE), inUrl(databaseCa()))
                .replace(inUrl(ConnectionPlan.POOL_CA_FILE), inUrl(poolCa()));
    }

    /** Where a client of the server has its CA bundle. */
    String databaseCa() {
        return folder.resolve(DATABASE_CA).toString();
    }

    /** Where a client of the pool has its CA bundle. */
    String poolCa() {
        return folder.resolve(POOL_CA).toString();
    }

    String poolLog() throws Exception {
        return pool.log();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static PgBouncerPool poolOf(AirflowDeployment airflow) {
        return airflow.pgBouncer().orElseThrow();
    }

    private static void mount(ServerFolder folder, String file, SecretMaterial material, Material piece)
            throws Exception {
        if (material.has(piece)) {
            folder.write(file, material.get(piece).reveal());
        }
    }

    private static String inUrl(String path) {
        return Encoding.PERCENT.encode(path);
    }
}
