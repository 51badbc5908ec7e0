package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.ChartImage;
import io.airworthy.Executor;
import io.airworthy.Rbac;
import io.airworthy.chart.ChartTrait;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.material.Purpose;
import io.airworthy.operations.Operations;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.store.Cloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** In which deployments a rule's example breaks this rule and no other, where that is not in all of them. */
final class ExampleConditions {

    private static final Map<String, Predicate<AirflowDeployment>> CONDITIONS = new HashMap<>();

    static {
        put(AirflowDeployment::usesCelery, "CEL-001", "CEL-003", "CEL-004", "CEL-005", "CEL-006");
        put(AirflowDeployment::usesCelery, "CEL-013", "CEL-017");
        put(it -> it.usesCelery() && hasNoProbeOfWorkers(it), "CEL-018");
        put(it -> it.usesCelery() && it.ha().defaultWorkers(), "CEL-024");
        put(it -> it.usesCelery() && makes(it, Purpose.BROKER), "CEL-011", "CEL-012");
        put(
                it -> it.usesCelery()
                        && mayVerify(it)
                        && mayScaleWorkersOtherwise(it)
                        && it.database().credentials().isOurs(),
                "CEL-007");

        put(
                it -> !fillsVolume(it)
                        && (it.ha().triggererScaling().isEmpty()
                                || it.networkPolicies().isEmpty()),
                "EXEC-001");

        put(it -> it.database().provider() != DatabaseProvider.SELF_HOSTED, "DB-005");
        put(it -> mayVerify(it) && scalesNoGroups(it), "DB-007");
        put(
                it -> hasPoolWithoutKeda(it)
                        && scalesNoGroups(it)
                        && ConnectionPlan.of(it).migratesDirectly()
                        && it.database().pooling() == ServerPooling.NONE
                        && it.database().tls() != TlsMode.VERIFY_FULL,
                "DB-018");
        put(it -> !it.environment().containsKey("AIRFLOW__CORE__DEFAULT_TIMEZONE"), "CFG-005");
        put(it -> it.metrics().usesChartStatsd(), "MET-010");
        put(
                it -> it.pgBouncer().isEmpty()
                        && hasOwnUrls(it)
                        && !it.metrics().datadog()
                        && !it.metrics().exporters().isEmpty(),
                "OPS-005");
        put(ExampleConditions::isRdsVerified, "DB-008");
        put(it -> hasOwnUrls(it) && hasPoolWithoutKeda(it), "DB-015", "DB-016", "DB-021");
        put(it -> hasOwnUrls(it) && hasPoolWithoutKeda(it) && it.migrateDatabase(), "JOB-004");
        put(AirflowDeployment::migrateDatabase, "JOB-001");
        put(ExampleConditions::mayLoseItsPassword, "DB-023");
        put(
                it -> mayLoseItsPassword(it)
                        && it.usesCelery()
                        && mayVerify(it)
                        && mayScaleWorkersOtherwise(it)
                        && it.ha()
                                .workers()
                                .disruptionBudget()
                                .equals(HaSettings.production().workers().disruptionBudget()),
                "DB-022");
        put(
                it -> hasOwnUrls(it)
                        && it.pgBouncer().isEmpty()
                        && it.scaledByKeda().isEmpty()
                        && it.airflowVersion().isAtLeast(3, 1, 0)
                        && !AirflowTrait.MAKES_ASYNC_URL.isIn(it.airflowVersion()),
                "DB-017");
        put(it -> it.pgBouncer().isEmpty(), "DB-013");
        put(pool(pool -> pool.poolMode() != PoolMode.SESSION), "PGB-002", "PGB-015");
        put(pool(pool -> pool.authentication() != PoolAuthentication.SCRAM_VERIFIER), "PGB-006");
        put(pool(pool -> pool.replicas() == 2), "PGB-010");
        put(pool(pool -> true), "PGB-013", "VAL-007");

        put(it -> it.gitSync().isPresent() && it.dagBundles().isEmpty(), "CFG-006");
        put(it -> it.gitSync().isPresent(), "GIT-022");
        put(ExampleConditions::mayFillVolumes, "VOL-008", "VOL-009");
        put(it -> mayFillVolumes(it) && it.ha().dagProcessor().replicas() > 1, "VOL-010");
        put(it -> !it.suppliedSecrets().contains(Purpose.FERNET), "SEC-016");
        put(it -> it.airflowVersion().minorLine().equals("2.11") && isIndifferentToTheChart(it), "DAG-001");
        put(it -> isAirflow3(it) && it.dagBundles().isEmpty() && it.dagVolume().isEmpty(), "DAG-002", "DAG-003");
        put(
                it -> isAirflow3(it)
                        && it.dagBundles().isEmpty()
                        && (it.gitSync().isPresent() || it.dagVolume().isPresent()),
                "DAG-004");
        put(it -> it.chartVersion().has("databaseCleanup") && Deployments.fitsACleanup(it), "JOB-002");
        put(it -> it.chartVersion().has("databaseCleanup") && it.fullName().isEmpty(), "NAME-011");
        put(
                it -> ConnectionPlan.of(it).migratesDirectly()
                        && pool(pool -> pool.poolMode() == PoolMode.TRANSACTION).test(it),
                "JOB-005");
        put(
                it -> it.operations().equals(Operations.builder().build()),
                "MET-002",
                "MET-003",
                "MET-004",
                "MET-005",
                "MET-007",
                "MET-008");
        put(ExampleConditions::hasDeployKey, "GIT-004", "GIT-005", "GIT-006", "GIT-007", "GIT-008", "GIT-009");

        put(
                it -> runsTaskPodsOnly(it)
                        && it.secretsBackend().isEmpty()
                        && it.logVolume().isEmpty()
                        && it.logSearch().isEmpty(),
                "LOG-001");
        put(
                it -> !it.usesKubernetesPods()
                        && it.secretsBackend().isEmpty()
                        && it.logVolume().isEmpty()
                        && it.logSearch().isEmpty()
                        && it.ha().workerPersistence().isEmpty()
                        && it.ha().workerClaims().isEmpty(),
                "LOG-002");
        put(ExampleConditions::hasAmazonIdentity, "LOG-003", "LOG-004", "LOG-005", "LOG-006");
        put(it -> hasAmazonStore(it) && it.secretsBackend().isEmpty(), "LOG-007");
        put(it -> it.remoteLogging().isPresent() && it.secretsBackend().isEmpty(), "LOG-008");
        put(it -> it.remoteLogging().isPresent(), "LOG-013", "LOG-020");
        put(ExampleConditions::hasAmazonIdentity, "LOG-016");
        put(it -> it.remoteLogging().isPresent() && it.secretsBackend().isEmpty(), "LOG-017");
        put(it -> hasStoreWithoutAddress(it) && it.secretsBackend().isEmpty(), "LOG-018");
        put(it -> isAirflow3(it) && it.remoteLogging().isPresent() && !failsOnPlainModules(it), "LOG-015");

        put(it -> it.chartVersion().has(ChartTrait.FULL_NAME_NAMES_EVERYTHING), "NAME-009");

        put(it -> it.ha().scheduler().replicas() == 2, "HA-004");
        put(it -> it.ha().deferrableTasks() && it.secretsBackend().isEmpty(), "HA-012");
        put(it -> !fillsVolume(it), "HA-011");
        put(
                it -> isAirflow3(it)
                        && !fillsVolume(it)
                        && it.ha().scheduler().replicas()
                                <= it.ha().dagProcessor().replicas(),
                "HA-013");
        put(ExampleConditions::mayHaveGroups, "CEL-020", "CEL-021", "CEL-022");
        put(ExampleConditions::hasNoGroups, "CEL-023");
        put(ExampleConditions::mayHaveFlower, "CEL-026", "CEL-027");
        put(it -> mayHaveFlower(it) && policiesAdmitAll(it) && it.externalUrl().isEmpty(), "CEL-028");
        put(it -> mayHaveFlower(it) && policiesAdmitAll(it), "RISK-032");
        put(it -> it.flower().isEmpty(), "RISK-030", "VAL-015");
        put(it -> runsTaskPodsOnly(it) && !it.images().containsKey(ChartImage.TASK_PODS), "IMG-005");
        put(it -> !it.metrics().exporters().isEmpty() && !it.metrics().datadog(), "MET-001");
        put(
                it -> it.metrics().allowList().isEmpty()
                        && it.metrics().blockList().isEmpty()
                        && !it.metrics().exporters().isEmpty(),
                "MET-009");

        put(ExampleConditions::isAirflow3, "OPT-001", "RISK-034", "RISK-040", "RISK-066", "WEB-010");
        put(it -> it.airflowVersion().isAtLeast(3, 1, 0), "OPT-002");
        put(it -> it.airflowVersion().minorLine().equals("3.0") && hasNoTag(it), "OPT-004");
        put(it -> it.airflowVersion().isAtLeast(3, 0, 2), "RISK-050");
        put(it -> it.chartVersion().isAtLeast(1, 16, 0) && keepsRedisInside(it), "RISK-031");
        put(
                it -> it.usesChartRedis()
                        && it.chartVersion().has("redis.service")
                        && it.networkPolicies().isEmpty()
                        && makes(it, Purpose.REDIS),
                "RISK-036");
        put(it -> it.usesChartRedis() && it.chartVersion().has("redis.service"), "CEL-029");
        put(it -> it.pgBouncer().isPresent() && it.chartVersion().has("redis.service"), "PGB-016");
        put(it -> it.pods().securityContexts().isEmpty(), "RISK-011");
        put(it -> it.rbac().equals(Rbac.builder().build()), "RISK-070");
        put(it -> it.rbac().create(), "RISK-071");
        put(
                it -> it.rbac().create()
                        && it.pods().securityContexts().isEmpty()
                        && it.pgBouncer()
                                .filter(pool -> pool.pods().securityContexts().isEmpty())
                                .isPresent(),
                "PERM-005");
        put(
                it -> it.chartVersion().has("workers.celery.sets")
                        && it.workerGroups().isEmpty(),
                "VAL-010");
        put(it -> isAirflow3(it) && it.chartVersion().has("ingress.apiServer.precedingPaths"), "VAL-018");
        put(it -> it.airflowVersion().major() == 2 && hasNoTag(it), "VER-005");
        put(it -> it.airflowVersion().isAtLeast(3, 2, 0) && hasNoTag(it), "VER-006");
        put(it -> it.chartVersion().isAtLeast(1, 22, 0), "VER-007");
        put(it -> it.airflowVersion().isAtLeast(3, 2, 0) && isIndifferentToTheChart(it), "VER-004");

        put(it -> makes(it, Purpose.FERNET) && it.database().credentials().isOurs(), "NAME-006");
        put(it -> isAirflow3(it) && makes(it, Purpose.WEBSERVER_KEY), "NAME-007", "SEC-014");
        put(it -> makes(it, Purpose.DATABASE) && it.database().credentials().hasPassword(), "SEC-002");
        put(
                it -> makes(it, Purpose.DATABASE)
                        && it.database().credentials().hasPassword()
                        && it.secretDelivery().external().isEmpty(),
                "SEC-009");
        put(it -> it.pgBouncer().isPresent() && makes(it, Purpose.POOL), "SEC-015");
        put(ExampleConditions::readsNoStore, "SEC-010");
        put(
                it -> !cloudOfIdentity(it).equals(Optional.of(Cloud.AZURE))
                        && !isIdentityOfNodes(it)
                        && it.serviceAccountsByPath().values().stream()
                                .allMatch(account -> account.annotations().isEmpty()),
                "SEC-012");

        put(it -> it.authManager().equals(AuthManager.FAB), "SIGN-001", "RISK-044");
        put(it -> it.authManager().equals(AuthManager.FAB) && readsNoWholeSecret(it), "SIGN-002");
        put(it -> it.adminUser().isEmpty(), "SIGN-004");
        put(it -> it.webConfiguration().isEmpty(), "SIGN-005");
        put(
                it -> isAirflow3(it)
                        && it.adminUser().isEmpty()
                        && it.webConfiguration().isEmpty(),
                "RISK-043");

        put(ExampleConditions::policiesAdmitAll, "WEB-001", "WEB-002", "WEB-006", "WEB-012");
        put(it -> policiesAdmitAll(it) && it.externalUrl().isEmpty(), "WEB-003", "WEB-004");
        put(it -> policiesAdmitAll(it) && it.ingress().isEmpty(), "WEB-005");
        put(it -> it.baseUrl().isEmpty() && it.networkPolicies().isEmpty(), "WEB-013");
        put(it -> isAirflow3(it) && it.environment().isEmpty(), "WEB-015");
        put(
                it -> it.networkPolicies().isEmpty()
                        && policiesAdmitAll(it)
                        && it.ingress().isEmpty(),
                "WEB-016");
        put(it -> policiesAdmitAll(it) && it.pgBouncer().isPresent(), "WEB-007");
        put(it -> it.authManager().mayBeFab(), "WEB-008");
        put(it -> !it.images().containsKey(ChartImage.STATSD), "VAL-017");
        put(it -> !it.images().containsKey(ChartImage.GIT_SYNC), "RISK-020");
        put(it -> it.chartVersion().isAtLeast(1, 22, 0) && hasNoWayIn(it), "RISK-033");
    }

