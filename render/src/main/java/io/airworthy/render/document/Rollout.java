package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Encoding;
import io.airworthy.render.gitops.ArgoCdApplication;
import io.airworthy.render.gitops.FluxRelease;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a package gets into the cluster, and back out of it, with each delivery. */
final class Rollout {

    private final AirflowDeployment deployment;

    Rollout(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /** Who runs Helm. */
    String title() {
        return switch (deployment.delivery()) {
            case HELM -> "Helm";
            case HELM_WAIT -> "Helm with --wait";
            case ARGO_CD -> "Argo CD";
            case FLUX -> "Flux";
            case TERRAFORM -> "Terraform";
        };
    }

    /** What follows from who runs Helm. */
    Phrase explanation() {
        return deployment.migrateDatabase() ? withMigration() : withoutMigration();
    }

    /** What a new version of Airflow needs that the release does not do itself. */
    Phrase beforeNewVersion() {
        return deployment.migrateDatabase()
                ? Phrase.NOTHING
                : Phrase.of(
                        "First run `airflow db migrate` of the new version against the database: nothing in the release"
                                + " does. ");
    }

    private Phrase withoutMigration() {
        return Phrase.of(
                "{}Nothing in the release migrates the database. Before a new version of Airflow comes in, somebody has to run"
                        + " `airflow db migrate` of that version against this database; until then all pods wait in"
                        + " `Init`.{}",
                switch (deployment.delivery()) {
                    case HELM, HELM_WAIT, TERRAFORM -> "";
                    case ARGO_CD -> "Commit the package; Argo CD applies it. ";
                    case FLUX -> "Commit the package; Flux applies it. ";
                },
                lastJobs().isEmpty() || !deletesLastJobs()
                        ? ""
                        : " First delete the Job that created the administrator: Kubernetes refuses to change a Job.");
    }

    private boolean deletesLastJobs() {
        return switch (deployment.delivery()) {
            case HELM, ARGO_CD -> false;
            case HELM_WAIT, FLUX, TERRAFORM -> true;
        };
    }

    private Phrase withMigration() {
        return switch (deployment.delivery()) {
            case HELM ->
                Phrase.of("Do not add `--wait`: the migration is a hook that runs after everything else, and the"
                        + " pods wait for it. With `--wait`, Helm waits for the pods and never starts the"
                        + " hook.");
            case HELM_WAIT ->
                Phrase.of(
                        "Here the migration is an ordinary Job, not a hook, so `--wait` is safe. First delete the"
                                + " Job of the last run: Kubernetes refuses to change a Job, and this one stays {}.",
                        timeOfLastJob());
            case ARGO_CD ->
                Phrase.of("Commit the package; Argo CD applies it. The migration runs as a Sync hook: after the sync"
                        + " it would be too late, because Argo CD waits for the pods, and the pods wait for"
                        + " the migration. Argo CD replaces the hook's Job at every sync.");
            case FLUX ->
                Phrase.of(
                        "Commit the package; Flux applies it. The migration is an ordinary Job, because Flux waits"
                                + " for the pods, and the pods wait for the migration. First delete the Job of the"
                                + " last run: Kubernetes refuses to change a Job, and this one stays {}.",
                        timeOfLastJob());
            case TERRAFORM ->
                Phrase.of(
                        "The migration is an ordinary Job, because Terraform waits for the pods, and the pods wait"
                                + " for the migration. First delete the Job of the last run: Kubernetes refuses to"
                                + " change a Job, and this one stays {}.",
                        timeOfLastJob());
        };
    }

    private String timeOfLastJob() {
        return deployment
                .migrationJob()
                .timeToLive()
                .map(time -> "for " + time.toSeconds() + " seconds")
                .orElse("for five minutes");
    }

    /** What the tool must be told once, where it is not just a command. */
    List<Block> definition(RuleSet rules) {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT -> List.of();
            case ARGO_CD -> application(rules);
            case FLUX -> helmRelease(rules);
            case TERRAFORM -> List.of(Block.code("hcl", terraformRelease()));
        };
    }

    /** Brings the package into the cluster: the first time, and after every change. */
    Script apply() {
        return push().then(bringIn());
    }

