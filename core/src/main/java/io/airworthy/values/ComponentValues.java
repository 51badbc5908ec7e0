package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.ComponentSettingsBuilder;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.HpaMetric;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.HpaScalingBuilder;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.KedaScalingBuilder;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.WorkerScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Airflow's own components: replicas, resources, budgets, spreading, identity. */
final class ComponentValues {

    /** Where libpq looks for the CA of servers, and asyncpg does. */
    static final String CA_VARIABLE = "PGSSLROOTCERT";

    private static final Fields<KedaScaling, KedaScalingBuilder> KEDA = Fields.of(
                    KedaScaling::builder, KedaScalingBuilder::build)
            .and(
                    "pollingInterval",
                    KedaScaling::pollingInterval,
                    KedaScalingBuilder::pollingInterval,
                    PodValues.SECONDS)
            .and("cooldownPeriod", KedaScaling::cooldownPeriod, KedaScalingBuilder::cooldownPeriod, PodValues.SECONDS)
            .and("query", KedaScaling::query, KedaScalingBuilder::query, Format.TEMPLATED_TEXT)
            .and("advanced", it -> Format.some(it.advanced()), KedaScalingBuilder::advanced, Format.TREE)
            .and(
                    "namespaceLabels",
                    it -> Format.some(it.namespaceLabels()),
                    KedaScalingBuilder::namespaceLabels,
                    Format.TEXTS);

    private static final List<String> KEDA_KEYS = Stream.concat(
                    Stream.of("enabled", "minReplicaCount", "maxReplicaCount", "usePgbouncer"), KEDA.keys().stream())
            .map("keda."::concat)
            .toList();

    private static final List<String> HPA_KEYS =
            List.of("hpa.enabled", "hpa.minReplicaCount", "hpa.maxReplicaCount", "hpa.metrics", "hpa.behavior");

    private static final Part<HaSettings, HaSettingsBuilder> HA = DEPLOYMENT.part(
            "ha", AirflowDeployment::ha, AirflowDeploymentBuilder::ha, HaSettings::toBuilder, HaSettingsBuilder::build);

    private static final Format<List<String>> QUEUES = Format.TEXT.as(
            queues -> String.join(",", queues),
            text -> Stream.of(text.split(",")).map(String::strip).toList());

    static final Subject SCHEDULER = new Subject(
            deployment -> "Schedulers share the work through row locks in the database; any number can run."
                    + (runInScheduler(deployment)
                            ? VolumeValues.logsInWords(deployment, Component.SCHEDULER, "scheduler")
                            : ""),
            Stream.concat(of(Component.SCHEDULER).stream(), Stream.of(KeyValues.variables("scheduler")))
                    .toList());

    static final Subject WEB = new Subject(
            deployment -> switch (deployment.webTier()) {
                case API_SERVER -> "The API server. Airflow 3 ignores everything under webserver.";
                case WEBSERVER -> "The webserver. Airflow 2 ignores everything under apiServer.";
            },
            Stream.of(
                            of(Component.WEB),
                            NetworkValues.webService(),
                            List.of(
                                    webScaling(),
                                    NetworkValues.webClients(),
                                    asyncCertificate(),
                                    KeyValues.variables(ChartKeys.WEB)),
                            SignInValues.CONFIGURATION)
                    .flatMap(List::stream)
                    .toList());

    static final Subject DAG_PROCESSOR = new Subject(
            deployment -> deployment.ha().standaloneDagProcessor()
                    ? "DAG files are parsed outside the scheduler."
                    : "No DAG processor: the schedulers parse the DAG files.",
            Stream.concat(
                            Stream.of(
                                    Setting.of(
                                            HA.attribute(
                                                    "standaloneDagProcessor",
                                                    HaSettings::standaloneDagProcessor,
                                                    HaSettingsBuilder::standaloneDagProcessor),
                                            (values, on) -> values.put("dagProcessor.enabled", on),
                                            Given::hasDagProcessor,
                                            "dagProcessor.enabled"),
                                    BundleValues.LIST),
                            of(Component.DAG_PROCESSOR).stream())
                    .toList());

