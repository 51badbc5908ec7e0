package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.pods.Component;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.upgrade.Caution;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.SecretChange.Kind;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.render.upgrade.WorkloadChange;
import java.util.ArrayList;
import java.util.List;

/** The steps of an upgrade: what the running deployment is asked for, then what the next one is. */
final class UpgradeSteps {

    private final UpgradePlan plan;
    private final AirflowDeployment before;
    private final AirflowDeployment after;
    private final Workloads earlier;
    private final Workloads later;
    private final Kubectl kubectlNow;
    private final Kubectl kubectlThen;
    private final Rollout rolloutNow;
    private final Rollout rolloutThen;
    private final DeliveryHandover handover;
    private final Procedure steps =
            Procedure.when("In this order", "You have read what changes, and the new package is rendered.");

    private boolean isSuspended;

    UpgradeSteps(UpgradePlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
        this.earlier = before.release().workloads();
        this.later = after.release().workloads();
        this.kubectlNow = new Kubectl(before);
        this.kubectlThen = new Kubectl(after);
        this.rolloutNow = new Rollout(before);
        this.rolloutThen = new Rollout(after);
        this.handover = new DeliveryHandover(plan);
    }

    List<Block> blocks() {
        preparations();
        look();
        newSecrets();
        releaseFromDelivery();
        drain();
        downgrade();
        copyDatabase();
        changedSecrets();
        poolOfOtherDatabase();
        if (!plan.isAnotherRelease()) {
            new SecretHandover(before, after).addTo(steps);
        }
        makeRoomForClaims();
        rollOut();
        restart();
        cleanUp();
        verify();
        wayBack();
        List<Block> blocks = new ArrayList<>(List.of(Block.heading(2, "Steps")));
        blocks.addAll(steps.blocks());
        return blocks;
    }

    private void preparations() {
        if (plan.cautions().stream().anyMatch(Caution::stops)) {
            steps.before("You have resolved what stops this plan: see \"Know this first\".");
        }
        if (plan.migratesDatabase()) {
            steps.before("Take a backup of the database, and keep the Fernet keys with it: without them the backup's"
                    + " connections cannot be read.");
        }
        if (plan.migratesDatabase() && !plan.isDowngrade()) {
            steps.before(
                            "Read the release notes of every version from Airflow {} to {}.",
                            before.airflowVersion(),
                            after.airflowVersion())
                    .before("Test the new image with your DAGs in another environment: `airflow dags reserialize`"
                            + " must end without errors.")
                    .before("A smaller database migrates faster: `airflow db clean` deletes old runs.");
        }
        if (!before.chartVersion().equals(after.chartVersion())) {
            steps.before(
                    "Read the release notes of every version from chart {} to {}.",
                    before.chartVersion(),
                    after.chartVersion());
        }
    }

    /** The command came with Airflow 3; before it only the table above can tell. */
    private void look() {
        if (plan.migratesDatabase() && !plan.isDowngrade() && AirflowTrait.CONFIG_LINT.isIn(before.airflowVersion())) {
            steps.step(
                    kubectlNow.exec(earlier.scheduler(), "airflow config lint"),
                    "See which options the running Airflow already complains about.");
        }
    }

    private void newSecrets() {
        List<String> ofOthers = plan.secrets().stream()
                .filter(this::isSupplied)
                .map(change -> change.secret().name())
                .toList();
        if (!ofOthers.isEmpty()) {
            steps.step(
                    kubectlThen.line("describe secret {}", Script.Words.of(ofOthers)),
                    "Have the owners of these Secrets put into them what the table under \"Secrets\" says. Then check"
                            + " that each has its keys.");
        }
        List<String> names = names(Kind.NEW);
        if (!names.isEmpty()) {
            steps.step(
                    kubectlThen.line("describe secret {}", Script.Words.of(names)),
                    "Create the new Secrets as the new package's manifest says.{} Then check that each has its keys.",
                    plan.isAnotherRelease()
                            ? " Use the material of the old ones, especially the Fernet keys: with other keys,"
                                    + " nothing can read the connections."
                            : "");
        }
    }

    /** The old tool would put back what the new one brings in, or delete what it no longer finds. */
    private void releaseFromDelivery() {
        if (handover.isNeeded()) {
            handover.release()
                    .ifPresent(release -> steps.step(
                            release,
                            "Remove the release from its repository, if it is in one, and from {}. None of its"
                                    + " objects are deleted.",
                            rolloutNow.title()));
        }
    }

