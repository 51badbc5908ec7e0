package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.connection.Demand;
import io.airworthy.connection.Hop;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.release.Release;
import java.util.List;
import java.util.Optional;

/** The database server as a person reaches it, and the pool before it. */
final class DatabaseFacts {

    private final AirflowDeployment deployment;
    private final ExternalDatabase database;
    private final Release release;

    DatabaseFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.database = deployment.database();
        this.release = deployment.release();
    }

    String databaseAddress() {
        return address(database.host(), database.port());
    }

    String firstHop() {
        Hop metadata = release.connections().metadata();
        return address(metadata.host(), metadata.port());
    }

    /** Host and port; an IPv6 address needs its brackets before a port. */
    static String address(String host, int port) {
        return Hop.urlHost(host) + ":" + port;
    }

    /** A hop with its address. */
    record Way(Hop hop) {

        String address() {
            return DatabaseFacts.address(hop.host(), hop.port()) + "/" + hop.database();
        }
    }

    List<Way> ways() {
        return release.connections().hops().stream().map(Way::new).toList();
    }

    List<Demand> demandsAtAll() {
        return release.budget().demands().stream()
                .filter(demand -> demand.connections() > 0)
                .toList();
    }

    boolean connectionsFit() {
        return release.budget().serverCapacity().orElse(0) >= release.budget().serverConnections();
    }

    int headroom() {
        return ConnectionBudget.HEADROOM_PERCENT;
    }

    Optional<Long> poolCapacity() {
        return deployment.pgBouncer().map(ConnectionBudget::clientCapacity);
    }

    boolean poolTakesAll() {
        return poolCapacity().orElse(0L) >= release.budget().clients();
    }

    boolean poolIsLargeEnough() {
        return deployment.pgBouncer().map(PgBouncerPool::metadataPoolSize).orElse(0)
                >= release.budget().metadataPoolFloor();
    }

    int poolPort() {
        return ConnectionPlan.POOL_PORT;
    }

    String poolResources() {
        return AvailabilityFacts.resources(deployment.pgBouncer().orElseThrow().resources());
    }

    boolean migratesPastPool() {
        return release.connections().migratesDirectly()
                && database.credentials().isOurs();
    }

    boolean databaseSupplied() {
        return deployment.suppliedSecrets().contains(Purpose.DATABASE);
    }

    /** Whether the role has the verifier that the pool's Secret holds, and not just any of the same password. */
    boolean takesVerifier() {
        return release.secrets()
                .find(Purpose.POOL)
                .filter(secret -> secret.materials().contains(Material.DATABASE_VERIFIER))
                .isPresent();
    }

    boolean makesVerifier() {
        return takesVerifier() && release.secrets().materials().contains(Material.DATABASE_PASSWORD);
    }

    DatabaseSetup setup() {
        return DatabaseSetup.of(database);
    }

    /** Asks psql's user for the role's password, and sends only its hash. */
    String passwordCommand() {
        return "\\password " + setup().role();
    }

    /** Where an administrator's psql connects to from within the cluster, but for the administrator. */
    String administratorsWay() {
        Hop direct = release.connections().direct();
        return "host=" + database.host() + " port=" + database.port() + " dbname=postgres sslmode="
                + direct.tls().sslmode()
                + direct.caFile().map(file -> " sslrootcert=" + file).orElse("");
    }

    /** Makes a statement of the pool's user list, for sed. */
    String verifierStatement() {
        String role = setup().role().replaceAll("[/&\\\\]", "\\\\$0");
        return "1s/^\"[^\"]*\" \"\\(.*\\)\"$/ALTER ROLE " + role + " PASSWORD '\\1';/p";
    }

    /** What a URL of the server ends in: the pool may be what does not answer. libpq takes the last of what is said twice. */
    String directQuery() {
        Hop direct = release.connections().direct();
        return ConnectionPlan.query(direct) + "&port=" + direct.port() + "&dbname="
                + Encoding.PERCENT.encode(direct.database()) + "&host=" + Encoding.PERCENT.encode(direct.host());
    }

    /** Where a certificate of the CA bundle is, in one of two formats; the first makes the file. */
    record Download(String address, boolean isPem, boolean isFirst) {}

    /** What the bundle is made of at the endpoint, whose certificate is not always the provider's. */
    List<Download> caDownloads() {
        List<String> addresses = database.certificateIssuer().downloads();
        return database.caFrom().file().isPresent() && release.connections().needsDatabaseCa()
                ? addresses.stream()
                        .map(address ->
                                new Download(address, address.endsWith(".pem"), address.equals(addresses.get(0))))
                        .toList()
                : List.of();
    }

    /** Where the CA bundle is on the machine of the person. */
    String caFile() {
        return database.caFrom().file().map(SecretSource.File::path).orElse("database-ca.pem");
    }
}
