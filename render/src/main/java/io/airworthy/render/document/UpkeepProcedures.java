package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Purpose;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import java.util.List;

/** What is done by the calendar: keeping the database small, and being able to get it back. */
final class UpkeepProcedures {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final HealthCommands health;
    private final DatabaseServer server;

    UpkeepProcedures(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.health = new HealthCommands(deployment);
        this.server = new DatabaseServer(deployment);
    }

    List<Procedure> all() {
        return List.of(clean(), backup(), restore());
    }

    private Procedure clean() {
        Workload in = workloads.scheduler();
        return Procedure.when(
                        "Clean the database",
                        "Monthly, before an upgrade, or when the database grows faster than its disk.")
                .before("Take a backup. Find out how much history users need: what is deleted disappears from the"
                        + " user interface.")
                .step(
                        Script.of("before=$(date -u -d '90 days ago' +%Y-%m-%d)   # on macOS: date -u -v-90d +%Y-%m-%d")
                                .then(kubectl.exec(
                                        in, "airflow db clean --clean-before-timestamp \"$before\" --dry-run")),
                        "See what would be deleted.")
                .step(
                        kubectl.exec(in, "airflow db clean --clean-before-timestamp \"$before\" --yes"),
                        "Delete it. Airflow first copies it into tables named `_airflow_deleted__...`.")
                .step(
                        kubectl.exec(in, "airflow db drop-archived --yes"),
                        "When nobody needs the deleted rows any longer, drop the copies. New rows use the space"
                                + " again, but the database does not become smaller on disk.")
                .verify(health.report(), "Everything is healthy, and the user interface is fast:")
                .rollback(
                        "Until the copies are dropped, rows can be put back from them. After that, restore the backup.");
    }

    private Procedure backup() {
        return Procedure.when(
                        "Back up",
                        "Before every upgrade and rotation. Automatic backups: {}.",
                        server.backups().orElse(Phrase.of("not in the model")))
                .before("A backup consists of the database and the Fernet key of the same time. One without the"
                        + " other is useless.")
                .step(
                        server.asAirflow("pg_dump", "--format custom --file airflow.dump"),
                        "Dump the database, or take a snapshot with {}. The dump asks for the password of Airflow's role."
                                + " pg_dump must not be older than the server.",
                        deployment.database().provider().title())
                .step(
                        "Keep the key in {} with the dump, in your secret store, and keep this package in its"
                                + " repository.",
                        Phrase.code(deployment.names().secret(Purpose.FERNET)))
                .verify(Script.of("pg_restore --list airflow.dump | head"), "The dump can be read:")
                .rollback("Not needed.");
    }

    private Procedure restore() {
        Rollout rollout = new Rollout(deployment);
        Procedure procedure = Procedure.when(
                        "Restore the database",
                        "Data is lost or wrong, or an upgrade cannot be undone otherwise. What happened since the backup is"
                                + " lost.")
                .before("Restore into a new database or server, never over the old one: you may need it.");
        rollout.suspend()
                .ifPresent(suspend ->
                        procedure.step(suspend, "Suspend the delivery, so that it does not" + " start anything."));
        procedure
                .step(kubectl.stop(workloads.airflow()), "Stop everything that runs Airflow.")
                .step(
                        Script.of("new_host=the-new-server   # with an empty database and role as under \"Install\"")
                                .line(
                                        "{} pg_restore --host \"$new_host\" --port {} --username {} --dbname {} --no-owner airflow.dump",
                                        server.tls(),
                                        deployment.database().port(),
                                        deployment.database().user(),
                                        deployment.database().database()),
                        "Restore the dump, or the snapshot with {}.",
                        deployment.database().provider().title())
                .step(
                        "Put the Fernet key of the same time into {}.",
                        Phrase.code(deployment.names().secret(Purpose.FERNET)))
                .step("Change the database's host in the model, render the package and the Secrets again, and"
                        + " apply the Secrets.");
        workloads
                .pool()
                .ifPresent(pool -> procedure.step(
                        kubectl.restart(List.of(pool)), "Restart PgBouncer: its configuration names the server."));
        procedure
                .step(
                        rollout.applyAndResume(),
                        "Deploy the package of the Airflow version that the backup was made with.")
                .step(kubectl.start(workloads.airflow()), "Start what is still stopped.");
        kubectl.letKedaScale(procedure);
        return procedure
                .verify(
                        health.database().then(health.report()).then(health.decrypts()),
                        "The schema, the health report, and a connection that is encrypted:")
                .rollback("Point the model back at the old database, which is untouched.");
    }
}
