package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.pods.Component;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.upgrade.Caution;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.SecretChange.Kind;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.render.upgrade.WorkloadChange;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the guide says of an upgrade: of the deployment as it is now, as it is then, and of the way from one to the other. */
final class UpgradeFacts {

    private final UpgradePlan plan;
    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final Workloads earlier;
    private final Workloads later;
    private final Fact.Counter step = new Fact.Counter();

    private UpgradeFacts(UpgradePlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
        this.earlier = before.release().workloads();
        this.later = after.release().workloads();
    }

    static Facts of(UpgradePlan plan) {
        return Facts.of(new UpgradeFacts(plan), plan);
    }

    Fact.Counter step() {
        return step;
    }

    Facts now() {
        return DeploymentFacts.of(before, RuleSet.standard());
    }

    Facts then() {
        return DeploymentFacts.of(after, RuleSet.standard(), isOwnedByNobody());
    }

    boolean isUpgrade() {
        return plan.migratesDatabase() || !sameChart();
    }

    boolean sameChart() {
        return before.chartVersion().equals(after.chartVersion());
    }

    boolean sameAirflow() {
        return before.airflowVersion().equals(after.airflowVersion());
    }

    boolean sameExecutors() {
        return before.executorText().equals(after.executorText());
    }

    boolean sameDelivery() {
        return before.delivery() == after.delivery();
    }

    boolean isAnotherSystem() {
        return plan.isAnotherRelease() || plan.isAnotherDatabase();
    }

    boolean isStopped() {
        return plan.cautions().stream().anyMatch(Caution::stops);
    }

    List<String> restarted() {
        List<String> restarted = new ArrayList<>(plan.restarts());
        plan.workloads().forEach(change -> restarted.remove(change.name()));
        return restarted;
    }

    boolean restartsNone() {
        return plan.workloads().isEmpty()
                && restarted().isEmpty()
                && plan.restartsByHand().isEmpty();
    }

    /** A changed value of the chart; of a list only what the other one does not have. */
    record Changed(ValueChange change) {

        boolean same() {
            return Objects.equals(change.before(), change.after());
        }

        Phrase was() {
            return text(change.before(), change.after());
        }

        Phrase becomes() {
            return text(change.after(), change.before());
        }

        private Phrase text(@Nullable Object value, @Nullable Object other) {
            boolean compared = change.kind() == ValueChange.Kind.CHANGED || change.kind() == ValueChange.Kind.MOVED;
            return compared && !same() ? ValueText.beside(value, other) : ValueText.of(value);
        }
    }

    List<Changed> changedValues() {
        return plan.values().stream().map(Changed::new).toList();
    }

    List<String> secretsOfOwners() {
        return names(plan.secrets().stream().filter(this::isSupplied));
    }

    /** Secrets of ours that something happens to. */
    List<String> secretsToWrite(Kind kind) {
        return names(plan.secrets().stream().filter(change -> change.kind() == kind && !isSupplied(change)));
    }

    private static List<String> names(Stream<SecretChange> changes) {
        return changes.map(change -> change.secret().name()).toList();
    }

    /** A change of a Secret, and whether its owner makes it. */
    record Moved(SecretChange change, boolean byOwner) {}

    List<Moved> changedSecrets() {
        return plan.secrets().stream()
                .map(change -> new Moved(change, isSupplied(change) && change.kind() != Kind.REDUCED))
                .toList();
    }

    /** Only what nothing reads any longer is a Secret of before, and then one of ours. */
    private boolean isSupplied(SecretChange change) {
        return change.kind() != Kind.UNUSED
                && after.suppliedSecrets().contains(change.secret().purpose());
    }

    boolean handsSecretsOver() {
        return !plan.isAnotherRelease()
                && !new SecretFacts(before).secretsMaker().equals(new SecretFacts(after).secretsMaker());
    }

    boolean hasPreparations() {
        return isStopped() || isUpgrade();
    }

    /** The command came with Airflow 3; before it only the table of options can tell. */
    boolean lintsBefore() {
        return plan.migratesDatabase() && !plan.isDowngrade() && AirflowTrait.CONFIG_LINT.isIn(before.airflowVersion());
    }

