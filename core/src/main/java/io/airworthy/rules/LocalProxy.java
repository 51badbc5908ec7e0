package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.Flower;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.Pods;
import io.airworthy.pods.WorkerGroup;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A proxy to the database in each pod that connects, such as Cloud SQL's, which the pod itself is then the host of. */
final class LocalProxy {

    private static final Pattern PROXY = Pattern.compile("(?i)proxy|pgbouncer|pgcat|tunnel");

    private final AirflowDeployment deployment;

    private LocalProxy(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /** Whether each pod that connects to the server has a container of its own for it. */
    static boolean isInEachPod(AirflowDeployment deployment) {
        LocalProxy proxy = new LocalProxy(deployment);
        return !proxy.kedaConnects()
                && (deployment.pgBouncer().isPresent() ? proxy.isWithThePool() : proxy.isWithAirflow());
    }

    /** Whether KEDA scales anything. It is in a pod of somebody else's. */
    static boolean kedaScales(AirflowDeployment deployment) {
        return !deployment.scaledByKeda().isEmpty()
                || deployment.workerGroups().stream().anyMatch(WorkerGroup::isScaledByKeda);
    }

    private boolean kedaConnects() {
        return kedaScales(deployment)
                && (deployment.pgBouncer().isEmpty()
                        || deployment.release().connections().kedaConnectsDirectly());
    }

    private boolean isWithThePool() {
        return deployment.pgBouncer().filter(pool -> isIn(pool.pods())).isPresent()
                && (!deployment.release().connections().migratesDirectly()
                        || isInJob(deployment.migrationJob().pods()));
    }

    /** What waits for the migration begins before any container of the team's. */
    private boolean isWithAirflow() {
        Pods workers = deployment.ha().workers().pods();
        return deployment.components().stream()
                        .map(deployment.ha()::of)
                        .allMatch(settings -> !settings.waitForMigrations() && isIn(settings.pods()))
                && deployment.workerGroups().stream()
                        .map(WorkerGroup::settings)
                        .allMatch(settings -> !settings.waitForMigrations() && (isIn(settings.pods()) || isIn(workers)))
                && deployment.flower().map(Flower::pods).map(LocalProxy::isIn).orElse(true)
                && (!deployment.usesKubernetesPods() || isIn(deployment.ha().taskPods()))
                && deployment.jobsByPath().entrySet().stream()
                        .filter(job -> !job.getKey().startsWith("podCleanup"))
                        .map(Map.Entry::getValue)
                        .allMatch(job -> isInJob(job.pods()));
    }

    private static boolean isIn(Pods pods) {
        return pods.sidecars().stream().anyMatch(LocalProxy::isProxy) || isInJob(pods);
    }

    /** A job does not end while a sidecar runs, but while such an init container does. */
    private static boolean isInJob(Pods pods) {
        return pods.initContainers().stream()
                .filter(container -> "Always".equals(container.definition().get("restartPolicy")))
                .anyMatch(LocalProxy::isProxy);
    }

    private static boolean isProxy(ExtraContainer container) {
        return Stream.of("name", "image")
                .map(container.definition()::get)
                .anyMatch(text -> text != null && PROXY.matcher(text.toString()).find());
    }
}
