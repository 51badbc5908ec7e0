package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.dags.GitSync;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Purpose;
import io.airworthy.release.Workloads;
import java.util.ArrayList;
import java.util.List;

/** What to do when something fails by itself. */
final class IncidentProcedures {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final HealthCommands health;

    IncidentProcedures(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.health = new HealthCommands(deployment);
    }

    List<Procedure> all() {
        List<Procedure> all = new ArrayList<>();
        all.add(failover());
        deployment.pgBouncer().ifPresent(pool -> all.add(saturation(pool)));
        deployment.gitSync().ifPresent(git -> all.add(gitSync(git)));
        deployment.remoteLogging().ifPresent(logging -> all.add(remoteLogs(logging)));
        all.add(secrets());
        return all;
    }

    private Procedure failover() {
        Procedure procedure = Procedure.when(
                        "The database fails over",
                        "{} switches to its standby, planned or not, or the server does not answer.",
                        deployment.database().provider().title())
                .before("Running tasks continue; what needs the database waits or is retried. Do not restart"
                        + " everything at once: a server that is starting cannot handle a thousand new"
                        + " connections.")
                .step(
                        health.database(),
                        "Check whether the database is back. Airflow tests each connection before it uses it, so it"
                                + " needs no restart.");
        if (deployment.pgBouncer().isPresent()) {
            procedure.step(
                    health.poolStatistics(),
                    "See where PgBouncer connects to. It resolves the host's name again every 15 s, retries a failed"
                            + " login after 15 s, and lets clients wait up to 120 s. Give it those two minutes.");
            procedure.step(
                    kubectl.restart(List.of(workloads.pool().orElseThrow())),
                    "If `SHOW SERVERS` still names the old address after that, restart PgBouncer. `PAUSE` and"
                            + " `RECONNECT` need an administrator's role, which this PgBouncer intentionally does"
                            + " not have.");
        }
        return procedure
                .step(
                        health.schedulers().then(kubectl.restart(List.of(workloads.scheduler()))),
                        "If no scheduler is alive after five minutes, restart the schedulers{}.",
                        workloads.tasksRunInScheduler() ? "; tasks that run in their pods are lost and retried" : "")
                .verify(health.report(), "Every component is healthy:")
                .rollback("Not needed. If the provider fails back, follow this procedure again.");
    }

    private Procedure saturation(PgBouncerPool pool) {
        ConnectionBudget budget = deployment.release().budget();
        return Procedure.when(
                        "PgBouncer is saturated",
                        "`cl_waiting` stays above 0, `maxwait` rises, or a log says `no more connections allowed"
                                + " (max_client_conn)` or `QueuePool limit ... reached`.")
                .before(
                        "Know the limits: at most {} clients connect; each of the {} replicas accepts {} and opens"
                                + " {} server connections for metadata.",
                        budget.clients(),
                        pool.replicas(),
                        pool.maxClientConnections(),
                        pool.metadataPoolSize())
                .step(health.poolStatistics(), "Find out which limit is reached.")
                .step(
                        kubectl.query(
                                workloads.scheduler(),
                                "SELECT pid, state, now() - xact_start AS age, left(query, 80) AS query FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND state <> 'idle' ORDER BY xact_start;"),
                        "Look for queries that hold their connection for a long time. A stuck query is the cause"
                                + " more often than a small pool.")
                .step("If the log says \"no more connections allowed\": raise `maxClientConnections`, or look for"
                        + " clients that are not in the budget.")
                .step("If clients wait and all server connections are active with short queries: raise"
                        + " `metadataPoolSize`, as far as the server has connections. See \"Connections\".")
                .step("If clients wait and the server is busy: the pool protects the server. Make the server"
                        + " faster, or run fewer tasks at once.")
                .step(
                        kubectl.restart(List.of(workloads.pool().orElseThrow())),
                        "After a change of sizes: render the package again, {} Secret {}, and restart PgBouncer,"
                                + " which reads its files only when it starts.",
                        deployment.suppliedSecrets().contains(Purpose.POOL) ? "have the owner change" : "change",
                        Phrase.code(deployment.names().secret(Purpose.POOL)))
                .verify(health.poolStatistics(), "No client waits:")
                .rollback("Put the old Secret back and restart PgBouncer.");
    }

