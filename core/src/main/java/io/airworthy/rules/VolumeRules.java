package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.pods.AccessMode;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Workload;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The volumes that pods share, and those that each pod has of its own. */
final class VolumeRules {

    private static final String VOLUMES_PAGE = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/";

    private static final String REDIS_RETENTION = "redis.persistence.persistentVolumeClaimRetentionPolicy";

    private static final String LOG_FOLDER = "logs.persistence.subPath";

    /** The chart writes it without quotes. */
    private static final Pattern FOLDER =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}(/[A-Za-z0-9_][A-Za-z0-9_-]{0,99}){0,9}");

    /** The chart's own volumes of workers. */
    private static final List<String> OF_THE_CHART = List.of("logs", "config", "dags");

    /** The chart writes it without quotes, and into airflow.cfg. */
    private static final Pattern DAG_FOLDER = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9_.-]{1,100}){1,20}");

    private static final Subject<SharedVolume> DAGS = DEPLOYMENT.given("dagVolume", AirflowDeployment::dagVolume);

    /** That of DAG files which git-sync writes. */
    private static final Subject<SharedVolume> SYNCED =
            DAGS.where(deployment -> deployment.gitSync().isPresent()).inValues("dags.persistence.enabled");

    private static final Subject<SharedVolume> LOGS = DEPLOYMENT.given("logVolume", AirflowDeployment::logVolume);

    private static final Subject<ClaimTemplate> REDIS = DEPLOYMENT.given(
            "broker.persistence",
            deployment ->
                    deployment.chartRedis().flatMap(ChartRedis::persistence).flatMap(Persistence::claimTemplate));

    /** What each pod has of its own. */
    private static final List<Subject<ClaimTemplate>> OF_PODS = List.of(
            DEPLOYMENT.given(
                    "ha.workerPersistence",
                    deployment -> deployment.ha().workerPersistence().flatMap(Persistence::claimTemplate)),
            DEPLOYMENT.given(
                    "ha.triggererPersistence",
                    deployment -> deployment.ha().triggererPersistence().flatMap(Persistence::claimTemplate)),
            REDIS);

    static final Rule VOLUMES_ARE_VALID = Rule.error("VOL-001")
            .title("A shared volume is not valid")
            .because("Kubernetes rejects the claim or the pods, and none of them starts")
            .remedy("use names of a claim and a storage class in the cluster, a size such as 100Gi, and as a folder"
                    + " letters, digits, dashes and underscores, with single slashes between")
            .source(VOLUMES_PAGE)
            .brokenBy(it -> it.logVolume(SharedVolume.existing("Airflow_Logs")))
            .finds(together(List.of(DAGS.finds(VolumeRules::faults), LOGS.finds(VolumeRules::faults))));

    static final Rule SOMEBODY_FILLS_THE_VOLUME = Rule.error("VOL-002")
            .title("git-sync runs nowhere")
            .because("when DAG files are on a volume, this chart runs git-sync only in schedulers that parse DAG files"
                    + " themselves, so the volume stays empty")
            .remedy("use chart 1.19.0 or later, or remove gitSync or dagVolume")
            .source("https://github.com/apache/airflow/issues/60500")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .dagVolume(SharedVolume.existing("airflow-dags")))
            .finds(SYNCED.when(
                    (volume, deployment) -> deployment.chartVersion().isSupported()
                            && pulling(deployment).isEmpty(),
                    (volume, deployment) -> "git-sync and a volume with chart " + deployment.chartVersion()));

    static final Rule LOGS_MAY_HAVE_A_FOLDER = Rule.error("VOL-003")
            .title("This chart cannot keep logs in a folder of a volume")
            .because("it has no key for the folder, and rejects the values")
            .remedy("leave out subPath, or use a newer chart")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .logVolume(SharedVolume.existing("airflow-files").toBuilder()
                            .subPath("logs")
                            .build()))
            .finds(LOGS.when(
                    (volume, deployment) -> deployment.chartVersion().isSupported()
                            && !deployment.chartVersion().has(LOG_FOLDER)
                            && !folder(volume).isEmpty(),
                    (volume, deployment) ->
                            "the folder " + folder(volume) + " with chart " + deployment.chartVersion()));

    static final Rule CLAIMS_OF_PODS_ARE_VALID = Rule.error("VOL-004")
            .title("The claims of pods are not valid")
            .because("Kubernetes does not make the claims, and the pods wait for them forever")
            .remedy(
                    "use a size such as 20Gi, the name of a storage class in the cluster, and annotations with valid keys")
            .source(VOLUMES_PAGE)
            .brokenBy(it -> it.ha(ha -> ha.workerPersistence(Persistence.of("20 GB"))))
            .finds(together(OF_PODS.stream()
                    .map(claims -> claims.finds(VolumeRules::claimFaults))
                    .toList()));

    static final Rule REDIS_KEEPS_ITS_CLAIM = Rule.error("VOL-005")
            .title("This chart cannot delete the claim of Redis")
            .because("it has no key for what becomes of the claim, and rejects the values")
            .remedy("leave out whenDeleted and whenScaled, or use a newer chart")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .broker(ChartRedis.builder()
                            .persistence(Persistence.of("1Gi").toBuilder()
                                    .whenDeleted(ClaimRetention.DELETE)
                                    .build())
                            .build()))
            .finds(REDIS.when(
                    (claims, deployment) -> deployment.chartVersion().isSupported()
                            && !deployment.chartVersion().has(REDIS_RETENTION)
                            && !(claims.whenDeleted() == ClaimRetention.RETAIN
                                    && claims.whenScaled() == ClaimRetention.RETAIN),
                    (claims, deployment) -> "a claim that is deleted, with chart " + deployment.chartVersion()));

    static final Rule LOGS_ARE_WRITTEN_BY_ALL = Rule.error("VOL-006")
            .title("The chart's claim of the logs has another access mode")
            .because("the chart always asks for ReadWriteMany, and a storage class without it never makes the volume")
            .remedy("leave out accessMode, or make the claim yourself: SharedVolume.existing(name)")
            .source("https://airflow.apache.org/docs/helm-chart/stable/manage-logs.html")
            .brokenBy(it -> it.logVolume(SharedVolume.made("100Gi", "gp3").toBuilder()
                    .accessMode(AccessMode.READ_WRITE_ONCE)
                    .build()))
            .finds(LOGS.faults(volume -> accessMode(volume)
                    .filter(mode -> mode != AccessMode.READ_WRITE_MANY)
                    .map(mode -> "a claim of the chart's with " + mode)));

    static final Rule GIT_SYNC_FILLS_THE_FOLDER = Rule.error("VOL-008")
            .title("git-sync does not write into the volume's folder")
            .because("git-sync uses the root of the volume, but Airflow reads the folder, which stays empty")
            .remedy("remove subPath, or use a volume for the DAG files alone")
            .source("https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html")
            .brokenBy(it -> it.dagVolume(SharedVolume.existing("airflow-files").toBuilder()
                    .subPath("dags")
                    .build()))
            .finds(SYNCED.when(volume -> !folder(volume).isEmpty(), volume -> "the folder " + folder(volume)));

    static final Rule GIT_SYNC_MAY_WRITE = Rule.error("VOL-009")
            .title("git-sync may not write to the volume")
            .because("every pull fails, and there are no DAGs")
            .remedy("leave out accessMode, which is ReadWriteMany")
            .source("https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html")
            .brokenBy(it -> it.dagVolume(SharedVolume.made("1Gi", "efs").toBuilder()
                    .accessMode(AccessMode.READ_ONLY_MANY)
                    .build()))
            .finds(SYNCED.faults(volume -> accessMode(volume)
                    .filter(mode -> mode == AccessMode.READ_ONLY_MANY)
                    .map(mode -> "a claim of the chart's with " + mode)));

    static final Rule ONE_POD_FILLS_THE_VOLUME = Rule.warning("VOL-010")
            .title("Several git-syncs write to one volume")
            .because(
                    "none waits for the others: when two pull the same commit, one deletes the files that the other has just"
                            + " published, and DAGs are missing for a moment")
            .remedy("run one DAG processor, and no executor in the schedulers: ha.dagProcessor(it -> it.replicas(1))")
            .source("https://github.com/kubernetes/git-sync/issues/709")
            .after("VOL-008", "VOL-009")
            .brokenBy(it -> it.dagVolume(SharedVolume.existing("airflow-dags")))
            .finds(SYNCED.when(
                    (volume, deployment) -> podsWithGitSync(deployment) > 1,
                    (volume, deployment) -> podsWithGitSync(deployment) + " pods with git-sync"));

    static final Rule DAG_FOLDER_IS_VALID = Rule.error("VOL-011")
            .title("The folder of the DAG files is not valid")
            .because("Kubernetes rejects the pods, or the DAG files hide Airflow's own and nothing starts")
            .remedy(
                    "use an absolute path of letters, digits, dashes, dots and underscores, beside or below Airflow's home, or"
                            + " leave it out")
            .source("https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html")
            .brokenBy(it -> it.dagFolder("dags"))
            .finds(DEPLOYMENT.given("dagFolder", AirflowDeployment::dagFolder).faults(VolumeRules::dagFolderFault));

    static final Rule WORKERS_GET_CLAIMS = Rule.error("VOL-012")
            .title("Further claims of workers are not valid, or not made")
            .because("Kubernetes rejects the workers, or they wait for the claims forever")
            .remedy(
                    "use a name of lower-case letters, digits and dashes that no other volume has and a size such as 50Gi, leave"
                            + " workerPersistence on, and use chart 1.19.0 or later beside a logVolume")
            .source(VOLUMES_PAGE)
            .brokenBy(it ->
                    it.executors(List.of(Executor.CELERY)).ha(ha -> ha.workerClaim(PodClaim.of("scratch", "50 GB"))))
            .finds(DEPLOYMENT
                    .where(AirflowDeployment::usesCelery)
                    .each("ha.workerClaims", it -> it.ha().workerClaims())
                    .finds(VolumeRules::podClaimFaults));

    static final Rule PERMISSIONS_CAN_BE_FIXED = Rule.error("VOL-013")
            .title("Nothing may give the workers' volumes to Airflow's user")
            .because(
                    "the init container that does it runs as root, which these security contexts forbid, so no worker starts;"
                            + " or there is no such volume")
            .remedy(
                    "remove fixWorkerPermissions and let fsGroup do it, or give the workers security contexts of their own, and"
                            + " volumes: ha.workerPersistence")
            .source(VOLUMES_PAGE)
            .brokenBy(it -> it.executors(List.of(Executor.CELERY))
                    .ha(ha -> ha.workerPersistence(Persistence.none()).fixWorkerPermissions(true)))
            .finds(DEPLOYMENT
                    .where(deployment ->
                            deployment.usesCelery() && deployment.ha().fixWorkerPermissions())
                    .finds(part ->
                            permissionFault(part.deployment())
                                    .map(what -> Finding.at("ha.fixWorkerPermissions", what))
                                    .stream()));

    static final List<Rule> ALL = List.of(
            VOLUMES_ARE_VALID,
            SOMEBODY_FILLS_THE_VOLUME,
            LOGS_MAY_HAVE_A_FOLDER,
            CLAIMS_OF_PODS_ARE_VALID,
            REDIS_KEEPS_ITS_CLAIM,
            LOGS_ARE_WRITTEN_BY_ALL,
            GIT_SYNC_FILLS_THE_FOLDER,
            GIT_SYNC_MAY_WRITE,
            ONE_POD_FILLS_THE_VOLUME,
            DAG_FOLDER_IS_VALID,
            WORKERS_GET_CLAIMS,
            PERMISSIONS_CAN_BE_FIXED);

    private VolumeRules() {}

    private static Optional<String> permissionFault(AirflowDeployment deployment) {
        HaSettings ha = deployment.ha();
        if (ha.workerPersistence()
                .filter(persistence -> persistence.claimTemplate().isEmpty())
                .isPresent()) {
            return Optional.of("the workers have no volumes");
        }
        boolean mayBeRoot = ha.workers()
                .pods()
                .securityContexts()
                .or(() -> deployment.pods().securityContexts())
                .filter(Set.of(SecurityContexts.restricted(), SecurityContexts.openShift())::contains)
                .isEmpty();
        return mayBeRoot ? Optional.empty() : Optional.of("the workers' pods may not run as root");
    }

    private static Optional<String> dagFolderFault(String folder, AirflowDeployment deployment) {
        if (!DAG_FOLDER.matcher(folder).matches()) {
            return Optional.of("'" + folder + "' is not a valid folder");
        }
        String home = deployment.image().airflowHome() + "/";
        boolean hides = home.startsWith(folder + "/")
                || (folder + "/").startsWith(home + "logs/")
                || (folder + "/").startsWith(ConnectionPlan.OWN_FILES + "/");
        return hides ? Optional.of(folder + " has other files") : Optional.empty();
    }

    private static List<Workload> pulling(AirflowDeployment deployment) {
        return deployment.release().workloads().withGitSync();
    }

    private static int podsWithGitSync(AirflowDeployment deployment) {
        return pulling(deployment).stream().mapToInt(Workload::mostReplicas).sum();
    }

    /** That of a claim of the chart's. */
    private static Optional<AccessMode> accessMode(SharedVolume volume) {
        return volume.match(claim -> Optional.empty(), claim -> Optional.of(claim.accessMode()));
    }

    private static String folder(SharedVolume volume) {
        return volume.match(SharedVolume.ExistingClaim::subPath, claim -> "");
    }

    private static Stream<Finding> faults(Part<SharedVolume> part) {
        List<Finding> faults = new ArrayList<>();
        part.value()
                .match(
                        claim -> {
                            name(faults, part, "name", claim.name());
                            if (!claim.subPath().isEmpty()
                                    && !(FOLDER.matcher(claim.subPath()).matches()
                                            && KubernetesNames.isTextInYaml(claim.subPath()))) {
                                faults.add(part.at("subPath", "'" + claim.subPath() + "' is not a valid folder"));
                            }
                            return faults;
                        },
                        claim -> {
                            size(faults, part, claim.size());
                            annotations(faults, part, claim.annotations());
                            claim.storageClass().ifPresent(name -> name(faults, part, "storageClass", name));
                            return faults;
                        });
        return faults.stream();
    }

    private static Stream<Finding> claimFaults(Part<ClaimTemplate> part) {
        List<Finding> faults = new ArrayList<>();
        size(faults, part, part.value().size());
        part.value().storageClass().ifPresent(name -> name(faults, part, "storageClass", name));
        annotations(faults, part, part.value().annotations());
        return faults.stream();
    }

    private static Stream<Finding> podClaimFaults(Part<PodClaim> part) {
        List<Finding> faults = new ArrayList<>();
        PodClaim claim = part.value();
        if (!KubernetesNames.isLabel(claim.name()) || OF_THE_CHART.contains(claim.name())) {
            faults.add(part.at("name", "'" + claim.name() + "' is not a name for it"));
        }
        if (part.deployment().ha().workerClaims().stream()
                        .filter(other -> other.name().equals(claim.name()))
                        .count()
                > 1) {
            faults.add(part.at("name", "two have the name " + claim.name()));
        }
        size(faults, part, claim.size());
        claim.storageClass()
                .filter(name -> !KubernetesNames.isSubdomain(name))
                .ifPresent(name -> faults.add(part.at("storageClass", "'" + name + "' is not a valid name")));
        annotations(faults, part, claim.annotations());
        if (part.deployment().chartVersion().isSupported()
                && !part.deployment().release().workloads().areClaimsMade()) {
            faults.add(part.finding("the chart makes no such claims for these workers"));
        }
        return faults.stream();
    }

    private static void annotations(List<Finding> faults, Part<?> part, Map<String, String> annotations) {
        annotations.keySet().stream()
                .sorted()
                .flatMap(key -> KubernetesLabels.annotationFault(key).stream())
                .forEach(fault -> faults.add(part.at("annotations", fault)));
    }

    private static void size(List<Finding> faults, Part<?> part, Quantity size) {
        if (size.amount().filter(amount -> amount.signum() > 0).isEmpty()) {
            faults.add(part.at("size", "'" + size + "' is not a size"));
        }
    }

    private static void name(List<Finding> faults, Part<?> part, String attribute, String name) {
        if (!KubernetesNames.isUnquotedSubdomain(name)) {
            faults.add(part.at(attribute, "'" + name + "' is not a valid name"));
        }
    }
}