    private ExampleConditions() {}

    /** Whether a rule's example breaks this rule and no other in a deployment. */
    static boolean hold(String ruleId, AirflowDeployment deployment) {
        return CONDITIONS.getOrDefault(ruleId, it -> true).test(deployment);
    }

    private static void put(Predicate<AirflowDeployment> condition, String... ruleIds) {
        List.of(ruleIds).forEach(id -> CONDITIONS.put(id, condition));
    }

    private static Predicate<AirflowDeployment> pool(Predicate<PgBouncerPool> condition) {
        return deployment -> deployment.pgBouncer().filter(condition).isPresent();
    }

    /** Whether nothing names or supplies the Secrets that are not there with an operator's credentials. */
    private static boolean hasOwnUrls(AirflowDeployment deployment) {
        return deployment.database().credentials().isOurs()
                && deployment.jobsByPath().values().stream().allMatch(JobSettings::customVariables)
                && Stream.of(Purpose.DATABASE, Purpose.RESULT_BACKEND)
                        .allMatch(purpose -> makes(deployment, purpose)
                                && !deployment.secretNames().containsKey(purpose));
    }

    private static boolean mayLoseItsPassword(AirflowDeployment deployment) {
        return hasOwnUrls(deployment)
                && deployment.pgBouncer().isEmpty()
                && deployment.scaledByKeda().isEmpty()
                && scalesNoGroups(deployment)
                && deployment.airflowLocalSettings().isEmpty();
    }

