package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.RuleSet;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A script that looks at every part of a deployment in its cluster, and changes nothing: for whoever has installed or changed
 * it. It asks through {@code kubectl} alone, prints a line for each check or, with {@code --json}, an array, and fails if
 * something is wrong.
 *
 * <p>The same deployment gives the same text, always. It holds nothing secret.
 */
public final class VerifyScript {

    /** The name of the script's file in the deployment package. */
    public static final String FILE_NAME = "verify.sh";

    private final AirflowDeployment deployment;
    private final RuleSet rules;

    VerifyScript(AirflowDeployment deployment, RuleSet rules) {
        this.deployment = deployment;
        this.rules = rules;
    }

    /**
     * The script of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its script
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static VerifyScript of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The script of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its script
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static VerifyScript of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        RuleSet once = rules.remembering();
        once.validate(deployment).orThrow();
        return new VerifyScript(deployment, once);
    }

    /**
     * The script for a POSIX shell.
     *
     * @return the text of the file, ending in a line break
     */
    public String asText() {
        // It is kept as a block of code, which is how facts get into it.
        return Page.front("verify")
                .render(DeploymentFacts.of(deployment, rules))
                .lines()
                .filter(line -> !line.startsWith("```"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
