package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Purpose;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The checklist of one deployment, filled in from the model. A line is ticked when the model guarantees it; what only a
 * person can confirm stays open.
 *
 * <p>The same deployment and rules give the same text, always. A checklist holds nothing secret.
 */
public final class Checklist {

    /** The name of the checklist's file in the deployment package. */
    public static final String FILE_NAME = "CHECKLIST.md";

    private final AirflowDeployment deployment;
    private final ValidationReport report;

    Checklist(AirflowDeployment deployment, ValidationReport report) {
        this.deployment = deployment;
        this.report = report;
    }

    /**
     * The checklist of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its checklist
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static Checklist of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The checklist of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules; the warnings and waivers that remain are printed
     * @return its checklist
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static Checklist of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        return new Checklist(deployment, rules.validate(deployment).orThrow());
    }

    /**
     * The checklist as Markdown.
     *
     * @return the text of the file, ending in a line break
     */
    public String asText() {
        return SignedChecklist.seal(Block.document(Stream.of(
                        heading(),
                        new PreDeploymentChecks(deployment).blocks(),
                        new DatabaseChecks(deployment).blocks(),
                        new DagChecks(deployment).blocks(),
                        new LogChecks(deployment).blocks(),
                        new PoolChecks(deployment).blocks(),
                        secrets(),
                        new AvailabilityChecks(deployment).blocks(),
                        monitoring(),
                        new RuleChecks(report).blocks(),
                        new AcceptanceChecks(deployment).blocks())
                .flatMap(List::stream)
                .toList()));
    }

    private List<Block> heading() {
        return List.of(
                Block.heading(1, "Production Deployment Checklist"),
                Block.paragraph(
                        "Release {} in namespace {}: Airflow {}, chart {}. The deployment's model guarantees the"
                                + " ticked lines. A person has to confirm the open ones: tick the line, and write"
                                + " your name and the date behind it: `— Ada, 2026-12-01`. That stays when the package is rendered again.",
                        Phrase.code(deployment.releaseName()),
                        Phrase.code(deployment.namespace()),
                        deployment.airflowVersion(),
                        deployment.chartVersion()));
    }

    /** Which Secrets there are, and who may see them. */
    private List<Block> secrets() {
        SecretsOverview overview = new SecretsOverview(deployment);
        List<Block> blocks = new ArrayList<>(List.of(Block.heading(2, "Secrets"), overview.inventory()));
        blocks.addAll(overview.contents());
        blocks.add(Block.bullets(List.of(
                Tick.guaranteed("Static keys: the chart generates none, so none changes with an upgrade"),
                deployment.suppliedSecrets().contains(Purpose.FERNET)
                        ? Tick.open("The owner of the Fernet key rotates it in three steps, as the runbook says")
                        : Tick.guaranteed("The Fernet key can be rotated without loss: three steps, in the runbook"),
                Tick.open(
                        "Access control (RBAC) reviewed: who may read Secrets in namespace {}, and who may"
                                + " exec into its pods, which gives the same access",
                        Phrase.code(deployment.namespace())),
                Tick.open("Secrets are encrypted at rest in the cluster"),
                keeping(),
                Tick.open("Every Secret above has a rotation date and an owner"))));
        return blocks;
    }

    /** Where the material is, and who may read it there. */
    private Phrase keeping() {
        return deployment
                .secretDelivery()
                .match(
                        plain -> Tick.open("External secrets considered: Vault, or the cloud's own store"),
                        external -> Tick.guaranteed(
                                "External secrets: made in the cluster from {}", new SecretChange(deployment).store()),
                        sealedSecrets -> Tick.open(
                                "The Sealed Secrets controller's private keys are backed up: without them no sealed Secret can"
                                        + " be opened in a new cluster"));
    }

    /** Whether anybody would notice. */
    private List<Block> monitoring() {
        List<Phrase> ticks = new ArrayList<>();
        if (deployment.metrics().exporters().isEmpty()) {
            ticks.add(Tick.open("Metrics enabled: No; nobody is alerted when the scheduler stops"));
        } else {
            ticks.add(Tick.guaranteed(
                    "Metrics enabled: Yes, with prefix {}",
                    Phrase.code(deployment.metrics().prefix())));
            ticks.add(Tick.guaranteed("Exporter: {}", FactsTable.metrics(deployment)));
        }
        if (deployment.pgBouncer().isPresent()) {
            ticks.add(Tick.guaranteed(
                    "PgBouncer's exporter: port {} of each pool pod", HealthCommands.POOL_EXPORTER_PORT));
        }
        ticks.add(Tick.open("Dashboards created"));
        ticks.add(Tick.open(
                "Prometheus has loaded the alerts in `monitoring`, and somebody is called when one is raised"));
        return List.of(Block.heading(2, "Monitoring"), Block.bullets(ticks));
    }
}
