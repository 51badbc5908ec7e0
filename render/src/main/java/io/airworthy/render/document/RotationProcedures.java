package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitHost;
import io.airworthy.dags.GitRepository;
import io.airworthy.database.CertificateIssuer;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.document.SecretReplacement.NewMaterial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rotating what is secret, without losing what it protects. */
final class RotationProcedures {

    private static final List<Purpose> WITH_DATABASE_PASSWORD =
            List.of(Purpose.DATABASE, Purpose.RESULT_BACKEND, Purpose.POOL);

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final SecretReplacement change;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final HealthCommands health;
    private final DatabaseServer server;

    RotationProcedures(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.change = new SecretReplacement(deployment);
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.health = new HealthCommands(deployment);
        this.server = new DatabaseServer(deployment);
    }

    /** The procedure that rotates a Secret, where there is one; some rotate several Secrets. */
    Map<Purpose, Procedure> all() {
        Map<Purpose, Procedure> all = new LinkedHashMap<>();
        if (catalogue.required(Purpose.FERNET).isPresent()) {
            all.put(Purpose.FERNET, fernet());
        }
        if (catalogue.required(sessionKey()).isPresent()) {
            all.put(sessionKey(), webKey());
        }
        if (catalogue.required(Purpose.JWT).isPresent()) {
            all.put(Purpose.JWT, jwt());
        }
        if (catalogue.materials().contains(Material.DATABASE_PASSWORD)) {
            Procedure databasePassword = databasePassword();
            WITH_DATABASE_PASSWORD.forEach(purpose -> all.put(purpose, databasePassword));
        }
        if (catalogue.required(Purpose.DATABASE_CA).isPresent()) {
            all.put(Purpose.DATABASE_CA, databaseCa());
        }
        if (catalogue.required(Purpose.GIT_SSH).isPresent()) {
            all.put(Purpose.GIT_SSH, deployKey());
        }
        if (catalogue.required(Purpose.GIT_HTTPS).isPresent()) {
            all.put(Purpose.GIT_HTTPS, gitToken());
        }
        if (catalogue.required(Purpose.REDIS).isPresent()) {
            Procedure redisPassword = redisPassword();
            all.put(Purpose.REDIS, redisPassword);
            all.put(Purpose.BROKER, redisPassword);
        }
        if (!catalogue.supplied().isEmpty()) {
            Procedure changedByOwner = changedByOwner();
            catalogue.supplied().forEach(secret -> all.put(secret.purpose(), changedByOwner));
        }
        deployment
                .database()
                .credentials()
                .existingSecret()
                .ifPresent(secret -> all.put(Purpose.DATABASE, passwordOfOperator(secret)));
        return all;
    }

    private Procedure passwordOfOperator(String secret) {
        Procedure procedure = Procedure.when(
                "Follow a change of the database password", "The operator changes it in {}.", Phrase.code(secret));
        workloads
                .pool()
                .ifPresent(pool -> procedure.step(
                        kubectl.restart(List.of(pool)), "Restart PgBouncer when its own Secret has the new password."));
        return procedure
                .step(kubectl.restart(workloads.airflow()), "Restart everything that runs Airflow.")
                .verify(health.database(), "Airflow reaches the database:")
                .rollback("Not needed: what was restarted reads the password that the operator has set.");
    }

    /** What is to be done about Secrets that somebody else makes. */
    private Procedure changedByOwner() {
        List<Workload> readers = catalogue.supplied().stream()
                .flatMap(secret -> secret.readers().stream())
                .flatMap(reader -> workloads.readers(reader).stream())
                .distinct()
                .toList();
        Procedure procedure = Procedure.when(
                "Follow a change of a Secret that somebody else makes",
                "Its owner changes it. Agree on the time first.");
        catalogue
                .supplied()
                .forEach(secret -> procedure.before(
                        "{}: {}", Phrase.code(secret.name()), secret.purpose().howToRotate()));
        workloads
                .pool()
                .filter(readers::contains)
                .ifPresent(pool -> procedure.step(
                        kubectl.restart(List.of(pool)), "If the pool's Secret has changed, restart PgBouncer first."));
        List<Workload> others = readers.stream()
                .filter(workload -> !workloads.pool().equals(Optional.of(workload)))
                .toList();
        if (!others.isEmpty()) {
            procedure.step(kubectl.restart(others), "Restart what reads them: see the table above.");
        }
        if (catalogue.find(Purpose.FERNET).isPresent()
                && catalogue.required(Purpose.FERNET).isEmpty()) {
            procedure.step(
                    kubectl.exec(workloads.scheduler(), "airflow rotate-fernet-key"),
                    "When all pods have a new Fernet key before the old one, encrypt everything with the new one.");
        }
        return procedure
                .verify(health.pods().then(health.database()), "Pods start, and Airflow reaches the database:")
                .rollback("The owner puts the old text back. Restart the same workloads.");
    }