    private static boolean hasPoolWithoutKeda(AirflowDeployment deployment) {
        return deployment.pgBouncer().isPresent()
                && makes(deployment, Purpose.POOL)
                && deployment.scaledByKeda().isEmpty()
                && scalesNoGroups(deployment);
    }

    /** Whether KEDA scales no worker group. */
    static boolean scalesNoGroups(AirflowDeployment deployment) {
        return deployment.workerGroups().stream().noneMatch(WorkerGroup::isScaledByKeda);
    }

    private static boolean makes(AirflowDeployment deployment, Purpose purpose) {
        return !deployment.suppliedSecrets().contains(purpose)
                && (purpose != Purpose.DATABASE
                        || deployment.database().credentials().isOurs());
    }

    private static boolean keepsRedisInside(AirflowDeployment deployment) {
        return deployment
                .chartRedis()
                .filter(redis -> redis.serviceType() != ServiceType.CLUSTER_IP)
                .isEmpty();
    }

    /** Whether there is one already: one more needs a connection more. */
    private static boolean mayHaveFlower(AirflowDeployment deployment) {
        return deployment.usesCelery()
                && deployment.flower().isPresent()
                && makes(deployment, Purpose.FLOWER)
                && !deployment.secretNames().containsKey(Purpose.FLOWER);
    }