    /** Brings the same package in again, although the tool sees no change. */
    Script applyAgain() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT, ARGO_CD -> bringIn();
            case FLUX ->
                deleteLastJobs()
                        .line(
                                "flux reconcile helmrelease {} --namespace {} --with-source --reset --force",
                                deployment.releaseName(),
                                deployment.namespace());
            case TERRAFORM -> deleteLastJobs().then(helm(" --wait"));
        };
    }

    /** What the tool reads comes from a repository. */
    private Script push() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT, TERRAFORM -> Script.empty();
            case ARGO_CD, FLUX ->
                Script.of("git add . && git commit --message {} && git push", "Airflow " + deployment.releaseName());
        };
    }

    private Script bringIn() {
        return switch (deployment.delivery()) {
            case HELM -> helm("");
            case HELM_WAIT -> deleteLastJobs().then(helm(" --wait"));
            case ARGO_CD ->
                Script.of("argocd app sync {}", deployment.releaseName())
                        .line("argocd app wait {} --health --timeout 1200", deployment.releaseName());
            case FLUX -> deleteLastJobs().then(fluxFetch()).then(fluxReconcile());
            case TERRAFORM -> deleteLastJobs().then(Script.of("terraform apply"));
        };
    }

    /** Brings the package in by Helm where its objects are there already and belong to no release. */
    Script applyToForeignObjects() {
        return deployment.delivery().usesHelmHooks()
                ? helm(" --take-ownership")
                : deleteLastJobs().then(helm(" --wait --take-ownership"));
    }

    /** Takes the release out of the cluster. */
    Script uninstall() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT -> helmUninstall();
            case ARGO_CD -> Script.of("argocd app delete {}", deployment.releaseName());
            // Suspended, Flux leaves the release when its object goes.
            case FLUX ->
                new Kubectl(deployment)
                        .line("delete helmrelease {} --ignore-not-found", deployment.releaseName())
                        .then(helmUninstall());
            case TERRAFORM -> Script.of("terraform destroy -target=helm_release.airflow");
        };
    }

    /** Brings the package before this one back. The database is not part of it. */
    Script revert() {
        return switch (deployment.delivery()) {
            case HELM -> helmRollback();
            case HELM_WAIT -> deleteLastJobs().then(helmRollback());
            case ARGO_CD, FLUX -> revertCommit().then(bringIn());
            case TERRAFORM -> Script.of("git revert --no-edit HEAD").then(bringIn());
        };
    }

    /** Keeps the tool from putting back what is changed by hand. */
    Optional<Script> suspend() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT, TERRAFORM -> Optional.empty();
            case ARGO_CD -> Optional.of(Script.of("argocd app set {} --sync-policy none", deployment.releaseName()));
            case FLUX ->
                Optional.of(Script.of(
                        "flux suspend helmrelease {} --namespace {}",
                        deployment.releaseName(),
                        deployment.namespace()));
        };
    }

    /** Lets the tool work again, and brings the package in. */
    Script applyAndResume() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT, TERRAFORM -> apply();
            case ARGO_CD -> apply();
            case FLUX -> push().then(bringInAndResume());
        };
    }

    /** Lets the tool work again, and brings the package before this one back. */
    Script revertAndResume() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT, TERRAFORM -> revert();
            case ARGO_CD -> revert();
            case FLUX -> revertCommit().then(bringInAndResume());
        };
    }

    /** Flux reconciles nothing that is suspended, and begins as soon as it no longer is. */
    private Script bringInAndResume() {
        return deleteLastJobs().then(fluxFetch()).then(fluxResume()).then(fluxReconcile());
    }

    /** Lets the tool work again, without bringing anything in. */
    Script resume() {
        return switch (deployment.delivery()) {
            case HELM, HELM_WAIT, TERRAFORM -> Script.empty();
            case ARGO_CD -> Script.of("argocd app set {} --sync-policy automated", deployment.releaseName());
            case FLUX -> fluxResume();
        };
    }

    /** A release's own source is the chart; what is committed comes with a Kustomization. */
    private Script fluxFetch() {
        return Script.of("kustomization=flux-system   # the one that brings this package in")
                .line("flux reconcile kustomization \"$kustomization\" --with-source");
    }

    private Script fluxReconcile() {
        return Script.of(
                "flux reconcile helmrelease {} --namespace {} --with-source",
                deployment.releaseName(),
                deployment.namespace());
    }

    private Script fluxResume() {
        return Script.of("flux resume helmrelease {} --namespace {}", deployment.releaseName(), deployment.namespace());
    }

    private static Script revertCommit() {
        return Script.of("git revert --no-edit HEAD && git push");
    }

    private Script helm(String flags) {
        return Script.of(
                        "helm upgrade --install {} airflow --repo " + HelmValues.CHART_REPOSITORY + " --version {} \\",
                        deployment.releaseName(),
                        deployment.chartVersion())
                .line("  --namespace {} -f " + HelmValues.FILE_NAME + " --timeout 15m" + flags, deployment.namespace());
    }

    private Script helmUninstall() {
        return Script.of(
                "helm uninstall {} --namespace {} --ignore-not-found",
                deployment.releaseName(),
                deployment.namespace());
    }

    private Script helmRollback() {
        return Script.of("helm history {} --namespace {}", deployment.releaseName(), deployment.namespace())
                .line("revision=1   # the last good one in that list")
                .line(
                        "helm rollback {} \"$revision\" --namespace {} --timeout 15m",
                        deployment.releaseName(),
                        deployment.namespace());
    }

    /** The migration's Job, if the release has one. The chart deletes it some minutes after its end. */
    Optional<String> migrationJob() {
        return deployment.migrateDatabase()
                ? Optional.of(deployment.names().object("run-airflow-migrations"))
                : Optional.empty();
    }

    private Script deleteLastJobs() {
        List<String> jobs = lastJobs();
        return jobs.isEmpty()
                ? Script.empty()
                : new Kubectl(deployment).line("delete job {} --ignore-not-found", Script.Words.of(jobs));
    }

    private List<String> lastJobs() {
        List<String> jobs = new ArrayList<>();
        migrationJob().ifPresent(jobs::add);
        deployment.adminUser().ifPresent(user -> jobs.add(deployment.names().object("create-user")));
        return jobs;
    }

    private List<Block> application(RuleSet rules) {
        String repository = "https://git.example.com/platform/airflow.git";
        return List.of(
                Block.paragraph(
                        "Replace {} with your repository of this package, and branch and folder if yours differ.",
                        Phrase.code(repository)),
                Block.code(
                        "yaml",
                        ArgoCdApplication.of(deployment, rules)
                                .valuesFromRepository(
                                        repository, "main", "production-deployment/" + HelmValues.FILE_NAME)
                                .asText()));
    }

    private List<Block> helmRelease(RuleSet rules) {
        String configMap = deployment.names().object("values");
        return List.of(
                Block.paragraph(
                        "The values come from ConfigMap {}, whose key `values.yaml` holds `" + HelmValues.FILE_NAME
                                + "`. Kustomize can make it: a `configMapGenerator` with `disableNameSuffixHash: true`.",
                        Phrase.code(configMap)),
                Block.code(
                        "yaml",
                        FluxRelease.of(deployment, rules)
                                .valuesFromConfigMap(configMap)
                                .asText()));
    }

    private String terraformRelease() {
        return """
                resource "helm_release" "airflow" {
                  name       = %1$s
                  namespace  = %2$s
                  repository = "%4$s"
                  chart      = "airflow"
                  version    = %3$s
                  values     = [file("${path.module}/%5$s")]
                  timeout    = 900
                  wait       = true
                }
                """.formatted(
                        hcl(deployment.releaseName()),
                        hcl(deployment.namespace()),
                        hcl(deployment.chartVersion().text()),
                        HelmValues.CHART_REPOSITORY,
                        HelmValues.FILE_NAME);
    }

    private static String hcl(String text) {
        String escaped = Encoding.JSON_STRING.encode(text).replace("${", "$${").replace("%{", "%%{");
        return "\"" + escaped + "\"";
    }
}
