package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import java.util.Optional;

/** The database server as a person reaches it, with an administrator's role of his own and without the pool. */
final class DatabaseServer {

    private final AirflowDeployment deployment;
    private final ExternalDatabase database;

    DatabaseServer(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.database = deployment.database();
    }

    /** Whether the role has the verifier that the pool's Secret holds, and not just any of the same password. */
    boolean takesVerifier() {
        return deployment
                .release()
                .secrets()
                .find(Purpose.POOL)
                .filter(secret -> secret.materials().contains(Material.DATABASE_VERIFIER))
                .isPresent();
    }

    /** psql as an administrator, who is asked for his password, on the server's own database. */
    Script asAdministrator(Script.Words rest) {
        return Script.of("administrator=postgres   # your administrator's role")
                .line(
                        "{} psql -v ON_ERROR_STOP=1 --host {} --port {} --username \"$administrator\" --dbname postgres {}",
                        tls(),
                        database.host(),
                        database.port(),
                        rest);
    }

    /** A tool of PostgreSQL's as Airflow's role, which is asked for its password. */
    Script asAirflow(String tool, String flags) {
        return Script.of(
                "{} " + tool + " --host {} --port {} --username {} --dbname {} " + flags,
                tls(),
                database.host(),
                database.port(),
                database.user(),
                database.database());
    }

    /** How it is backed up by itself, where the model says so. */
    Optional<Phrase> backups() {
        return database.backup()
                .map(policy -> Phrase.of(
                        "{}, kept for {} days, {} point-in-time recovery",
                        policy.description(),
                        policy.retention().toDays(),
                        policy.pointInTimeRecovery() ? "with" : "without"));
    }

    /** Where the CA bundle is on the machine of the person. */
    String caPath() {
        return database.caFrom().file().map(SecretSource.File::path).orElse("database-ca.pem");
    }

    /** The variables that tell libpq how to encrypt, for one command. */
    Script.Words tls() {
        String mode = "PGSSLMODE=" + database.tls().sslmode();
        return new Script.Words(
                database.tls().verifiesCertificate() ? mode + " PGSSLROOTCERT=" + Script.quoted(caPath()) : mode);
    }
}
