package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.dags.GitSync;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.RemoteLogging;
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
                .before(
                        "Tasks that run go on; what needs the database waits or is tried again. Do not restart everything"
                                + " at once: a thousand new connections do not help a server that is starting.")
                .step(
                        health.database(),
                        "Ask whether the database is back. Airflow tests each connection before it uses it, so it needs no"
                                + " restart.");
        if (deployment.pgBouncer().isPresent()) {
            procedure.step(
                    health.poolStatistics(),
                    "See where PgBouncer connects to. It asks for the host's address anew every 15 s, tries a failed login"
                            + " again after 15 s, and lets clients wait up to 120 s. Give it those two minutes.");
            procedure.step(
                    kubectl.restart(List.of(workloads.pool().orElseThrow())),
                    "Where `SHOW SERVERS` still names the old address after that, restart PgBouncer. `PAUSE` and"
                            + " `RECONNECT` need an administrator's role, which this PgBouncer does not have on purpose.");
        }
        return procedure
                .step(
                        health.schedulers().then(kubectl.restart(List.of(workloads.scheduler()))),
                        "Where no scheduler is alive after five minutes, restart the schedulers{}.",
                        workloads.tasksRunInScheduler()
                                ? "; tasks that run in their pods are lost and tried again"
                                : "")
                .verify(health.report(), "Every component is healthy:")
                .rollback("None: failing back is the provider's, and the same procedure again.");
    }

    private Procedure saturation(PgBouncerPool pool) {
        ConnectionBudget budget = deployment.release().budget();
        return Procedure.when(
                        "PgBouncer is saturated",
                        "`cl_waiting` stays above 0, `maxwait` rises, or a log says `no more connections allowed"
                                + " (max_client_conn)` or `QueuePool limit ... reached`.")
                .before(
                        "Know the numbers: {} clients at worst; each of {} replicas takes {} and opens {} server"
                                + " connections for metadata.",
                        budget.clients(),
                        pool.replicas(),
                        pool.maxClientConnections(),
                        pool.metadataPoolSize())
                .step(health.poolStatistics(), "Look which limit is reached.")
                .step(
                        kubectl.query(
                                workloads.scheduler(),
                                "SELECT pid, state, now() - xact_start AS age, left(query, 80) AS query FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND state <> 'idle' ORDER BY xact_start;"),
                        "Look for queries that hold their connection for long. A stuck one is the cause more often than a"
                                + " small pool is.")
                .step(
                        "\"no more connections allowed\": raise `maxClientConnections`, or look for what connects that is not"
                                + " in the budget.")
                .step(
                        "Clients wait and all server connections are active with short queries: raise `metadataPoolSize`, as"
                                + " far as the server has connections. See \"Connections\".")
                .step(
                        "Clients wait and the server is busy: the pool does its work. Speed the server up, or run less at once.")
                .step(
                        kubectl.restart(List.of(workloads.pool().orElseThrow())),
                        "After a change of sizes: render the package anew, change Secret {}, and restart PgBouncer, which"
                                + " reads its files once.",
                        Phrase.code(deployment.names().object(Purpose.POOL.suffix())))
                .verify(health.poolStatistics(), "Nobody waits:")
                .rollback("Put the old Secret back and restart PgBouncer.");
    }

    private Procedure gitSync(GitSync git) {
        return Procedure.when(
                        "git-sync fails",
                        "A merged change does not appear within a few times {} s, or a log of git-sync shows errors.",
                        git.period().toSeconds())
                .before(
                        "Airflow goes on with the DAGs that it has: nothing is down, but what it runs is old. Until the cause is"
                                + " fixed, {}.",
                        DagChecks.whenSyncingFails(git))
                .step(health.gitSyncLogs(), "Read the logs, in every place where it runs.")
                .step(health.commits(git), "Compare the commits.")
                .step(causes(git))
                .step(
                        kubectl.restart(workloads.withGitSync()),
                        "After the cause is mended, restart what syncs only if it does not recover by itself.")
                .verify(health.commits(git), "Both commits are the same:")
                .rollback("Where the new commit is the problem: revert it in the repository. git-sync follows.");
    }

    private static String causes(GitSync git) {
        return git.access()
                        .match(
                                deployKey ->
                                        "`Permission denied (publickey)`: the deploy key is no longer in the repository, or not in the Secret."
                                                + " `Host key verification failed`: the host changed its keys; compare them with those it publishes,"
                                                + " then change `knownHosts` in the model and deliver.",
                                credentials ->
                                        "`Authentication failed`: the token expired or was revoked; see \"Rotate the repository token\".",
                                anonymous -> "`Authentication failed`: the repository is no longer public.")
                + " `couldn't find remote ref`: the branch, tag or commit is gone. A host that does not resolve or"
                + " answer: the way out of the cluster.";
    }

    private Procedure remoteLogs(RemoteLogging logging) {
        Procedure procedure = Procedure.when(
                        "Task logs are missing",
                        "The user interface shows no log of an ended task, or the store has none. Tasks stay green: a failed"
                                + " upload fails nothing, and the log is lost with its pod.")
                .before(
                        "Logs are in {}, as {}.",
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
        if (logging.identity().key().isEmpty()) {
            procedure.step(
                    kubectl.line(
                            "get -o yaml serviceaccount {}",
                            Script.Words.of(new LogAccess(deployment, logging).serviceAccounts())),
                    "Compare the service accounts with those that the identity trusts. Each must be trusted; most often one"
                            + " is missing.");
        } else {
            procedure.step(
                    "See whether the key in {} still works.",
                    Phrase.code(deployment.names().object(Purpose.LOG_STORE.suffix())));
        }
        return procedure
                .step(
                        "See whether the store exists, is in the region that the pods ask, and takes writes: a retention lock"
                                + " refuses the second write of a log, and a policy that insists on another encryption refuses all.")
                .verify(
                        health.testRun().then(new LogLocation(logging.store()).list()),
                        "A new task's log arrives, once the task has ended:")
                .rollback("None is needed: nothing was changed. Lost logs stay lost.");
    }

    private Procedure secrets() {
        Procedure procedure = Procedure.when(
                        "A Secret is missing or old",
                        "Pods show `CreateContainerConfigError`, or something still uses a value that was changed.")
                .before(
                        "Pods read Secrets when they start. One that runs is not hurt by a Secret that is gone, until it"
                                + " restarts: mend it before you restart anything.")
                .before(
                        "Never make a new Fernet key in the place of a lost one: what the lost one encrypted would be lost.")
                .step(kubectl.line("get secret {}", health.secretNames()), "See which one is missing.");
        return new SecretReplacement(deployment)
                .mend(procedure)
                .step(
                        kubectl.restart(workloads.airflow()),
                        "Restart what reads it; the table under \"Secrets\" says who does. This restarts all that runs Airflow.")
                .verify(health.pods().then(health.database()), "Pods start, and Airflow reaches the database:")
                .rollback("None: the Secret is as it should be.");
    }
}
