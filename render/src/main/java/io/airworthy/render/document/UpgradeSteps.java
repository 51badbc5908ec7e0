package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;
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

    UpgradeSteps(UpgradePlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
        this.earlier = new Workloads(before);
        this.later = new Workloads(after);
        this.kubectlNow = new Kubectl(before);
        this.kubectlThen = new Kubectl(after);
        this.rolloutNow = new Rollout(before);
        this.rolloutThen = new Rollout(after);
    }

    List<Block> blocks() {
        Procedure steps =
                Procedure.when("In this order", "You have read what changes, and the new package is rendered.");
        steps = preparations(steps);
        steps = look(steps);
        steps = newSecrets(steps);
        steps = drain(steps);
        steps = downgrade(steps);
        steps = changedSecrets(steps);
        steps = rollOut(steps);
        steps = restart(steps);
        steps = cleanUp(steps);
        steps = verify(steps);
        steps = wayBack(steps);
        List<Block> blocks = new ArrayList<>(List.of(Block.heading(2, "Steps")));
        blocks.addAll(steps.blocks());
        return blocks;
    }

    private Procedure preparations(Procedure steps) {
        Procedure prepared = steps;
        if (plan.cautions().stream().anyMatch(Caution::stops)) {
            prepared = prepared.before("What stops this plan, under \"Know this first\", is dealt with.");
        }
        if (plan.migratesDatabase()) {
            prepared =
                    prepared.before("Take a backup of the database, and keep the Fernet keys with it: without them the"
                            + " backup's connections cannot be read.");
        }
        if (plan.migratesDatabase() && !plan.isDowngrade()) {
            prepared = prepared.before(
                            "Read the release notes of every version from Airflow {} to {}.",
                            before.airflowVersion(),
                            after.airflowVersion())
                    .before("Try the new image with your DAGs elsewhere: `airflow dags reserialize` must end without"
                            + " errors.")
                    .before("A smaller database migrates faster: `airflow db clean` deletes old runs.");
        }
        if (!before.chartVersion().equals(after.chartVersion())) {
            prepared = prepared.before(
                    "Read the release notes of every version from chart {} to {}.",
                    before.chartVersion(),
                    after.chartVersion());
        }
        return prepared;
    }

    /** The command came with Airflow 3; before it only the table above can tell. */
    private Procedure look(Procedure steps) {
        return plan.migratesDatabase()
                        && !plan.isDowngrade()
                        && before.airflowVersion().isAirflow3()
                ? steps.step(
                        kubectlNow.exec(earlier.scheduler(), "airflow config lint"),
                        "See which options the running Airflow already complains about.")
                : steps;
    }

    private Procedure newSecrets(Procedure steps) {
        List<String> names = names(Kind.NEW);
        return names.isEmpty()
                ? steps
                : steps.step(
                        kubectlThen.line("describe secret {}", Script.Words.of(names)),
                        "Make the Secrets that are new, as the new package's manifest says. Then see that each has its keys.");
    }

    /** Late, because a pod that restarts in between reads them already. */
    private Procedure changedSecrets(Procedure steps) {
        List<String> names = names(Kind.CHANGED);
        return names.isEmpty()
                ? steps
                : steps.step(
                        kubectlThen.line("describe secret {}", Script.Words.of(names)),
                        "Write the Secrets anew that change, as the new package's manifest says, or where they are kept; not"
                                + " before, because a pod that happens to restart reads them at once. Then see that each has"
                                + " its keys.");
    }

    private Procedure drain(Procedure steps) {
        if (!drains()) {
            return steps;
        }
        Procedure drained = steps;
        if (rolloutNow.suspend().isPresent()) {
            drained = drained.step(
                    rolloutNow.suspend().orElseThrow(), "Keep the delivery from starting again what you stop.");
        }
        Drain drain = new Drain(before);
        drained = drained.step(drain.script(), "{}", drain.explanation());
        return stopsAll() && !plan.isDowngrade()
                ? drained.step(
                        kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER)),
                        "Stop the rest: older code must not use the newer schema.")
                : drained;
    }

    /** Patch releases leave the schema alone, so that older and newer code can run side by side. */
    private boolean stopsAll() {
        return !before.airflowVersion()
                .minorLine()
                .equals(after.airflowVersion().minorLine());
    }

    /** A change of version may change the schema; one of executor or broker leaves behind what is queued. */
    private boolean drains() {
        return plan.migratesDatabase()
                || !before.executors().equals(after.executors())
                || !before.broker().equals(after.broker());
    }

    private Procedure downgrade(Procedure steps) {
        return plan.isDowngrade()
                ? steps.step(
                                kubectlNow.stop(earlier.airflowWithout(Component.SCHEDULER, Component.DAG_PROCESSOR)),
                                "Stop everything but the DAG processor, which still has the newer code.")
                        .step(
                                new ChangeProcedures(before)
                                        .downgrade(Script.of("older_version={}", after.airflowVersion())),
                                "Migrate down with the newer code; only that knows the way.")
                : steps;
    }

    private Procedure rollOut(Procedure steps) {
        Procedure rolledOut = steps.step(
                drains() ? rolloutThen.applyAndResume() : rolloutThen.apply(),
                "Bring the new package in. {}",
                rolloutThen.explanation());
        if (drains()) {
            rolledOut = rolledOut.step(kubectlThen.start(stopped()), "Start what is still stopped.");
        }
        if ((stopsAll() || plan.isDowngrade()) && kubectlThen.letKedaScale().isPresent()) {
            rolledOut = rolledOut.step(kubectlThen.letKedaScale().orElseThrow(), "Let KEDA scale the workers again.");
        }
        rolledOut = rolledOut.step(kubectlThen.waitFor(later.all()), "Wait for every component.");
        return plan.isDowngrade()
                ? rolledOut.step(
                        kubectlThen.exec(later.dagProcessor(), "airflow dags reserialize"),
                        "Write the DAGs into the database again, in the older form.")
                : rolledOut;
    }

    private List<Workload> stopped() {
        if (plan.isDowngrade()) {
            return later.airflowWithout(Component.DAG_PROCESSOR);
        }
        return stopsAll() ? later.airflow() : List.of(later.scheduler());
    }

    private Procedure restart(Procedure steps) {
        List<String> names = plan.restartsByHand();
        return names.isEmpty()
                ? steps
                : steps.step(
                        kubectlThen.restart(later.all().stream()
                                .filter(workload -> names.contains(workload.name()))
                                .toList()),
                        "Restart what reads changed Secrets, or has another identity, and was left alone by the rollout.");
    }

    private Procedure cleanUp(Procedure steps) {
        Procedure cleaned = steps;
        if (leavesVolumes()) {
            cleaned = cleaned.step(
                    kubectlThen.line("get persistentvolumeclaims -l {}", "release=" + after.releaseName()),
                    "Look for volumes of workloads that went. Kubernetes keeps them; delete those that nobody needs.");
        }
        List<String> unused = names(Kind.UNUSED);
        return unused.isEmpty()
                ? cleaned
                : cleaned.step(
                        kubectlThen.line("delete secret {}", Script.Words.of(unused)),
                        "When nobody wants to go back any more, delete the Secrets that nothing reads, and take them out of"
                                + " where they are kept.");
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

    private Procedure verify(Procedure steps) {
        HealthCommands health = new HealthCommands(after);
        Procedure verified = steps.verify(
                health.database().then(health.report()).then(health.dags()),
                "The schema fits the code, every component is healthy, no DAG fails to import:");
        return plan.migratesDatabase() && after.airflowVersion().isAirflow3()
                ? verified.verify(
                        kubectlThen.exec(later.scheduler(), "airflow config lint"), "No option is out of date:")
                : verified;
    }

    private Procedure wayBack(Procedure steps) {
        if (plan.migratesDatabase()) {
            return steps.rollback(
                    "Restore the backup, then bring the package before back. \"Roll back a migration\" in the runbook of"
                            + " Airflow {} says how, and what to do without a backup. A Helm rollback alone leaves the"
                            + " other schema in the database.",
                    after.airflowVersion());
        }
        return steps.rollback(
                rolloutNow.revert(), "Bring the package before back, and the Secrets of that time with it:");
    }

    private List<String> names(Kind kind) {
        return plan.secrets().stream()
                .filter(change -> change.kind() == kind)
                .map(change -> change.secret().name())
                .toList();
    }
}
