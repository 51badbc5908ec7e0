package io.airworthy.render.document;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitHost;
import io.airworthy.database.CertificateIssuer;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.material.Purpose;
import io.airworthy.release.Workloads;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the deployment comes into an empty cluster: what must be there first, then the Secrets, then the chart. */
final class Installation {

    private final AirflowDeployment deployment;
    private final RuleSet rules;
    private final SecretCatalogue catalogue;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final DatabaseServer server;

    Installation(AirflowDeployment deployment, RuleSet rules) {
        this.deployment = deployment;
        this.rules = rules;
        this.catalogue = deployment.release().secrets();
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.server = new DatabaseServer(deployment);
    }

    List<Block> blocks() {
        return Stream.of(
                        heading(),
                        database(),
                        logStore(),
                        namespace(),
                        secrets(),
                        deployKey(),
                        chart(),
                        administrator())
                .flatMap(List::stream)
                .toList();
    }

    private List<Block> heading() {
        return List.of(
                Block.heading(2, "Install"),
                Block.paragraph("Keep this order. A pod whose Secret is missing does not start, and the migration needs"
                        + " the database."));
    }

    private List<Block> database() {
        ExternalDatabase database = deployment.database();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "The database"));
        if (deployment.release().connections().needsDatabaseCa()) {
            blocks.addAll(caBundle(database));
        }
        if (!database.credentials().isOurs()) {
            blocks.add(
                    Block.paragraph(
                            "An operator makes the database, its role and the Secret with the password. The"
                                    + " database must be UTF-8, and Airflow's role must own it, because the migration creates tables."));
            return blocks;
        }
        blocks.add(Block.paragraph(
                "Run this as an administrator of {}. The database must be UTF-8, and Airflow's role must own it,"
                        + " because the migration creates tables.",
                database.provider().title()));
        DatabaseSetup setup = DatabaseSetup.of(database);
        List<String> role = Stream.concat(Stream.of(setup.createRole()), howToLogIn(setup).stream())
                .toList();
        blocks.add(server.asAdministrator(new Script.Words("<<'SQL'"))
                .then(new Script(role))
                .then(new Script(setup.createDatabase()))
                .then(new Script(List.of("SQL")))
                .block());
        if (deployment.suppliedSecrets().contains(Purpose.DATABASE)) {
            blocks.add(Block.paragraph(
                    "The password is the one in {}, which its owner makes.", Phrase.code(name(Purpose.DATABASE))));
        }
        if (server.takesVerifier()) {
            blocks.add(Block.paragraph(
                    "Then give the role the SCRAM verifier in {}, not the password: server and pool must have"
                            + " exactly the same text, including the salt.",
                    Phrase.code(name(Purpose.POOL))));
        }
        return blocks;
    }

    /** The bundle of the CA that signs the certificate at the endpoint. It is not always the provider's. */
    private List<Block> caBundle(ExternalDatabase database) {
        CertificateIssuer issuer = database.certificateIssuer();
        Block source = Block.paragraph(
                "Get the CA bundle for {}. The certificate at {} is issued by {}: {}",
                Phrase.code(name(Purpose.DATABASE_CA)),
                Phrase.code(Connections.address(database.host(), database.port())),
                issuer.title(),
                Phrase.plain(issuer.page()));
        return database.caFrom()
                .file()
                .filter(file -> !issuer.downloads().isEmpty())
                .map(file -> List.of(source, download(issuer, file.path()).block()))
                .orElse(List.of(source));
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

    private Optional<String> howToLogIn(DatabaseSetup setup) {
        if (!deployment.database().credentials().hasPassword()) {
            return setup.grantIamLogin();
        }
        return Optional.of(
                server.takesVerifier()
                        ? "-- the password comes with the verifier, below"
                        : "\\password " + setup.role());
    }

    private List<Block> logStore() {
        return deployment
                .remoteLogging()
                .map(logging -> {
                    List<Block> blocks = new ArrayList<>();
                    blocks.add(Block.heading(3, "Access to the log store"));
                    blocks.addAll(new LogAccess(deployment, logging).setUp());
                    return blocks;
                })
                .orElseGet(ArrayList::new);
    }

    private List<Block> namespace() {
        return List.of(
                Block.heading(3, "The namespace"),
                Script.of(
                                "kubectl get namespace {} || kubectl create namespace {}",
                                deployment.namespace(),
                                deployment.namespace())
                        .block());
    }

    private List<Block> secrets() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "The Secrets"));
        blocks.addAll(new SecretsInstallation(deployment).blocks());
        blocks.add(Block.paragraph(
                "All of them must exist before you install the chart. This shows keys and sizes, never values:"));
        blocks.add(kubectl.line("describe secret {}", new HealthCommands(deployment).secretNames())
                .block());
        if (!catalogue.foreign().isEmpty()) {
            blocks.add(Block.paragraph("Somebody else makes these, and they must be there as well:"));
            blocks.add(Block.bullets(catalogue.foreign().stream()
                    .map(foreign -> Phrase.of(
                            "{}, of type {}: {}{}",
                            Phrase.code(foreign.name()),
                            Phrase.code(foreign.type()),
                            foreign.purpose(),
                            SecretsOverview.keys(foreign)))
                    .toList()));
            if (!catalogue.supplied().isEmpty()) {
                blocks.add(Block.paragraph("The checklist says what has to be in them."));
            }
        }
        return blocks;
    }

    /** Printed from the Secret itself: that is the key that git-sync uses. */
    private List<Block> deployKey() {
        return catalogue
                .find(Purpose.GIT_SSH)
                .map(secret -> List.of(
                        Block.heading(3, "The deploy key"),
                        Block.paragraph(
                                "This prints the public half of the key in {}. Add it to {}.",
                                Phrase.code(secret.name()),
                                GitHost.of(deployment.gitSync().orElseThrow().repository())
                                        .registry()),
                        Script.of("( umask 077")
                                .line("  {} > deploy-key.tmp", kubectl.secretValue(secret))
                                .line("  ssh-keygen -y -f deploy-key.tmp; rm deploy-key.tmp")
                                .line(")")
                                .block()))
                .orElseGet(List::of);
    }

    private List<Block> chart() {
        Rollout rollout = new Rollout(deployment);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "The chart"));
        blocks.add(Block.paragraph("{}", rollout.explanation()));
        blocks.addAll(rollout.definition(rules));
        blocks.add(rollout.apply().block());
        blocks.add(Block.paragraph("Then wait until everything runs:"));
        blocks.add(kubectl.waitFor(workloads.all()).block());
        blocks.add(Block.paragraph(
                "Pods that stay in `Init` are waiting for the migration. This shows its log, while it runs or after"
                        + " it failed:"));
        blocks.add(kubectl.line("logs job/{}", rollout.migrationJob()).block());
        return blocks;
    }

    private List<Block> administrator() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "The first administrator"));
        if (deployment.airflowConfig().containsKey("core.auth_manager")) {
            blocks.add(Block.paragraph(
                    "This deployment uses {}. Create the first administrator as its documentation says.",
                    Phrase.code(deployment.airflowConfig().get("core.auth_manager"))));
            return blocks;
        }
        blocks.addAll(deployment.adminUser().map(this::adminByJob).orElseGet(this::adminByHand));
        return blocks;
    }

    private List<Block> adminByJob(AdminUser admin) {
        return List.of(Block.paragraph(
                "The create-user job creates {} with the password in Secret {}. Log in and change it right away: the"
                        + " Secret is read only when the user is created.",
                Phrase.code(admin.username()),
                Phrase.code(name(Purpose.ADMIN))));
    }

    private List<Block> adminByHand() {
        return List.of(
                Block.paragraph("The create-user job is off, because by default it creates a user with a well-known"
                        + " password. Create the first administrator by hand. The command asks for"
                        + " the password, which keeps it out of your shell history."),
                kubectl.execInteractively(workloads.web(), "airflow users create --role Admin \\")
                        .line("  --username admin --email admin@example.com --firstname Ada --lastname Admin")
                        .block());
    }

    private String name(Purpose purpose) {
        return deployment.names().secret(purpose);
    }
}
