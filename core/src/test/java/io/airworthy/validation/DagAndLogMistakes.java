package io.airworthy.validation;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.git;
import static io.airworthy.testkit.SampleDeployments.logging;

import io.airworthy.availability.Resources;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.KnownHosts;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The DAG files, and the tasks' logs. */
final class DagAndLogMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("GIT-001", git(it -> it.repository("https://ci:s3cret@github.com")), """
                        error   GIT-001  gitSync.repository: 'https://<redacted>@github.com' is neither of git's spellings
                                git-sync never gets a first copy, and every pod that needs the DAG files waits for it.
                                Fix: write git@host:path, ssh://git@host/path or https://host/path.
                                In the values: dags.gitSync.repo"""),
            new Mistake(
                    "GIT-002",
                    git(it -> it.repository("https://ci:s3cret@github.com/your-org/airflow-dags.git")
                            .access(GitAccess.anonymous())),
                    """
                        error   GIT-002  gitSync.repository: the address has a user or password before its host
                                the address is written into the values file and into every pod, where everybody can read it.
                                Fix: take it out of the address and give it as GitAccess.httpsCredentials(username); replace it, as it has been seen.
                                In the values: dags.gitSync.repo"""),
            new Mistake(
                    "GIT-003",
                    git(it -> it.repository("http://git.example.com/airflow-dags.git")
                            .access(GitAccess.anonymous())),
                    """
                        error   GIT-003  gitSync.repository: the address begins with http://
                                whoever is on the way can put code into the DAGs, and read the token.
                                Fix: use https:// or SSH.
                                In the values: dags.gitSync.repo"""),
            new Mistake("GIT-004", git(it -> it.repository("https://github.com/your-org/airflow-dags.git")), """
                        error   GIT-004  gitSync.access: a deploy key, but the address is an HTTPS one
                                git-sync ignores the key, asks without any credentials, and is refused.
                                Fix: write the repository's SSH address, or take GitAccess.httpsCredentials(username)."""),
            new Mistake("GIT-005", git(it -> it.access(GitAccess.httpsCredentials("ci"))), """
                        error   GIT-005  gitSync.access: user name and token, but the address is an SSH one
                                git-sync has no key to show, and the host refuses it.
                                Fix: write the repository's HTTPS address, or take GitAccess.deployKey(knownHosts)."""),
            new Mistake("GIT-006", git(it -> it.access(GitAccess.anonymous())), """
                        error   GIT-006  gitSync.access: anonymous access, but the address is an SSH one
                                SSH knows no anonymous reading, and the host refuses git-sync.
                                Fix: take GitAccess.deployKey(knownHosts), or the HTTPS address of a public repository."""),
            new Mistake("GIT-007", git(it -> it.access(GitAccess.deployKey(KnownHosts.none()))), """
                        error   GIT-007  gitSync.access.knownHosts: there is no host key
                                without host keys the chart turns the check off, and whoever can answer in the host's place decides which code runs.
                                Fix: give the host's keys: KnownHosts.github(), or what ssh-keyscan says once it has been compared with the published fingerprints.
                                In the values: dags.gitSync.knownHosts"""),
            new Mistake(
                    "GIT-008",
                    git(it -> it.access(GitAccess.deployKey(
                            KnownHosts.of(KnownHosts.github().text() + "gitlab.com ssh-ed25519 AAAA")))),
                    """
                        error   GIT-008  gitSync.access.knownHosts: line 2 is not 'host key-type base64-key'
                                the line is passed over, and the key that it was to give is missing.
                                Fix: write 'host key-type base64-key', as ssh-keyscan prints it.
                                In the values: dags.gitSync.knownHosts"""),
            new Mistake(
                    "GIT-009", git(it -> it.repository("ssh://git@github.com:2222/your-org/airflow-dags.git")), """
                        error   GIT-009  gitSync.access.knownHosts: there is no key for github.com, port 2222
                                SSH ends with 'Host key verification failed', and git-sync never gets a first copy.
                                Fix: add a line for the host; a port other than 22 is written as [host]:port.
                                In the values: dags.gitSync.knownHosts"""),
            new Mistake("GIT-010", git(it -> it.ref(GitRef.commit("469ea03"))), """
                        error   GIT-010  gitSync.ref: '469ea03' is not the name of a commit
                                git-sync does not find it; of commits it knows only the full hash.
                                Fix: write the name of a branch or tag as git takes it, or all 40 or 64 hexadecimal digits of a commit.
                                In the values: dags.gitSync.ref"""),
            new Mistake("GIT-011", git(it -> it.subPath("/dags/")), """
                        error   GIT-011  gitSync.subPath: '/dags/' is not such a path
                                Airflow looks for DAGs in a folder that does not exist, and shows none.
                                Fix: write it from the repository's root, with single slashes between folders and none around them.
                                In the values: dags.gitSync.subPath"""),
            new Mistake("GIT-012", git(it -> it.period(Duration.ofMillis(500))), """
                        error   GIT-012  gitSync.period: PT0.5S between two pulls
                                git-sync refuses it, or pulls so rarely that nobody expects it.
                                Fix: write something from 1 second to 1 day; usual is 60 seconds.
                                In the values: dags.gitSync.period"""),
            new Mistake("GIT-013", git(it -> it.period(Duration.ofSeconds(5))), """
                        warning GIT-013  gitSync.period: PT5S between two pulls
                                every pod with git-sync asks that often: hosts throttle the eager, and people wait for the slow.
                                Fix: write something from 10 seconds to 1 hour.
                                In the values: dags.gitSync.period"""),
            new Mistake("GIT-014", git(it -> it.depth(-1)), """
                        error   GIT-014  gitSync.depth: a depth of -1
                                git-sync exits with a usage error, and the pods that need it do not start; a million comes out of the chart as 1e+06.
                                Fix: write a depth from 0 to 999999, and -1 to 999999 failures.
                                In the values: dags.gitSync.depth"""),
            new Mistake("GIT-015", git(it -> it.maxFailures(0)), """
                        warning GIT-015  gitSync.maxFailures: git-sync gives up at the first failed pull
                                a hiccup of the host restarts the container, and its pod counts as not ready meanwhile.
                                Fix: write -1, so that it never gives up, or some failures.
                                In the values: dags.gitSync.maxFailures"""),
            new Mistake(
                    "GIT-016",
                    git(it -> it.resources(Resources.requests("2", "64Mi").limits("1", "256Mi"))),
                    """
                        error   GIT-016  gitSync.resources.cpuRequest: the request 2 is beyond the limit 1
                                Kubernetes refuses every pod that has git-sync beside it.
                                Fix: write amounts such as 50m or 64Mi, and no request beyond its limit.
                                In the values: dags.gitSync.resources.requests.cpu"""),
            new Mistake(
                    "GIT-017",
                    git(it -> it.repository("https://github.com/your-org/airflow-dags.git")
                            .access(GitAccess.httpsCredentials(" "))),
                    """
                        error   GIT-017  gitSync.access.username: the user name is empty
                                the host asks for one, and git-sync cannot answer.
                                Fix: write the user name; where only the token counts, x-access-token or the like."""),
            new Mistake(
                    "LOG-001",
                    SampleDeployments.kubernetesOnGoogle().toBuilder()
                            .remoteLogging(Optional.empty())
                            .build(),
                    """
                        error   LOG-001  remoteLogging: The logs of task pods are kept nowhere
                                each task has a pod of its own, and its log goes with the pod.
                                Fix: give remoteLogging: RemoteLogging.to(LogStore.s3(bucket, prefix)).as(identity); or keep them on a shared volume (logs.persistence) or in Elasticsearch or OpenSearch, in extraValues.
                                In the values: config.logging.remote_logging"""),
            new Mistake("LOG-002", but(it -> it.remoteLogging(Optional.empty())), """
                        warning LOG-002  remoteLogging: Logs are kept in the pods alone
                                they are gone with the pod or its volume, when somebody asks why a task failed last month.
                                Fix: give remoteLogging: RemoteLogging.to(LogStore.s3(bucket, prefix)).as(identity); or keep them on a shared volume (logs.persistence) or in Elasticsearch or OpenSearch, in extraValues.
                                In the values: config.logging.remote_logging"""),
            new Mistake("LOG-003", logging(it -> it.store(LogStore.s3("s3://my-bucket", "logs"))), """
                        error   LOG-003  remoteLogging.store.bucket: 's3://my-bucket' is not the name of an S3 bucket
                                every upload fails; Airflow logs that and goes on, and the task's log is lost with its pod.
                                Fix: write the name alone, as the cloud shows it: neither scheme nor path nor capitals.
                                In the values: config.logging.remote_base_log_folder"""),
            new Mistake("LOG-004", logging(it -> it.store(LogStore.s3("my-bucket", "/logs/"))), """
                        error   LOG-004  remoteLogging.store.prefix: '/logs/' is not such a folder
                                Airflow puts slashes around it, and writes logs where neither it nor people look for them.
                                Fix: write folders with single slashes between them and none around them, or leave it empty.
                                In the values: config.logging.remote_base_log_folder"""),
            new Mistake("LOG-005", logging(it -> it.store(LogStore.cloudWatch("airflow-tasks"))), """
                        error   LOG-005  remoteLogging.store.logGroupArn: 'airflow-tasks' is not the ARN of a log group
                                Airflow takes region and name from the ARN's fields, and every task fails when its log is opened.
                                Fix: write arn:aws:logs:<region>:<account>:log-group:<name>, without ':*' at its end.
                                In the values: config.logging.remote_base_log_folder"""),
            new Mistake("LOG-006", logging(it -> it.store(LogStore.gcs("my-bucket", "logs"))), """
                        error   LOG-006  remoteLogging.identity: an IAM role (IRSA) cannot write to Google Cloud Storage
                                the store knows nobody of that name, and every upload is refused.
                                Fix: for S3 and CloudWatch take irsa or eksPodIdentity, for Google Cloud Storage gkeWorkloadIdentity, for Azure azureWorkloadIdentity."""),
            new Mistake("LOG-007", logging(it -> it.identity(CloudIdentity.irsa("airflow-logs"))), """
                        error   LOG-007  remoteLogging.identity.roleArn: 'airflow-logs' is not the ARN of a role
                                the cloud gives the pods no credentials, and every upload is refused.
                                Fix: copy it from the cloud: a role's ARN, a service account's address, client and tenant as UUIDs."""),
            new Mistake("LOG-008", logging(it -> it.identity(CloudIdentity.keySecret())), """
                        warning LOG-008  remoteLogging.identity: Logs are written with a long-lived key
                                it works from anywhere, for whoever has seen it, until somebody remembers to rotate it.
                                Fix: use the cloud's workload identity, where the cluster has it."""),
            new Mistake("LOG-009", logging(it -> it.connectionId("MyAws")), """
                        error   LOG-009  remoteLogging.connectionId: 'MyAws' is not such an id
                                Airflow is given the connection as AIRFLOW_CONN_<ID>, and would not find it under its id, or would find the database's.
                                Fix: use small letters, digits and underscores, and not airflow_db, which is the chart's.
                                In the values: config.logging.remote_log_conn_id"""),
            new Mistake("LOG-010", logging(it -> it.retention(Optional.empty())), """
                        warning LOG-010  remoteLogging.retention: Nobody has decided how long logs are kept
                                Airflow never deletes remote logs: they grow and cost for ever, or a lifecycle rule surprises somebody.
                                Fix: write remoteLogging.retention, and give the store a lifecycle rule to match."""),
            new Mistake("LOG-011", logging(it -> it.retention(Period.ofMonths(-1))), """
                        error   LOG-011  remoteLogging.retention: a retention of P-1M
                                the store's lifecycle rule is made from it, and would delete logs at once or be refused.
                                Fix: write a period of a day at least."""),
            new Mistake(
                    "LOG-012",
                    SampleDeployments.azure().toBuilder()
                            .airflowVersion("2.11.0")
                            .build(),
                    """
                        warning LOG-012  remoteLogging.store: Azure Blob Storage with Airflow 2.11.0
                                before 3.1.8 the log handler keeps 'wasb://' in front of the path, and an upgrade no longer finds the old logs.
                                Fix: run Airflow 3.1.8 or later, or plan to move the blobs when you upgrade."""),
            new Mistake(
                    "LOG-013",
                    but(it -> it.extraValue("elasticsearch", Map.of("enabled", true, "secretName", "elastic"))),
                    """
                        error   LOG-013  extraValues[elasticsearch.enabled]: it stands beside remoteLogging
                                Airflow goes by remote_base_log_folder first: nothing is written to Elasticsearch or OpenSearch, nor read from there.
                                Fix: leave one of the two out.
                                In the values: elasticsearch.enabled"""),
            new Mistake(
                    "LOG-014",
                    SampleDeployments.onOlderChart(
                            "1.18.0",
                            "3.0.5",
                            it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG")),
                    """
                        error   LOG-014  airflowConfig[logging.logging_config_class]: Airflow 3.0.5 cannot import the module log_config
                                3.0.4 and 3.0.5 import the module by a function that needs a dot in its name, catch the error, and upload no task's log.
                                Fix: use Airflow 3.0.6 or later, or move the module into a package.
                                In the values: config.logging.logging_config_class"""),
            new Mistake(
                    "LOG-015",
                    but(it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG")),
                    """
                        warning LOG-015  airflowConfig[logging.logging_config_class]: log_config must define REMOTE_TASK_LOG
                                Airflow 3 takes the log store from REMOTE_TASK_LOG in the module of logging_config_class; without it no task's log is uploaded, and nothing fails.
                                Fix: define REMOTE_TASK_LOG (and DEFAULT_REMOTE_CONN_ID, if it has a connection) in log_config and waive this, or leave logging_config_class out.
                                In the values: config.logging.logging_config_class"""));

    private DagAndLogMistakes() {}
}
