package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.git;
import static io.airworthy.testkit.SampleDeployments.logging;

import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.KnownHosts;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.pods.Resources;
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
                        error   GIT-001  gitSync.repository: 'https://<redacted>@github.com' is neither an SSH address nor a URL that git reads
                                git-sync never gets a first copy, and every pod that needs the DAG files waits for it.
                                Fix: use git@host:path, ssh://git@host/path or https://host/path.
                                In the values: dags.gitSync.repo"""),
            new Mistake(
                    "GIT-002",
                    git(it -> it.repository("https://ci:s3cret@github.com/your-org/airflow-dags.git")
                            .access(GitAccess.anonymous())),
                    """
                        error   GIT-002  gitSync.repository: the address has a user or password before the host
                                the address is written to the values file and to every pod, where everybody can read it.
                                Fix: remove it from the address and use GitAccess.httpsCredentials(username); replace the password or token, because others may have seen it.
                                In the values: dags.gitSync.repo"""),
            new Mistake(
                    "GIT-003",
                    git(it -> it.repository("http://git.example.com/airflow-dags.git")
                            .access(GitAccess.anonymous())),
                    """
                        error   GIT-003  gitSync.repository: the address begins with http://
                                anyone on the network path can put code into the DAGs, and can read the token.
                                Fix: use https:// or SSH.
                                In the values: dags.gitSync.repo"""),
            new Mistake("GIT-004", git(it -> it.repository("https://github.com/your-org/airflow-dags.git")), """
                        error   GIT-004  gitSync.access: a deploy key, but the address is an HTTPS one
                                git-sync ignores the key, connects without credentials, and is refused.
                                Fix: use the repository's SSH address, or GitAccess.httpsCredentials(username)."""),
            new Mistake("GIT-005", git(it -> it.access(GitAccess.httpsCredentials("ci"))), """
                        error   GIT-005  gitSync.access: user name and token, but the address is an SSH one
                                git-sync has no key to log in with, and the host refuses it.
                                Fix: use the repository's HTTPS address, or GitAccess.deployKey(knownHosts)."""),
            new Mistake("GIT-006", git(it -> it.access(GitAccess.anonymous())), """
                        error   GIT-006  gitSync.access: anonymous access, but the address is an SSH one
                                SSH does not allow anonymous access, and the host refuses git-sync.
                                Fix: use GitAccess.deployKey(knownHosts), or the HTTPS address of a public repository."""),
            new Mistake("GIT-007", git(it -> it.access(GitAccess.deployKey(KnownHosts.none()))), """
                        error   GIT-007  gitSync.access.knownHosts: there is no host key
                                without host keys the chart turns the check off, and anyone who can impersonate the host decides which code runs.
                                Fix: provide the host's keys: KnownHosts.github(), or what ssh-keyscan prints, once you have compared it with the published fingerprints.
                                In the values: dags.gitSync.knownHosts"""),
            new Mistake(
                    "GIT-008",
                    git(it -> it.access(GitAccess.deployKey(
                            KnownHosts.of(KnownHosts.github().text() + "gitlab.com ssh-ed25519 AAAA")))),
                    """
                        error   GIT-008  gitSync.access.knownHosts: line 2 is not 'host key-type base64-key'
                                SSH ignores the line, and its key is missing.
                                Fix: use 'host key-type base64-key', as ssh-keyscan prints it.
                                In the values: dags.gitSync.knownHosts"""),
            new Mistake(
                    "GIT-009", git(it -> it.repository("ssh://git@github.com:2222/your-org/airflow-dags.git")), """
                        error   GIT-009  gitSync.access.knownHosts: there is no key for github.com, port 2222
                                SSH fails with 'Host key verification failed', and git-sync never gets a first copy.
                                Fix: add a line for the host; for a port other than 22, write it as [host]:port.
                                In the values: dags.gitSync.knownHosts"""),
            new Mistake("GIT-010", git(it -> it.ref(GitRef.commit("469ea03"))), """
                        error   GIT-010  gitSync.ref: '469ea03' is not a valid name of a commit
                                git-sync does not find it; it accepts a commit only by its full hash.
                                Fix: use a branch or tag name that git accepts, or all 40 or 64 hexadecimal digits of a commit.
                                In the values: dags.gitSync.ref"""),
            new Mistake("GIT-011", git(it -> it.subPath("/dags/")), """
                        error   GIT-011  gitSync.subPath: '/dags/' is not a path inside the repository
                                Airflow looks for DAGs in a folder that does not exist, and shows none.
                                Fix: write it relative to the repository root, with single slashes between folders and none at either end.
                                In the values: dags.gitSync.subPath"""),
            new Mistake("GIT-012", git(it -> it.period(Duration.ofMillis(500))), """
                        error   GIT-012  gitSync.period: PT0.5S between two pulls
                                git-sync rejects it, or pulls too rarely to be of use.
                                Fix: use a value from 1 second to 1 day; the default is 60 seconds.
                                In the values: dags.gitSync.period"""),
            new Mistake("GIT-013", git(it -> it.period(Duration.ofSeconds(5))), """
                        warning GIT-013  gitSync.period: PT5S between two pulls
                                every pod with git-sync pulls that often: if too often, the git host throttles it; if too rarely, people wait for their changes.
                                Fix: use a value from 10 seconds to 1 hour.
                                In the values: dags.gitSync.period"""),
            new Mistake("GIT-014", git(it -> it.depth(-1)), """
                        error   GIT-014  gitSync.depth: a depth of -1
                                git-sync exits with a usage error, and the pods that need it do not start; the chart prints a million as 1e+06.
                                Fix: use a depth from 0 to 999999, and -1 to 999999 failures.
                                In the values: dags.gitSync.depth"""),
            new Mistake("GIT-015", git(it -> it.maxFailures(0)), """
                        warning GIT-015  gitSync.maxFailures: git-sync gives up after the first failed pull
                                a short outage of the git host restarts the container, and meanwhile its pod is not ready.
                                Fix: set -1, so that it never gives up, or allow some failures.
                                In the values: dags.gitSync.maxFailures"""),
            new Mistake(
                    "GIT-016",
                    git(it -> it.resources(Resources.requests("2", "64Mi").limits("1", "256Mi"))),
                    """
                        error   GIT-016  gitSync.resources.cpuRequest: the request 2 is beyond the limit 1
                                Kubernetes rejects every pod that has a git-sync container.
                                Fix: use amounts such as 50m or 64Mi, and no request above its limit.
                                In the values: dags.gitSync.resources.requests.cpu"""),
            new Mistake(
                    "GIT-017",
                    git(it -> it.repository("https://github.com/your-org/airflow-dags.git")
                            .access(GitAccess.httpsCredentials(" "))),
                    """
                        error   GIT-017  gitSync.access.username: the user name is empty
                                the host asks for a user name, and git-sync has none to give.
                                Fix: set the user name; if the host checks only the token, use x-access-token or the like."""),
            new Mistake(
                    "LOG-001",
                    SampleDeployments.kubernetesOnGoogle().toBuilder()
                            .remoteLogging(Optional.empty())
                            .build(),
                    """
                        error   LOG-001  remoteLogging: The logs of task pods are not stored anywhere
                                each task has a pod of its own, and its log is lost when the pod ends.
                                Fix: set remoteLogging: RemoteLogging.to(LogStore.s3(bucket, prefix)).as(identity); or keep logs on a shared volume (logs.persistence) or in Elasticsearch or OpenSearch, in extraValues.
                                In the values: config.logging.remote_logging"""),
            new Mistake("LOG-002", but(it -> it.remoteLogging(Optional.empty())), """
                        warning LOG-002  remoteLogging: Logs are stored in the pods only
                                they are lost with the pod or its volume, and nobody can find out later why a task failed.
                                Fix: set remoteLogging: RemoteLogging.to(LogStore.s3(bucket, prefix)).as(identity); or keep logs on a shared volume (logs.persistence) or in Elasticsearch or OpenSearch, in extraValues.
                                In the values: config.logging.remote_logging"""),
            new Mistake("LOG-003", logging(it -> it.store(LogStore.s3("s3://my-bucket", "logs"))), """
                        error   LOG-003  remoteLogging.store.bucket: 's3://my-bucket' is not the name of an S3 bucket
                                every upload fails; Airflow only logs that, and the task's log is lost with its pod.
                                Fix: use the name alone, as the cloud shows it: no scheme, no path, no capital letters.
                                In the values: config.logging.remote_base_log_folder"""),
            new Mistake("LOG-004", logging(it -> it.store(LogStore.s3("my-bucket", "/logs/"))), """
                        error   LOG-004  remoteLogging.store.prefix: '/logs/' is not a valid folder
                                Airflow puts slashes around it, and writes logs to a place where neither Airflow nor people look for them.
                                Fix: use folders with single slashes between them and none at either end, or leave it empty.
                                In the values: config.logging.remote_base_log_folder"""),
            new Mistake("LOG-005", logging(it -> it.store(LogStore.cloudWatch("airflow-tasks"))), """
                        error   LOG-005  remoteLogging.store.logGroupArn: 'airflow-tasks' is not the ARN of a log group
                                Airflow reads region and name from the ARN, and every task fails when its log is opened.
                                Fix: use arn:aws:logs:<region>:<account>:log-group:<name>, without ':*' at the end.
                                In the values: config.logging.remote_base_log_folder"""),
            new Mistake("LOG-006", logging(it -> it.store(LogStore.gcs("my-bucket", "logs"))), """
                        error   LOG-006  remoteLogging.identity: an IAM role (IRSA) cannot write to Google Cloud Storage
                                the store does not know the identity, and rejects every upload.
                                Fix: for S3 and CloudWatch use irsa or eksPodIdentity, for Google Cloud Storage gkeWorkloadIdentity, for Azure azureWorkloadIdentity."""),
            new Mistake("LOG-007", logging(it -> it.identity(CloudIdentity.irsa("airflow-logs"))), """
                        error   LOG-007  remoteLogging.identity.roleArn: 'airflow-logs' is not the ARN of a role
                                the cloud gives the pods no credentials, and every upload is rejected.
                                Fix: copy it from the cloud: the ARN of a role, the address of a service account, or client and tenant as UUIDs."""),
            new Mistake("LOG-008", logging(it -> it.identity(CloudIdentity.keySecret())), """
                        warning LOG-008  remoteLogging.identity: Logs are written with a long-lived key
                                anyone who has seen the key can use it from anywhere, until somebody rotates it.
                                Fix: use the cloud's workload identity, if the cluster has it."""),
            new Mistake("LOG-009", logging(it -> it.connectionId("MyAws")), """
                        error   LOG-009  remoteLogging.connectionId: 'MyAws' is not a valid connection id
                                Airflow gets the connection as AIRFLOW_CONN_<ID>, and would not find it, or would find the database's.
                                Fix: use lower-case letters, digits and underscores, but not airflow_db, which belongs to the chart.
                                In the values: config.logging.remote_log_conn_id"""),
            new Mistake("LOG-010", logging(it -> it.retention(Optional.empty())), """
                        warning LOG-010  remoteLogging.retention: The retention of remote logs is not set
                                Airflow never deletes remote logs: they grow and cost more forever, or a lifecycle rule deletes them unexpectedly.
                                Fix: set remoteLogging.retention, and give the store a matching lifecycle rule."""),
            new Mistake("LOG-011", logging(it -> it.retention(Period.ofMonths(-1))), """
                        error   LOG-011  remoteLogging.retention: a retention of P-1M
                                the store's lifecycle rule is made from it, and would delete logs at once or be rejected.
                                Fix: use a period of at least a day."""),
            new Mistake(
                    "LOG-012",
                    SampleDeployments.azure().toBuilder()
                            .airflowVersion("2.11.0")
                            .build(),
                    """
                        warning LOG-012  remoteLogging.store: Azure Blob Storage with Airflow 2.11.0
                                before 3.1.8 the log handler keeps 'wasb://' in front of the path, and after an upgrade Airflow no longer finds the old logs.
                                Fix: use Airflow 3.1.8 or later, or plan to move the blobs when you upgrade."""),
            new Mistake(
                    "LOG-013",
                    but(it -> it.extraValue("elasticsearch", Map.of("enabled", true, "secretName", "elastic"))),
                    """
                        error   LOG-013  extraValues[elasticsearch.enabled]: it is on together with remoteLogging
                                Airflow checks remote_base_log_folder first: it writes nothing to Elasticsearch or OpenSearch, and reads nothing from there.
                                Fix: remove one of the two.
                                In the values: elasticsearch.enabled"""),
            new Mistake(
                    "LOG-014",
                    SampleDeployments.onOlderChart(
                            "1.18.0",
                            "3.0.5",
                            it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG")),
                    """
                        error   LOG-014  airflowConfig[logging.logging_config_class]: Airflow 3.0.5 cannot import the module log_config
                                3.0.4 and 3.0.5 can import only a module with a dot in its name; they catch the error, and no task log is uploaded.
                                Fix: use Airflow 3.0.6 or later, or move the module into a package.
                                In the values: config.logging.logging_config_class"""),
            new Mistake(
                    "LOG-015",
                    but(it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG")),
                    """
                        warning LOG-015  airflowConfig[logging.logging_config_class]: log_config must define REMOTE_TASK_LOG
                                Airflow 3 reads the log store from REMOTE_TASK_LOG in the module of logging_config_class; without it, task logs are silently not uploaded.
                                Fix: define REMOTE_TASK_LOG (and DEFAULT_REMOTE_CONN_ID, if it has a connection) in log_config and waive this, or remove logging_config_class.
                                In the values: config.logging.logging_config_class"""));

    private DagAndLogMistakes() {}
}
