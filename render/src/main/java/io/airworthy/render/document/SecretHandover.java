package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.render.kubernetes.SecretsManifest;
import java.util.Optional;

/**
 * From one way of making Secrets to another, while the Secrets stay. What made them owns them: they would be deleted with
 * it, and what makes them next refuses objects that it does not own.
 */
final class SecretHandover {

    private final AirflowDeployment before;
    private final AirflowDeployment after;

    SecretHandover(AirflowDeployment before, AirflowDeployment after) {
        this.before = before;
        this.after = after;
    }

    /** Adds the steps of the handover, if there is one. */
    void addTo(Procedure steps) {
        Optional<String> maker = makerOf(before);
        Optional<String> nextMaker = makerOf(after);
        if (maker.equals(nextMaker)) {
            return;
        }
        Kubectl kubectl = new Kubectl(before);
        maker.ifPresent(kind -> steps.step(
                kubectl.line("delete " + kind + " {} --cascade=orphan --ignore-not-found", names(before)),
                "Remove what makes the Secrets now, first from its repository, then from the cluster. The"
                        + " Secrets stay."));
        if (after.secretDelivery().isSealed()) {
            steps.step(
                    kubectl.line(
                            "annotate secret {} sealedsecrets.bitnami.com/managed=true --overwrite", names(before)),
                    "Allow the controller to take over the Secrets: it refuses those that it did not make.");
        }
        nextMaker.ifPresent(kind -> steps.step(
                new Kubectl(after)
                        .line("apply -f {}", SecretsManifest.FILE_NAME)
                        .then(new Kubectl(after).line("get " + kind + " {}", names(after))),
                "Apply what makes the Secrets from now on, with the material that the cluster has now. Then check"
                        + " that each was synced."));
    }

    private static Optional<String> makerOf(AirflowDeployment deployment) {
        if (deployment.release().secrets().required().isEmpty()) {
            return Optional.empty();
        }
        return deployment
                .secretDelivery()
                .match(
                        plain -> Optional.empty(),
                        external -> Optional.of(ExternalSecrets.RESOURCE),
                        sealedSecrets -> Optional.of("sealedsecrets"));
    }

    private static Script.Words names(AirflowDeployment deployment) {
        return new HealthCommands(deployment).ownSecretNames();
    }
}
