package io.airworthy.rules;

import static io.airworthy.rules.Subject.ACCOUNTS;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.GROUPS;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.Rbac;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartTrait;
import io.airworthy.chart.ChartVersion;
import io.airworthy.pods.Pods;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.rules.Subject.Part;
import io.airworthy.store.SecretsBackend;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who Airflow's pods are to the cluster, and what they may do there. */
final class PermissionRules {

    private static final String ACCOUNTS_GUIDE =
            "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/";

    private static final String RBAC_GUIDE =
            "https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html";

    private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

    static final Rule ACCOUNTS_ARE_VALID = Rule.error("PERM-001")
            .title("A setting of a service account is not valid or has no effect")
            .because("Kubernetes rejects the account, or the pods lack what the setting was for")
            .remedy(
                    "set annotations of an existing account where it is created; name a worker group's account; use valid"
                            + " annotation keys, and values without {{")
            .source(ACCOUNTS_GUIDE)
            .brokenBy(it -> it.ha(ha ->
                    ha.scheduler(scheduler -> scheduler.serviceAccount(ServiceAccount.existing("airflow").toBuilder()
                            .annotation("eks.amazonaws.com/role-arn", "arn:aws:iam::111122223333:role/warehouse")
                            .build()))))
            .finds(ACCOUNTS.finds(
                    part -> Stream.of(unwritten(part), annotationFaults(part)).flatMap(findings -> findings)));

    static final Rule CALLERS_HAVE_A_TOKEN = Rule.error("PERM-002")
            .title("A pod that calls the Kubernetes API gets no token")
            .because("the API refuses it: no task pod starts, no pod is deleted, or no connection is read from Vault")
            .remedy("remove automountServiceAccountToken(false), or mount a projected token at " + TOKEN_FOLDER)
            .suggesting(true)
            .source(ACCOUNTS_GUIDE)
            .brokenBy(it -> it.executor(Executor.KUBERNETES)
                    .ha(ha -> ha.scheduler(scheduler -> scheduler.serviceAccount(ServiceAccount.builder()
                            .automountServiceAccountToken(false)
                            .build()))))
            .finds(ACCOUNTS.finds(part -> part
                    .value()
                    .automountServiceAccountToken()
                    .filter(mounted -> !mounted && !hasTokenOfItsOwn(part))
                    .flatMap(mounted -> caller(part))
                    .map(what -> part.at("automountServiceAccountToken", what))
                    .stream()));

    static final Rule EXECUTOR_MAY_START_PODS = Rule.error("PERM-003")
            .title("The executor is not allowed to start pods")
            .because("Kubernetes refuses every task pod: tasks stay queued, and none ever runs")
            .remedy("remove allowPodLaunching(false), or set rbac.create(false) if the platform grants it")
            .suggesting(true)
            .source(RBAC_GUIDE)
            .brokenBy(it -> it.executor(Executor.KUBERNETES).rbac(rbac -> rbac.allowPodLaunching(false)))
            .brokenWhen(deployment -> deployment.usesKubernetesPods()
                    && deployment.rbac().create()
                    && !deployment.rbac().allowPodLaunching())
            .at("rbac.allowPodLaunching");

    static final Rule PERMISSIONS_ARE_GRANTED = Rule.error("PERM-004")
            .title("The chart does not grant a permission")
            .because("the pods do not get it, and Kubernetes refuses their requests")
            .remedy("keep rbac.create(true) if the chart should grant it; job launching needs chart 1.19.0 or later")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#kubernetes")
            .after("VER-001")
            .brokenBy(it -> it.rbac(rbac -> rbac.create(false).createSccRoleBinding(true))
                    .waive("RISK-070", "the platform makes the roles"))
            .finds(DEPLOYMENT
                    .at("rbac", AirflowDeployment::rbac)
                    .finds(part -> Stream.of(
                                    lost(
                                            part,
                                            "createSccRoleBinding",
                                            part.value().createSccRoleBinding()),
                                    lost(part, "allowJobLaunching", part.value().allowJobLaunching()),
                                    jobsBefore119(part))
                            .flatMap(Optional::stream)));

    static final Rule OPENSHIFT_ADMITS_EVERY_POD = Rule.warning("PERM-005")
            .title("The chart does not let every pod use OpenShift's anyuid")
            .because(
                    "the chart leaves these accounts out of its binding, and OpenShift refuses pods that ask for a fixed uid")
            .remedy("give the pods SecurityContexts.openShift(), or bind the accounts to the ClusterRole"
                    + " system:openshift:scc:anyuid yourself and waive this")
            .source(
                    "https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html")
            .after("VER-001")
            .brokenBy(it -> it.rbac(rbac -> rbac.createSccRoleBinding(true)))
            .finds(DEPLOYMENT
                    .at("rbac.createSccRoleBinding")
                    .finds(part -> leftOut(part.deployment()).map(pod -> part.finding("it does not reach " + pod))));

    static final List<Rule> ALL = List.of(
            ACCOUNTS_ARE_VALID,
            CALLERS_HAVE_A_TOKEN,
            EXECUTOR_MAY_START_PODS,
            PERMISSIONS_ARE_GRANTED,
            OPENSHIFT_ADMITS_EVERY_POD);

    private PermissionRules() {}

    private static Optional<Finding> lost(Part<Rbac> part, String attribute, boolean wanted) {
        return wanted && !part.value().create()
                ? Optional.of(part.at(attribute, "the chart makes no roles"))
                : Optional.empty();
    }