    private void copyDatabase() {
        if (plan.isAnotherDatabase()) {
            steps.step(
                    "Copy the database, now that nothing writes to it: \"Back up\" and \"Restore the database\" in the"
                            + " runbook say how.");
        }
    }

    /** Late, because a pod that restarts in between reads them already. */
    private void changedSecrets() {
        List<String> names = names(Kind.CHANGED);
        if (!names.isEmpty()) {
            steps.step(
                    kubectlThen.line("describe secret {}", Script.Words.of(names)),
                    "Update the Secrets that change, as the new package's manifest says, or where they are stored."
                            + " Do not do it earlier: a pod that happens to restart reads them at once. Then check"
                            + " that each has its keys.");
        }
    }

    private void drain() {
        if (!drains()) {
            return;
        }
        suspendFor("Suspend the delivery, so that it does not start again what you stop.");
        Drain drain = new Drain(before);
        steps.step(drain.script(), "{}", drain.explanation());
        if (stopsAll() && !plan.isDowngrade()) {
            steps.step(
                    kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER)),
                    "Stop the rest: {}.",
                    plan.isAnotherRelease() || plan.isAnotherDatabase()
                            ? "two Airflow releases must not use the same database, and one release must not use two"
                            : "older code must not use the newer schema");
        }
    }

    /** Patch releases leave the schema alone, so that older and newer code can run side by side. */
    private boolean stopsAll() {
        return plan.isAnotherRelease()
                || plan.isAnotherDatabase()
                || !before.airflowVersion()
                        .minorLine()
                        .equals(after.airflowVersion().minorLine());
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

    /** A StatefulSet that is gone does not refuse its new claims. */
    private void makeRoomForClaims() {
        List<String> changed = plan.workloads().stream()
                .filter(change -> change.kind() == WorkloadChange.Kind.OTHER_CLAIMS)
                .map(WorkloadChange::name)
                .toList();
        if (!changed.isEmpty()) {
            suspendFor("Suspend the delivery, so that it does not create again what you delete.");
            steps.step(
                    kubectlNow.line("delete statefulset {} --cascade=orphan", Script.Words.of(changed)),
                    "Delete the StatefulSets whose volumes change: Kubernetes refuses the change, and with it the"
                            + " rollout. The pods keep running. A claim that exists keeps its size and its class; delete"
                            + " it with its pod where you need the new ones.");
        }
    }

    private void suspendFor(String reason) {
        if (!handover.isNeeded() && !isSuspended) {
            rolloutNow.suspend().ifPresent(suspend -> steps.step(suspend, reason));
            isSuspended = true;
        }
    }

    private void downgrade() {
        if (plan.isDowngrade()) {
            steps.step(
                    kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER, Component.WEB)),
                    "Stop everything except the {}: it has the newer code and, unlike the others, keeps running while the"
                            + " schema changes.",
                    before.webTier().title());
            steps.step(
                    Script.of("older_version={}", after.airflowVersion()).then(new Migration(before).downgrade()),
                    "Downgrade the schema with the newer code; the older code does not know how.");
        }
    }

    private void rollOut() {
        steps.step(
                bringIn(),
                "Deploy the new package. {}{}",
                handover.isNeeded() ? handover.explanation() : Phrase.NOTHING,
                rolloutThen.explanation());
        if (drains()) {
            steps.step(kubectlThen.start(stopped()), "Start what is still stopped.");
        }
        if (stopsAll() || plan.isDowngrade()) {
            Script again = kubectlThen.letKedaScale();
            if (!again.lines().isEmpty()) {
                steps.step(again, "Let KEDA scale again.");
            }
        }
        steps.step(kubectlThen.waitFor(later.all()), "Wait for every component.");
        if (plan.isDowngrade()) {
            steps.step(
                    kubectlThen.exec(later.dagParser(), "airflow dags reserialize"),
                    "Write the DAGs into the database again, in the older format.");
        }
    }

    private Script bringIn() {
        if (handover.isNeeded()) {
            return handover.takeOver();
        }
        return isSuspended ? rolloutThen.applyAndResume() : rolloutThen.apply();
    }

    private List<Workload> stopped() {
        if (plan.isDowngrade()) {
            return later.airflowWithout(Component.WEB);
        }
        return stopsAll() ? later.airflow() : List.of(later.scheduler());
    }

    private void restart() {
        List<Workload> left = later.all().stream()
                .filter(workload -> plan.restartsByHand().contains(workload.name()))
                .filter(workload -> !isNewAnyway(workload))
                .toList();
        if (!left.isEmpty()) {
            steps.step(
                    kubectlThen.restart(left),
                    "Restart what the rollout did not restart, although its Secrets or its identity changed.");
        }
    }

    /** What was stopped has started since, and the pool of another database was restarted before it. */
    private boolean isNewAnyway(Workload workload) {
        return stopsAll() && later.airflow().contains(workload)
                || plan.isAnotherDatabase()
                        && later.pool().filter(workload::equals).isPresent();
    }

    /** The pool's configuration names the server. What starts before this would use the old database. */
    private void poolOfOtherDatabase() {
        if (plan.isAnotherDatabase()
                && !plan.isAnotherRelease()
                && after.pgBouncer().isPresent()) {
            earlier.pool()
                    .ifPresent(pool -> steps.step(
                            kubectlNow.restart(List.of(pool)),
                            "Restart PgBouncer before anything else starts: until then it connects to the old"
                                    + " database."));
        }
    }

    private void cleanUp() {
        if (plan.isAnotherRelease()) {
            steps.step(
                    rolloutNow.uninstall(),
                    "When you no longer need a way back, uninstall the old release. Its database stays: it is not"
                            + " part of the release, and the new one uses it.");
        }
        if (handover.isNeeded() && after.delivery() == Delivery.ARGO_CD) {
            steps.step(
                    kubectlThen.line("delete secret -l {}", "owner=helm,name=" + after.releaseName()),
                    "Delete Helm's records of the release, so that nobody rolls it back or uninstalls it with Helm.");
        }
        if (leavesVolumes()) {
            steps.step(
                    kubectlNow.line("get persistentvolumeclaims -l {}", "release=" + before.releaseName()),
                    "Look for volumes of removed workloads. Kubernetes keeps them; delete those that nobody needs.");
        }
        List<String> reduced = names(Kind.REDUCED);
        if (!reduced.isEmpty()) {
            steps.step(
                    kubectlThen.line("describe secret {}", Script.Words.of(reduced)),
                    "Write the Secrets that lose keys again, as the new package's manifest says. Until now, a pod of the"
                            + " old version that restarted needed these keys.");
        }
        List<String> unused = names(Kind.UNUSED);
        if (!unused.isEmpty()) {
            steps.step(
                    kubectlNow.line("delete secret {}", Script.Words.of(unused)),
                    "When you no longer need a way back, delete the Secrets that nothing reads, here and where they"
                            + " are stored.");
        }
    }

    /** A StatefulSet's volumes outlive it. */
    private boolean leavesVolumes() {
        List<String> kept = plan.isAnotherRelease()
                ? List.of()
                : later.withVolumes().stream().map(Workload::name).toList();
        return earlier.withVolumes().stream().anyMatch(workload -> !kept.contains(workload.name()));
    }

    private void verify() {
        HealthCommands health = new HealthCommands(after);
        steps.verify(
                health.database().then(health.report()).then(health.dags()),
                "The schema matches the code, every component is healthy, no DAG fails to import:");
        if (plan.migratesDatabase() && AirflowTrait.CONFIG_LINT.isIn(after.airflowVersion())) {
            steps.verify(
                    kubectlThen.exec(later.scheduler(), "airflow config lint"),
                    "No option is out of date, besides " + HealthCommands.OPTIONS_OF_THE_CHART
                            + ", which the chart sets:");
        }
    }

    private void wayBack() {
        if (plan.isAnotherRelease() || plan.isAnotherDatabase()) {
            steps.rollback(
                    "Stop the new {}, and start the old one again: it is complete until you delete it. If it uses"
                            + " another database, what happened since then is missing there.",
                    plan.isAnotherRelease() ? "release" : "deployment");
        } else if (plan.isDowngrade()) {
            steps.rollback(
                    "{} What the downgrade dropped comes back only with the backup.",
                    before.migrateDatabase()
                            ? "Deploy the previous package again: its migration upgrades the schema."
                            : "Migrate the database with the newer version again, then deploy the previous package.");
        } else if (handover.isNeeded()) {
            steps.rollback(
                    "Remove the release from {}, and let {} take it over again, with the previous package and the"
                            + " Secrets of that time.",
                    rolloutThen.title(),
                    rolloutNow.title());
        } else if (plan.migratesDatabase()) {
            steps.rollback(
                    "Restore the backup, then deploy the previous package again. \"Roll back a migration\" in the"
                            + " runbook of Airflow {} says how, and what to do without a backup. A Helm rollback"
                            + " alone leaves the newer schema in the database.",
                    after.airflowVersion());
        } else {
            steps.rollback(rolloutNow.revert(), "Deploy the previous package again, with the Secrets of that time:");
        }
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
}
