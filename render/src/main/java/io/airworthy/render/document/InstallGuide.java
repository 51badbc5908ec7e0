package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.RuleSet;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one deployment is installed, and how to see that every part of it works.
 *
 * <p>The same deployment gives the same text, always. It holds nothing secret.
 */
public final class InstallGuide {

    /** The name of the guide's file in the deployment package. */
    public static final String FILE_NAME = "INSTALL.md";

    private final AirflowDeployment deployment;
    private final RuleSet rules;

    InstallGuide(AirflowDeployment deployment, RuleSet rules) {
        this.deployment = deployment;
        this.rules = rules;
    }

    /**
     * The guide of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its guide
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static InstallGuide of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The guide of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its guide
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static InstallGuide of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        RuleSet once = rules.remembering();
        once.validate(deployment).orThrow();
        return new InstallGuide(deployment, once);
    }

    /**
     * The guide as Markdown.
     *
     * @return the text of the file, ending in a line break
     */
    public String asText() {
        Facts facts = DeploymentFacts.of(deployment, rules);
        return Stream.of(
                        Stream.of(Page.front("install").render(facts)),
                        Runbook.chapter(Chapter.INSTALL, facts),
                        Stream.of("<a id=\"verify\"></a>\n"),
                        Runbook.chapter(Chapter.VERIFY, facts))
                .flatMap(parts -> parts)
                .collect(Collectors.joining("\n"));
    }
}
