package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.pods.Component;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.upgrade.Caution;
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
            steps.before("What stops this plan, under \"Know this first\", is dealt with.");
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
                    .before("Try the new image with your DAGs elsewhere: `airflow dags reserialize` must end without"
                            + " errors.")
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
        List<String> names = names(Kind.NEW);
        if (!names.isEmpty()) {
            steps.step(
                    kubectlThen.line("describe secret {}", Script.Words.of(names)),
                    "Make the Secrets that are new, as the new package's manifest says.{} Then see that each has its keys.",
                    plan.isAnotherRelease()
                            ? " Their material is that of the old ones, the Fernet keys above all: with others nothing"
                                    + " reads the connections."
                            : "");
        }
    }

    /** The old tool would put back what the new one brings in, or delete what it no longer finds. */
    private void releaseFromDelivery() {
        if (handover.isNeeded()) {
            handover.release()
                    .ifPresent(release -> steps.step(
                            release,
                            "Take the release out of its repository, where it is in one, and away from {}. Nothing of it"
                                    + " is deleted.",
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
                    "Write the Secrets anew that change, as the new package's manifest says, or where they are kept; not"
                            + " before, because a pod that happens to restart reads them at once. Then see that each has"
                            + " its keys.");
        }
    }

    private void drain() {
        if (!drains()) {
            return;
        }
        if (!handover.isNeeded()) {
            rolloutNow
                    .suspend()
                    .ifPresent(suspend -> steps.step(suspend, "Keep the delivery from starting again what you stop."));
        }
        Drain drain = new Drain(before);
        steps.step(drain.script(), "{}", drain.explanation());
        if (stopsAll() && !plan.isDowngrade()) {
            steps.step(
                    kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER)),
                    "Stop the rest: {}.",
                    plan.isAnotherRelease() || plan.isAnotherDatabase()
                            ? "two Airflows must not work on one database, nor one on two"
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
                || !before.broker().equals(after.broker());
    }

    private void downgrade() {
        if (plan.isDowngrade()) {
            new ChangeProcedures(before)
                    .migrateDown(
                            steps,
                            earlier.airflowWithout(Component.SCHEDULER, Component.WEB),
                            Script.of("older_version={}", after.airflowVersion()));
        }
    }

    private void rollOut() {
        steps.step(
                bringIn(),
                "Bring the new package in. {}{}",
                handover.isNeeded() ? handover.explanation() : Phrase.NOTHING,
                rolloutThen.explanation());
        if (drains()) {
            steps.step(kubectlThen.start(stopped()), "Start what is still stopped.");
        }
        if (stopsAll() || plan.isDowngrade()) {
            kubectlThen.letKedaScale(steps);
        }
        steps.step(kubectlThen.waitFor(later.all()), "Wait for every component.");
        if (plan.isDowngrade()) {
            steps.step(
                    kubectlThen.exec(later.dagProcessor(), "airflow dags reserialize"),
                    "Write the DAGs into the database again, in the older form.");
        }
    }

    private Script bringIn() {
        if (handover.isNeeded()) {
            return handover.takeOver();
        }
        return drains() ? rolloutThen.applyAndResume() : rolloutThen.apply();
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
                    "Restart what reads changed Secrets, or has another identity, and was left alone by the rollout.");
        }
    }

    /** What was stopped has started since, and the pool of another database was restarted before it. */
    private boolean isNewAnyway(Workload workload) {
        return stopsAll() && later.airflow().contains(workload)
                || plan.isAnotherDatabase()
                        && later.pool().filter(workload::equals).isPresent();
    }

    /** The pool's file names the server. Whoever came back before this would work on the database before. */
    private void poolOfOtherDatabase() {
        if (plan.isAnotherDatabase()
                && !plan.isAnotherRelease()
                && after.pgBouncer().isPresent()) {
            earlier.pool()
                    .ifPresent(pool -> steps.step(
                            kubectlNow.restart(List.of(pool)),
                            "Restart PgBouncer before anything comes back: until then it leads to the old database."));
        }
    }

    private void cleanUp() {
        if (plan.isAnotherRelease()) {
            steps.step(
                    rolloutNow.uninstall(),
                    "When nobody wants to go back any more, uninstall the old release. Its database is the new one's: it is not"
                            + " part of the release, and stays.");
        }
        if (handover.isNeeded() && after.delivery() == Delivery.ARGO_CD) {
            steps.step(
                    kubectlThen.line("delete secret -l {}", "owner=helm,name=" + after.releaseName()),
                    "Delete Helm's records of the release, so that nobody rolls it back or uninstalls it with Helm.");
        }
        if (leavesVolumes()) {
            steps.step(
                    kubectlNow.line("get persistentvolumeclaims -l {}", "release=" + before.releaseName()),
                    "Look for volumes of workloads that went. Kubernetes keeps them; delete those that nobody needs.");
        }
        List<String> unused = names(Kind.UNUSED);
        if (!unused.isEmpty()) {
            steps.step(
                    kubectlNow.line("delete secret {}", Script.Words.of(unused)),
                    "When nobody wants to go back any more, delete the Secrets that nothing reads, and take them out of"
                            + " where they are kept.");
        }
    }

    /** A StatefulSet's volumes outlive it. */
    private boolean leavesVolumes() {
        List<String> gone = plan.workloads().stream()
                .filter(change -> change.kind() != WorkloadChange.Kind.ADDED)
                .map(WorkloadChange::name)
                .toList();
        return earlier.all().stream()
                .anyMatch(workload -> workload.kind().equals("statefulset") && gone.contains(workload.name()));
    }

    private void verify() {
        HealthCommands health = new HealthCommands(after);
        steps.verify(
                health.database().then(health.report()).then(health.dags()),
                "The schema fits the code, every component is healthy, no DAG fails to import:");
        if (plan.migratesDatabase() && AirflowTrait.CONFIG_LINT.isIn(after.airflowVersion())) {
            steps.verify(kubectlThen.exec(later.scheduler(), "airflow config lint"), "No option is out of date:");
        }
    }

    private void wayBack() {
        if (plan.isAnotherRelease() || plan.isAnotherDatabase()) {
            steps.rollback(
                    "Stop the new {}, and start the old one again: nothing of it is gone before you delete it."
                            + " What happened since stays behind where the database is another one.",
                    plan.isAnotherRelease() ? "release" : "deployment");
        } else if (plan.isDowngrade()) {
            steps.rollback(
                    "Bring the package before back: its migration takes the schema up again. What the way down dropped comes"
                            + " back only with the backup.");
        } else if (handover.isNeeded()) {
            steps.rollback(
                    "Take the release away from {} again, and let {} take it over, with the package before and the Secrets"
                            + " of that time.",
                    rolloutThen.title(),
                    rolloutNow.title());
        } else if (plan.migratesDatabase()) {
            steps.rollback(
                    "Restore the backup, then bring the package before back. \"Roll back a migration\" in the runbook of"
                            + " Airflow {} says how, and what to do without a backup. A Helm rollback alone leaves the"
                            + " other schema in the database.",
                    after.airflowVersion());
        } else {
            steps.rollback(rolloutNow.revert(), "Bring the package before back, and the Secrets of that time with it:");
        }
    }

    private List<String> names(Kind kind) {
        return plan.secrets().stream()
                .filter(change -> change.kind() == kind)
                .map(change -> change.secret().name())
                .toList();
    }
}
