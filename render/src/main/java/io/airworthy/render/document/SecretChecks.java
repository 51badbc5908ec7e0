package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import java.util.List;

/** Which Secrets there are, and who may see them. */
final class SecretChecks {

    private final AirflowDeployment deployment;

    SecretChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        return List.of(
                Block.heading(2, "Secrets"),
                new SecretsOverview(deployment).inventory(),
                Block.bullets(List.of(
                        Tick.guaranteed("Static keys: the chart generates none, so none changes with an upgrade"),
                        Tick.guaranteed("The Fernet key can be rotated without loss: three steps, in the runbook"),
                        Tick.open(
                                "Access control (RBAC) reviewed: who may read Secrets in namespace {}, and who may"
                                        + " exec into its pods, which gives the same access",
                                Phrase.code(deployment.namespace())),
                        Tick.open("Secrets are encrypted at rest in the cluster"),
                        keeping(),
                        Tick.open("Every Secret above has a rotation date and an owner"))));
    }

    /** Where the material is, and who may read it there. */
    private Phrase keeping() {
        return deployment
                .secretDelivery()
                .match(
                        plain -> Tick.open("External secrets considered: Vault, or the cloud's own store"),
                        external -> Tick.guaranteed(
                                "External secrets: made in the cluster from {}",
                                new SecretReplacement(deployment).store()),
                        sealedSecrets -> Tick.open(
                                "The Sealed Secrets controller's private keys are backed up: without them no sealed Secret can"
                                        + " be opened in a new cluster"));
    }
}
