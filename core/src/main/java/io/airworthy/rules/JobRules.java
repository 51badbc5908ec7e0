package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.JOBS;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.PoolMode;
import io.airworthy.material.Purpose;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.Variable;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chart's jobs. */
final class JobRules {

    private static final String FIELD = "[0-9A-Za-z*?,/-]{1,100}";

    private static final Pattern SCHEDULE = Pattern.compile(
            "@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)|" + FIELD + "(?: " + FIELD + "){4}");

    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private static final Set<String> OF_ARGO_CD = Set.of("argocd.argoproj.io/hook", "argocd.argoproj.io/sync-wave");

    /** It asks Kubernetes alone. */
    private static final String POD_CLEANUP = "podCleanup.job";

    private static final Subject<JobSettings> MIGRATION =
            DEPLOYMENT.at("migrationJob", AirflowDeployment::migrationJob);

    private static final Subject<PodCleanup> PODS = DEPLOYMENT.given("podCleanup", AirflowDeployment::podCleanup);

    private static final Subject<DatabaseCleanup> ROWS =
            DEPLOYMENT.given("databaseCleanup", AirflowDeployment::databaseCleanup);

    static final Rule JOBS_ARE_VALID = Rule.error("JOB-001")
            .title("An annotation or duration of a job is not valid, or delivery decides it")
            .because("Kubernetes rejects the job, or the job runs at the wrong time")
            .remedy("use valid annotation keys other than helm.sh/hook, argocd.argoproj.io/hook and"
                    + " argocd.argoproj.io/sync-wave, which delivery sets, and whole seconds")
            .source("https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/")
            .brokenBy(it -> it.migrationJob(job -> job.annotation("helm.sh/hook", "pre-upgrade")))
            .finds(together(List.of(
                    DEPLOYMENT.finds(part ->
                            PodRules.time(part, "migrationTimeout", part.value().migrationTimeout(), 1)),
                    JOBS.finds(part -> Stream.concat(
                            part.value().annotations().keySet().stream()
                                    .sorted()
                                    .flatMap(key -> annotationFault(key).stream())
                                    .map(fault -> part.at("annotations", fault)),
                            Stream.concat(
                                    PodRules.time(
                                            part, "timeToLive", part.value().timeToLive(), 0),
                                    part.value().kept()
                                                    && part.value().timeToLive().isPresent()
                                            ? Stream.of(
                                                    part.at("timeToLive", "the job is kept, and deleted after a time"))
                                            : Stream.empty()))))));

    static final Rule CLEANUPS_ARE_VALID = Rule.error("JOB-002")
            .title("A clean-up is not valid")
            .because("Kubernetes rejects the job, or every run fails or deletes what is still needed")
            .remedy(
                    "use a schedule of five fields, such as 0 3 * * *, at least 1 day, limits of at least 0, and names of"
                            + " tables")
            .source("https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/")
            .brokenBy(it -> it.databaseCleanup(DatabaseCleanup.of("daily", 90)))
            .finds(together(List.of(
                    PODS.finds(part -> Stream.of(
                                    schedule(part, part.value().schedule()),
                                    limits(
                                            part,
                                            part.value().failedJobsHistoryLimit(),
                                            part.value().successfulJobsHistoryLimit()))
                            .flatMap(findings -> findings)),
                    ROWS.finds(part -> Stream.of(
                                    schedule(part, part.value().schedule()),
                                    PodRules.count(
                                            part,
                                            "retentionDays",
                                            Optional.of(part.value().retentionDays()),
                                            1),
                                    limits(
                                            part,
                                            part.value().failedJobsHistoryLimit(),
                                            part.value().successfulJobsHistoryLimit()),
                                    part.value().tables().stream()
                                            .filter(table ->
                                                    !TABLE.matcher(table).matches())
                                            .map(table -> part.at("tables", "'" + table + "' is not a table")))
                            .flatMap(findings -> findings)))));

