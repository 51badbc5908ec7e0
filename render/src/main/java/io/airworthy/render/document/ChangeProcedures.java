package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.material.Purpose;
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
                        "You want to run a newer Airflow than {}. Upgrade one minor version at a time.",
                        deployment.airflowVersion())
                .before("Read the release notes of every version in between. Find out whether the database schema"
                        + " changes.")
                .before("Take a backup of the database and know how long a restore takes: it is the safest way back.")
                .before("Test the new image with your DAGs in another environment: `airflow dags reserialize` must"
                        + " end without errors.");
        procedure.step(
                schemaRevision(), "Note the schema's revision. It tells you later whether there was a" + " migration.");
        if (!AirflowTrait.CONFIG_LINT.isIn(deployment.airflowVersion())) {
            procedure.before("Airflow 3 is another deployment: other components, other Secrets. Render it from"
                    + " the model, from 2.7 or later, and read its upgrade guide.");
        } else {
            procedure.step(
                    kubectl.exec(workloads.scheduler(), "airflow config lint"),
                    "Look for outdated options. Run the command again after the upgrade. The chart itself" + " sets "
                            + HealthCommands.OPTIONS_OF_THE_CHART + ".");
        }
        return procedure
                .step(
                        "Change `airflowVersion` (and the image's tag, where it is set) in the model, validate it,"
                                + " and render the package again. Do not edit {}: the next package would overwrite"
                                + " the edit. Continue with the new package's runbook.",
                        Phrase.code(HelmValues.FILE_NAME))
                .step(
                        drain.script(),
                        "{} A patch release without a schema change does not need this pause.",
                        drain.explanation())
                .step(rollout.apply(), "Deploy the new package. It starts the schedulers again.")
                .step(kubectl.waitFor(workloads.airflow()), "Wait for every component.")
                .verify(
                        health.database().then(health.report()).then(health.dags()),
                        "The migration ran, every component is healthy, no DAG fails to import:")
                .rollback("See \"Roll back\", or \"Roll back a migration\" if the schema's revision changed.");
    }

    private Procedure upgradeChart() {
        return Procedure.when(
                        "Upgrade the chart",
                        "You need a newer chart than {}, for a newer Airflow or a fix.",
                        deployment.chartVersion())
                .before("Upgrade either the chart or Airflow, never both at once. If something breaks, you know"
                        + " which one caused it.")
                .before("Charts from 1.20 on need Airflow 2.11 or later; Airflow 3 needs chart 1.18 or later."
                        + " Validation tells you whether the two versions work together.")
                .step("Change `chartVersion` in the model, validate it, and render the package again. Keys that"
                        + " the chart renamed are rendered under their new names. Continue with the new"
                        + " package's runbook, because this one names the old version.")
                .step(
                        rollout.preview(),
                        "See what changes. A workload that becomes a StatefulSet, or stops being one, is deleted and"
                                + " created again.")
                .step(rollout.apply(), "Deploy it.")
                .verify(
                        kubectl.waitFor(workloads.all()).then(health.report()),
                        "Everything runs, under the same names:")
                .rollback(
                        rollout.revert(),
                        "A new chart changes no data, so you can deploy the previous package" + " again:");
    }

    private Procedure rollBack() {
        return Procedure.when("Roll back", "A change made things worse, and it did not migrate the database.")
                .before("Compare the schema's revision with the one that you noted before the change. If they are"
                        + " the same, nothing was migrated. Otherwise continue with \"Roll back a"
                        + " migration\".")
                .step(schemaRevision(), "Read the schema's revision.")
                .step(rollout.revert(), "Deploy the previous package again.")
                .verify(health.database().then(health.report()), "Everything is healthy again:")
                .rollback("Deploy the newer package again.");
    }

    private Procedure rollBackMigration() {
        List<Workload> stopped = workloads.airflowWithout(Component.WEB);
        Procedure procedure = Procedure.when(
                        "Roll back a migration",
                        "A new Airflow has migrated the database, and you have to go back. Older code refuses a"
                                + " newer schema, so the previous package alone is not enough.")
                .before("If you can, restore the backup from before the upgrade: see \"Restore the database\", with"
                        + " the package of that time. Follow this procedure only if there is no backup, or"
                        + " too much has happened since.")
                .before("Take a backup now. There is no other way back from a downgrade.");
        rollout.suspend()
                .ifPresent(suspend ->
                        procedure.step(suspend, "Suspend the delivery, so that it does not" + " interfere."));
        migrateDown(procedure, stopped, Script.of("older_version=0.0.0   # the version to go back to"));
        procedure
                .step(rollout.revertAndResume(), "Deploy the previous package again.")
                .step(kubectl.start(stopped), "Start what is still stopped.");
        kubectl.letKedaScale(procedure);
        return procedure
                .step(
                        kubectl.exec(workloads.dagParser(), "airflow dags reserialize"),
                        "Write the DAGs into the database again, in the older format.")
                .verify(health.database().then(health.report()), "The schema matches the code again:")
                .rollback("Restore the backup that you took at the beginning.");
    }

    /** The steps that bring the database down to an older version, which a script sets. */
    void migrateDown(Procedure procedure, List<Workload> stopped, Script version) {
        procedure
                .step(
                        kubectl.stop(stopped),
                        "Stop everything except the {}: it has the newer code and, unlike the others, keeps running"
                                + " while the schema changes.",
                        deployment.webTier().title())
                .step(
                        downgrade(version),
                        "Downgrade the schema with the newer code; the older code does not know" + " how.");
    }

    private Script schemaRevision() {
        return kubectl.query(workloads.dagParser(), "SELECT version_num FROM alembic_version;");
    }

    /** A session lock does not survive transaction pooling, so the migration takes the URL that goes past the pool. */
    private Script downgrade(Script version) {
        if (!deployment.release().connections().migratesDirectly()
                || !deployment.database().credentials().isOurs()) {
            return version.then(
                    kubectl.execInteractively(workloads.web(), "airflow db downgrade --to-version \"$older_version\""));
        }
        return version.line(
                        "{} |",
                        kubectl.secretValue(
                                deployment.names().secret(Purpose.DATABASE), SecretCatalogue.CONNECTION_DIRECT))
                .line("  {} \\", kubectl.withInput(workloads.web()))
                .line(
                        "  sh -c 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=$(cat) airflow db downgrade --yes --to-version \"$1\"' \\")
                .line("  sh \"$older_version\"");
    }

    private Procedure scale() {
        return Procedure.when("Scale", "Tasks wait although nothing fails, or pods are idle most of the time.")
                .before("Find the bottleneck: `scheduler.tasks.starving` and `executor.open_slots` point to slots,"
                        + " `dag_processing.total_parse_time` to DAG processors, `triggerer.capacity_left`"
                        + " to triggerers.")
                .before("More processes need more connections. Every validation calculates the budget under"
                        + " \"Connections\" again and reports what does not fit.")
                .before("`kubectl scale` helps only for a while: the next delivery resets the number.")
                .step("Change `ha` or `concurrency` in the model and validate it. {}", webScaling())
                .step(rollout.apply(), "Render the package again and deploy it.")
                .verify(health.pods().then(health.report()), "The new pods are ready:")
                .rollback("Set the old numbers and deploy again.");
    }

    private Phrase webScaling() {
        return Phrase.of(
                "Add {} pods, not workers inside them.", deployment.webTier().title());
    }
}
