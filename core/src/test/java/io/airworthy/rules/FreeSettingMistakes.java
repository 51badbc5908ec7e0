package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.database;

import io.airworthy.Delivery;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolMode;
import io.airworthy.database.TlsMode;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;

/** What users add on their own: variables, options, chart values, waivers. */
final class FreeSettingMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("ENV-001", but(it -> it.environment("my-variable", "1")), """
                        error   ENV-001  environment[my-variable]: it is not a valid variable name
                                Kubernetes rejects the pods, or no program finds the variable.
                                Fix: use letters, digits and underscores, and do not begin with a digit.
                                In the values: env"""),
            new Mistake(
                    "ENV-002",
                    but(it -> it.environment("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD", "cat /secrets/url")),
                    """
                        error   ENV-002  environment[AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD]: database decides this
                                depending on the order in the container, either the variable or the model silently wins, and the Secrets, the runbook and the checklist describe a different deployment.
                                Fix: remove the variable and use the attribute.
                                In the values: env"""),
            new Mistake("ENV-003", but(it -> it.environment("AIRFLOW__SECRETS__JWT_SECRET", "$JWT_SECRET")), """
                        error   ENV-003  environment[AIRFLOW__SECRETS__JWT_SECRET]: Airflow reads it only from section api_auth
                                each process generates a secret of its own, and every task fails with 'Signature verification failed'.
                                Fix: remove it: the library creates the secret, and the chart gives it to the components that need it.
                                In the values: env"""),
            new Mistake("TEXT-001", but(it -> it.environment("GREETING", "hello\0")), """
                        error   TEXT-001  environment[GREETING]: it contains the character U+0000
                                no file can hold it, or programs reject the whole file.
                                Fix: remove the character."""),
            new Mistake("TEXT-002", but(it -> it.waive("DB-006", "in\u202e case")), """
                        error   TEXT-002  waivers[0].reason: it contains the character U+202E
                                what a reviewer sees in the values, the runbook or the checklist is not what the machine reads.
                                Fix: remove the character."""),
            new Mistake("TEXT-003", database(it -> it.database("air\nflow")), """
                        error   TEXT-003  database.database: it contains the character U+000A
                                it would break the files and commands that contain it.
                                Fix: remove the character."""),
            new Mistake("TEXT-004", database(it -> it.user("-Uairflow")), """
                        error   TEXT-004  database.user: it begins with a dash
                                git, psql, kubectl and other programs read it as an option.
                                Fix: begin with another character."""),
            new Mistake("ENV-006", but(it -> it.environment("airflow__core__parallelism", "64")), """
                        error   ENV-006  environment[airflow__core__parallelism]: Airflow looks for AIRFLOW__CORE__PARALLELISM
                                Airflow looks for options, connections and variables in capital letters, and never sees this one.
                                Fix: write it in capital letters; Airflow converts names to lower case where it needs to.
                                In the values: env"""),
            new Mistake(
                    "ENV-007",
                    but(it -> it.environment("HTTP_PROXY", "http://proxy.example.com:3128")
                            .environment("HTTPS_PROXY", "http://proxy.example.com:3128")
                            .environment("NO_PROXY", "10.0.0.0/8,.example.com")),
                    """
                        warning ENV-007  environment[NO_PROXY]: it lacks .svc.cluster.local (logs of running tasks are fetched from there), airflow-api-server (every task calls the API server)
                                Airflow's HTTP clients send every request to the proxy unless NO_PROXY names its host, and the proxy does not know the cluster's names: tasks fail before they begin, or logs and metrics are missing.
                                Fix: set NO_PROXY=10.0.0.0/8,.example.com,.svc.cluster.local,airflow-api-server.
                                In the values: env"""),
            new Mistake("OPT-001", but(it -> it.airflowConfig("scheduler.min_file_process_interval", "30")), """
                        error   OPT-001  airflowConfig[scheduler.min_file_process_interval]: scheduler.min_file_process_interval was removed in Airflow 3.0.0, and this is 3.2.2
                                Airflow silently ignores options that it does not know.
                                Fix: use dag_processor.min_file_process_interval.
                                In the values: config.scheduler.min_file_process_interval"""),
            new Mistake("OPT-002", but(it -> it.environment("AIRFLOW__WEBSERVER__INSTANCE_NAME", "Team A")), """
                        warning OPT-002  environment[AIRFLOW__WEBSERVER__INSTANCE_NAME]: webserver.instance_name was renamed in Airflow 3.1.0
                                Airflow still reads it and warns at every start; a later version will ignore it.
                                Fix: use api.instance_name.
                                In the values: env"""),
            new Mistake("OPT-003", but(it -> it.airflowConfig("core.default_timezon", "utc")), """
                        warning OPT-003  airflowConfig[core.default_timezon]: core.default_timezon is not among the options that this library knows
                                Airflow silently ignores options that it does not know, misspelt ones included.
                                Fix: check the spelling; perhaps it is core.default_timezone.
                                In the values: config.core.default_timezon"""),
            new Mistake("OPT-004", but(it -> it.airflowVersion("3.0.1")), """
                        error   OPT-004  airflowVersion: This Airflow looks for the session key where no chart puts it
                                before 3.0.2 the option was [webserver] secret_key, and the charts set [api] secret_key: every process generates a key of its own, users are logged out, and logs cannot be fetched.
                                Fix: use Airflow 3.0.2 or later.
                                In the values: airflowVersion"""),
            new Mistake(
                    "DEL-001", but(it -> it.extraValues(Map.of("migrateDatabaseJob", Map.of("enabled", false)))), """
                        warning DEL-001  extraValues[migrateDatabaseJob.enabled]: Nothing migrates the database
                                every pod waits for the migration, and with this job turned off nothing in the release runs it.
                                Fix: remove it, or run 'airflow db migrate' yourself before every rollout.
                                In the values: migrateDatabaseJob.enabled"""),
            new Mistake(
                    "DEL-002",
                    but(it -> it.delivery(Delivery.ARGO_CD)
                            .extraValues(Map.of("extraConfigMaps", Map.of("banner", Map.of("data", "text: hello"))))),
                    """
                        warning DEL-002  extraValues[extraConfigMaps.banner]: it is a Helm hook
                                the chart makes it a Helm hook, which Argo CD deletes and creates again at every sync; a pod that starts in between does not find it.
                                Fix: set its useHelmHooks to false.
                                In the values: extraConfigMaps.banner"""),
            new Mistake("CFG-001", but(it -> it.airflowConfig("default_timezone", "utc")), """
                        error   CFG-001  airflowConfig[default_timezone]: it is not of the form section.option, in lower case
                                Airflow reads options by section and name, and never sees this one.
                                Fix: write section.option, for example core.default_timezone.
                                In the values: config.default_timezone"""),
            new Mistake("CFG-002", but(it -> it.airflowConfig("metrics.statsd_host", "localhost")), """
                        error   CFG-002  airflowConfig[metrics.statsd_host]: metrics decides this
                                the option and the model contradict each other, and the Secrets, the runbook and the checklist describe a different deployment.
                                Fix: remove the option and use the attribute.
                                In the values: config.metrics.statsd_host"""),
            new Mistake("CFG-003", but(it -> it.airflowConfig("secrets.jwt_secret", "$JWT_SECRET")), """
                        error   CFG-003  airflowConfig[secrets.jwt_secret]: Airflow reads it only from section api_auth
                                each process generates a secret of its own, and every task fails with 'Signature verification failed'.
                                Fix: remove it: the library creates the secret, and the chart gives it to the components that need it.
                                In the values: config.secrets.jwt_secret"""),
            new Mistake("CFG-005", but(it -> it.airflowConfig("core.default_timezone", "utc\n")), """
                        error   CFG-005  airflowConfig[core.default_timezone]: its value has white space around it
                                in airflow.cfg white space around a value is lost, a line that begins with # or ; is a comment, and a control character breaks the file.
                                Fix: use lines of plain text, without white space around the value and without lines that begin with # or ;.
                                In the values: config.core.default_timezone"""),
            new Mistake("VAL-001", but(it -> it.extraValue("useStandardNaming", true)), """
                        error   VAL-001  extraValues[useStandardNaming]: it changes the names of objects
                                Secrets, URLs and the runbook's commands use the chart's usual names, and would refer to objects that do not exist.
                                Fix: remove it, and change releaseName instead.
                                In the values: useStandardNaming"""),
            new Mistake("VAL-003", but(it -> it.extraValue("statsd", Map.of("scale", 0.5))), """
                        error   VAL-003  extraValues[statsd.scale]: it is a Double
                                it cannot be written to the values file.
                                Fix: use maps with text keys, lists, strings, integers and booleans, at most 32 levels deep; to remove a default use an empty value of its type.
                                In the values: statsd.scale"""),
            new Mistake("VAL-004", but(it -> it.extraValue("postgresql", Map.of("enabled", true))), """
                        error   VAL-004  extraValues[postgresql.enabled]: it is not false
                                the chart starts a database without backups, from an image that is no longer available at its old address, next to the database that is used.
                                Fix: remove it.
                                In the values: postgresql.enabled"""),
            new Mistake("CFG-006", but(it -> it.airflowConfig("core.dags_folder", "/opt/airflow/other")), """
                        error   CFG-006  airflowConfig[core.dags_folder]: git-sync puts the files into a folder that the chart chooses
                                that folder stays empty, and Airflow shows no DAGs.
                                Fix: remove the option: the chart points it at git-sync's folder.
                                In the values: config.core.dags_folder"""),
            new Mistake("VAL-005", but(it -> it.extraValue("dags", Map.of("gitSync", Map.of("wait", 5)))), """
                        error   VAL-005  extraValues[dags.gitSync.wait]: gitSync.period decides this
                                the rules for the attribute do not see it, and the chart silently uses one of the two.
                                Fix: remove it and use the attribute.
                                In the values: dags.gitSync.wait"""),
            new Mistake(
                    "VAL-006",
                    SampleDeployments.onOlderChart(
                            "1.15.0",
                            "2.9.3",
                            it -> it.pgBouncer(PgBouncerPool.builder()
                                            .poolMode(PoolMode.SESSION)
                                            .clientTls(TlsMode.VERIFY_CA)
                                            .build())
                                    .waive("PGB-003", "the migration keeps its session")
                                    .extraValue("cleanup", Map.of("enabled", true))),
                    """
                        error   VAL-006  extraValues[cleanup.enabled]: its pods have no CA bundle
                                chart 1.15.0 mounts no volumes into it, so it cannot verify the database's certificate and never connects.
                                Fix: use chart 1.16.0 or later, or remove cleanup.
                                In the values: cleanup.enabled"""),
            new Mistake("VAL-007", but(it -> it.extraValue("pgbouncer", Map.of("maxClientConn", 500))), """
                        error   VAL-007  extraValues[pgbouncer.maxClientConn]: the chart ignores it
                                PgBouncer reads its configuration from a Secret that Airworthy describes, and the chart ignores its own keys for it.
                                Fix: remove it, and use the attributes of pgBouncer.
                                In the values: pgbouncer.maxClientConn"""),
            new Mistake(
                    "VAL-008",
                    but(it -> it.extraValue("enableBuiltInSecretEnvVars", Map.of("AIRFLOW__CORE__FERNET_KEY", false))),
                    """
                        error   VAL-008  extraValues[enableBuiltInSecretEnvVars.AIRFLOW__CORE__FERNET_KEY]: nothing provides Airflow's AIRFLOW__CORE__FERNET_KEY
                                pods do not start, or silently lose what they produce.
                                Fix: remove it, or waive this if what is missing is provided in another way.
                                In the values: enableBuiltInSecretEnvVars.AIRFLOW__CORE__FERNET_KEY"""),
            new Mistake("VAL-009", but(it -> it.extraValue("labels", Map.of("team", "Data & Analytics"))), """
                        error   VAL-009  extraValues[labels]: 'Data & Analytics' is not a valid label value
                                Kubernetes rejects the object, or the chart's selectors no longer find its pods.
                                Fix: use letters, digits, dashes, dots and underscores in keys and label values, at most 63 characters each; a key may have a domain and a slash before it; do not replace the chart's own labels.
                                In the values: labels"""),
            new Mistake(
                    "VAL-010",
                    but(it -> it.extraValue(
                            "workers",
                            Map.of("celery", Map.of("sets", List.of(Map.of("name", "gpu", "replicas", 4)))))),
                    """
                        warning VAL-010  extraValues[workers.celery.sets]: these workers come in addition to ha.workers
                                they open more connections to the pool and the database than the connection budget allows for.
                                Fix: remove it, or leave room for them in the pool and the server and waive this.
                                In the values: workers.celery.sets"""),
            new Mistake("VAL-012", but(it -> it.extraValue("scheduler", Map.of("replicas", 77))), """
                        error   VAL-012  extraValues[scheduler.replicas]: the model sets it to something else
                                the model's value is used, and the extra value has no effect.
                                Fix: remove it from extraValues and change the model.
                                In the values: scheduler.replicas"""),
            new Mistake("VAL-013", but(it -> it.extraValue("schedular", Map.of("replicas", 3))), """
                        error   VAL-013  extraValues[schedular]: it is not a key of chart 1.22.0, and Helm silently drops it
                                Helm rejects the values, or drops the key and installs without it.
                                Fix: use scheduler, if that is what you mean.
                                In the values: schedular"""),
            new Mistake(
                    "VAL-014",
                    but(it -> it.extraValue("securityContexts", Map.of("pods", Map.of("runAsUser", 50000)))),
                    """
                        error   VAL-014  extraValues[securityContexts.pods]: it is accepted by chart 1.22.0 but has no effect
                                Helm installs without it, and nothing reports that.
                                Fix: use pod, if that is what you mean.
                                In the values: securityContexts.pods"""),
            new Mistake(
                    "VAL-015",
                    but(it -> it.extraValue(
                            "flower", Map.of("extraNetworkPolicies", List.of(Map.of("podSelector", Map.of()))))),
                    """
                        warning VAL-015  extraValues[flower.extraNetworkPolicies]: it is deprecated in chart 1.22.0
                                it works with this chart version, and a later version drops it.
                                Fix: use flower.networkPolicy.ingress.from.
                                In the values: flower.extraNetworkPolicies"""),
            new Mistake("VAL-011", but(it -> it.extraValue("flower", Map.of("enabled", true))), """
                        warning VAL-011  extraValues[flower.enabled]: Flower without a password
                                anyone who reaches it inside the cluster can see the arguments of every task, and can stop tasks.
                                Fix: put user:password under the key basicAuth in a Secret of your own, and set flower.secretName to its name.
                                In the values: flower.enabled"""),
            new Mistake("WAIVE-001", but(it -> it.waive("DB-999", "because")), """
                        error   WAIVE-001  waivers[0]: there is no rule DB-999
                                the rule still applies, although the waiver says otherwise.
                                Fix: remove the waiver, or name a rule that can be waived."""),
            new Mistake("WAIVE-002", but(it -> it.waive("DB-006", " ")), """
                        error   WAIVE-002  waivers[0]: no reason for waiving DB-006
                                the checklist prints the reason, and a reviewer has to judge it.
                                Fix: say why it is right to break the rule here."""));

    private FreeSettingMistakes() {}
}