    private static Optional<Finding> jobsBefore119(Part<Rbac> part) {
        return part.value().allowJobLaunching()
                        && part.value().create()
                        && part.deployment().chartVersion().isSupported()
                        && !part.deployment().chartVersion().has("allowJobLaunching")
                ? Optional.of(part.at(
                        "allowJobLaunching", "chart " + part.deployment().chartVersion() + " has no such key"))
                : Optional.empty();
    }

    /** What runs with a uid of its image and is not among the subjects of the chart's binding. */
    private static Stream<String> leftOut(AirflowDeployment deployment) {
        if (!deployment.rbac().create() || !deployment.rbac().createSccRoleBinding()) {
            return Stream.empty();
        }
        ChartVersion chart = deployment.chartVersion();
        Map<String, Boolean> reached = new LinkedHashMap<>();
        reached.put("pgBouncer.pods", false);
        reached.put("broker.pods", chart.has(ChartTrait.OPENSHIFT_ADMITS_API_SERVER_AND_REDIS));
        reached.put(
                "ha.web.pods",
                deployment.webTier() == WebTier.WEBSERVER
                        || chart.has(ChartTrait.OPENSHIFT_ADMITS_API_SERVER_AND_REDIS));
        reached.put("ha.dagProcessor.pods", chart.has(ChartTrait.OPENSHIFT_ADMITS_DAG_PROCESSORS));
        boolean admitsWorkers = deployment.executors().size() == 1
                || chart.has(ChartTrait.OPENSHIFT_ADMITS_WORKERS_OF_SEVERAL_EXECUTORS);
        reached.put("ha.workers.pods", admitsWorkers);
        reached.put("ha.taskPods", admitsWorkers || !deployment.usesKubernetesPods());
        GROUPS.in(deployment)
                .forEach(group -> reached.put(
                        group.modelPath() + ".settings.pods",
                        admitsWorkers
                                && group.value()
                                        .settings()
                                        .serviceAccount()
                                        .flatMap(ServiceAccount::name)
                                        .isEmpty()));
        Map<String, Pods> pods = deployment.podsByPath();
        return reached.keySet().stream()
                .filter(path -> !reached.get(path) && pods.containsKey(path))
                .filter(path -> pods.get(path)
                        .securityContexts()
                        .or(() -> deployment.pods().securityContexts())
                        .map(contexts -> contexts.pod().containsKey("runAsUser")
                                || contexts.container().containsKey("runAsUser"))
                        .orElse(true))
                .map(path -> path.replaceFirst("\\.pods$", ""));
    }

    private static Stream<Finding> unwritten(Part<ServiceAccount> part) {
        ServiceAccount account = part.value();
        if (account.annotations().isEmpty()
                && account.automountServiceAccountToken().isEmpty()) {
            return Stream.empty();
        }
        if (account.exists()) {
            return Stream.of(part.finding("it exists, and the chart does not change it"));
        }
        if (keepsItsToken(part)) {
            return Stream.of(part.at(
                    "automountServiceAccountToken",
                    "this chart does not write it without Celery or the Kubernetes executor"));
        }
        return isOfGroup(part) && account.name().isEmpty()
                ? Stream.of(part.finding("without a name it is that of the usual workers"))
                : Stream.empty();
    }

    private static boolean keepsItsToken(Part<ServiceAccount> part) {
        AirflowDeployment deployment = part.deployment();
        return part.modelPath().equals("ha.scheduler.serviceAccount")
                && part.value()
                        .automountServiceAccountToken()
                        .filter(mounted -> !mounted)
                        .isPresent()
                && deployment.chartVersion().has(ChartTrait.LOCAL_SCHEDULERS_KEEP_THEIR_TOKEN)
                && !deployment.usesCelery()
                && !deployment.usesKubernetesPods();
    }

    private static boolean isOfGroup(Part<ServiceAccount> part) {
        return part.modelPath().startsWith("ha.workerGroups[");
    }

    private static Stream<Finding> annotationFaults(Part<ServiceAccount> part) {
        return part.value().annotations().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(annotation -> annotationFault(annotation).stream())
                .map(fault -> part.at("annotations", fault));
    }

    /** Some charts run them through their template engine, and others do not; some write keys without quotes. */
    private static Optional<String> annotationFault(Map.Entry<String, String> annotation) {
        String key = annotation.getKey();
        if (annotation.getValue().contains("{{")) {
            return Optional.of(key + " has a template in it");
        }
        return KubernetesNames.isTextInYaml(key)
                ? KubernetesLabels.annotationFault(key)
                : Optional.of("'" + key + "' is not text in YAML");
    }

    private static Optional<String> caller(Part<ServiceAccount> part) {
        AirflowDeployment deployment = part.deployment();
        if (part.modelPath().equals("ha.scheduler.serviceAccount") && deployment.usesKubernetesPods()) {
            return Optional.of("the scheduler starts task pods");
        }
        if (part.modelPath().startsWith("podCleanup.")) {
            return Optional.of("the job deletes pods");
        }
        return part.modelPath().startsWith("ha.")
                        && deployment
                                .secretsBackend()
                                .filter(PermissionRules::isVault)
                                .isPresent()
                ? Optional.of("Vault is asked with the token")
                : Optional.empty();
    }

    private static boolean isVault(SecretsBackend backend) {
        return backend.match(
                vault -> true, secrets -> false, parameters -> false, azure -> false, google -> false, files -> false);
    }

    private static boolean hasTokenOfItsOwn(Part<ServiceAccount> part) {
        Map<String, Pods> pods = part.deployment().podsByPath();
        String own = part.modelPath().replace(".serviceAccount", ".pods");
        return Stream.of(pods.get("pods"), pods.getOrDefault(own, Pods.builder().build()))
                .flatMap(said -> said.volumes().stream())
                .anyMatch(volume -> volume.mountPath().equals(TOKEN_FOLDER));
    }
}