    private static Procedure rotation(String title, Purpose purpose) {
        return Procedure.when(title, "{}. {}", Phrase.capitalized(purpose.rotation()), purpose.howToRotate());
    }

    /** The workloads that read a Secret, and the commands that restart them. */
    private Script restart(Purpose... purposes) {
        return kubectl.restart(Stream.of(purposes)
                .flatMap(purpose -> catalogue.find(purpose).orElseThrow().readers().stream())
                .flatMap(reader -> workloads.readers(reader).stream())
                .distinct()
                .toList());
    }

    private Procedure fernet() {
        Procedure procedure = rotation("Rotate the Fernet key", Purpose.FERNET)
                .before(
                        "Take a backup of the database, together with the current key. Without its key a backup cannot be"
                                + " read.");
        change.with(
                        procedure,
                        new NewMaterial(
                                Material.FERNET_KEYS,
                                Phrase.of(
                                        "a new key, a comma and the old key, without blanks (`openssl rand -base64 32 | tr"
                                                + " '+/' '-_'` makes a key)"),
                                Script.of("( set -eo pipefail")
                                        .then(change.read("old", Purpose.FERNET))
                                        .line("  new=$(openssl rand -base64 32 | tr '+/' '-_')")
                                        .then(change.fromShell(Purpose.FERNET, "\"$new,$old\""))
                                        .line(")"),
                                Phrase.of("Put the new key before the old one")),
                        restart(Purpose.FERNET),
                        "restart everything that runs Airflow")
                .step(
                        kubectl.exec(workloads.scheduler(), "airflow rotate-fernet-key"),
                        "When all pods have both keys, encrypt everything with the new one.");
        return change.with(
                        procedure,
                        new NewMaterial(
                                Material.FERNET_KEYS,
                                Phrase.of("the new key alone"),
                                Script.of("( set -eo pipefail")
                                        .then(change.read("both", Purpose.FERNET))
                                        .then(change.fromShell(Purpose.FERNET, "\"${both%%,*}\""))
                                        .line(")"),
                                Phrase.of("Remove the old key")),
                        restart(Purpose.FERNET),
                        "restart everything again")
                .verify(health.decrypts(), "A connection that was there before can be read:")
                .rollback("As long as the old key is in the Secret, keep both keys, in either order. After that, add"
                        + " the old key again as the second in the list; it is in the backup.");
    }

    private Procedure webKey() {
        Purpose purpose = sessionKey();
        Procedure procedure = rotation("Rotate the " + deployment.webTier().title() + "'s secret key", purpose)
                .before("Choose a quiet hour.");
        return change.with(
                        procedure,
                        signingKey(Material.SESSION_KEY, purpose),
                        restart(purpose),
                        "restart everything that reads it")
                .verify(health.report(), "The user interface takes a login, and the log of a running task can be read:")
                .rollback("Put the old key back the same way.");
    }

    private Purpose sessionKey() {
        return catalogue.find(Purpose.API_KEY).isPresent() ? Purpose.API_KEY : Purpose.WEBSERVER_KEY;
    }

    private Procedure jwt() {
        Drain drain = new Drain(deployment);
        List<Workload> readers = List.of(workloads.scheduler(), workloads.web());
        Procedure procedure = rotation("Rotate the JWT secret", Purpose.JWT)
                .before("Announce the pause to the users.")
                .step(drain.script(), "{}", drain.explanation());
        return change.with(
                        procedure,
                        signingKey(Material.JWT_SECRET, Purpose.JWT),
                        kubectl.line("rollout restart {}", workloads.web().reference())
                                .then(kubectl.start(workloads.scheduler()))
                                .then(kubectl.waitFor(readers)),
                        "restart the API server, then start the scheduler")
                .verify(health.testRun(), "A task runs to its end:")
                .rollback("Put the old secret back the same way.");
    }

