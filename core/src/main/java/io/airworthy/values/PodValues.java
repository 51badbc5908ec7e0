package io.airworthy.values;

import static io.airworthy.values.Format.listOf;
import static io.airworthy.values.Format.some;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.chart.ChartTrait;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.DisruptionBudget.Amount;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.HostAlias;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.LogGroomerBuilder;
import io.airworthy.pods.PodManagementPolicy;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.Probe;
import io.airworthy.pods.ProbeBuilder;
import io.airworthy.pods.Resources;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.Spread;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.TolerationBuilder;
import io.airworthy.pods.Variable;
import io.airworthy.pods.VariableSource;
import io.airworthy.pods.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said alike of the pods of a component and of the pool. */
final class PodValues {

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,9})%");

    private PodValues() {}

    /** What is said of all pods: the chart's keys at the top. */
    static List<Setting> ofAll(Part<Pods, PodsBuilder> pods) {
        return alone(
                Setting.of(nodeSelector(pods), "nodeSelector", Format.TEXTS),
                Setting.of(tolerations(pods), "tolerations", listOf(TOLERATION)),
                Setting.of(affinity(pods), "affinity", Format.TREE),
                Setting.of(labels(pods), "labels", Format.TEXTS),
                annotations(pods, "airflowPodAnnotations"),
                volumes(pods, "volumes", "volumeMounts"),
                securityContexts(pods, "securityContexts.pod", "securityContexts.containers"),
                Setting.of(revisionHistoryLimit(pods), "revisionHistoryLimit", Format.INTEGER),
                Setting.of(schedulerName(pods), "schedulerName", Format.TEXT),
                variables(pods),
                variablesFrom(pods));
    }

    /** What is said of a component's pods. */
    static List<Setting> of(Part<Pods, PodsBuilder> pods, String key) {
        return of(pods, key, "podAnnotations", variables(pods, key + ".env", value -> value, value -> value));
    }

    /** What is said of a job's pod. */
    static List<Setting> ofJob(
            Part<Pods, PodsBuilder> pods, String key, String annotations, boolean variablesAreTemplates) {
        return of(
                pods,
                key,
                annotations,
                variablesAreTemplates
                        ? variables(pods, key + ".env", ChartText::templated, ChartText::fromTemplated)
                        : variables(pods, key + ".env", value -> value, value -> value));
    }

    /**
     * What the chart does not take from all pods: their contexts, with the uid that the image of such a container has. What is
     * said of the pods themselves counts more.
     */
    static Setting contextsOfAll(
            String key, int uid, Predicate<AirflowDeployment> condition, Function<AirflowDeployment, Pods> own) {
        return Setting.derived(
                        values -> values.deployment()
                                .pods()
                                .securityContexts()
                                .filter(contexts -> own.apply(values.deployment())
                                        .securityContexts()
                                        .isEmpty())
                                .ifPresent(contexts -> {
                                    values.put(key + ".securityContexts.pod", withIds(contexts.pod(), uid));
                                    values.put(key + ".securityContexts.container", withIds(contexts.container(), uid));
                                }),
                        key + ".securityContexts.pod",
                        key + ".securityContexts.container")
                .when(condition);
    }

    static Map<String, Object> withIds(Map<String, Object> context, int id) {
        Map<String, Object> own = new TreeMap<>(context);
        List.of("runAsUser", "runAsGroup", "fsGroup").forEach(key -> own.computeIfPresent(key, (name, other) -> id));
        return ExtraValues.inOrder(own);
    }

    private static List<Setting> of(Part<Pods, PodsBuilder> pods, String key, String annotations, Setting variables) {
        return alone(
                Setting.of(nodeSelector(pods), key + ".nodeSelector", Format.TEXTS),
                Setting.of(tolerations(pods), key + ".tolerations", listOf(TOLERATION)),
                Setting.of(affinity(pods), key + ".affinity", Format.TREE),
                Setting.of(labels(pods), key + ".labels", Format.TEXTS),
                annotations(pods, key + "." + annotations),
                volumes(pods, key + ".extraVolumes", key + ".extraVolumeMounts"),
                variables,
                securityContexts(pods, key + ".securityContexts.pod", key + ".securityContexts.container"),
                Setting.of(
                        pods.optional("hostAliases", it -> some(it.hostAliases()), PodsBuilder::hostAliases),
                        key + ".hostAliases",
                        listOf(HOST_ALIAS)),
                Setting.of(
                        pods.optional("initContainers", it -> some(it.initContainers()), PodsBuilder::initContainers),
                        key + ".extraInitContainers",
                        listOf(Format.TREE.as(ExtraContainer::definition, ExtraContainer::new))),
                Setting.of(
                        pods.optional("sidecars", it -> some(it.sidecars()), PodsBuilder::sidecars),
                        key + ".extraContainers",
                        listOf(Format.TREE.as(ExtraContainer::definition, ExtraContainer::new))),
                keys(
                        pods.optional("startupProbe", Pods::startupProbe, PodsBuilder::startupProbe),
                        key + ".startupProbe",
                        PROBE),
                keys(
                        pods.optional("livenessProbe", Pods::livenessProbe, PodsBuilder::livenessProbe),
                        key + ".livenessProbe",
                        PROBE),
                keys(
                        pods.optional("readinessProbe", Pods::readinessProbe, PodsBuilder::readinessProbe),
                        key + ".readinessProbe",
                        PROBE),
                Setting.of(
                        pods.optional(
                                "terminationGracePeriod",
                                Pods::terminationGracePeriod,
                                PodsBuilder::terminationGracePeriod),
                        key + ".terminationGracePeriodSeconds",
                        SECONDS),
                Setting.of(
                        pods.optional("runtimeClass", Pods::runtimeClass, PodsBuilder::runtimeClass),
                        key + ".runtimeClassName",
                        Format.TEXT),
                Setting.of(schedulerName(pods), key + ".schedulerName", Format.TEXT),
                Setting.of(
                        pods.optional("safeToEvict", Pods::safeToEvict, PodsBuilder::safeToEvict),
                        key + ".safeToEvict",
                        Format.BOOLEAN),
                Setting.of(
                        pods.optional(
                                "podManagementPolicy", Pods::podManagementPolicy, PodsBuilder::podManagementPolicy),
                        key + ".podManagementPolicy",
                        Format.oneOf(PodManagementPolicy.values())),
                Setting.of(revisionHistoryLimit(pods), key + ".revisionHistoryLimit", Format.INTEGER),
                keys(
                        pods.optional("logGroomer", Pods::logGroomer, PodsBuilder::logGroomer),
                        key + ".logGroomerSidecar",
                        LOG_GROOMER),
                variablesFrom(pods, key + ".envFrom"));
    }

    /** An attribute whose parts are keys of their own: the chart moved some of them alone. */
    private static <T> Setting keys(Attribute<T> attribute, String key, Fields<T, ?> fields) {
        return Setting.of(
                attribute,
                (values, value) -> fields.write(value).forEach((part, said) -> values.put(key + "." + part, said)),
                values -> {
                    Map<String, Object> said = new LinkedHashMap<>();
                    fields.keys()
                            .forEach(part -> values.find(key + "." + part).ifPresent(value -> said.put(part, value)));
                    return said.isEmpty()
                            ? Optional.empty()
                            : fields.format().read().apply(said);
                },
                fields.keys().stream().map(part -> key + "." + part).toArray(String[]::new));
    }

    private static List<Setting> alone(Setting... settings) {
        return Stream.of(settings).map(Setting::alone).toList();
    }

    private static Attribute<Map<String, String>> nodeSelector(Part<Pods, PodsBuilder> pods) {
        return pods.optional("nodeSelector", it -> some(it.nodeSelector()), PodsBuilder::nodeSelector);
    }

    private static Attribute<List<Toleration>> tolerations(Part<Pods, PodsBuilder> pods) {
        return pods.optional("tolerations", it -> some(it.tolerations()), PodsBuilder::tolerations);
    }

    private static Attribute<Map<String, Object>> affinity(Part<Pods, PodsBuilder> pods) {
        return pods.optional("affinity", it -> some(it.affinity()), PodsBuilder::affinity);
    }

    private static Attribute<Map<String, String>> labels(Part<Pods, PodsBuilder> pods) {
        return pods.optional("labels", it -> some(it.labels()), PodsBuilder::labels);
    }

    private static Setting annotations(Part<Pods, PodsBuilder> pods, String key) {
        return Setting.of(
                pods.optional("annotations", it -> some(it.annotations()), PodsBuilder::annotations),
                (values, annotations) -> values.put(
                        key,
                        (values.deployment().chartVersion().has(ChartTrait.ANNOTATIONS_OF_PODS_ARE_TEMPLATES)
                                        ? Format.TEMPLATED_TEXTS
                                        : Format.TEXTS)
                                .write()
                                .apply(annotations)),
                values -> values.find(key)
                        .flatMap(Format.TEMPLATED_TEXTS.read())
                        .map(PodValues::withoutOwn)
                        .filter(annotations -> !annotations.isEmpty()),
                key);
    }

    /** Without the annotations that make pods restart. */
    private static Map<String, String> withoutOwn(Map<String, String> annotations) {
        Map<String, String> given = new TreeMap<>(annotations);
        given.keySet().removeIf(key -> key.contains(ValuesDraft.OWN_DOMAIN + "/"));
        return given;
    }

    private static Attribute<Integer> revisionHistoryLimit(Part<Pods, PodsBuilder> pods) {
        return pods.optional("revisionHistoryLimit", Pods::revisionHistoryLimit, PodsBuilder::revisionHistoryLimit);
    }

    private static Attribute<String> schedulerName(Part<Pods, PodsBuilder> pods) {
        return pods.optional("schedulerName", Pods::schedulerName, PodsBuilder::schedulerName);
    }

    /** What a container asks for, where that is anything. */
    static <S, B> Setting resources(
            Part<S, B> part, String name, Function<S, Resources> get, BiFunction<B, Resources, B> set, String key) {
        Resources nothing = Resources.builder().build();
        return Setting.of(
                        part.optional(
                                name, it -> Optional.of(get.apply(it)).filter(some -> !some.equals(nothing)), set),
                        key + ".resources",
                        Format.RESOURCES)
                .alone();
    }

    /** Annotations of a workload itself, without the one that makes Reloader restart the pods. */
    static Setting annotationsOfWorkload(Attribute<Map<String, String>> annotations, String key) {
        return Setting.of(
                annotations.path(),
                values -> annotations.get().apply(values.deployment()).ifPresent(all -> values.putAll(key, all)),
                (deployment, values) -> values.find(key)
                        .flatMap(Format.TEXTS.read())
                        .map(all -> RestartValues.withoutOwn(deployment, all))
                        .filter(all -> !all.isEmpty()
                                && !Optional.of(all).equals(annotations.get().apply(deployment)))
                        .map(all -> annotations.with().apply(deployment, all))
                        .orElse(deployment),
                key);
    }

    static <S, B> Setting priorityClass(
            Part<S, B> part, Function<S, Optional<String>> get, BiFunction<B, String, B> set, String key) {
        return Setting.of(part.optional("priorityClass", get, set), key + ".priorityClassName", Format.TEXT)
                .alone();
    }

    /** Of a volume that is mounted twice the source stands once. */
    private static Setting volumes(Part<Pods, PodsBuilder> pods, String volumes, String mounts) {
        return volumes(pods.optional("volumes", it -> some(it.volumes()), PodsBuilder::volumes), volumes, mounts);
    }

    static Setting volumes(Attribute<List<Volume>> attribute, String volumes, String mounts) {
        return Setting.of(
                attribute,
                (values, all) -> {
                    all.stream()
                            .filter(volume -> !volume.source().isEmpty())
                            .map(volume -> {
                                Map<String, Object> source = Tree.of("name", volume.name());
                                source.putAll(ExtraValues.inOrder(volume.source()));
                                return source;
                            })
                            .distinct()
                            .filter(volume -> !values.has(volumes, volume))
                            .forEach(volume -> values.append(volumes, volume));
                    all.stream().map(PodValues::mount).forEach(mount -> values.append(mounts, mount));
                },
                values -> {
                    List<Map<?, ?>> sources = sources(values, volumes);
                    return some(Tree.listOrEmpty(values.find(mounts).orElse(null)).stream()
                            .map(Tree::mapOrEmpty)
                            .filter(mount ->
                                    !String.valueOf(mount.get("mountPath")).startsWith(ConnectionPlan.OWN_FILES + "/"))
                            .map(mount -> volume(
                                    sources.stream()
                                            .filter(source -> Objects.equals(source.get("name"), mount.get("name")))
                                            .findFirst()
                                            .orElse(Map.of()),
                                    mount))
                            .toList());
                },
                volumes,
                mounts);
    }

    /** All pods have the volumes at the top as well; where nothing mounts one in all of them, it is of those that do. */
    private static List<Map<?, ?>> sources(Given values, String volumes) {
        Set<Object> mounted =
                maps(values, "volumeMounts").map(mount -> mount.get("name")).collect(Collectors.toSet());
        return Stream.concat(
                        maps(values, volumes),
                        maps(values, "volumes").filter(source -> !mounted.contains(source.get("name"))))
                .toList();
    }

    private static Stream<Map<?, ?>> maps(Given values, String list) {
        return Tree.listOrEmpty(values.find(list).orElse(null)).stream().map(Tree::mapOrEmpty);
    }

    private static Map<String, Object> mount(Volume volume) {
        Map<String, Object> mount = Tree.of("name", volume.name(), "mountPath", volume.mountPath());
        volume.subPath().ifPresent(path -> mount.put("subPath", path));
        mount.put("readOnly", volume.readOnly());
        return mount;
    }

    private static Volume volume(Map<?, ?> source, Map<?, ?> mount) {
        Map<String, Object> rest = new TreeMap<>();
        source.forEach((key, value) -> {
            if (!key.equals("name")) {
                rest.put(String.valueOf(key), value);
            }
        });
        return Volume.builder()
                .name(String.valueOf(mount.get("name")))
                .source(rest)
                .mountPath(String.valueOf(mount.get("mountPath")))
                .subPath(Tree.text(mount.get("subPath")))
                .readOnly(Boolean.TRUE.equals(mount.get("readOnly")))
                .build();
    }

    private static Setting securityContexts(Part<Pods, PodsBuilder> pods, String pod, String container) {
        return Setting.of(
                pods.optional("securityContexts", Pods::securityContexts, PodsBuilder::securityContexts),
                (values, contexts) -> {
                    values.put(pod, ExtraValues.inOrder(contexts.pod()));
                    values.put(container, ExtraValues.inOrder(contexts.container()));
                },
                values -> values.find(pod)
                        .or(() -> values.find(container))
                        .map(given -> SecurityContexts.builder()
                                .pod(tree(values.find(pod).orElse(Map.of())))
                                .container(tree(values.find(container).orElse(Map.of())))
                                .build()),
                pod,
                container);
    }

    private static Setting variables(
            Part<Pods, PodsBuilder> pods, String env, UnaryOperator<String> write, UnaryOperator<String> read) {
        return Setting.of(
                pods.optional("variables", it -> some(it.variables()), PodsBuilder::variables),
                (values, variables) -> variables.forEach(variable -> values.append(env, variable(variable, write))),
                values -> some(Tree.listOrEmpty(values.find(env).orElse(null)).stream()
                        .flatMap(element -> variable(element, read).stream())
                        .filter(variable -> !isOfTheModel(variable.name())
                                && !isOfTheChart(variable)
                                && !values.isOptionOf(env, variable.name()))
                        .toList()),
                env);
    }

    private static boolean isOfTheModel(String variable) {
        return List.of(ComponentValues.CA_VARIABLE, KeyValues.JWT_VARIABLE).contains(variable)
                || variable.startsWith(SecretCatalogue.OWN_VARIABLES);
    }

    /** The database's URL from the key that the chart reads it from anyway. */
    private static boolean isOfTheChart(Variable variable) {
        return SecretCatalogue.URL_VARIABLES.contains(variable.name())
                && variable.match(
                        literal -> false,
                        key -> key.key().equals(SecretCatalogue.CONNECTION),
                        key -> false,
                        field -> false);
    }

    /** The chart has a list for keys of Secrets; everything else goes into a text, which it makes part of each list. */
    private static Setting variables(Part<Pods, PodsBuilder> pods) {
        return Setting.of(
                pods.optional("variables", it -> some(it.variables()), PodsBuilder::variables),
                (values, variables) -> variables.forEach(variable -> variable.<Runnable>match(
                                literal -> () -> values.appendText("extraEnv", element(variable(literal))),
                                key -> () -> values.append(
                                        "secret",
                                        Tree.of(
                                                "envName",
                                                key.name(),
                                                "secretName",
                                                key.secret(),
                                                "secretKey",
                                                key.key())),
                                key -> () -> values.appendText("extraEnv", element(variable(key))),
                                field -> () -> values.appendText("extraEnv", element(variable(field))))
                        .run()),
                values -> some(Stream.concat(
                                Tree.listOrEmpty(values.find("secret").orElse(null)).stream()
                                        .map(Tree::mapOrEmpty)
                                        .filter(secret -> !values.isOwnVariable(String.valueOf(secret.get("envName"))))
                                        .map(secret -> Variable.fromSecret(
                                                String.valueOf(secret.get("envName")),
                                                String.valueOf(secret.get("secretName")),
                                                String.valueOf(secret.get("secretKey")))),
                                inText(values, "extraEnv")
                                        .filter(variable -> !values.isOwnVariable(variable.name())
                                                && !values.isOption(variable.name())
                                                && !variable.equals(MetricsValues.NODE_AGENT)))
                        .filter(variable -> !isOfTheChart(variable))
                        .toList()),
                "secret",
                "extraEnv");
    }

    /** The variables of a list in YAML that the chart runs through its template engine. */
    static Stream<Variable> inText(Given values, String key) {
        return inText(values.text(key).orElse(""));
    }

    static Stream<Variable> inText(String text) {
        return TextList.of(ChartText.fromTemplated(text)).stream().flatMap(element -> variable(element).stream());
    }

    /** An element of a list in YAML that the chart runs through its template engine. */
    static String element(Map<String, Object> element) {
        return ChartText.templated("- " + Json.of(element) + "\n");
    }

    /** A variable in such a list, in whose text the kubelet replaces {@code $(NAME)}. */
    static String composed(String name, String text) {
        return element(Tree.of("name", name, "value", text));
    }

    /** The chart has no place for it in a component, which a rule says. */
    private static Setting variablesFrom(Part<Pods, PodsBuilder> pods, String key) {
        Attribute<List<VariableSource>> attribute =
                pods.optional("variablesFrom", it -> some(it.variablesFrom()), PodsBuilder::variablesFrom);
        return Setting.derived(
                        values -> attribute
                                .get()
                                .apply(values.deployment())
                                .ifPresent(sources -> values.put(
                                        key,
                                        sources.stream()
                                                .map(VariableSource::name)
                                                .toList())),
                        key)
                .ofAttribute(attribute.path());
    }

    private static Setting variablesFrom(Part<Pods, PodsBuilder> pods) {
        return Setting.of(
                pods.optional("variablesFrom", it -> some(it.variablesFrom()), PodsBuilder::variablesFrom),
                (values, sources) -> sources.forEach(source -> values.appendText(
                        "extraEnvFrom",
                        element(Tree.of(
                                source.kind() == VariableSource.Kind.SECRET ? "secretRef" : "configMapRef",
                                Map.of("name", source.name()))))),
                values -> some(TextList.of(ChartText.fromTemplated(
                                values.text("extraEnvFrom").orElse("")))
                        .stream()
                        .flatMap(element -> source(element).stream())
                        .toList()),
                "extraEnvFrom");
    }

    private static Optional<VariableSource> source(Map<?, ?> element) {
        return name(element.get("secretRef"))
                .map(VariableSource::secret)
                .or(() -> name(element.get("configMapRef")).map(VariableSource::configMap));
    }

    /** What a reference names, if it says nothing else. */
    private static Optional<String> name(@Nullable Object reference) {
        Map<?, ?> map = Tree.mapOrEmpty(reference);
        return map.size() == 1 ? Tree.text(map.get("name")) : Optional.empty();
    }

    static Map<String, Object> variable(Variable variable) {
        return variable(variable, value -> value);
    }

    private static Map<String, Object> variable(Variable variable, UnaryOperator<String> write) {
        return variable.match(
                literal -> Tree.of("name", literal.name(), "value", write.apply(ChartText.variable(literal.value()))),
                key -> ValuesDraft.variable(key.name(), "secretKeyRef", key.secret(), key.key()),
                key -> ValuesDraft.variable(key.name(), "configMapKeyRef", key.configMap(), key.key()),
                field -> Tree.of(
                        "name", field.name(), "valueFrom", Map.of("fieldRef", Map.of("fieldPath", field.path()))));
    }

    static Optional<Variable> variable(Object element) {
        return variable(element, value -> value);
    }

    private static Optional<Variable> variable(Object element, UnaryOperator<String> read) {
        Map<?, ?> map = Tree.mapOrEmpty(element);
        String name = String.valueOf(map.get("name"));
        Map<?, ?> from = Tree.mapOrEmpty(map.get("valueFrom"));
        return key(from.get("secretKeyRef"), (secret, key) -> Variable.fromSecret(name, secret, key))
                .or(() -> key(from.get("configMapKeyRef"), (object, key) -> Variable.fromConfigMap(name, object, key)))
                .or(() -> field(from.get("fieldRef")).map(path -> Variable.fromField(name, path)))
                .or(() -> Tree.text(map.get("value"))
                        .map(text -> Variable.of(name, ChartText.fromVariable(read.apply(text)))));
    }

    private static Optional<String> field(@Nullable Object reference) {
        return Tree.text(Tree.mapOrEmpty(reference).get("fieldPath"));
    }

    /** A key of an object, if nothing else is said of it. */
    private static Optional<Variable> key(@Nullable Object reference, BiFunction<String, String, Variable> variable) {
        Map<?, ?> map = Tree.mapOrEmpty(reference);
        int parts = Boolean.FALSE.equals(map.get("optional")) ? 3 : 2;
        return map.size() == parts
                ? Tree.text(map.get("name"))
                        .flatMap(object -> Tree.text(map.get("key")).map(key -> variable.apply(object, key)))
                : Optional.empty();
    }

    static final Format<Duration> SECONDS = new Format<>(
            duration -> whole(duration.toSeconds()),
            given -> Format.integer(given).map(Duration::ofSeconds));

    /** A text, be it empty. */
    private static final Format<String> WORD = new Format<>(text -> text, Tree::text);

    private static final Format<Toleration> TOLERATION = Fields.of(Toleration::builder, TolerationBuilder::build)
            .and("key", Toleration::key, TolerationBuilder::key, WORD)
            .and("operator", it -> Optional.of(it.operator()), TolerationBuilder::operator, WORD)
            .and("value", Toleration::value, TolerationBuilder::value, WORD)
            .and("effect", Toleration::effect, TolerationBuilder::effect, WORD)
            .and("tolerationSeconds", Toleration::during, TolerationBuilder::during, SECONDS)
            .format();

    private static final Format<HostAlias> HOST_ALIAS = new Format<>(
            alias -> Tree.of("ip", alias.ip(), "hostnames", alias.hostnames()),
            given -> Optional.of(new HostAlias(
                    String.valueOf(Tree.mapOrEmpty(given).get("ip")),
                    Tree.listOrEmpty(Tree.mapOrEmpty(given).get("hostnames")).stream()
                            .map(String::valueOf)
                            .toList())));

    private static final Fields<Probe, ProbeBuilder> PROBE = Fields.of(Probe::builder, ProbeBuilder::build)
            .and("initialDelaySeconds", Probe::initialDelay, ProbeBuilder::initialDelay, SECONDS)
            .and("timeoutSeconds", Probe::timeout, ProbeBuilder::timeout, SECONDS)
            .and("failureThreshold", Probe::failureThreshold, ProbeBuilder::failureThreshold, Format.INTEGER)
            .and("periodSeconds", Probe::period, ProbeBuilder::period, SECONDS)
            .and("scheme", Probe::scheme, ProbeBuilder::scheme, WORD)
            .and(
                    "command",
                    it -> some(it.command()),
                    ProbeBuilder::command,
                    listOf(new Format<>(word -> word, given -> Optional.of(given.toString()))));

    private static final Fields<LogGroomer, LogGroomerBuilder> LOG_GROOMER = Fields.of(
                    LogGroomer::builder, LogGroomerBuilder::build)
            .and("enabled", it -> Optional.of(it.enabled()), LogGroomerBuilder::enabled, Format.BOOLEAN)
            .and("retentionDays", LogGroomer::retentionDays, LogGroomerBuilder::retentionDays, Format.INTEGER)
            .and("retentionMinutes", LogGroomer::retentionMinutes, LogGroomerBuilder::retentionMinutes, Format.INTEGER)
            .and(
                    "maxSizeBytes",
                    LogGroomer::maxSizeBytes,
                    LogGroomerBuilder::maxSizeBytes,
                    new Format<>(PodValues::whole, given -> Format.wholeNumber(given.toString())))
            .and("maxSizePercent", LogGroomer::maxSizePercent, LogGroomerBuilder::maxSizePercent, Format.INTEGER)
            .and("command", it -> some(it.command()), LogGroomerBuilder::command, Format.TEMPLATED_TEXT_LIST)
            .and("args", it -> some(it.args()), LogGroomerBuilder::args, Format.TEMPLATED_TEXT_LIST)
            .and(
                    "frequencyMinutes",
                    LogGroomer::frequency,
                    LogGroomerBuilder::frequency,
                    new Format<>(
                            time -> whole(time.toMinutes()),
                            given -> Format.integer(given).map(Duration::ofMinutes)))
            .and("resources", LogGroomer::resources, LogGroomerBuilder::resources, Format.RESOURCES);

    /** An integer as YAML readers have it: of the smallest type that holds it. */
    static Object whole(long number) {
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    private static Map<String, Object> tree(Object given) {
        return Format.TREE.read().apply(given).orElse(Map.of());
    }

    static Setting disruptionBudget(Attribute<DisruptionBudget> attribute, String key) {
        String enabled = key + ".podDisruptionBudget.enabled";
        String max = key + ".podDisruptionBudget.config.maxUnavailable";
        String min = key + ".podDisruptionBudget.config.minAvailable";
        return Setting.of(
                attribute,
                (values, budget) -> {
                    values.putWhereKnown(enabled, !budget.isNone());
                    // The chart's default would stand beside a minimum, and Kubernetes refuses a budget with both.
                    budget.match(
                                    some -> Tree.of(max, written(some.amount())),
                                    some -> Tree.of(min, written(some.amount()), max, null),
                                    none -> Tree.of())
                            .forEach(values::putWhereKnown);
                },
                values -> values.find(enabled).filter(Boolean.FALSE::equals).isPresent()
                        ? Optional.of(DisruptionBudget.none())
                        : values.find(min)
                                .flatMap(PodValues::amount)
                                .<DisruptionBudget>map(DisruptionBudget.MinAvailable::new)
                                .or(() -> values.find(max)
                                        .flatMap(PodValues::amount)
                                        .map(DisruptionBudget.MaxUnavailable::new)),
                enabled,
                max,
                min);
    }

    /** Constraints name the pods that they are about. */
    static Setting spread(Attribute<Spread> attribute, String key, Function<AirflowDeployment, String> label) {
        String constraints = key + ".topologySpreadConstraints";
        return Setting.of(
                attribute.path(),
                values -> attribute
                        .get()
                        .apply(values.deployment())
                        .map(spread -> constraints(values.deployment(), spread, label.apply(values.deployment())))
                        .filter(some -> !some.isEmpty())
                        .ifPresent(some -> values.put(constraints, some)),
                (deployment, values) -> {
                    Object given = values.find(constraints).orElse(List.of());
                    return Arrays.stream(Spread.values())
                            .filter(spread -> constraints(deployment, spread, label.apply(deployment))
                                    .equals(given))
                            .findFirst()
                            .map(spread -> attribute.with().apply(deployment, spread))
                            .orElse(deployment);
                },
                constraints);
    }

    static List<Object> constraints(AirflowDeployment deployment, Spread spread, String label) {
        List<Object> constraints = new ArrayList<>();
        String unsatisfiable = spread == Spread.STRICTLY_NODES_AND_ZONES ? "DoNotSchedule" : "ScheduleAnyway";
        if (spread != Spread.ANYWHERE) {
            constraints.add(constraint(deployment, "kubernetes.io/hostname", unsatisfiable, label));
        }
        if (spread == Spread.NODES_AND_ZONES || spread == Spread.STRICTLY_NODES_AND_ZONES) {
            constraints.add(constraint(deployment, "topology.kubernetes.io/zone", unsatisfiable, label));
        }
        return constraints;
    }

    private static Map<String, Object> constraint(
            AirflowDeployment deployment, String topology, String unsatisfiable, String label) {
        Map<String, Object> labels =
                Tree.of("tier", "airflow", "component", label, "release", deployment.releaseName());
        Map<String, Object> constraint = Tree.of("maxSkew", 1, "topologyKey", topology);
        constraint.put("whenUnsatisfiable", unsatisfiable);
        constraint.put("labelSelector", Map.of("matchLabels", labels));
        return constraint;
    }

    static Object written(Amount amount) {
        return amount.isPercentage() ? amount.toString() : (Object) amount.value();
    }

    static Optional<Amount> amount(Object given) {
        Matcher percentage = PERCENTAGE.matcher(given.toString());
        return percentage.matches()
                ? Optional.of(new Amount(Integer.parseInt(percentage.group(1)), true))
                : Format.integer(given).map(pods -> new Amount(pods, false));
    }
}