    static final Rule CHART_CLEANS_THE_DATABASE = Rule.error("JOB-003")
            .title("This chart does not clean the database")
            .because("it ignores the key, and the database keeps growing")
            .remedy("use chart 1.19.0 or later, or run airflow db clean in a DAG")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("VER-003")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 90)))
            .finds(ROWS.when(
                    (cleanup, deployment) -> deployment.chartVersion().isSupported()
                            && !deployment.chartVersion().has("databaseCleanup"),
                    (cleanup, deployment) -> "a clean-up with chart " + deployment.chartVersion()));

    static final Rule JOBS_HAVE_THE_URL = Rule.error("JOB-004")
            .title("A job does not get the database's URL or a key")
            .because(
                    "what is under a key of its own in somebody else's Secret comes in variables that the job does not get, so the"
                            + " job fails; if it is the migration, the installation fails too")
            .remedy(
                    "remove customVariables(false), set AIRFLOW__DATABASE__SQL_ALCHEMY_CONN in the job's own pods.variables, or"
                            + " use Secrets with the keys that the chart reads")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html")
            .after("DB-015")
            .brokenBy(it -> it.database(database -> database.credentials(
                            DatabaseCredentials.keysFrom("airflow-db-app", "username", "password")))
                    .suppliedSecret(Purpose.POOL)
                    .suppliedSecret(Purpose.POOL_STATS)
                    .migrationJob(job -> job.customVariables(false)))
            .finds(JOBS.where(deployment -> !deployment.release().secrets().chartReadsUrl()
                            || !deployment
                                    .release()
                                    .secrets()
                                    .keyVariables(Reader.AIRFLOW)
                                    .isEmpty())
                    .finds(part ->
                            part.value().customVariables() || part.modelPath().equals(POD_CLEANUP) || hasItsOwn(part)
                                    ? Stream.empty()
                                    : Stream.of(part.at("customVariables", "false, with somebody else's keys"))));

    static final Rule MIGRATION_BYPASSES_THE_POOL = Rule.warning("JOB-005")
            .title("The migration's arguments do not bypass the pool")
            .because(
                    "the migration takes a session lock. With transaction pooling the lock stays on a connection that another"
                            + " client gets next, and a later migration may wait forever")
            .remedy("connect with $" + SecretCatalogue.DIRECT_VARIABLE + " in args, or leave out args")
            .source("https://www.pgbouncer.org/features.html")
            .brokenBy(it -> it.migrationJob(job -> job.args("bash", "-c", "exec airflow db migrate")))
            .finds(MIGRATION
                    .where(deployment -> deployment.release().connections().migratesDirectly()
                            && deployment
                                    .pgBouncer()
                                    .filter(pool -> pool.poolMode() == PoolMode.TRANSACTION)
                                    .isPresent())
                    .at("args")
                    .when(
                            job -> !job.args().isEmpty()
                                    && Stream.concat(job.command().stream(), job.args().stream())
                                            .noneMatch(word -> word.contains(SecretCatalogue.DIRECT_VARIABLE)),
                            job -> "they do not use " + SecretCatalogue.DIRECT_VARIABLE));

    static final List<Rule> ALL = List.of(
            JOBS_ARE_VALID,
            CLEANUPS_ARE_VALID,
            CHART_CLEANS_THE_DATABASE,
            JOBS_HAVE_THE_URL,
            MIGRATION_BYPASSES_THE_POOL);

    private JobRules() {}

    /** Whether a job says itself what it would get with the variables of all containers. */
    private static boolean hasItsOwn(Part<JobSettings> job) {
        Set<String> own =
                job.value().pods().variables().stream().map(Variable::name).collect(Collectors.toSet());
        SecretCatalogue secrets = job.deployment().release().secrets();
        return (secrets.chartReadsUrl() || own.contains(SecretCatalogue.DATABASE_VARIABLE))
                && secrets.keyVariables(Reader.AIRFLOW).stream()
                        .map(SecretVariable::variable)
                        .allMatch(own::contains);
    }

    private static Optional<String> annotationFault(String key) {
        return key.startsWith("helm.sh/hook") || OF_ARGO_CD.contains(key)
                ? Optional.of("delivery decides " + key)
                : KubernetesLabels.annotationFault(key);
    }

    private static Stream<Finding> schedule(Part<?> part, String schedule) {
        return SCHEDULE.matcher(schedule).matches()
                ? Stream.empty()
                : Stream.of(part.at("schedule", "'" + schedule + "' is not a schedule"));
    }

    private static Stream<Finding> limits(Part<?> part, Optional<Integer> failed, Optional<Integer> successful) {
        return Stream.concat(
                PodRules.count(part, "failedJobsHistoryLimit", failed, 0),
                PodRules.count(part, "successfulJobsHistoryLimit", successful, 0));
    }
}
