package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.pods.Component;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.upgrade.Caution;
import io.airworthy.render.upgrade.OptionChange;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.SecretChange.Kind;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.render.upgrade.WorkloadChange;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the guide says of an upgrade: of the deployment as it is now, as it is then, and of the way from one to the other. */
final class UpgradeFacts {

    private final UpgradePlan plan;
    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final Workloads earlier;
    private final Workloads later;
    private final Kubectl kubectlNow;
    private final Kubectl kubectlThen;

    UpgradeFacts(UpgradePlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
        this.earlier = before.release().workloads();
        this.later = after.release().workloads();
        this.kubectlNow = new Kubectl(before);
        this.kubectlThen = new Kubectl(after);
    }

    Facts facts() {
        Facts facts = new Facts().counter("step");
        versions(facts);
        changes(facts);
        secrets(facts);
        steps(facts);
        delivery(facts);
        return facts;
    }

    private void versions(Facts facts) {
        Facts now = DeploymentFacts.of(before, RuleSet.standard());
        Facts then = new Facts()
                .flag("takes-ownership", this::isOwnedByNobody)
                .within(DeploymentFacts.of(after, RuleSet.standard()));
        facts.several("now", () -> List.of(now))
                .several("then", () -> List.of(then))
                .flag("nothing", plan::isEmpty)
                .flag("downgrade", plan::isDowngrade)
                .flag(
                        "upgrade",
                        () -> plan.migratesDatabase() || !before.chartVersion().equals(after.chartVersion()))
                .flag("same-chart", () -> before.chartVersion().equals(after.chartVersion()))
                .flag("same-airflow", () -> before.airflowVersion().equals(after.airflowVersion()))
                .flag("same-executors", () -> before.executorText().equals(after.executorText()))
                .flag("same-delivery", () -> before.delivery() == after.delivery())
                .flag("migrates-database", plan::migratesDatabase)
                .flag("another-release", plan::isAnotherRelease)
                .flag("another-database", plan::isAnotherDatabase)
                .flag("another-system", () -> plan.isAnotherRelease() || plan.isAnotherDatabase());
    }

    private void changes(Facts facts) {
        List<String> restarted = new ArrayList<>(plan.restarts());
        plan.workloads().forEach(change -> restarted.remove(change.name()));
        facts.several(
                        "cautions",
                        () -> plan.cautions().stream()
                                .map(UpgradeFacts::caution)
                                .toList())
                .flag("stopped-by-caution", () -> plan.cautions().stream().anyMatch(Caution::stops))
                .several(
                        "changed-workloads",
                        () -> plan.workloads().stream()
                                .map(change -> new Facts()
                                        .text("name", change.name())
                                        .choice("kind", WorkloadChange.Kind.class, change::kind))
                                .toList())
                .codes("restarted", () -> restarted)
                .flag("restarts-some", () -> !restarted.isEmpty())
                .codes("restarted-by-hand", plan::restartsByHand)
                .flag("restarts-by-hand", () -> !plan.restartsByHand().isEmpty())
                .flag(
                        "restarts-none",
                        () -> plan.workloads().isEmpty()
                                && restarted.isEmpty()
                                && plan.restartsByHand().isEmpty())
                .several(
                        "changed-options",
                        () -> plan.options().stream().map(UpgradeFacts::option).toList())
                .several(
                        "changed-values",
                        () -> plan.values().stream().map(UpgradeFacts::value).toList());
    }

    private static Facts caution(Caution caution) {
        return new Facts()
                .flag("stops", caution::stops)
                .text("what", caution.what())
                .text("remedy", caution.remedy());
    }

    private static Facts option(OptionChange change) {
        OptionStanding standing = change.standing();
        return new Facts()
                .text("place", change.modelPath())
                .choice("kind", OptionStanding.Kind.class, standing::kind)
                .ifAnyText("since", standing::since)
                .ifAnyText("successor", standing::successor);
    }

    private static Facts value(ValueChange change) {
        boolean same = Objects.equals(change.before(), change.after());
        boolean changed = change.kind() == ValueChange.Kind.CHANGED || change.kind() == ValueChange.Kind.MOVED;
        return new Facts()
                .text("path", change.path())
                .choice("kind", ValueChange.Kind.class, change::kind)
                .ifAnyText("moved-from", change::movedFrom)
                .flag("same", () -> same)
                .prose(
                        "now",
                        () -> changed && !same
                                ? ValueText.beside(change.before(), change.after())
                                : ValueText.of(change.before()))
                .prose(
                        "then",
                        () -> changed
                                ? ValueText.beside(change.after(), change.before())
                                : ValueText.of(change.after()));
    }

    private void secrets(Facts facts) {
        facts.several(
                        "changed-secrets",
                        () -> plan.secrets().stream().map(this::secret).toList())
                .ifAny(
                        "secrets-of-owners",
                        () -> words(plan.secrets().stream()
                                .filter(this::isSupplied)
                                .map(change -> change.secret().name())
                                .toList()))
                .ifAny("new-secrets", () -> words(names(Kind.NEW)))
                .ifAny("updated-secrets", () -> words(names(Kind.CHANGED)))
                .ifAny("reduced-secrets", () -> words(names(Kind.REDUCED)))
                .ifAny("unused-secrets", () -> words(names(Kind.UNUSED)))
                .flag(
                        "hands-secrets-over",
                        () -> !plan.isAnotherRelease()
                                && !SecretFacts.maker(before).equals(SecretFacts.maker(after)));
    }

    private Facts secret(SecretChange change) {
        return new Facts()
                .text("name", change.secret().name())
                .text("title", change.secret().purpose().title())
                .choice("kind", Kind.class, change::kind)
                .flag("by-owner", () -> isSupplied(change) && change.kind() != Kind.REDUCED)
                .codes("keys", change::keys);
    }