    private static boolean isAirflow3(AirflowDeployment deployment) {
        return deployment.airflowVersion().major() >= 3;
    }

    private static boolean hasNoTag(AirflowDeployment deployment) {
        return deployment.image().tag().isEmpty();
    }

    private static boolean runsTaskPodsOnly(AirflowDeployment deployment) {
        return deployment.executors().equals(List.of(Executor.KUBERNETES))
                && deployment.broker().isEmpty();
    }

    /** KEDA cannot check a certificate where it goes to the database itself. */
    private static boolean hasNoProbeOfWorkers(AirflowDeployment deployment) {
        return Stream.concat(
                        Stream.of(deployment.ha().workers()),
                        deployment.workerGroups().stream().map(WorkerGroup::settings))
                .allMatch(workers -> workers.pods().livenessProbe().isEmpty());
    }

    private static boolean mayVerify(AirflowDeployment deployment) {
        return deployment.pgBouncer().isPresent()
                || deployment.scaledByKeda().isEmpty()
                        && !deployment.database().tls().verifiesCertificate();
    }

    private static boolean isRdsVerified(AirflowDeployment deployment) {
        return deployment.database().provider() == DatabaseProvider.AWS_RDS
                && deployment.database().tls() == TlsMode.VERIFY_FULL;
    }