    static final Subject TRIGGERER = new Subject(
            deployment -> deployment.ha().deferrableTasks()
                    ? "Triggerers wait for deferred tasks."
                            + VolumeValues.logsInWords(deployment, Component.TRIGGERER, "triggerer")
                    : "No triggerer: no task is deferred.",
            Stream.of(
                            of(Component.TRIGGERER).stream(),
                            triggererPersistence(),
                            Stream.of(
                                    Setting.of(
                                            HA.attribute(
                                                    "deferrableTasks",
                                                    HaSettings::deferrableTasks,
                                                    HaSettingsBuilder::deferrableTasks),
                                            (values, defers) -> {
                                                if (!defers) {
                                                    values.put("triggerer.enabled", false);
                                                }
                                            },
                                            ComponentValues::hasTriggerer,
                                            "triggerer.enabled",
                                            "triggerer.replicas"),
                                    triggererScaling()))
                    .flatMap(settings -> settings)
                    .toList());

    static final Subject WORKERS = new Subject(
                    ComponentValues::workersInWords,
                    Stream.of(
                                    workers().stream(),
                                    workerPersistence(),
                                    Stream.of(workerPermissions()),
                                    Stream.of(
                                            workerClaims(),
                                            Setting.of(
                                                            HA.optional(
                                                                    "workerQueues",
                                                                    ha -> Format.some(ha.workerQueues()),
                                                                    HaSettingsBuilder::workerQueues),
                                                            "workers.celery.queue",
                                                            QUEUES)
                                                    .when(AirflowDeployment::usesCelery)
                                                    .alone(),
                                            defaultWorkers().alone(),
                                            taskPodResources(),
                                            taskPodPriorityClass(),
                                            Setting.of(
                                                            HA.optional(
                                                                    "podTemplate",
                                                                    HaSettings::podTemplate,
                                                                    HaSettingsBuilder::podTemplate),
                                                            "podTemplate",
                                                            Format.TEMPLATED_TEXT)
                                                    .when(AirflowDeployment::usesKubernetesPods)
                                                    .alone()))
                            .flatMap(settings -> settings)
                            .toList())
            .and(taskPods());

    /** The chart's own context drops all capabilities, and leaves the user that the image has. */
    private static final Map<String, Object> MAY_CHOWN = Tree.of(
            "runAsUser",
            0,
            "runAsNonRoot",
            false,
            "allowPrivilegeEscalation",
            false,
            "capabilities",
            Tree.of("drop", List.of("ALL"), "add", List.of("CHOWN", "DAC_OVERRIDE")));

    private ComponentValues() {}

    private static String workersInWords(AirflowDeployment deployment) {
        return deployment.usesCelery()
                ? "Celery workers"
                        + (deployment.usesKubernetesPods() ? ", and the pods of tasks that ask for one." : ".")
                        + VolumeValues.logsInWords(deployment, Component.WORKERS, "worker")
                : "Tasks run " + (deployment.usesKubernetesPods() ? "in pods of their own." : "beside the scheduler.");
    }

    private static boolean runInScheduler(AirflowDeployment deployment) {
        return deployment.release().workloads().tasksRunInScheduler();
    }

    private static Stream<Setting> workerPersistence() {
        return VolumeValues.ofPods(
                        HA.optional(
                                "workerPersistence",
                                HaSettings::workerPersistence,
                                HaSettingsBuilder::workerPersistence),
                        "workers",
                        "100Gi")
                .stream()
                .map(setting -> setting.when(deployment -> deployment.usesCelery() || runInScheduler(deployment)));
    }

    private static Setting workerPermissions() {
        return Setting.of(
                        HA.attribute(
                                "fixWorkerPermissions",
                                HaSettings::fixWorkerPermissions,
                                HaSettingsBuilder::fixWorkerPermissions),
                        (values, fixes) -> {
                            if (fixes) {
                                values.put("workers.persistence.fixPermissions", true);
                                values.put("workers.persistence.securityContexts.container", MAY_CHOWN);
                            }
                        },
                        values -> values.find("workers.persistence.fixPermissions")
                                .flatMap(Format.BOOLEAN.read()),
                        "workers.persistence.fixPermissions",
                        "workers.persistence.securityContexts.container")
                .when(AirflowDeployment::usesCelery);
    }