    private List<String> names(Kind kind) {
        return plan.secrets().stream()
                .filter(change -> change.kind() == kind && !isSupplied(change))
                .map(change -> change.secret().name())
                .toList();
    }

    /** Only what nothing reads any longer is a Secret of before, and then one of ours. */
    private boolean isSupplied(SecretChange change) {
        return change.kind() != Kind.UNUSED
                && after.suppliedSecrets().contains(change.secret().purpose());
    }

    private static Optional<Fact> words(List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(new Fact.ShellWords(Script.Words.of(names)));
    }

    private void steps(Facts facts) {
        facts.flag(
                        "has-preparations",
                        () -> plan.cautions().stream().anyMatch(Caution::stops)
                                || plan.migratesDatabase()
                                || !before.chartVersion().equals(after.chartVersion()))
                // The command came with Airflow 3; before it only the table of options can tell.
                .flag(
                        "lints-before",
                        () -> plan.migratesDatabase()
                                && !plan.isDowngrade()
                                && AirflowTrait.CONFIG_LINT.isIn(before.airflowVersion()))
                .flag(
                        "lints-after",
                        () -> plan.migratesDatabase() && AirflowTrait.CONFIG_LINT.isIn(after.airflowVersion()))
                .flag("drains", this::drains)
                .flag("stops-rest", () -> stopsAll() && !plan.isDowngrade())
                .script("stop-rest", () -> kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER)))
                .script(
                        "stop-but-scheduler-and-web",
                        () -> kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER, Component.WEB)))
                .script("start-stopped", () -> kubectlThen.start(stopped()))
                .flag(
                        "lets-keda-scale",
                        () -> (stopsAll() || plan.isDowngrade())
                                && !kubectlThen.letKedaScale().lines().isEmpty())
                .flag(
                        "restarts-pool",
                        () -> plan.isAnotherDatabase()
                                && !plan.isAnotherRelease()
                                && before.pgBouncer().isPresent()
                                && after.pgBouncer().isPresent())
                .ifAny("other-claims", () -> words(withOtherClaims()))
                .script(
                        "restart-left",
                        () -> kubectlThen.restart(later.all().stream()
                                .filter(workload -> plan.restartsByHand().contains(workload.name()))
                                .filter(workload -> !isNewAnyway(workload))
                                .toList()))
                .flag("leaves-volumes", this::leavesVolumes);
    }

    /**
     * A change of version may change the schema; one of executor or broker leaves behind what is queued; a pool that goes
     * takes with it the connections of whatever still runs.
     */
    private boolean drains() {
        return plan.migratesDatabase()
                || plan.isAnotherRelease()
                || plan.isAnotherDatabase()
                || before.pgBouncer().isPresent() && after.pgBouncer().isEmpty()
                || !before.executors().equals(after.executors())
                || plan.isAnotherBroker();
    }

    /** Patch releases leave the schema alone, so that older and newer code can run side by side. */
    private boolean stopsAll() {
        return drains()
                && (plan.isAnotherRelease()
                        || plan.isAnotherDatabase()
                        || !before.airflowVersion()
                                .minorLine()
                                .equals(after.airflowVersion().minorLine()));
    }

    private List<Workload> stopped() {
        if (plan.isDowngrade()) {
            return later.airflowWithout(Component.WEB);
        }
        return stopsAll() ? later.airflow() : List.of(later.scheduler());
    }

    /** A StatefulSet that is gone does not refuse its new claims. */
    private List<String> withOtherClaims() {
        return plan.workloads().stream()
                .filter(change -> change.kind() == WorkloadChange.Kind.OTHER_CLAIMS)
                .map(WorkloadChange::name)
                .toList();
    }

    /** What was stopped has started since, and the pool of another database was restarted before it. */
    private boolean isNewAnyway(Workload workload) {
        return stopsAll() && later.airflow().contains(workload)
                || plan.isAnotherDatabase()
                        && later.pool().filter(workload::equals).isPresent();
    }

    /** A StatefulSet's volumes outlive it. */
    private boolean leavesVolumes() {
        List<String> kept = plan.isAnotherRelease()
                ? List.of()
                : later.withVolumes().stream().map(Workload::name).toList();
        return earlier.withVolumes().stream().anyMatch(workload -> !kept.contains(workload.name()));
    }

    /** From one tool that runs Helm to another, while the release stays. */
    private void delivery(Facts facts) {
        facts.flag("hands-delivery-over", this::handsOver)
                .flag("releases-from-tool", () -> handsOver() && toolOf(before) != Delivery.HELM)
                .flag(
                        "suspends",
                        () -> !handsOver()
                                && (before.delivery() == Delivery.ARGO_CD || before.delivery() == Delivery.FLUX)
                                && (drains() || !withOtherClaims().isEmpty()))
                .flag("uninstalls-by-helm", () -> toolOf(before) == Delivery.HELM || before.delivery() == Delivery.FLUX)
                .flag("forgets-helm", () -> handsOver() && after.delivery() == Delivery.ARGO_CD)
                .text("import-id", after.namespace() + "/" + after.releaseName());
    }

    /** Helm with and without {@code --wait} is one tool. */
    private boolean handsOver() {
        return toolOf(before) != toolOf(after) && !plan.isAnotherRelease();
    }

    /** Argo CD keeps no Helm release, and Helm refuses objects that belong to none. */
    private boolean isOwnedByNobody() {
        return handsOver() && before.delivery() == Delivery.ARGO_CD;
    }

    private static Delivery toolOf(AirflowDeployment deployment) {
        return deployment.delivery() == Delivery.HELM_WAIT ? Delivery.HELM : deployment.delivery();
    }
}