    boolean lintsAfter() {
        return plan.migratesDatabase() && AirflowTrait.CONFIG_LINT.isIn(after.airflowVersion());
    }

    /**
     * A change of version may change the schema; one of executor or broker leaves behind what is queued; a pool that goes
     * takes with it the connections of whatever still runs.
     */
    boolean drains() {
        return plan.migratesDatabase()
                || isAnotherSystem()
                || before.pgBouncer().isPresent() && after.pgBouncer().isEmpty()
                || !before.executors().equals(after.executors())
                || plan.isAnotherBroker();
    }

    boolean stopsRest() {
        return stopsAll() && !plan.isDowngrade();
    }

    /** Patch releases leave the schema alone, so that older and newer code can run side by side. */
    private boolean stopsAll() {
        return drains()
                && (isAnotherSystem()
                        || !before.airflowVersion()
                                .minorLine()
                                .equals(after.airflowVersion().minorLine()));
    }

    Group rest() {
        return new Group(before, earlier.airflowWithout(Component.SCHEDULER));
    }

    Group restButWeb() {
        return new Group(before, earlier.airflowWithout(Component.SCHEDULER, Component.WEB));
    }

    Group stopped() {
        return new Group(
                after,
                plan.isDowngrade()
                        ? later.airflowWithout(Component.WEB)
                        : stopsAll() ? later.airflow() : List.of(later.scheduler()));
    }

    boolean letsKedaScale() {
        return (stopsAll() || plan.isDowngrade()) && !later.scaledByKeda().isEmpty();
    }

    boolean restartsPool() {
        return plan.isAnotherDatabase()
                && !plan.isAnotherRelease()
                && before.pgBouncer().isPresent()
                && after.pgBouncer().isPresent();
    }

    /** A StatefulSet that is gone does not refuse its new claims. */
    List<String> otherClaims() {
        return plan.workloads().stream()
                .filter(change -> change.kind() == WorkloadChange.Kind.OTHER_CLAIMS)
                .map(WorkloadChange::name)
                .toList();
    }

    /** What the rollout does not restart. */
    Group left() {
        return new Group(
                after,
                later.all().stream()
                        .filter(workload -> plan.restartsByHand().contains(workload.name()))
                        .filter(workload -> !isNewAnyway(workload))
                        .toList());
    }

    /** What was stopped has started since, and the pool of another database was restarted before it. */
    private boolean isNewAnyway(Workload workload) {
        return stopsAll() && later.airflow().contains(workload)
                || plan.isAnotherDatabase()
                        && later.pool().filter(workload::equals).isPresent();
    }

    /** A StatefulSet's volumes outlive it. */
    boolean leavesVolumes() {
        List<String> kept = plan.isAnotherRelease()
                ? List.of()
                : later.withVolumes().stream().map(Workload::name).toList();
        return earlier.withVolumes().stream().anyMatch(workload -> !kept.contains(workload.name()));
    }

    /** From one tool that runs Helm to another, while the release stays. Helm with and without {@code --wait} is one tool. */
    boolean handsDeliveryOver() {
        return toolOf(before) != toolOf(after) && !plan.isAnotherRelease();
    }

    boolean releasesFromTool() {
        return handsDeliveryOver() && toolOf(before) != Delivery.HELM;
    }

    boolean suspends() {
        return !handsDeliveryOver()
                && (before.delivery() == Delivery.ARGO_CD || before.delivery() == Delivery.FLUX)
                && (drains() || !otherClaims().isEmpty());
    }

    boolean uninstallsByHelm() {
        return toolOf(before) == Delivery.HELM || before.delivery() == Delivery.FLUX;
    }

    boolean forgetsHelm() {
        return handsDeliveryOver() && after.delivery() == Delivery.ARGO_CD;
    }

    /** Argo CD keeps no Helm release, and Helm refuses objects that belong to none. */
    private boolean isOwnedByNobody() {
        return handsDeliveryOver() && before.delivery() == Delivery.ARGO_CD;
    }

    private static Delivery toolOf(AirflowDeployment deployment) {
        return deployment.delivery() == Delivery.HELM_WAIT ? Delivery.HELM : deployment.delivery();
    }
}