    private NewMaterial signingKey(Material material, Purpose purpose) {
        return new NewMaterial(
                material,
                Phrase.of("a new key of 64 bytes or more (`openssl rand -hex 64` makes one)"),
                Script.of("( set -eo pipefail")
                        .line("  new=$(openssl rand -hex 64)")
                        .then(change.fromShell(purpose, "\"$new\""))
                        .line(")"),
                Phrase.of("Make a new key, of 64 bytes or more"));
    }

    private Procedure databasePassword() {
        Procedure procedure = rotation("Rotate the database password", Purpose.DATABASE)
                .before("These Secrets have the password: {}.", Phrase.codes(carryingTheDatabasePassword()));
        List<String> ofOthers = WITH_DATABASE_PASSWORD.stream()
                .filter(deployment.suppliedSecrets()::contains)
                .flatMap(purpose -> catalogue.find(purpose).stream())
                .map(RequiredSecret::name)
                .distinct()
                .toList();
        if (!ofOthers.isEmpty()) {
            procedure.before("Their owners change these at the same time: {}.", Phrase.codes(ofOthers));
        }
        newDatabasePassword(procedure);
        procedure.step(
                server.asAdministrator(passwordCommand()),
                server.takesVerifier()
                        ? "Give the role exactly the verifier that is in PgBouncer's Secret."
                        : "Give the role its new password. psql asks for the administrator's password first, then twice for the new one,"
                                + " and sends only its hash.");
        workloads
                .pool()
                .ifPresent(pool -> procedure.step(kubectl.restart(List.of(pool)), "{}", Purpose.POOL.howToRotate()));
        return procedure
                .step(kubectl.restart(workloads.airflow()), "Restart everything that runs Airflow.")
                .verify(
                        deployment.pgBouncer().isPresent()
                                ? health.database().then(health.poolStatistics())
                                : health.database(),
                        "Airflow reaches the database:")
                .rollback("Give the role its old password, put the old material back, and restart in the same order.");
    }

    private void newDatabasePassword(Procedure procedure) {
        if (change.isMadeByHand()) {
            procedure
                    .before("Render the Secrets with the new password, and keep the old ones at hand.")
                    .step(
                            "Change these Secrets. Nothing happens yet: running pods keep the old password.{}",
                            server.takesVerifier()
                                    ? " PgBouncer's Secret gets a new verifier, made from the new password."
                                    : "");
            return;
        }
        change.atItsSource(procedure, Phrase.of("the new password"), Material.DATABASE_PASSWORD);
        if (catalogue.materials().contains(Material.DATABASE_VERIFIER)) {
            change.atItsSource(
                    procedure, Phrase.of("a new verifier, made from the new password"), Material.DATABASE_VERIFIER);
        }
        procedure.step(
                change.arrival(Material.DATABASE_PASSWORD, Material.DATABASE_VERIFIER),
                "Bring it into the cluster. {}",
                change.restartsByItself()
                        ? "Reloader restarts what reads it at once, so give the role its new password right after."
                        : "Nothing happens yet: running pods keep the old password.");
    }

    private List<String> carryingTheDatabasePassword() {
        return WITH_DATABASE_PASSWORD.stream()
                .flatMap(purpose -> catalogue.find(purpose).stream())
                .map(RequiredSecret::name)
                .distinct()
                .toList();
    }

    private Script.Words passwordCommand() {
        String role = DatabaseSetup.of(deployment.database()).role();
        return new Script.Words(
                server.takesVerifier()
                        ? "  # then: ALTER ROLE " + role + " PASSWORD '<verifier>';"
                        : "--command " + Script.quoted("\\password " + role));
    }

    private Procedure databaseCa() {
        CertificateIssuer issuer = deployment.database().certificateIssuer();
        Procedure procedure = rotation("Change the CA bundle of the database", Purpose.DATABASE_CA)
                .before("You have the new bundle of {}: see {}", issuer.title(), Phrase.plain(issuer.page()))
                .step(
                        health.caExpiry(),
                        "See when the current bundle expires. This also saves it as `current-ca.pem`.");
        return change.with(
                        procedure,
                        new NewMaterial(
                                Material.DATABASE_CA,
                                Phrase.of("a bundle that holds the old and the new certificates"),
                                change.fromFile(Purpose.DATABASE_CA, SecretCatalogue.CA, server.caPath()),
                                Phrase.of(
                                        "Put a bundle with the old and the new certificates into the Secret, from"
                                                + " the file {}",
                                        Phrase.code(server.caPath()))),
                        restart(Purpose.DATABASE_CA),
                        "restart everything that reads it")
                .step("When the server shows its new certificate, do the same with a bundle without the old ones.")
                .verify(
                        Script.of(
                                        "openssl s_client -starttls postgres -connect {} -CAfile {} \\",
                                        Connections.address(
                                                deployment.database().host(),
                                                deployment.database().port()),
                                        server.caPath())
                                .line("  -verify_return_error{} < /dev/null | grep 'Verify return code'", verifyHost())
                                .then(health.database()),
                        "From a machine that reaches the server, then from Airflow:")
                .rollback("Put `current-ca.pem` back the same way.");
    }