    private static Setting workerClaims() {
        return VolumeValues.claims(HA.optional(
                        "workerClaims", ha -> Format.some(ha.workerClaims()), HaSettingsBuilder::workerClaims))
                .when(AirflowDeployment::usesCelery);
    }

    private static Stream<Setting> triggererPersistence() {
        return VolumeValues.ofPods(
                        HA.optional(
                                "triggererPersistence",
                                HaSettings::triggererPersistence,
                                HaSettingsBuilder::triggererPersistence),
                        "triggerer",
                        "100Gi")
                .stream()
                .map(setting -> setting.when(deployment -> deployment.ha().deferrableTasks()));
    }

    /** What is said of Celery's workers. */
    static List<Setting> workers() {
        return Stream.concat(of(Component.WORKERS).stream(), Stream.of(workerScaling()))
                .toList();
    }

    private static Setting defaultWorkers() {
        return Setting.of(
                        HA.attribute("defaultWorkers", HaSettings::defaultWorkers, HaSettingsBuilder::defaultWorkers),
                        (values, run) -> {
                            if (!run) {
                                values.put("workers.celery.enableDefault", false);
                            }
                        },
                        values -> values.find("workers.celery.enableDefault").flatMap(Format.BOOLEAN.read()),
                        "workers.celery.enableDefault")
                .when(AirflowDeployment::usesCelery);
    }

    private static List<Setting> of(Component component) {
        Part<ComponentSettings, ComponentSettingsBuilder> part = part(component);
        String key = key(component);
        Predicate<AirflowDeployment> runs =
                deployment -> deployment.components().contains(component);
        List<Setting> settings = new ArrayList<>(List.of(
                Setting.of(
                        part.attribute("replicas", ComponentSettings::replicas, ComponentSettingsBuilder::replicas),
                        key + ".replicas",
                        Format.INTEGER),
                Setting.of(
                                part.attribute(
                                        "resources", ComponentSettings::resources, ComponentSettingsBuilder::resources),
                                key + ".resources",
                                Format.RESOURCES)
                        .alone(),
                PodValues.disruptionBudget(
                        part.attribute(
                                "disruptionBudget",
                                ComponentSettings::disruptionBudget,
                                ComponentSettingsBuilder::disruptionBudget),
                        key),
                PodValues.spread(
                        part.attribute("spread", ComponentSettings::spread, ComponentSettingsBuilder::spread),
                        key,
                        deployment -> deployment.names().componentLabel(component)),
                PodValues.priorityClass(
                        part, ComponentSettings::priorityClass, ComponentSettingsBuilder::priorityClass, key),
                Setting.of(
                                part.optional(
                                        "command", it -> Format.some(it.command()), ComponentSettingsBuilder::command),
                                key + ".command",
                                Format.TEMPLATED_TEXT_LIST)
                        .alone(),
                Setting.of(
                                part.optional("args", it -> Format.some(it.args()), ComponentSettingsBuilder::args),
                                key + ".args",
                                Format.TEMPLATED_TEXT_LIST)
                        .alone(),
                updateStrategy(part, component, key).alone(),
                PodValues.annotationsOfWorkload(
                                part.optional(
                                        "annotations",
                                        it -> Format.some(it.annotations()),
                                        ComponentSettingsBuilder::annotations),
                                key + ".annotations")
                        .alone()));
        settings.add(Setting.of(
                        part.attribute(
                                "waitForMigrations",
                                ComponentSettings::waitForMigrations,
                                ComponentSettingsBuilder::waitForMigrations),
                        (values, wait) -> {
                            if (!wait) {
                                values.put(key + ".waitForMigrations.enabled", false);
                            }
                        },
                        values ->
                                values.find(key + ".waitForMigrations.enabled").flatMap(Format.BOOLEAN.read()),
                        key + ".waitForMigrations.enabled")
                .alone());
        settings.addAll(PodValues.of(
                part.part(
                        "pods",
                        ComponentSettings::pods,
                        ComponentSettingsBuilder::pods,
                        Pods::toBuilder,
                        PodsBuilder::build),
                key));
        settings.replaceAll(setting -> setting.when(runs));
        AccountValues.of(
                        component,
                        part.optional(
                                "serviceAccount",
                                ComponentSettings::serviceAccount,
                                ComponentSettingsBuilder::serviceAccount),
                        key)
                .forEach(setting ->
                        settings.add(setting.when(component == Component.WORKERS ? deployment -> true : runs)));
        return settings;
    }

