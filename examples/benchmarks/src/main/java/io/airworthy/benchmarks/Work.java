package io.airworthy.benchmarks;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.KnownHosts;
import io.airworthy.examples.ExerciseDeployment;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.document.Checklist;
import io.airworthy.render.document.InstallGuide;
import io.airworthy.render.document.Runbook;
import io.airworthy.render.document.VerifyScript;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.kubernetes.KubernetesSecrets;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.render.monitoring.MonitoringFiles;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is measured. Each call starts from a deployment that nothing has been derived from yet. */
final class Work {

    /** The material of the exercise, made before anything is measured. */
    static final SecretMaterial MATERIAL = Keys.of(ExerciseDeployment.describe());

    private Work() {}

    static AirflowDeployment describe() {
        return ExerciseDeployment.describe();
    }

    static ValidationReport validate() {
        return describe().validate();
    }

    static String values() {
        return HelmValues.of(describe()).asText();
    }

    static Sensitive secrets() {
        return KubernetesSecrets.of(describe(), MATERIAL).text();
    }

    static String manifest() {
        return SecretsManifest.of(describe()).asText();
    }

    /** The main job: judge a deployment, and write its values, its Secrets and the manifest that may be committed. */
    static List<String> core() {
        AirflowDeployment deployment = describe();
        RuleSet rules = RuleSet.standard().remembering();
        rules.validate(deployment).orThrow();
        return List.of(
                HelmValues.of(deployment, rules).asText(),
                KubernetesSecrets.of(deployment, MATERIAL).text().reveal(),
                SecretsManifest.of(deployment, rules).asText());
    }

    static Map<String, String> monitoring() {
        return MonitoringFiles.of(describe(), RuleSet.standard()).files();
    }

    static String installGuide() {
        return InstallGuide.of(describe(), RuleSet.standard()).asText();
    }

    static String runbook() {
        return Runbook.of(describe(), RuleSet.standard()).asText();
    }

    static String verifyScript() {
        return VerifyScript.of(describe(), RuleSet.standard()).asText();
    }

    static String checklist() {
        return Checklist.of(describe(), RuleSet.standard()).asText();
    }

    static Collection<String> wholePackage() {
        return DeploymentPackage.of(describe()).files().values();
    }

    static UpgradePlan upgrade() {
        AirflowDeployment deployment = describe();
        return UpgradePlan.between(
                deployment.toBuilder().airflowVersion("3.1.8").build(),
                deployment.toBuilder().releaseName("airflow").build());
    }

    /** A plan between two deployments that share no option. */
    static UpgradePlan upgradeWithOptions(int options) {
        return UpgradePlan.between(withOptions(options, "before"), withOptions(options, "after"));
    }

    private static AirflowDeployment withOptions(int options, String section) {
        var builder = describe().toBuilder();
        IntStream.range(0, options)
                .forEach(i -> builder.airflowConfig("our_" + section + ".option_" + i, "value " + i));
        return builder.build();
    }

    /** A deployment with about so many mistakes: options that Airflow does not know. */
    static ValidationReport findings(int count) {
        var builder = describe().toBuilder();
        IntStream.range(0, count).forEach(i -> builder.airflowConfig("core.paralelism_" + i, "value " + i));
        return builder.build().validate();
    }

    static List<String> knownHosts(int lines) {
        List<String> all = new ArrayList<>();
        String key =
                KnownHosts.github().text().lines().findFirst().orElseThrow().split(" ")[2];
        String type =
                KnownHosts.github().text().lines().findFirst().orElseThrow().split(" ")[1];
        IntStream.range(0, lines).forEach(i -> all.add("git-" + i + ".example.com " + type + " " + key));
        KnownHosts hosts = KnownHosts.of(String.join("\n", all) + "\n");
        List<String> problems = new ArrayList<>(hosts.problems());
        problems.add(String.valueOf(hosts.covers("git-" + (lines - 1) + ".example.com", 22)));
        return problems;
    }
}
