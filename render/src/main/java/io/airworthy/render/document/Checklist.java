package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.ValidationReport;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checklist of one deployment, filled in from the model. A line is ticked when the model guarantees it; what only a
 * person can confirm stays open.
 *
 * <p>The same deployment and report give the same text, always. A checklist holds nothing secret.
 */
public final class Checklist {

    /** The name of the checklist's file in the deployment package. */
    public static final String FILE_NAME = "CHECKLIST.md";

    private final AirflowDeployment deployment;
    private final ValidationReport report;

    private Checklist(AirflowDeployment deployment, ValidationReport report) {
        this.deployment = deployment;
        this.report = report;
    }

    /**
     * The checklist of a deployment.
     *
     * @param deployment the deployment; what it says is trusted to be valid, but cannot break the document
     * @param report what the rules say of it: remaining warnings and waivers are printed
     * @return its checklist
     */
    public static Checklist of(AirflowDeployment deployment, ValidationReport report) {
        return new Checklist(deployment, report);
    }

    /**
     * The checklist as Markdown.
     *
     * @return the text of the file, ending in a line break
     */
    public String asText() {
        return Markdown.write(Stream.of(
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
                        "Release {} in namespace {}: Airflow {}, chart {}. A ticked line is what the deployment's model"
                                + " guarantees. An open one waits for a person: tick it, and write a name beside it.",
                        Phrase.code(deployment.releaseName()),
                        Phrase.code(deployment.namespace()),
                        deployment.airflowVersion(),
                        deployment.chartVersion()));
    }
}