    /** StatefulSets have it under another name, and the chart's own amounts would stand beside what takes none. */
    private static Setting updateStrategy(
            Part<ComponentSettings, ComponentSettingsBuilder> part, Component component, String key) {
        String ofStatefulSets = key + ".updateStrategy";
        String ofDeployments = key + ".strategy";
        Function<AirflowDeployment, String> place =
                deployment -> isStateful(deployment, component) ? ofStatefulSets : ofDeployments;
        Attribute<UpdateStrategy> attribute = part.optional(
                "updateStrategy", ComponentSettings::updateStrategy, ComponentSettingsBuilder::updateStrategy);
        return Setting.of(
                attribute.path(),
                values -> attribute
                        .get()
                        .apply(values.deployment())
                        .ifPresent(strategy -> values.put(place.apply(values.deployment()), written(strategy))),
                (deployment, values) -> strategy(values, place.apply(deployment))
                        .map(strategy -> attribute.with().apply(deployment, strategy))
                        .orElse(deployment),
                ofStatefulSets,
                ofDeployments);
    }

    private static Map<String, Object> written(UpdateStrategy strategy) {
        return Tree.of(
                "type",
                strategy.match(it -> "RollingUpdate", it -> "Recreate", it -> "OnDelete"),
                "rollingUpdate",
                strategy.match(
                        rolling -> Tree.of(
                                "maxSurge",
                                PodValues.written(rolling.maxSurge()),
                                "maxUnavailable",
                                PodValues.written(rolling.maxUnavailable())),
                        recreate -> null,
                        onDelete -> null));
    }

    private static Optional<UpdateStrategy> strategy(Given values, String place) {
        return switch (values.text(place + ".type").orElse("")) {
            case "Recreate" -> Optional.of(UpdateStrategy.recreate());
            case "OnDelete" -> Optional.of(UpdateStrategy.onDelete());
            default ->
                values.find(place + ".rollingUpdate.maxSurge")
                        .flatMap(PodValues::amount)
                        .flatMap(surge -> values.find(place + ".rollingUpdate.maxUnavailable")
                                .flatMap(PodValues::amount)
                                .map(unavailable -> new UpdateStrategy.Rolling(surge, unavailable)));
        };
    }

    static boolean isStateful(AirflowDeployment deployment, Component component) {
        return deployment.components().contains(component)
                && deployment.release().workloads().of(component).isStateful();
    }

    static String key(Component component) {
        return component == Component.WEB ? ChartKeys.WEB : component.attribute();
    }

    private static Part<ComponentSettings, ComponentSettingsBuilder> part(Component component) {
        BiFunction<HaSettingsBuilder, ComponentSettings, HaSettingsBuilder> set =
                switch (component) {
                    case SCHEDULER -> HaSettingsBuilder::scheduler;
                    case WEB -> HaSettingsBuilder::web;
                    case DAG_PROCESSOR -> HaSettingsBuilder::dagProcessor;
                    case TRIGGERER -> HaSettingsBuilder::triggerer;
                    case WORKERS -> HaSettingsBuilder::workers;
                };
        return HA.part(
                component.attribute(),
                ha -> ha.of(component),
                set,
                ComponentSettings::toBuilder,
                ComponentSettingsBuilder::build);
    }

    /** asyncpg takes no CA file in a URL. Only here, because every other libpq connection would obey it as well. */
    private static Setting asyncCertificate() {
        return Setting.derived(
                values -> {
                    if (values.plan().usesAsyncUrl()) {
                        values.plan()
                                .metadata()
                                .caFile()
                                .ifPresent(file ->
                                        values.append(ChartKeys.WEB + ".env", ValuesDraft.variable(CA_VARIABLE, file)));
                    }
                },
                ChartKeys.WEB + ".env");
    }

