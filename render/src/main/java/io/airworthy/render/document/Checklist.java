package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import io.airworthy.validation.Violation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
        Facts facts = facts();
        return SignedChecklist.seal(
                Stream.concat(Stream.of(Page.front("checklist").render(facts)), Runbook.pages(Chapter.CHECKLIST, facts))
                        .collect(Collectors.joining("\n")));
    }

    /** What is true of the deployment, and what the rules still say. */
    Facts facts() {
        return DeploymentFacts.of(deployment, RuleSet.standard()).part(new Judgement(report));
    }

    /** What the rules say. */
    record Judgement(ValidationReport report) {

        List<Remark> errors() {
            return remarks(report.errors());
        }

        List<Remark> warnings() {
            return remarks(report.warnings());
        }

        private static List<Remark> remarks(List<Violation> violations) {
            return violations.stream().map(Remark::new).toList();
        }
    }

    /** A violation, as it reads behind a full stop. */
    record Remark(Violation violation) {

        String because() {
            return Phrase.capitalized(violation.rule().because());
        }
    }
}