    private Procedure gitSync(GitSync git) {
        return Procedure.when(
                        "git-sync fails",
                        "A merged change does not appear after a few sync intervals of {} s, or a log of git-sync"
                                + " shows errors.",
                        git.period().toSeconds())
                .before(
                        "Airflow continues with the DAGs that it has: nothing is down, but the DAGs are outdated."
                                + " Until the cause is fixed, {}.",
                        DagChecks.whenSyncingFails(git))
                .step(health.gitSyncLogs(), "Read the logs of every pod that runs it.")
                .step(health.commits(git), "Compare the commits.")
                .step(causes(git))
                .step(
                        kubectl.restart(workloads.withGitSync()),
                        "When the cause is fixed, restart the pods with git-sync only if it does not recover by"
                                + " itself.")
                .verify(health.commits(git), "Both commits are the same:")
                .rollback("If the new commit is the problem, revert it in the repository. git-sync follows.");
    }

    private static String causes(GitSync git) {
        return git.access()
                        .match(
                                deployKey -> "`Permission denied (publickey)`: the deploy key is no longer in the"
                                        + " repository, or not in the Secret. `Host key verification"
                                        + " failed`: the host changed its keys; compare them with those it"
                                        + " publishes, then change `knownHosts` in the model and deploy.",
                                credentials ->
                                        "`Authentication failed`: the token expired or was revoked; see \"Rotate the repository token\".",
                                app -> "`GitHub app installation endpoint returned status`: the app was"
                                        + " suspended or uninstalled, or its private key was deleted; compare its"
                                        + " page on GitHub with the Secret.",
                                anonymous -> "`Authentication failed`: the repository is no longer public.")
                + " `couldn't find remote ref`: the branch, tag or commit is gone. If the host does not resolve or"
                + " answer, check the network path out of the cluster.";
    }

    private Procedure remoteLogs(RemoteLogging logging) {
        Procedure procedure = Procedure.when(
                        "Task logs are missing",
                        "The user interface shows no log of a finished task, or the store has none. The task itself"
                                + " succeeds: a failed upload does not fail it, and the log is lost with its pod.")
                .before(
                        "Logs are in {}. Pods write them as {}.",
                        new LogLocation(logging.store()).container(),
                        new LogAccess(deployment, logging).identity())
                .step(health.failedUploads(), "Find out which side fails: writing, in the pods that run tasks...")
                .step(
                        kubectl.line(
                                "logs -l {} -c {} --since=1h --tail=-1 | grep -iE {} || echo 'no failed read'",
                                health.selector(workloads.web()),
                                workloads.web().container(),
                                "could not read|access denied|forbidden|credential"),
                        "... or reading, where the user interface is served.");
        if (logging.identity().isOfServiceAccounts()) {
            procedure.step(
                    kubectl.line(
                            "get -o yaml serviceaccount {}",
                            Script.Words.of(new LogAccess(deployment, logging).serviceAccounts())),
                    "Compare the service accounts with those that the identity trusts. Each must be trusted; most often one"
                            + " is missing.");
        } else if (logging.identity().key().isPresent()) {
            procedure.step(
                    "See whether the key in {} still works.",
                    Phrase.code(deployment.names().secret(Purpose.LOG_STORE)));
        } else {
            procedure.step("See whether the login still works.");
        }
        return procedure
                .step("Check that the store exists, is in the region that the pods use, and accepts writes: a"
                        + " retention lock refuses the second write of a log, and a policy that requires"
                        + " another encryption refuses every write.")
                .verify(
                        health.testRun().then(new LogLocation(logging.store()).list()),
                        "When a new task has ended, its log arrives:")
                .rollback("Not needed: nothing was changed. Lost logs cannot be recovered.");
    }

    private Procedure secrets() {
        Procedure procedure = Procedure.when(
                        "A Secret is missing or old",
                        "Pods show `CreateContainerConfigError`, or something still uses a value that was changed.")
                .before("Pods read Secrets when they start. A running pod does not notice a missing Secret until it"
                        + " restarts, so bring the Secret back before you restart anything.")
                .before("Never replace a lost Fernet key with a new one: everything that the lost key encrypted"
                        + " would be lost.")
                .step(kubectl.line("get secret {}", health.secretNames()), "See which one is missing.");
        return new SecretReplacement(deployment)
                .repair(procedure)
                .step(
                        kubectl.restart(workloads.airflow()),
                        "Restart what reads it: see the table under \"Secrets\". This restarts everything that runs"
                                + " Airflow.")
                .verify(health.pods().then(health.database()), "Pods start, and Airflow reaches the database:")
                .rollback("Not needed: the Secret is as it should be.");
    }
}