    private static Setting workerScaling() {
        return scaling(
                        HA.optional("workerScaling", HaSettings::workerScaling, HaSettingsBuilder::workerScaling),
                        "workers",
                        values -> keda(values, "workers")
                                .<WorkerScaling>map(keda -> keda)
                                .or(() -> hpa(values, "workers", 0)),
                        Stream.concat(KEDA_KEYS.stream(), HPA_KEYS.stream()))
                .when(AirflowDeployment::usesCelery);
    }

    /** People turn it off by its replicas as well, which do not count where KEDA does. */
    private static Optional<Boolean> hasTriggerer(Given values) {
        boolean hasNone = values.find("triggerer.replicas")
                        .filter(replicas -> replicas.equals(0))
                        .isPresent()
                && !values.isTrue("triggerer.keda.enabled");
        return hasNone ? Optional.of(false) : values.find("triggerer.enabled").flatMap(Format.BOOLEAN.read());
    }

    private static Setting triggererScaling() {
        return scaling(
                        HA.optional(
                                "triggererScaling",
                                ha -> ha.triggererScaling().map(keda -> (WorkerScaling) keda),
                                (ha, scaling) -> scaling.match(ha::triggererScaling, hpa -> ha)),
                        "triggerer",
                        values -> keda(values, "triggerer").map(keda -> keda),
                        KEDA_KEYS.stream())
                .when(deployment -> deployment.ha().deferrableTasks());
    }

    private static Setting webScaling() {
        return scaling(
                        HA.optional(
                                "webScaling",
                                ha -> ha.webScaling().map(hpa -> (WorkerScaling) hpa),
                                (ha, scaling) -> scaling.match(keda -> ha, ha::webScaling)),
                        ChartKeys.WEB,
                        values -> hpa(values, ChartKeys.WEB, 1).map(hpa -> hpa),
                        HPA_KEYS.stream())
                .alone();
    }

    private static Setting scaling(
            Attribute<WorkerScaling> attribute,
            String key,
            Function<Given, Optional<WorkerScaling>> read,
            Stream<String> keys) {
        return Setting.of(
                attribute,
                (values, scaling) -> {
                    String place = key + "." + scaling.match(keda -> "keda", hpa -> "hpa");
                    values.put(place + ".enabled", true);
                    values.put(place + ".minReplicaCount", scaling.minReplicas());
                    values.put(place + ".maxReplicaCount", scaling.maxReplicas());
                    scaling.match(keda -> keda(values, keda), hpa -> hpa(values, hpa, key))
                            .forEach((name, value) -> values.put(place + "." + name, value));
                },
                read,
                keys.map(name -> key + "." + name).toArray(String[]::new));
    }

    private static Map<String, Object> keda(ValuesDraft values, KedaScaling keda) {
        Map<String, Object> written = Tree.of("usePgbouncer", !values.plan().kedaConnectsDirectly());
        written.putAll(KEDA.write(keda));
        return written;
    }

    private static Map<String, Object> hpa(ValuesDraft values, HpaScaling hpa, String key) {
        String container =
                key.equals(ChartKeys.WEB) ? values.deployment().webTier().componentLabel() : "worker";
        Map<String, Object> written = Tree.of(
                "metrics",
                hpa.metrics().isEmpty()
                        ? List.of(cpu(container, hpa.cpuUtilization()))
                        : hpa.metrics().stream()
                                .map(metric -> ExtraValues.inOrder(metric.definition()))
                                .toList());
        if (!hpa.behavior().isEmpty()) {
            written.put("behavior", ExtraValues.inOrder(hpa.behavior()));
        }
        return written;
    }

    private static Optional<KedaScaling> keda(Given values, String component) {
        String key = component + ".keda";
        return values.isTrue(key + ".enabled")
                ? Optional.of(KEDA.readInto(
                                KedaScaling.builder()
                                        .minReplicas(count(values, key + ".minReplicaCount", 0))
                                        .maxReplicas(count(values, key + ".maxReplicaCount", 10)),
                                name -> values.find(key + "." + name))
                        .build())
                : Optional.empty();
    }

