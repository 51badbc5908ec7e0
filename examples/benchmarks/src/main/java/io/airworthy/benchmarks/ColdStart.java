package io.airworthy.benchmarks;

import io.airworthy.AirflowDeployment;
import io.airworthy.examples.ExerciseDeployment;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.kubernetes.KubernetesSecrets;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.validation.RuleSet;
import java.lang.management.ManagementFactory;

/** What a command line would do once: describe, judge, make the material, write values and Secrets. */
final class ColdStart {

    private ColdStart() {}

    /**
     * Does it, or nothing: an empty machine to compare with.
     *
     * @param arguments {@code empty} for nothing; {@code count} to print how many classes were loaded
     */
    public static void main(String[] arguments) {
        String how = arguments.length > 0 ? arguments[0] : "";
        if (how.equals("empty")) {
            return;
        }
        AirflowDeployment deployment = ExerciseDeployment.describe();
        RuleSet rules = RuleSet.standard().remembering();
        rules.validate(deployment).orThrow();
        SecretMaterial material = Keys.of(deployment);
        int length = HelmValues.of(deployment, rules).asText().length()
                + KubernetesSecrets.of(deployment, material).text().reveal().length();
        if (length == 0) {
            throw new IllegalStateException("nothing was written");
        }
        if (how.equals("count")) {
            System.out.println(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        }
    }
}
