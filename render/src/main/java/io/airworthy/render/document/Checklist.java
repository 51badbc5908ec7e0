package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
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
        return Block.document(Stream.of(
                        heading(),
                        new PreDeploymentChecks(deployment).blocks(),
                        new DatabaseChecks(deployment).blocks(),
                        new DagChecks(deployment).blocks(),
                        new LogChecks(deployment).blocks(),
                        new PoolChecks(deployment).blocks(),
                        new SecretChecks(deployment).blocks(),
                        new AvailabilityChecks(deployment).blocks(),
                        new MonitoringChecks(deployment).blocks(),
                        new RuleChecks(report).blocks(),
                        new AcceptanceChecks(deployment).blocks())
                .flatMap(List::stream)
                .toList());
    }

    private List<Block> heading() {
        return List.of(
                Block.heading(1, "Production Deployment Checklist"),
                Block.paragraph(
                        "Release {} in namespace {}: Airflow {}, chart {}. The deployment's model guarantees the"
                                + " ticked lines. A person has to confirm the open ones: tick the line, and write"
                                + " your name next to it.",
                        Phrase.code(deployment.releaseName()),
                        Phrase.code(deployment.namespace()),
                        deployment.airflowVersion(),
                        deployment.chartVersion()));
    }
}