    private Script.Words verifyHost() {
        return new Script.Words(
                deployment.database().tls() == TlsMode.VERIFY_FULL
                        ? " -verify_hostname "
                                + Script.quoted(deployment.database().host())
                        : "");
    }

    private Procedure deployKey() {
        GitRepository repository = deployment.gitSync().orElseThrow().repository();
        GitHost host = GitHost.of(repository);
        Procedure procedure = rotation("Rotate the deploy key", Purpose.GIT_SSH)
                .before("You are allowed to change the SSH keys of {}.", Phrase.code(repository.toString()))
                .step(
                        Script.of(
                                "ssh-keygen {} -N '' -C airflow-deploy -f new_deploy_key",
                                new Script.Words(host.keyType().keygenOptions())),
                        "Make a new key and add `new_deploy_key.pub` to {}. Leave the old one there.",
                        host.registry())
                .step(
                        Script.of(
                                "GIT_SSH_COMMAND='ssh -i new_deploy_key -o IdentitiesOnly=yes' git ls-remote {} HEAD",
                                repository.toString()),
                        "Test it.");
        return change.with(
                        procedure,
                        new NewMaterial(
                                Material.GIT_DEPLOY_KEY,
                                Phrase.of("the whole text of `new_deploy_key`, with its last line break"),
                                change.fromFile(Purpose.GIT_SSH, "gitSshKey", "new_deploy_key"),
                                Phrase.of("Change the Secret")),
                        restart(Purpose.GIT_SSH),
                        "restart the pods with git-sync: the key is mounted as a single file, which never updates by"
                                + " itself")
                .step(health.gitSyncLogs(), "Check that git-sync pulls without errors.")
                .step(
                        Script.of("rm new_deploy_key new_deploy_key.pub"),
                        "Remove the old key where you added the new one, and delete the files on this machine.")
                .verify(health.gitSyncLogs(), "git-sync still pulls, now that the old key is gone:")
                .rollback("As long as the host knows the old key, put it back into the Secret and restart.");
    }

    private Procedure gitToken() {
        Procedure procedure = rotation("Rotate the repository token", Purpose.GIT_HTTPS)
                .before("Make a new token with read access. Do not revoke the old one yet.");
        return change.with(
                        procedure,
                        new NewMaterial(
                                Material.GIT_TOKEN,
                                Phrase.of("the new token"),
                                Script.of("( set -eo pipefail")
                                        .line("  read -rsp 'New token: ' token")
                                        .then(change.fromShell(Purpose.GIT_HTTPS, "\"$token\""))
                                        .line(")"),
                                Phrase.of("Change both keys of the Secret: git-sync 3 reads one, git-sync 4 the"
                                        + " other")),
                        restart(Purpose.GIT_HTTPS),
                        "restart the pods with git-sync")
                .verify(health.gitSyncLogs(), "git-sync pulls without errors. Then revoke the old token:")
                .rollback("As long as the old token is not revoked, put it back and restart.");
    }

    private Procedure redisPassword() {
        return withNewRedisPassword(rotation("Rotate the Redis password", Purpose.BROKER))
                .step(restart(Purpose.REDIS, Purpose.BROKER), "{}", Purpose.REDIS.howToRotate())
                .verify(health.workers(), "Every worker answers `pong`:")
                .rollback("Put the old password back and restart the same workloads.");
    }

    private Procedure withNewRedisPassword(Procedure procedure) {
        return change.isMadeByHand()
                ? procedure
                        .before(
                                "Render {} and {} with the same new password: the second one has it in a URL.",
                                Phrase.code(deployment.names().secret(Purpose.REDIS)),
                                Phrase.code(deployment.names().secret(Purpose.BROKER)))
                        .step("Change both Secrets.")
                : change.atItsSource(
                                procedure,
                                Phrase.of("a new password (`openssl rand -hex 24` makes one)"),
                                Material.REDIS_PASSWORD)
                        .step(change.arrival(Material.REDIS_PASSWORD), "Bring it into the cluster.");
    }
}