    /** Older charts take its key from no Secret. */
    private static boolean readsGitHubApp(AirflowDeployment deployment) {
        return deployment.gitSync().flatMap(git -> git.access().gitHubApp()).isPresent();
    }

    /** Whether DAG processors alone have git-sync where DAG files are on a volume. */
    private static boolean mayFillVolumes(AirflowDeployment deployment) {
        return deployment.chartVersion().has(ChartTrait.DAG_PROCESSORS_FILL_VOLUMES)
                && deployment.gitSync().isPresent()
                && !parsesInSchedulers(deployment);
    }

    private static boolean fillsVolume(AirflowDeployment deployment) {
        return deployment.gitSync().isPresent() && deployment.dagVolume().isPresent();
    }

    static boolean parsesInSchedulers(AirflowDeployment deployment) {
        return deployment.release().workloads().tasksRunInScheduler()
                || !deployment.ha().standaloneDagProcessor();
    }

    static boolean hasDeployKey(AirflowDeployment deployment) {
        return deployment.gitSync().flatMap(git -> git.access().deployKey()).isPresent();
    }

    private static Optional<Cloud> cloudOfIdentity(AirflowDeployment deployment) {
        return deployment.remoteLogging().flatMap(logging -> logging.identity().cloud());
    }

    private static boolean isIdentityOfNodes(AirflowDeployment deployment) {
        return deployment
                .remoteLogging()
                .filter(logging -> logging.identity().equals(CloudIdentity.ofNodes()))
                .isPresent();
    }

    private static boolean hasAmazonIdentity(AirflowDeployment deployment) {
        return cloudOfIdentity(deployment).equals(Optional.of(Cloud.AWS));
    }

    private static boolean hasAmazonStore(AirflowDeployment deployment) {
        return deployment
                .remoteLogging()
                .filter(logging -> logging.store().cloud() == Cloud.AWS)
                .isPresent();
    }

    /** Volumes keep the logs of a fixed number of workers, and KEDA's URL for them is one for triggerers as well. */
    static boolean mayScaleWorkersOtherwise(AirflowDeployment deployment) {
        return deployment.ha().workerPersistence().isEmpty()
                && (deployment.ha().triggererScaling().isEmpty()
                        || deployment.networkPolicies().isEmpty());
    }

    private static boolean hasStoreWithoutAddress(AirflowDeployment deployment) {
        return deployment
                .remoteLogging()
                .filter(logging -> logging.store()
                        .<Boolean>match(
                                s3 -> s3.connectionExtra().isEmpty(), gcs -> true, azure -> true, cloudWatch -> true))
                .isPresent();
    }

