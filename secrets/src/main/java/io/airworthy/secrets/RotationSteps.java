package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.secret.Material;
import io.airworthy.secret.SealedSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to be done with rotated material, so that it reaches the pods and the other side knows it as well. */
final class RotationSteps {

    private final AirflowDeployment deployment;
    private final SecretMaterial before;
    private final SecretMaterial after;
    private final Set<Material> different;
    private final List<RequiredSecret> changed;

    RotationSteps(
            AirflowDeployment deployment,
            SecretMaterial before,
            SecretMaterial after,
            Set<Material> different,
            List<RequiredSecret> changed) {
        this.deployment = deployment;
        this.before = before;
        this.after = after;
        this.different = different;
        this.changed = changed;
    }

    List<RotationStep> of(Material which, List<RotationStep> afterwards) {
        List<RotationStep> steps = new ArrayList<>(first(which));
        steps.addAll(delivered());
        steps.add(RotationStep.of("Deploy with the values of the new revisions. That restarts "
                + changed.stream()
                        .flatMap(secret -> secret.readers().stream())
                        .distinct()
                        .map(Object::toString)
                        .collect(Collectors.joining(", "))
                + "."));
        steps.addAll(last(which));
        steps.addAll(afterwards);
        return steps;
    }

    static List<RotationStep> fernetBegun(AirflowDeployment deployment) {
        return List.of(
                RotationStep.of(
                        "When every pod has both keys, encrypt everything with the new one.",
                        "kubectl -n " + deployment.namespace() + " exec deploy/"
                                + deployment.names().workload(Component.WEB) + " -- airflow rotate-fernet-key"),
                RotationStep.of("End the rotation with finishFernet()."));
    }

    static List<RotationStep> fernetFinished(AirflowDeployment deployment) {
        return List.of(RotationStep.of(
                "See that a connection which was there before can be read.",
                "kubectl -n " + deployment.namespace() + " exec deploy/"
                        + deployment.names().workload(Component.WEB) + " -- airflow connections list"));
    }

    /** What must be true before the new material is anywhere. */
    private List<RotationStep> first(Material which) {
        return switch (which) {
            case FERNET_KEYS ->
                List.of(RotationStep.of("Take a backup of the database, and keep it together with the present keys."));
            case JWT_SECRET ->
                List.of(RotationStep.of(
                        "Pause what schedules and let running tasks finish: their tokens become invalid at"
                                + " once."));
            case GIT_DEPLOY_KEY ->
                after
                        .deployKey()
                        .map(key -> RotationStep.of(
                                "Add the new public key to the repository, read-only: " + key.publicLine()))
                        .stream()
                        .toList();
            case DATABASE_PASSWORD ->
                List.of(RotationStep.of("Give the role its new password: run DatabaseRole.alterStatement() as an"
                        + " administrator. From now on new connections with the old one are refused."));
            case BROKER_PASSWORD -> List.of(RotationStep.of("Give the broker its new password."));
            default -> List.of();
        };
    }

    private List<RotationStep> last(Material which) {
        return switch (which) {
            case GIT_DEPLOY_KEY ->
                before
                        .deployKey()
                        .map(key -> RotationStep.of(
                                "When git-sync pulls, remove the old key from the repository: " + key.fingerprint()))
                        .stream()
                        .toList();
            case SESSION_KEY ->
                List.of(RotationStep.of("Users log in again; logs cannot be fetched until all pods have the new key."));
            case JWT_SECRET -> List.of(RotationStep.of("Resume what schedules. Users log in again."));
            default -> List.of();
        };
    }

    private List<RotationStep> delivered() {
        Optional<RemoteEntries> entries = RemoteEntries.of(deployment);
        if (entries.isPresent()) {
            return external(entries.orElseThrow());
        }
        String names = changed.stream().map(RequiredSecret::name).collect(Collectors.joining(", "));
        return List.of(RotationStep.of(
                deployment.secretDelivery() instanceof SealedSecrets
                        ? "Seal the Secrets anew, commit them, and wait until the controller has opened them: " + names
                                + "."
                        : "Write the Secrets anew and apply them: " + names + "."));
    }

    private List<RotationStep> external(RemoteEntries entries) {
        List<RotationStep> steps = new ArrayList<>();
        for (Material material : different) {
            steps.add(RotationStep.of("Put " + material.description() + " into the " + entries.of(material) + "."));
        }
        String kubectl = "kubectl -n " + deployment.namespace() + " ";
        for (RequiredSecret secret : changed) {
            steps.add(
                    RemoteEntries.isWrittenOnce(secret.purpose())
                            ? RotationStep.of(
                                    "Delete " + secret.name() + ", which the operator writes only where there is none.",
                                    kubectl + "delete secret " + secret.name())
                            : RotationStep.of(
                                    "Let the operator read the store now.",
                                    kubectl + "annotate externalsecret " + secret.name()
                                            + " force-sync=\"$(date +%s)\" --overwrite"));
            steps.add(RotationStep.of(
                    "Wait until " + secret.name() + " is there.",
                    kubectl + "wait --for=create --timeout=5m secret/" + secret.name() + " && " + kubectl
                            + "wait --for=condition=Ready --timeout=5m externalsecret/" + secret.name()));
        }
        return steps;
    }
}
