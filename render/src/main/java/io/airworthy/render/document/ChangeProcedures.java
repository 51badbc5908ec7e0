package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.pods.Component;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.helm.HelmValues;
import java.util.List;

/** Changing the deployment: new versions, the way back, another size. */
final class ChangeProcedures {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final HealthCommands health;
    private final Rollout rollout;
    private final Drain drain;

    ChangeProcedures(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.health = new HealthCommands(deployment);
        this.rollout = new Rollout(deployment);
        this.drain = new Drain(deployment);
    }

    List<Procedure> all() {
        return List.of(upgradeAirflow(), upgradeChart(), rollBack(), rollBackMigration(), scale());
    }

    private Procedure upgradeAirflow() {
        Procedure procedure = Procedure.when(
                        "Upgrade Airflow",
                        "A newer Airflow than {} is to run. Go one minor version at a time.",
                        deployment.airflowVersion())
                .before("Read the release notes of every version in between. Know whether the database schema changes.")
                .before("Take a backup of the database and know how long a restore takes: it is the surest way back.")
                .before(
                        "Try the new image with your DAGs elsewhere: `airflow dags reserialize` must end without errors.");
        procedure.step(schemaRevision(), "Note the schema's revision: it tells later whether there was a migration.");
        if (!AirflowTrait.CONFIG_LINT.isIn(deployment.airflowVersion())) {
            procedure.before("Airflow 3 is another deployment: other components, other Secrets. Render it from"
                    + " the model, from 2.7 or later, and read its upgrade guide.");
        } else {
            procedure.step(
                    kubectl.exec(workloads.scheduler(), "airflow config lint"),
                    "Look for options that the configuration should no longer have. Run it again after the upgrade.");
        }
        return procedure
                .step(
                        "Change `airflowVersion` (and the image's tag, where it is set) in the model, validate it, and"
                                + " render the package anew. Do not edit {}: the next package would lose the edit. Go on with the new package's runbook.",
                        Phrase.code(HelmValues.FILE_NAME))
                .step(
                        drain.script(),
                        "{} A patch release without a schema change needs no such pause.",
                        drain.explanation())
                .step(rollout.apply(), "Bring the new package in. It starts the schedulers again.")
                .step(kubectl.waitFor(workloads.airflow()), "Wait for every component.")
                .verify(
                        health.database().then(health.report()).then(health.dags()),
                        "The migration ran, every component is healthy, no DAG fails to import:")
                .rollback("\"Roll back\", or \"Roll back a migration\" where the schema's revision changed.");
    }

    private Procedure upgradeChart() {
        return Procedure.when(
                        "Upgrade the chart",
                        "A newer chart than {} is needed, for a newer Airflow or a fix.",
                        deployment.chartVersion())
                .before("Upgrade either the chart or Airflow, never both at once: you want to know which one it was.")
                .before("Charts from 1.20 need Airflow 2.11, Airflow 3 needs chart 1.18. Validation says whether the"
                        + " pair works.")
                .step(
                        "Change `chartVersion` in the model, validate it, and render the package anew. Keys that the chart"
                                + " renamed are rendered under their new names. Go on with the new package's runbook: this one names the old"
                                + " version.")
                .step(
                        rollout.preview(),
                        "See what changes. A workload that turns from Deployment to StatefulSet, or back, is deleted and"
                                + " made anew.")
                .step(rollout.apply(), "Bring it in.")
                .verify(
                        kubectl.waitFor(workloads.all()).then(health.report()),
                        "Everything runs, under the same names:")
                .rollback(rollout.revert(), "The chart alone changes no data, so the package before is the way back:");
    }

    private Procedure rollBack() {
        return Procedure.when("Roll back", "A change made things worse, and it did not migrate the database.")
                .before("Ask the database. When the revision is the one that you noted before the change, nothing was"
                        + " migrated. Otherwise go on with \"Roll back a migration\".")
                .step(schemaRevision(), "Look at the schema's revision.")
                .step(rollout.revert(), "Bring the package before back.")
                .verify(health.database().then(health.report()), "Everything is healthy again:")
                .rollback("Bring the newer package in again.");
    }

    private Procedure rollBackMigration() {
        List<Workload> stopped = workloads.airflowWithout(Component.WEB);
        Procedure procedure = Procedure.when(
                        "Roll back a migration",
                        "A new Airflow migrated the database and must go. Older code refuses a newer schema, so the package"
                                + " before does not help by itself.")
                .before(
                        "Prefer the backup from before the upgrade: \"Restore the database\", with the package of that time."
                                + " What follows is for when there is none, or too much happened since.")
                .before("Take a backup now. There is no other way back from a downgrade.");
        rollout.suspend().ifPresent(suspend -> procedure.step(suspend, "Keep the delivery from interfering."));
        migrateDown(procedure, stopped, Script.of("older_version=0.0.0   # the version to go back to"));
        procedure
                .step(rollout.revertAndResume(), "Bring the package before back.")
                .step(kubectl.start(stopped), "Start what is still stopped.");
        kubectl.letKedaScale(procedure);
        return procedure
                .step(
                        kubectl.exec(workloads.dagProcessor(), "airflow dags reserialize"),
                        "Write the DAGs into the database again, in the older form.")
                .verify(health.database().then(health.report()), "The schema fits the code again:")
                .rollback("Restore the backup that you took at the beginning.");
    }

    /** The steps that bring the database down to an older version, which a script sets. */
    void migrateDown(Procedure procedure, List<Workload> stopped, Script version) {
        procedure
                .step(
                        kubectl.stop(stopped),
                        "Stop everything but the {}, which still has the newer code and, unlike the others, outlives a schema"
                                + " that changes under it.",
                        deployment.webTier().title())
                .step(downgrade(version), "Migrate down with the newer code; only that knows the way.");
    }

    private Script schemaRevision() {
        return kubectl.query(workloads.dagProcessor(), "SELECT version_num FROM alembic_version;");
    }

    /** A session lock does not survive transaction pooling, so the migration takes the URL that goes past the pool. */
    private Script downgrade(Script version) {
        if (!deployment.release().connections().migratesDirectly()) {
            return version.then(
                    kubectl.execInteractively(workloads.web(), "airflow db downgrade --to-version \"$older_version\""));
        }
        return version.line(
                        "{} |",
                        kubectl.secretValue(
                                deployment.names().object(Purpose.DATABASE.suffix()),
                                SecretCatalogue.CONNECTION_DIRECT))
                .line("  {} \\", kubectl.withInput(workloads.web()))
                .line(
                        "  sh -c 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=$(cat) airflow db downgrade --yes --to-version \"$1\"' \\")
                .line("  sh \"$older_version\"");
    }

    private Procedure scale() {
        return Procedure.when("Scale", "Tasks wait although nothing fails, or pods are idle most of the time.")
                .before("Find what is short: `scheduler.tasks.starving` and `executor.open_slots` say slots,"
                        + " `dag_processing.total_parse_time` says DAG processors, `triggerer.capacity_left` says"
                        + " triggerers.")
                .before("More processes need more connections. The budget under \"Connections\" is counted anew by"
                        + " every validation; believe it.")
                .before("`kubectl scale` helps for an hour. The next delivery sets the number back.")
                .step("Change `ha` or `concurrency` in the model and validate it. {}", webScaling())
                .step(rollout.apply(), "Render the package anew and bring it in.")
                .verify(health.pods().then(health.report()), "The new pods are ready:")
                .rollback("Set the old numbers and deliver again.");
    }

    private Phrase webScaling() {
        return Phrase.of(
                "Add {} pods, not workers inside them.", deployment.webTier().title());
    }
}
