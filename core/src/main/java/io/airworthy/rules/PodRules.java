package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.SETTINGS;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.ChartImage;
import io.airworthy.Executor;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodManagementPolicy;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Probe;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.rules.Subject.Part;
import io.airworthy.spelling.Spelling;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Settings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is said of pods in Kubernetes' own terms. */
final class PodRules {

    private static final String NODES = "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/";

    private static final List<String> OPERATORS = List.of("Equal", "Exists");
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    private static final Pattern BASE =
            Pattern.compile("[\"']?name[\"']?\\s*:\\s*[\"']?base[\"']?\\s*(?:[,}#].*)?$", Pattern.MULTILINE);

    /** The chart's name of the volume that has the DAG files. */
    private static final String DAGS = "dags";

    private static final Pattern OF_WORKERS = Pattern.compile("ha\\.(?:workers|workerGroups\\[.*)\\.pods");

    private static final Pattern WITH_DAGS = Pattern.compile("ha\\.(?:taskPods|workerGroups\\[.*)");

    private static final Pattern OF_PODS = Pattern.compile("^pods\\.|\\.(?:pods|taskPods|job)\\.");

    static final Subject<Pods> PODS = Subject.of(PodRules::pods);

    static final Rule CHART_HAS_A_PLACE = Rule.error("POD-001")
            .title("The chart has no place for an attribute of pods, or does not accept its value")
            .because("Helm rejects the values, or the pods run without it")
            .remedy("remove it, use a chart version that has the key, or write what Kubernetes accepts")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html")
            .after(Stream.concat(Stream.of(ChartRules.PREREQUISITES), Stream.of("JOB-003"))
                    .toArray(String[]::new))
            .notWaivable()
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.pods(pods ->
                    pods.readinessProbe(Probe.builder().failureThreshold(3).build())))))
            .finds(PodRules::withoutPlace);

    static final Rule TOLERATIONS_ARE_VALID = Rule.error("POD-002")
            .title("A toleration is not valid")
            .because("Kubernetes rejects the pods, and the component does not start")
            .remedy(
                    "use the operators Equal and Exists, the effects NoSchedule, PreferNoSchedule and NoExecute, no value"
                            + " with Exists, and a key with Equal")
            .source(NODES)
            .brokenBy(it -> it.pods(pods -> pods.toleration(Toleration.of("dedicated", "airflow", "NoSchedul"))))
            .finds(PODS.each("tolerations", Pods::tolerations).faults(PodRules::tolerationFault));

    static final Rule LABELS_ARE_VALID = Rule.error("POD-003")
            .title("A label, annotation or node label of pods is not valid")
            .because("Kubernetes rejects the pods, or the chart's selectors no longer find them")
            .remedy("use letters, digits, dashes, dots and underscores in keys and label values, at most 63 characters"
                    + " each; a key may have a domain and a slash before it; do not replace the chart's own labels")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/")
            .brokenBy(it -> it.pods(pods -> pods.label("tier", "data")))
            .finds(together(List.of(
                    PODS.finds(part -> Stream.of(
                                    faults(part.value().labels(), KubernetesLabels::labelFault)
                                            .map(what -> part.at("labels", what)),
                                    keyFaults(part.value().annotations()).map(what -> part.at("annotations", what)),
                                    twice(part).map(what -> part.at("annotations", what)),
                                    keyFaults(part.value().nodeSelector()).map(what -> part.at("nodeSelector", what)))
                            .flatMap(findings -> findings)),
                    SETTINGS.finds(
                            part -> keyFaults(part.value().annotations()).map(what -> part.at("annotations", what))))));

    static final Rule TIMES_ARE_VALID = Rule.error("POD-004")
            .title("A time, count or scheme of pods is not valid")
            .because("Kubernetes rejects the pods, and the component does not start")
            .remedy(
                    "use whole seconds; at least 1 for timeouts, periods and thresholds, at least 0 for everything else; HTTP or"
                            + " HTTPS as a scheme")
            .source("https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.pods(pods ->
                    pods.livenessProbe(Probe.builder().timeout(Duration.ZERO).build())))))
            .finds(PODS.finds(PodRules::timeFaults));

    static final Rule MOUNTS_ARE_VALID = Rule.error("POD-005")
            .title("A volume of pods is not valid")
            .because("Kubernetes rejects the pods, or mounts one volume over another")
            .remedy(
                    "name volumes with lower-case letters, digits and dashes, mount each at an absolute path of its own,"
                            + " and keep out of " + ConnectionPlan.OWN_FILES)
            .source("https://kubernetes.io/docs/concepts/storage/volumes/")
            .brokenBy(it -> it.pods(pods -> pods.volume(Volume.secret("ca").at("etc/ca"))))
            .finds(PODS.finds(PodRules::volumeFaults));

    static final Rule VARIABLES_ARE_THE_USERS = Rule.error("POD-006")
            .title("A variable of pods is not valid, or sets what the model decides")
            .because("Kubernetes rejects the pods, or the variable and the model contradict each other")
            .remedy("use letters, digits and underscores in names, use the attribute where there is one, and set a"
                    + " variable either for all pods or for each component")
            .source("https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/")
            .brokenBy(it ->
                    it.pods(pods -> pods.variable(Variable.fromSecret("AIRFLOW__CORE__FERNET_KEY", "team", "key"))))
            .finds(PODS.finds(PodRules::variableFaults));

    static final Rule TEMPLATE_IS_WHOLE = Rule.error("POD-007")
            .title("A pod template has no container named base, or hides other settings of task pods")
            .because("Airflow cannot start tasks from it, or the task pods run without these settings")
            .remedy(
                    "name the first container base, and set everything for task pods either in podTemplate or in taskPods"
                            + " and taskPodPriorityClass")
            .source(
                    "https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html")
            .brokenBy(it -> it.executor(Executor.KUBERNETES).ha(ha -> ha.podTemplate("kind: Pod")))
            .finds(DEPLOYMENT
                    .where(AirflowDeployment::usesKubernetesPods)
                    .given("ha.podTemplate", it -> it.ha().podTemplate())
                    .faults(PodRules::templateFault));

    static final Rule POLICY_HAS_AN_EFFECT = Rule.warning("POD-008")
            .title("A pod management policy has no effect")
            .because("only a StatefulSet has one, and these pods are not of one")
            .remedy("remove podManagementPolicy, or give the workers volumes: ha.workerPersistence")
            .source("https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies")
            .brokenBy(it -> it.executors(List.of(Executor.CELERY))
                    .ha(ha -> ha.workerPersistence(Persistence.none())
                            .workers(workers ->
                                    workers.pods(pods -> pods.podManagementPolicy(PodManagementPolicy.PARALLEL)))))
            .finds(PODS.finds(part -> part.value().podManagementPolicy().stream()
                    .filter(policy -> part.modelPath().equals("ha.taskPods")
                            || OF_WORKERS.matcher(part.modelPath()).matches()
                                    && !part.deployment().release().workloads().areWorkersStateful())
                    .map(policy -> part.at("podManagementPolicy", policy + " without a StatefulSet"))));

    static final Rule TEMPLATE_SAYS_WHAT_PODS_SAY = Rule.warning("POD-009")
            .title("Task pods do not get what is said of all pods")
            .because(
                    "the chart takes podTemplate as it is, so task pods run without these settings unless it repeats them")
            .remedy("repeat them in podTemplate, or use ha.taskPods instead of it")
            .source(
                    "https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html")
            .after("POD-007")
            .brokenBy(it -> it.executor(Executor.KUBERNETES)
                    .pods(pods -> pods.nodeSelector("pool", "airflow"))
                    .ha(ha -> ha.podTemplate("spec:\n  containers:\n    - name: base\n")))
            .finds(DEPLOYMENT
                    .where(deployment -> deployment.usesKubernetesPods()
                            && deployment.ha().podTemplate().isPresent())
                    .finds(part -> lost(part.deployment())));

    static final Rule CONTAINERS_ARE_RESTRICTED = Rule.warning("POD-010")
            .title("A container of your own lacks what Pod Security \"restricted\" asks for")
            .because(
                    "a namespace that enforces it does not admit the pod, whose other containers have what it asks for")
            .remedy(
                    "add securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}} to the container, or"
                            + " waive this if the namespace does not enforce it")
            .source("https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler ->
                    scheduler.pods(pods -> pods.securityContexts(SecurityContexts.restricted())
                            .sidecars(List.of(new ExtraContainer(Map.of("name", "proxy", "image", "proxy:1"))))))))
            .finds(PODS.finds(PodRules::unrestricted));

    static final List<Rule> ALL = List.of(
            CHART_HAS_A_PLACE,
            TOLERATIONS_ARE_VALID,
            LABELS_ARE_VALID,
            TIMES_ARE_VALID,
            MOUNTS_ARE_VALID,
            VARIABLES_ARE_THE_USERS,
            TEMPLATE_IS_WHOLE,
            POLICY_HAS_AN_EFFECT,
            TEMPLATE_SAYS_WHAT_PODS_SAY,
            CONTAINERS_ARE_RESTRICTED);

    /** Neither the pool nor Redis nor the exporter gets what is said of all pods, and all pods are not some of them. */
    private static final Pattern OF_AIRFLOW =
            Pattern.compile("(?:ha|flower)\\..*|(?:migrationJob|createUserJob|podCleanup|databaseCleanup).*");

    private PodRules() {}

    private static Optional<String> templateFault(String template, AirflowDeployment deployment) {
        if (!BASE.matcher(template).find()) {
            return Optional.of("it has no container base");
        }
        return !deployment.ha().taskPods().equals(Pods.builder().build())
                        || deployment.ha().taskPodPriorityClass().isPresent()
                ? Optional.of("more is said of task pods beside it")
                : Optional.empty();
    }

    /** What a template of one's own lacks. Repository and tag of the image count more than it, and are not among that. */
    private static Stream<Finding> lost(AirflowDeployment deployment) {
        return Stream.concat(
                Stream.of(deployment.pods())
                        .filter(pods -> !pods.equals(Pods.builder().build()))
                        .map(pods -> Finding.at("pods", "podTemplate may lack it")),
                Stream.ofNullable(deployment.images().get(ChartImage.TASK_PODS))
                        .flatMap(image -> image.pullPolicy().stream())
                        .map(policy -> Finding.at(
                                "images[" + ChartImage.TASK_PODS + "].pullPolicy", "podTemplate decides it")));
    }

    static Stream<Part<Pods>> pods(AirflowDeployment deployment) {
        return deployment.podsByPath().entrySet().stream()
                .map(said -> new Part<>(said.getValue(), deployment, said.getKey(), Optional.empty()));
    }

    /** What is open in pods, under the names of its attributes. */
    static Map<String, Object> trees(Pods pods) {
        Map<String, Object> trees = Tree.of(
                "affinity", pods.affinity(),
                "initContainers", definitions(pods.initContainers()),
                "sidecars", definitions(pods.sidecars()),
                "volumes", pods.volumes().stream().map(Volume::source).toList());
        pods.securityContexts()
                .ifPresent(contexts -> trees.put(
                        "securityContexts", Tree.of("pod", contexts.pod(), "container", contexts.container())));
        return trees;
    }

    private static List<Map<String, Object>> definitions(List<ExtraContainer> containers) {
        return containers.stream().map(ExtraContainer::definition).toList();
    }

    /** Only where something is said: the values are not derived for every validation. */
    private static List<Finding> withoutPlace(AirflowDeployment deployment) {
        Pods nothing = Pods.builder().build();
        if (!deployment.chartVersion().isSupported()
                || !deployment.airflowVersion().isRelease()
                || pods(deployment).allMatch(part -> part.value().equals(nothing))) {
            return List.of();
        }
        List<Finding> unwritable = pods(deployment)
                .flatMap(part -> ValuesTree.of(trees(part.value()))
                        .leaves()
                        .filter(leaf -> !leaf.isWritable())
                        .map(leaf -> part.at(leaf.path(), leaf.typeInWords())))
                .toList();
        if (!unwritable.isEmpty()) {
            return unwritable;
        }
        return ChartValues.of(deployment).ownProblems().stream()
                .filter(problem -> problem.kind() != ValuesProblem.Kind.DEPRECATED_KEY)
                .flatMap(problem -> Settings.attributeAt(deployment, problem.path())
                        .filter(attribute -> OF_PODS.matcher(attribute).find())
                        .map(attribute -> Finding.at(attribute, problem.path() + " " + problem.wrong())
                                .inValues(problem.path()))
                        .stream())
                .toList();
    }

    private static Optional<String> tolerationFault(Toleration toleration) {
        if (!OPERATORS.contains(toleration.operator())) {
            return Optional.of(unknown("operator", toleration.operator(), OPERATORS));
        }
        if (toleration.effect().filter(effect -> !EFFECTS.contains(effect)).isPresent()) {
            return Optional.of(unknown("effect", toleration.effect().get(), EFFECTS));
        }
        boolean exists = toleration.operator().equals("Exists");
        if (exists && toleration.value().isPresent()) {
            return Optional.of("the operator Exists takes no value");
        }
        if (!exists && toleration.key().isEmpty()) {
            return Optional.of("the operator Equal needs a key");
        }
        return toleration.during().isPresent()
                        && toleration.effect().filter("NoExecute"::equals).isEmpty()
                ? Optional.of("a time needs the effect NoExecute")
                : Optional.empty();
    }

    private static String unknown(String what, String word, List<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(other -> Spelling.distance(word, other)))
                .orElseThrow();
        return "the " + what + " '" + word + "' is unknown; " + nearest + " is the nearest";
    }

    /** The chart writes the annotations of all of Airflow's pods and those of a component one after the other. */
    private static Stream<String> twice(Part<Pods> part) {
        return part.value().annotations().keySet().stream()
                .filter(ofAll(part).annotations()::containsKey)
                .sorted()
                .map(key -> key + " is said of all pods as well, and the chart writes both");
    }

    private interface LabelFault {
        Optional<String> of(String key, String value);
    }

    private static Stream<String> keyFaults(Map<String, String> annotations) {
        return faults(annotations, (key, value) -> KubernetesLabels.annotationFault(key));
    }

    private static Stream<String> faults(Map<String, String> labels, LabelFault fault) {
        return labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(label -> fault.of(label.getKey(), label.getValue()).stream());
    }

    private static Stream<Finding> timeFaults(Part<Pods> part) {
        Pods pods = part.value();
        return Stream.of(
                        probe(part, "startupProbe", pods.startupProbe()),
                        probe(part, "livenessProbe", pods.livenessProbe()),
                        probe(part, "readinessProbe", pods.readinessProbe()),
                        time(part, "terminationGracePeriod", pods.terminationGracePeriod(), 0),
                        count(part, "revisionHistoryLimit", pods.revisionHistoryLimit(), 0),
                        count(
                                part,
                                "logGroomer.retentionDays",
                                pods.logGroomer().flatMap(groomer -> groomer.retentionDays()),
                                0),
                        count(
                                part,
                                "logGroomer.retentionMinutes",
                                pods.logGroomer().flatMap(groomer -> groomer.retentionMinutes()),
                                0),
                        groomer(part),
                        time(
                                part,
                                "logGroomer.frequency",
                                pods.logGroomer().flatMap(groomer -> groomer.frequency()),
                                60))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> groomer(Part<Pods> part) {
        return part.value().logGroomer().stream()
                .flatMap(groomer -> Stream.of(
                                groomer.maxSizeBytes()
                                        .filter(bytes -> bytes < 0)
                                        .map(bytes -> part.at("logGroomer.maxSizeBytes", bytes + " is below 0")),
                                groomer.maxSizePercent()
                                        .filter(percent -> percent < 0 || percent > 100)
                                        .map(percent ->
                                                part.at("logGroomer.maxSizePercent", percent + " is not 0 to 100")))
                        .flatMap(Optional::stream));
    }

    private static Stream<Finding> probe(Part<Pods> part, String name, Optional<Probe> probe) {
        return Stream.of(
                        time(part, name + ".initialDelay", probe.flatMap(Probe::initialDelay), 0),
                        time(part, name + ".timeout", probe.flatMap(Probe::timeout), 1),
                        time(part, name + ".period", probe.flatMap(Probe::period), 1),
                        count(part, name + ".failureThreshold", probe.flatMap(Probe::failureThreshold), 1),
                        probe
                                .flatMap(Probe::scheme)
                                .filter(scheme -> !List.of("HTTP", "HTTPS").contains(scheme))
                                .map(scheme -> part.at(name + ".scheme", "'" + scheme + "' is not HTTP or HTTPS"))
                                .stream())
                .flatMap(findings -> findings);
    }

    static Stream<Finding> time(Part<?> part, String attribute, Optional<Duration> time, int shortest) {
        return time
                .filter(it -> it.getNano() != 0 || it.getSeconds() < shortest || it.getSeconds() > Integer.MAX_VALUE)
                .map(it -> part.at(attribute, it + " is not a valid time"))
                .stream();
    }

    static Stream<Finding> count(Part<?> part, String attribute, Optional<Integer> count, int smallest) {
        return count.filter(it -> it < smallest).map(it -> part.at(attribute, it + " is below " + smallest)).stream();
    }

    private static Stream<Finding> volumeFaults(Part<Pods> part) {
        List<Volume> volumes = part.value().volumes();
        return volumes.stream()
                .flatMap(volume -> mountFault(volume, part)
                        .or(() -> volumeFault(volume, volumes))
                        .or(() -> ofAllAsWell(volume, part))
                        .map(what -> part.at("volumes[" + volumes.indexOf(volume) + "]", what))
                        .stream());
    }

    /** What depends on the volumes that the pods have already. */
    private static Optional<String> mountFault(Volume volume, Part<Pods> part) {
        boolean isDags = volume.name().equals(DAGS);
        boolean hasDags = haveDags(part);
        if (volume.source().isEmpty()) {
            boolean isThere = isDags && hasDags
                    || isClaim(volume, part)
                    || hasSource(volume.name(), part.value().volumes())
                    || hasSource(volume.name(), ofAll(part).volumes());
            return isThere ? Optional.empty() : Optional.of(withoutSource(volume));
        }
        if (isClaim(volume, part)) {
            return Optional.of("ha.workerClaims has the name " + volume.name());
        }
        if (!hasDags && !isOfSomeWithDags(part)) {
            return Optional.empty();
        }
        return isDags
                ? Optional.of("the chart has its own volume " + DAGS)
                : Optional.of(volume.mountPath())
                        .filter(part.deployment().dagMount()::equals)
                        .map(path -> "the chart mounts the DAG files at " + path);
    }

    private static boolean isClaim(Volume volume, Part<Pods> part) {
        return OF_WORKERS.matcher(part.modelPath()).matches()
                && part.deployment().ha().workerClaims().stream()
                        .anyMatch(claim -> claim.name().equals(volume.name()));
    }

    static String withoutSource(Volume volume) {
        return "it has no source, and the pods have no volume " + volume.name();
    }

    static boolean hasSource(String name, List<Volume> volumes) {
        return volumes.stream()
                .anyMatch(
                        volume -> volume.name().equals(name) && !volume.source().isEmpty());
    }

    /** Whether the chart gives these pods a volume of the DAG files. */
    private static boolean haveDags(Part<Pods> part) {
        return bringsDags(part.deployment())
                && (WITH_DAGS.matcher(part.modelPath()).matches()
                        || part.deployment().components().stream()
                                .filter(part.deployment().release().workloads()::readsDags)
                                .anyMatch(
                                        component -> part.modelPath().equals("ha." + component.attribute() + ".pods")));
    }

    private static boolean isOfSomeWithDags(Part<Pods> part) {
        return bringsDags(part.deployment()) && part.modelPath().equals("pods");
    }

    private static boolean bringsDags(AirflowDeployment deployment) {
        return deployment.gitSync().isPresent() || deployment.dagVolume().isPresent();
    }

    static Optional<String> volumeFault(Volume volume, List<Volume> all) {
        if (!KubernetesNames.isLabel(volume.name())) {
            return Optional.of("'" + volume.name() + "' is not a valid name of a volume");
        }
        if (volume.source().size() > 1) {
            return Optional.of("it has " + volume.source().size() + " sources instead of one");
        }
        String path = volume.mountPath();
        if (!path.startsWith("/") || path.contains(":") || path.contains("/../")) {
            return Optional.of("'" + path + "' is not an absolute path");
        }
        if (path.startsWith(ConnectionPlan.OWN_FILES)) {
            return Optional.of(path + " is where the library mounts its own files");
        }
        if (all.stream().filter(other -> other.mountPath().equals(path)).count() > 1) {
            return Optional.of(path + " is mounted twice");
        }
        return all.stream()
                        .anyMatch(other -> other.name().equals(volume.name())
                                && !other.source().isEmpty()
                                && !volume.source().isEmpty()
                                && !other.source().equals(volume.source()))
                ? Optional.of("two volumes have the name " + volume.name())
                : Optional.empty();
    }

    /** A container cannot have two volumes at one path, and a pod none of the same name. */
    private static Optional<String> ofAllAsWell(Volume volume, Part<Pods> part) {
        return ofAll(part).volumes().stream()
                .filter(other -> other.mountPath().equals(volume.mountPath())
                        || !volume.source().isEmpty() && other.name().equals(volume.name()))
                .findFirst()
                .map(other -> other.mountPath().equals(volume.mountPath())
                        ? volume.mountPath() + " is mounted for all pods as well"
                        : "all pods have a volume " + volume.name() + " already");
    }

    private static Stream<Finding> unrestricted(Part<Pods> part) {
        Pods pods = part.value();
        boolean restricted = pods.securityContexts()
                .or(() -> ofAll(part).securityContexts())
                .filter(contexts -> Set.of(SecurityContexts.restricted(), SecurityContexts.openShift())
                        .contains(contexts))
                .isPresent();
        return restricted
                ? Stream.concat(
                        unrestricted(part, "initContainers", pods.initContainers()),
                        unrestricted(part, "sidecars", pods.sidecars()))
                : Stream.empty();
    }

    private static Stream<Finding> unrestricted(Part<Pods> part, String attribute, List<ExtraContainer> containers) {
        return IntStream.range(0, containers.size())
                .filter(place -> !hasNoRights(containers.get(place).definition()))
                .mapToObj(place -> part.at(
                        attribute + "[" + place + "]",
                        containers.get(place).definition().get("name") + " may get more rights than other containers"));
    }

    private static boolean hasNoRights(Map<String, Object> container) {
        return Tree.find(container, "securityContext.allowPrivilegeEscalation")
                        .filter(Boolean.FALSE::equals)
                        .isPresent()
                && Tree.listOrEmpty(Tree.find(container, "securityContext.capabilities.drop")
                                .orElse(null))
                        .contains("ALL");
    }

    private static Stream<Finding> variableFaults(Part<Pods> part) {
        List<Variable> variables = part.value().variables();
        return variables.stream()
                .flatMap(variable ->
                        variableFault(variable, part)
                                .map(what -> part.at("variables[" + variables.indexOf(variable) + "]", what))
                                .stream());
    }

    private static Optional<String> variableFault(Variable variable, Part<Pods> part) {
        if (!VARIABLE.matcher(variable.name()).matches()) {
            return Optional.of("it has no valid name");
        }
        if (part.value().variables().stream()
                        .filter(other -> other.name().equals(variable.name()))
                        .count()
                > 1) {
            return Optional.of(variable.name() + " is said twice");
        }
        if (lacks(part, variable.name())) {
            return Optional.empty();
        }
        // Of two the last would count, but the API server refuses both where they are applied by the server.
        return ofAll(part).variables().stream().anyMatch(other -> other.name().equals(variable.name()))
                ? Optional.of(variable.name() + " is said of all pods as well: the container would have it twice")
                : owner(part.deployment(), variable).map(attribute -> attribute + " decides " + variable.name());
    }

    /** Whether a job does not get the variables of all containers, and may say itself what the model has among them. */
    private static boolean lacks(Part<Pods> part, String variable) {
        AirflowDeployment deployment = part.deployment();
        SecretCatalogue secrets = deployment.release().secrets();
        return deployment.jobsByPath().entrySet().stream()
                        .anyMatch(job -> part.modelPath().equals(job.getKey() + ".pods")
                                && !job.getValue().customVariables())
                && (deployment.pods().variables().stream()
                                .anyMatch(other -> other.name().equals(variable))
                        || secrets.composedVariables().containsKey(variable)
                        || secrets.variables().stream()
                                .anyMatch(other -> other.variable().equals(variable)));
    }

    private static Optional<String> owner(AirflowDeployment deployment, Variable variable) {
        return variable.match(
                literal -> EnvironmentRules.contradicted(deployment, literal.name(), literal.value()),
                key -> EnvironmentRules.owner(deployment, key.name()),
                key -> EnvironmentRules.owner(deployment, key.name()),
                field -> EnvironmentRules.owner(deployment, field.name()));
    }

    /** What is said of all of Airflow's pods, of which these are some; of others' pods nothing. */
    private static Pods ofAll(Part<Pods> part) {
        return OF_AIRFLOW.matcher(part.modelPath()).matches()
                ? part.deployment().pods()
                : Pods.builder().build();
    }
}
