package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Purpose;
import io.airworthy.render.monitoring.RunbookPage;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The runbook of one deployment: what it is, how it is installed and verified, and every procedure that applies to it,
 * with its own names in every command.
 *
 * <p>The same deployment gives the same text, always. A runbook holds nothing secret.
 */
public final class Runbook {

    /** The name of the runbook's file in the deployment package. */
    public static final String FILE_NAME = RunbookPage.FILE_NAME;

    private final AirflowDeployment deployment;
    private final RuleSet rules;

    Runbook(AirflowDeployment deployment, RuleSet rules) {
        this.deployment = deployment;
        this.rules = rules;
    }

    /**
     * The runbook of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its runbook
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static Runbook of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The runbook of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its runbook
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static Runbook of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        RuleSet once = rules.remembering();
        once.validate(deployment).orThrow();
        return new Runbook(deployment, once);
    }

    /**
     * The runbook as Markdown.
     *
     * @return the text of the file, ending in a line break
     */
    public String asText() {
        return Block.document(Stream.of(
                        purpose(),
                        connections(),
                        new Installation(deployment, rules).blocks(),
                        new Verification(deployment).blocks(),
                        new Monitoring(deployment).blocks(),
                        section("Change", new ChangeProcedures(deployment).all()),
                        rotation(),
                        section("When something fails", new IncidentProcedures(deployment).all()),
                        section("Upkeep", new UpkeepProcedures(deployment).all()))
                .flatMap(List::stream)
                .toList());
    }

    private List<Block> purpose() {
        return List.of(
                Block.heading(
                        1,
                        "Runbook: Airflow release {} in namespace {}",
                        deployment.releaseName(),
                        deployment.namespace()),
                Block.paragraph(
                        "This runbook is for the engineer on call. It is rendered from the deployment's model, so"
                                + " every command names this deployment's own objects. Do not edit it: change the"
                                + " model and render it again. Run the commands in bash, in a copy of this folder"
                                + " because some of them write files, with kubectl pointing at the right cluster:"),
                Script.of("kubectl config current-context").block(),
                new FactsTable(deployment).block());
    }

    private List<Block> connections() {
        Connections connections = new Connections(deployment);
        return List.of(
                Block.heading(2, "Connections"),
                Block.paragraph("Each hop has its own TLS settings:"),
                connections.diagram(),
                Block.paragraph("How many connections each part opens at most:"),
                connections.demands(),
                connections.totals());
    }

    private List<Block> rotation() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(2, "Secrets"));
        Map<Purpose, Procedure> procedures = new RotationProcedures(deployment).all();
        blocks.add(new SecretsOverview(deployment).rotation(procedures));
        blocks.addAll(new SecretReplacement(deployment).rules());
        procedures.values().stream().distinct().forEach(procedure -> blocks.addAll(procedure.blocks()));
        return blocks;
    }

    private static List<Block> section(String title, List<Procedure> procedures) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(2, title));
        procedures.forEach(procedure -> blocks.addAll(procedure.blocks()));
        return blocks;
    }
}