    private static boolean failsOnPlainModules(AirflowDeployment deployment) {
        return deployment.airflowVersion().isAtLeast(3, 0, 4)
                && !deployment.airflowVersion().isAtLeast(3, 0, 6);
    }

    private static boolean readsNoStore(AirflowDeployment deployment) {
        return deployment.release().secrets().sources().values().stream()
                .noneMatch(source -> source.remote().isPresent());
    }

    /** Whose keys may be variables of any name. */
    private static boolean readsNoWholeSecret(AirflowDeployment deployment) {
        return deployment.pods().variablesFrom().isEmpty()
                && !deployment.extraValues().toString().contains("nvFrom");
    }

    /** Whether the chart's policies admit whom Airflow 3 has. */
    private static boolean policiesAdmitAll(AirflowDeployment deployment) {
        return mayHavePolicies(deployment)
                && (!isAirflow3(deployment) || deployment.chartVersion().isAtLeast(1, 22, 0));
    }

    /** Where one more worker finds its connections. */
    private static boolean mayHaveGroups(AirflowDeployment deployment) {
        return hasNoGroups(deployment)
                && deployment.pgBouncer().isEmpty()
                && deployment.database().maxConnections().isEmpty()
                && !deployment.ha().workers().disruptionBudget().isNone()
                && deployment.ha().workers().args().isEmpty()
                && (deployment.mostWorkers() + 2) * deployment.concurrency().workerConcurrency()
                        <= (long) deployment.ha().scheduler().replicas()
                                * deployment.concurrency().parallelism();
    }

    private static boolean hasNoGroups(AirflowDeployment deployment) {
        return deployment.usesCelery()
                && deployment.chartVersion().isAtLeast(1, 19, 0)
                && deployment.workerGroups().isEmpty()
                && deployment.ha().workerQueues().isEmpty();
    }

    /** They would shut out load balancers, and KEDA on its way through the pool, and leave Flower open. */
    static boolean mayHavePolicies(AirflowDeployment deployment) {
        return mayHaveOtherPolicies(deployment) && !leavesFlowerOpen(deployment);
    }

    /** Where policies leave Flower open alone. */
    static boolean missesFlowersPolicy(AirflowDeployment deployment) {
        return mayHaveOtherPolicies(deployment) && leavesFlowerOpen(deployment) && !isAirflow3(deployment);
    }

    private static boolean leavesFlowerOpen(AirflowDeployment deployment) {
        return deployment.flower().isPresent()
                && deployment.executors().size() > 1
                && !deployment.chartVersion().has(ChartTrait.FLOWER_POLICY_WITH_SEVERAL_EXECUTORS);
    }

    private static boolean mayHaveOtherPolicies(AirflowDeployment deployment) {
        return !deployment.webService().isExposed()
                && deployment
                        .flower()
                        .filter(flower -> flower.service().isExposed())
                        .isEmpty()
                && keepsRedisInside(deployment)
                && (deployment.pgBouncer().isEmpty()
                        || deployment.scaledByKeda().isEmpty()
                        || ConnectionPlan.of(deployment).kedaConnectsDirectly());
    }

    private static boolean hasNoWayIn(AirflowDeployment deployment) {
        return deployment.networkPolicies().isEmpty()
                && deployment.externalUrl().isEmpty();
    }

    /**
     * Charts differ in what they take past the pool, in the resources that they give task pods beside Celery's workers, and
     * in whom their network policies admit.
     */
    static boolean isIndifferentToTheChart(AirflowDeployment deployment) {
        return deployment.database().maxConnections().isEmpty()
                && deployment.networkPolicies().isEmpty()
                && deployment.fullName().isEmpty()
                && deployment.workerGroups().isEmpty()
                && deployment.ha().workerQueues().isEmpty()
                && deployment.ha().webScaling().isEmpty()
                && !readsGitHubApp(deployment)
                && !(deployment.usesCelery() && deployment.usesKubernetesPods());
    }
}
