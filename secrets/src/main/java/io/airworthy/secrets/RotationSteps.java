package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.dags.GitHost;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.release.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps that bring rotated material to the pods, and to the server that they log in to. */
final class RotationSteps {

    private final AirflowDeployment deployment;
    private final SecretMaterial before;
    private final SecretMaterial after;
    private final Set<Material> different;
    private final List<RequiredSecret> changed;
    private final SecretRevisions revisions;

    RotationSteps(
            AirflowDeployment deployment,
            SecretMaterial before,
            SecretMaterial after,
            Set<Material> different,
            List<RequiredSecret> changed,
            SecretRevisions revisions) {
        this.deployment = deployment;
        this.before = before;
        this.after = after;
        this.different = different;
        this.changed = changed;
        this.revisions = revisions;
    }

    List<RotationStep> of(Material which, List<RotationStep> afterwards) {
        List<RotationStep> steps = new ArrayList<>(first(which));
        steps.addAll(delivered());
        steps.addAll(otherSide(which));
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
                        inScheduler(deployment, "airflow rotate-fernet-key")),
                RotationStep.of("Finish the rotation with finishFernet()."));
    }

    static List<RotationStep> fernetFinished(AirflowDeployment deployment) {
        return List.of(RotationStep.of(
                "Check that an old connection can still be read.",
                "connection_id=your_connection; "
                        + inScheduler(
                                deployment,
                                "airflow connections get \"$connection_id\" > /dev/null && echo decrypted")));
    }

    private static String inScheduler(AirflowDeployment deployment, String command) {
        Workload scheduler = deployment.release().workloads().scheduler();
        return "kubectl -n " + deployment.namespace() + " exec " + scheduler.reference() + " -c "
                + scheduler.container() + " -- " + command;
    }

    /** What to do before the new material is delivered. */
    private List<RotationStep> first(Material which) {
        return switch (which) {
            case FERNET_KEYS ->
                List.of(RotationStep.of("Back up the database, and keep the backup together with the current keys."));
            case JWT_SECRET ->
                List.of(RotationStep.of(
                        "Pause scheduling and let running tasks finish: their tokens become invalid at once."));
            case GIT_DEPLOY_KEY ->
                after
                        .deployKey()
                        .map(key -> RotationStep.of(
                                "Add the new public key to " + gitHost().registry() + ": " + key.publicLine()))
                        .stream()
                        .toList();
            default -> List.of();
        };
    }

    /** Comes late, because from then on new connections with the old password fail until the pods are restarted. */
    private static List<RotationStep> otherSide(Material which) {
        return switch (which) {
            case DATABASE_PASSWORD ->
                List.of(RotationStep.of(
                        "Set the role's new password: run DatabaseRole.alterStatement() as an administrator. From now"
                                + " on, new connections with the old one are refused."));
            case BROKER_PASSWORD ->
                List.of(RotationStep.of(
                        "Set the broker's new password. From now on, new connections with the old one are refused."));
            default -> List.of();
        };
    }

    private List<RotationStep> last(Material which) {
        return switch (which) {
            case GIT_DEPLOY_KEY ->
                before
                        .deployKey()
                        .map(key -> RotationStep.of(
                                "When git-sync pulls with the new key, remove the old one there: " + key.fingerprint()))
                        .stream()
                        .toList();
            case SESSION_KEY ->
                changed.stream()
                        .map(secret -> RotationStep.of(secret.purpose().howToRotate()))
                        .toList();
            case JWT_SECRET -> List.of(RotationStep.of("Resume scheduling. Users log in again."));
            default -> List.of();
        };
    }

    private List<RotationStep> delivered() {
        Optional<RemoteEntries> entries = RemoteEntries.of(deployment);
        if (entries.isPresent()) {
            return external(entries.orElseThrow());
        }
        String names = changed.stream().map(RequiredSecret::name).collect(Collectors.joining(", "));
        List<RotationStep> steps = new ArrayList<>();
        if (deployment.secretDelivery().isSealed()) {
            steps.add(RotationStep.of("Seal the Secrets again, commit and apply them: " + names + "."));
            steps.addAll(awaited());
        } else {
            steps.add(RotationStep.of("Write the Secrets again and apply them: " + names + "."));
        }
        return steps;
    }

    /**
     * The manifests come first, so that what the operator makes after them has the new revision. It reads the store at
     * once when the spec changes, unless it was told to read only once or never again.
     */
    private List<RotationStep> external(RemoteEntries entries) {
        List<RotationStep> steps = new ArrayList<>();
        for (Material material : different) {
            steps.add(RotationStep.of("Put " + material.description() + " into the " + entries.of(material) + "."));
        }
        steps.add(RotationStep.of("Apply the manifests of the new revisions."));
        for (RequiredSecret secret : changed) {
            switch (entries.reading(secret.purpose())) {
                case ONCE ->
                    steps.add(RotationStep.of(
                            "Delete " + secret.name()
                                    + " and its ExternalSecret, which creates it only once. Then apply the manifests again, unless"
                                    + " something does so automatically.",
                            kubectl() + "delete " + ExternalSecrets.RESOURCE + "/" + secret.name() + " secret/"
                                    + secret.name()));
                case WHEN_MISSING ->
                    steps.add(RotationStep.of(
                            "Delete " + secret.name() + ", which the operator creates only if it is missing.",
                            kubectl() + "delete secret/" + secret.name()));
                case AGAIN -> {}
            }
        }
        steps.addAll(awaited());
        return steps;
    }

    /** A Secret carries its revision, so the old one cannot be mistaken for the new one. */
    private List<RotationStep> awaited() {
        return changed.stream()
                .map(secret -> RotationStep.of(
                        "Wait until " + secret.name() + " is the new one.",
                        kubectl() + "wait --for=create --timeout=5m secret/" + secret.name() + " && " + kubectl()
                                + "wait --for=jsonpath='{.metadata.annotations."
                                + SecretRevisions.ANNOTATION.replace(".", "\\.") + "}'="
                                + revisions.of(secret.purpose()).orElseThrow() + " --timeout=5m secret/"
                                + secret.name()))
                .toList();
    }

    private GitHost gitHost() {
        return deployment.gitSync().map(git -> GitHost.of(git.repository())).orElse(GitHost.OTHER);
    }

    private String kubectl() {
        return "kubectl -n " + deployment.namespace() + " ";
    }
}
