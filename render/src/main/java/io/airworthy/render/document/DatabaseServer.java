package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.connection.Hop;
import io.airworthy.database.CertificateIssuer;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.release.Workload;
import java.util.ArrayList;
import java.util.List;

/** The database server as a person reaches it, with an administrator's role of his own and without the pool. */
final class DatabaseServer {

    private final AirflowDeployment deployment;
    private final ExternalDatabase database;
    private final Kubectl kubectl;

    DatabaseServer(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.database = deployment.database();
        this.kubectl = new Kubectl(deployment);
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
        return Script.of(
                "{} psql -v ON_ERROR_STOP=1 --host {} --port {} --username \"$administrator\" --dbname postgres {}",
                tls(),
                database.host(),
                database.port(),
                rest);
    }

    /** psql of Airflow's role in one of its pods, to the server itself: the pool may be what does not answer. */
    Script.Words psql(Workload in) {
        return Script.of("{} sh -c {}", kubectl.withInput(in), "psql \"" + url(database.host()) + "\"")
                .words();
    }

    /** Ends the session whose number is in {@code $pid}. */
    Script endSession(Workload in) {
        return Script.of(
                "{} sh -c {} sh \"$pid\"",
                kubectl.in(in),
                "psql \"" + url(database.host()) + "\" -c \"SELECT pg_terminate_backend($1)\"");
    }

    /** Writes a dump to this machine. */
    Script dump(Workload in) {
        return Script.of(
                "{} sh -c {} > airflow.dump",
                kubectl.in(in),
                "pg_dump \"" + url(database.host()) + "\" --format custom");
    }

    /** Reads a dump from this machine into another server, {@code $new_host}. */
    Script restore(Workload in) {
        return Script.of("new_host=the-new-server   # with an empty database and role, as in INSTALL.md")
                .then(Script.of(
                        "{} sh -c {} sh \"$new_host\" < airflow.dump",
                        kubectl.withInput(in),
                        "pg_restore --dbname \"" + url("$1") + "\" --no-owner --exit-on-error"));
    }

    /** Pauses every DAG on that server, which no Airflow uses yet. */
    Script pauseDags(Workload in) {
        return Script.of(
                "{} sh -c {} sh \"$new_host\"",
                kubectl.in(in),
                "psql \"" + url("$1") + "\" -c \"UPDATE dag SET is_paused = true\"");
    }

    /** The URL that the pod has, with another host: libpq takes the last of what is said twice. */
    private String url(String host) {
        Hop direct = deployment.release().connections().direct();
        return "${AIRFLOW__DATABASE__SQL_ALCHEMY_CONN%%\\?*}"
                + ConnectionPlan.query(direct)
                + "&host=" + (host.startsWith("$") ? host : Encoding.PERCENT.encode(host))
                + "&port=" + direct.port()
                + "&dbname=" + Encoding.PERCENT.encode(direct.database());
    }

    /** Gives the role another password: exactly the verifier that the pool has, or one that psql asks for. */
    Script setPassword(Workload in) {
        String role = DatabaseSetup.of(database).role();
        Hop direct = deployment.release().connections().direct();
        String server = "host=" + database.host() + " port=" + database.port() + " dbname=postgres sslmode="
                + direct.tls().sslmode()
                + direct.caFile().map(file -> " sslrootcert=" + file).orElse("");
        if (!takesVerifier()) {
            return Script.of(
                    "{} psql {}\" user=$administrator\" -c {}", kubectl.withTerminal(in), server, "\\password " + role);
        }
        return Script.of("read -rsp \"Password of $administrator: \" password; echo")
                .line("{ printf '%s\\n' \"$password\"")
                .line("  {}; } |", verifierStatement())
                .line(
                        "  {} sh -c 'read -r PGPASSWORD && export PGPASSWORD && psql \"$1\"' sh {}\" user=$administrator\"",
                        kubectl.withInput(in),
                        server);
    }

    /** The same before there is a pod of Airflow's, from a machine that reaches the server. */
    Script setVerifier() {
        return Script.of("( umask 077; {} > verifier.tmp )", verifierStatement())
                .then(asAdministrator(new Script.Words("--file verifier.tmp; rm verifier.tmp")));
    }

    /** The statement with the verifier that the pool's Secret has, for a pipe or a file. */
    private Script.Words verifierStatement() {
        String role = DatabaseSetup.of(database).role().replaceAll("[/&\\\\]", "\\\\$0");
        return new Script.Words(kubectl.secretValue(deployment.names().secret(Purpose.POOL), "users.txt")
                        .text()
                + " | sed -n "
                + Script.quoted("1s/^\"[^\"]*\" \"\\(.*\\)\"$/ALTER ROLE " + role + " PASSWORD '\\1';/p"));
    }

    /** Makes role and database, as an administrator who is asked for passwords. */
    Script create(DatabaseSetup setup) {
        List<String> role = new ArrayList<>(List.of(setup.createRole()));
        if (database.credentials().hasPassword()) {
            role.add(takesVerifier() ? "-- the password comes with the verifier, below" : "\\password " + setup.role());
        } else {
            setup.grantIamLogin().ifPresent(role::add);
        }
        return asAdministrator(new Script.Words("<<'SQL'"))
                .then(new Script(role))
                .then(new Script(setup.createDatabase()))
                .then(new Script(List.of("SQL")));
    }

    /** Gets the bundle of the CA that signs the certificate at the endpoint, which is not always the provider's. */
    Script downloads() {
        CertificateIssuer issuer = database.certificateIssuer();
        return database.caFrom()
                .file()
                .filter(file -> deployment.release().connections().needsDatabaseCa())
                .filter(file -> !issuer.downloads().isEmpty())
                .map(file -> download(issuer, file.path()))
                .orElse(Script.empty());
    }

    private static Script download(CertificateIssuer issuer, String file) {
        Script script = Script.empty();
        for (String address : issuer.downloads()) {
            Script.Words redirection = new Script.Words(script.lines().isEmpty() ? ">" : ">>");
            script = address.endsWith(".pem")
                    ? script.line("curl -fsS {} {} {}", address, redirection, file)
                    : script.line("curl -fsS {} | openssl x509 -inform DER {} {}", address, redirection, file);
        }
        return script;
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
