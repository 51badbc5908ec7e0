package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.render.upgrade.UpgradePlan;
import java.util.Optional;

/** From one tool that runs Helm to another, while the release stays. */
final class DeliveryHandover {

    private final UpgradePlan plan;
    private final AirflowDeployment before;
    private final AirflowDeployment after;

    DeliveryHandover(UpgradePlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
    }

    /** Whether another tool takes over the same release. Helm with and without {@code --wait} is one tool. */
    boolean isNeeded() {
        return toolOf(before) != toolOf(after) && !plan.isAnotherRelease();
    }

    /** Lets the earlier tool forget the release, and leaves the release. Helm itself watches nothing. */
    Optional<Script> release() {
        return switch (before.delivery()) {
            case HELM, HELM_WAIT -> Optional.empty();
            case ARGO_CD -> Optional.of(Script.of("argocd app delete {} --cascade=false", before.releaseName()));
            // Flux uninstalls a release whose object goes, unless it is suspended.
            case FLUX ->
                Optional.of(Script.of(
                                "flux suspend helmrelease {} --namespace {}", before.releaseName(), before.namespace())
                        .then(new Kubectl(before).line("delete helmrelease {}", before.releaseName())));
            case TERRAFORM -> Optional.of(Script.of("terraform state rm helm_release.airflow"));
        };
    }

    /** Brings the package in by the later tool, which knows nothing of the release yet. */
    Script takeOver() {
        Rollout rollout = new Rollout(after);
        // Argo CD keeps no Helm release, and Helm refuses objects that belong to none.
        boolean ownedByNobody = before.delivery() == Delivery.ARGO_CD;
        return switch (after.delivery()) {
            case HELM, HELM_WAIT -> ownedByNobody ? rollout.applyToForeignObjects() : rollout.apply();
            case ARGO_CD, FLUX -> rollout.apply();
            case TERRAFORM ->
                (ownedByNobody ? rollout.applyToForeignObjects() : Script.empty())
                        .line("terraform import helm_release.airflow {}", after.namespace() + "/" + after.releaseName())
                        .then(rollout.apply());
        };
    }

    /** What the later tool has to be given first; empty where the command says it all. */
    Phrase explanation() {
        return switch (after.delivery()) {
            case HELM, HELM_WAIT -> Phrase.NOTHING;
            case ARGO_CD -> Phrase.of("Create the Application first, as the new INSTALL.md shows it. ");
            case FLUX ->
                Phrase.of("The HelmRelease comes with the package, as the new INSTALL.md shows it; it takes the"
                        + " release over. ");
            case TERRAFORM -> Phrase.of("Write the resource first, as the new INSTALL.md shows it. ");
        };
    }

    private static Delivery toolOf(AirflowDeployment deployment) {
        return deployment.delivery() == Delivery.HELM_WAIT ? Delivery.HELM : deployment.delivery();
    }
}