    private static Optional<HpaScaling> hpa(Given values, String component, int fewestOfTheChart) {
        String key = component + ".hpa";
        if (!values.isTrue(key + ".enabled")) {
            return Optional.empty();
        }
        HpaScalingBuilder hpa = HpaScaling.builder()
                .minReplicas(count(values, key + ".minReplicaCount", fewestOfTheChart))
                .maxReplicas(count(values, key + ".maxReplicaCount", 5))
                .behavior(tree(values, key + ".behavior"));
        List<?> metrics = Tree.listOrEmpty(values.find(key + ".metrics").orElse(null));
        Optional<Integer> share = metrics.size() == 1 ? cpuUtilization(metrics.get(0)) : Optional.empty();
        share.ifPresentOrElse(
                hpa::cpuUtilization,
                () -> hpa.metrics(metrics.stream()
                        .map(metric ->
                                new HpaMetric(Format.TREE.read().apply(metric).orElse(Map.of())))
                        .toList()));
        return Optional.of(hpa.build());
    }

    private static Map<String, Object> tree(Given values, String key) {
        return values.find(key).flatMap(Format.TREE.read()).orElse(Map.of());
    }

    /** What is left out is the chart's own. */
    private static int count(Given values, String key, int ofTheChart) {
        return values.find(key).flatMap(Format.INTEGER.read()).orElse(ofTheChart);
    }

    /** The chart's own metric is of whole pods: it is undefined as soon as one container asks for no CPU, and most do not. */
    private static Map<String, Object> cpu(String container, int utilization) {
        Map<String, Object> target = Tree.of("type", "Utilization", "averageUtilization", utilization);
        Map<String, Object> cpu = Tree.of("name", "cpu", "container", container, "target", target);
        return Tree.of("type", "ContainerResource", "containerResource", cpu);
    }

    private static Optional<Integer> cpuUtilization(Object metric) {
        Map<?, ?> map = Tree.mapOrEmpty(metric);
        return "cpu".equals(Tree.find(map, "containerResource.name").orElse(null))
                ? Tree.find(map, "containerResource.target.averageUtilization").flatMap(Format::integer)
                : Optional.empty();
    }

    private static List<Setting> taskPods() {
        return PodValues.of(
                        HA.part(
                                "taskPods",
                                HaSettings::taskPods,
                                HaSettingsBuilder::taskPods,
                                Pods::toBuilder,
                                PodsBuilder::build),
                        ChartKeys.TASK_PODS)
                .stream()
                .map(setting -> setting.when(deployment -> deployment.usesKubernetesPods()
                        && (!deployment.usesCelery()
                                || deployment.chartVersion().has("workers.kubernetes"))))
                .toList();
    }

    private static Setting taskPodResources() {
        return ofTaskPods(
                HA.attribute("taskPodResources", HaSettings::taskPodResources, HaSettingsBuilder::taskPodResources),
                "resources",
                Format.RESOURCES);
    }

    private static Setting taskPodPriorityClass() {
        return ofTaskPods(
                HA.optional(
                        "taskPodPriorityClass",
                        HaSettings::taskPodPriorityClass,
                        HaSettingsBuilder::taskPodPriorityClass),
                "priorityClassName",
                Format.TEXT);
    }

    /** Older charts know only one key for workers and task pods; Celery's workers come first there. */
    private static <T> Setting ofTaskPods(Attribute<T> attribute, String key, Format<T> format) {
        String own = "workers.kubernetes." + key;
        String shared = "workers." + key;
        return Setting.of(
                        attribute.path(),
                        values -> attribute
                                .get()
                                .apply(values.deployment())
                                .filter(value ->
                                        values.has(own) || !values.deployment().usesCelery())
                                .ifPresent(value -> values.put(
                                        values.has(own) ? own : shared,
                                        format.write().apply(value))),
                        (deployment, values) -> values.find(own)
                                .or(() -> deployment.usesCelery() ? Optional.empty() : values.find(shared))
                                .flatMap(format.read())
                                .map(value -> attribute.with().apply(deployment, value))
                                .orElse(deployment),
                        own,
                        shared)
                .when(AirflowDeployment::usesKubernetesPods)
                .alone();
    }
}
