package io.airworthy.release;

import io.airworthy.AirflowDeployment;
import io.airworthy.ObjectNames;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.pods.WorkerGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every container that the chart makes of a deployment, with the amounts of CPU and memory that it says: those of the
 * model, those of the extra values, and the defaults of a {@code LimitRange} in the extra values.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">Resource quotas</a>
 */
public final class Containers {

    private static final List<String> KINDS = List.of("requests", "limits");

    private final AirflowDeployment deployment;
    private final ObjectNames names;
    private final Set<String> defaults;
    private final List<Container> containers = new ArrayList<>();

    private Containers(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.names = deployment.names();
        this.defaults = limitRangeDefaults();
    }

    /**
     * The containers of a deployment.
     *
     * @param deployment a deployment on a supported chart
     * @return the containers, pod by pod, init containers first
     */
    public static List<Container> of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        Containers all = new Containers(deployment);
        all.components();
        all.taskPods();
        all.pool();
        all.services();
        all.jobs();
        return List.copyOf(all.containers);
    }

    private void components() {
        for (Component component : deployment.components()) {
            if (component != Component.WORKERS && isOn(names.valuesKey(component) + ".enabled")) {
                component(component);
            }
        }
        if (deployment.usesCelery()) {
            workers();
        }
    }

    private void component(Component component) {
        String pod = names.workload(component);
        String label = names.componentLabel(component);
        String key = names.valuesKey(component);
        Amounts own = amounts(
                deployment.ha().of(component).resources(),
                "ha." + component.attribute() + ".resources",
                key + ".resources");
        if (deployment.ha().of(component).waitForMigrations() && isOn(key + ".waitForMigrations.enabled")) {
            add(pod, "wait-for-airflow-migrations", own);
        }
        boolean pullsDags = deployment.release().workloads().pullsDags(component);
        // DAG processors only wait for files that nobody else brings.
        if (pullsDags && !(component == Component.DAG_PROCESSOR && hasDagVolume())) {
            gitSync(pod, "-init");
        }
        Pods pods = deployment.ha().of(component).pods();
        own(pod, key + ".extraInitContainers", pods.initContainers());
        add(pod, label, own);
        if (pullsDags) {
            gitSync(pod, "");
        }
        if (component != Component.WEB
                && isOn(key + ".logGroomerSidecar.enabled")
                && pods.logGroomer().filter(groomer -> !groomer.enabled()).isEmpty()) {
            add(pod, label + "-log-groomer", groomer(pods, component, extra(key + ".logGroomerSidecar.resources")));
        }
        own(pod, key + ".extraContainers", pods.sidecars());
    }

    /** The usual workers, and the groups beside them, which take over what they do not say themselves. */
    private void workers() {
        Amounts usual = workerAmounts();
        Pods pods = deployment.ha().workers().pods();
        if (deployment.ha().defaultWorkers()
                && celery("enableDefault").filter(Boolean.FALSE::equals).isEmpty()) {
            workers(names.workload(Component.WORKERS), usual, pods);
        }
        for (int i = 0; i < deployment.workerGroups().size(); i++) {
            WorkerGroup group = deployment.workerGroups().get(i);
            workers(
                    names.workerGroup(group.name()),
                    amounts(
                            group.settings().resources(),
                            "ha.workerGroups[" + i + "].settings.resources",
                            "workers.celery.sets"),
                    overlaid(pods, group.settings().pods()));
        }
        List<?> sets = list("workers.celery.sets");
        for (int i = 0; i < sets.size(); i++) {
            Map<?, ?> set = Tree.mapOrEmpty(sets.get(i));
            Amounts own = amounts(set.get("resources"), "workers.celery.sets[" + i + "].resources");
            Tree.text(set.get("name"))
                    .ifPresent(name -> workers(names.workerGroup(name), own.isEmpty() ? usual : own, pods));
        }
    }

    private static Pods overlaid(Pods usual, Pods own) {
        return usual.toBuilder()
                .initContainers(own.initContainers().isEmpty() ? usual.initContainers() : own.initContainers())
                .sidecars(own.sidecars().isEmpty() ? usual.sidecars() : own.sidecars())
                .logGroomer(own.logGroomer().or(usual::logGroomer))
                .build();
    }

    private Amounts workerAmounts() {
        String key = knows("workers.celery.resources") ? "workers.celery.resources" : "workers.resources";
        Amounts own = amounts(deployment.ha().workers().resources(), "ha.workers.resources", key);
        Amounts old = extra("workers.resources");
        return own.isEmpty() && !old.isEmpty() ? old : own;
    }

    private void workers(String pod, Amounts own, Pods pods) {
        boolean persistent = celery("persistence.enabled")
                .map(on -> !on.equals(false))
                .orElseGet(() -> deployment
                        .ha()
                        .workerPersistence()
                        .map(persistence -> persistence.claimTemplate().isPresent())
                        .orElse(true));
        if (persistent && deployment.ha().fixWorkerPermissions()) {
            add(pod, "volume-permissions", own);
        }
        if (celery("kerberosInitContainer.enabled").filter(Boolean.TRUE::equals).isPresent()) {
            add(pod, "kerberos-init", celeryAmounts("kerberosInitContainer"));
        }
        if (deployment.ha().workers().waitForMigrations()
                && celery("waitForMigrations.enabled")
                        .filter(Boolean.FALSE::equals)
                        .isEmpty()) {
            add(pod, "wait-for-airflow-migrations", own);
        }
        if (!hasDagVolume()) {
            gitSync(pod, "-init");
        }
        own(pod, celeryList("extraInitContainers"), pods.initContainers());
        add(pod, "worker", own);
        if (!hasDagVolume()) {
            gitSync(pod, "");
        }
        boolean groomed = celery("logGroomerSidecar.enabled")
                .filter(Boolean.FALSE::equals)
                .isEmpty();
        boolean needsVolume = celery("logGroomerSidecar.requirePersistence")
                .filter(Boolean.FALSE::equals)
                .isEmpty();
        if (groomed
                && (persistent || !needsVolume)
                && pods.logGroomer().filter(groomer -> !groomer.enabled()).isEmpty()) {
            add(pod, "worker-log-groomer", groomer(pods, Component.WORKERS, celeryAmounts("logGroomerSidecar")));
        }
        if (celery("kerberosSidecar.enabled").filter(Boolean.TRUE::equals).isPresent()) {
            add(pod, "worker-kerberos", celeryAmounts("kerberosSidecar"));
        }
        own(pod, celeryList("extraContainers"), pods.sidecars());
    }

    private void taskPods() {
        if (!deployment.usesKubernetesPods()) {
            return;
        }
        if (!hasDagVolume()) {
            gitSync(Container.TASK_PODS, "-init");
        }
        own(
                Container.TASK_PODS,
                kubernetesList("extraInitContainers"),
                deployment.ha().taskPods().initContainers());
        if (kubernetes("kerberosInitContainer.enabled")
                .filter(Boolean.TRUE::equals)
                .isPresent()) {
            add(Container.TASK_PODS, "kerberos-init", kubernetesAmounts("kerberosInitContainer"));
        }
        add(Container.TASK_PODS, "base", taskPodAmounts());
        if (kubernetes("kerberosSidecar.enabled").filter(Boolean.TRUE::equals).isPresent()) {
            add(Container.TASK_PODS, "worker-kerberos", kubernetesAmounts("kerberosSidecar"));
        }
        own(
                Container.TASK_PODS,
                kubernetesList("extraContainers"),
                deployment.ha().taskPods().sidecars());
    }

    /** Older charts know only one set of resources for workers and task pods. */
    private Amounts taskPodAmounts() {
        if (!knows("workers.kubernetes.resources")) {
            return deployment.usesCelery()
                    ? workerAmounts()
                    : amounts(deployment.ha().taskPodResources(), "ha.taskPodResources", "workers.resources");
        }
        Amounts own =
                amounts(deployment.ha().taskPodResources(), "ha.taskPodResources", "workers.kubernetes.resources");
        Amounts old = extra("workers.resources");
        return own.isEmpty() && !old.isEmpty() ? old : own;
    }

    private void pool() {
        deployment.pgBouncer().ifPresent(pool -> {
            String pod = names.object("pgbouncer");
            own(
                    pod,
                    "pgbouncer.extraInitContainers",
                    deployment.pgBouncer().map(it -> it.pods().initContainers()).orElse(List.of()));
            add(pod, "pgbouncer", amounts(pool.resources(), "pgBouncer.resources", "pgbouncer.resources"));
            add(
                    pod,
                    "metrics-exporter",
                    amounts(
                            pool.exporterResources(),
                            "pgBouncer.exporterResources",
                            "pgbouncer.metricsExporterSidecar.resources"));
            own(
                    pod,
                    "pgbouncer.extraContainers",
                    deployment.pgBouncer().map(it -> it.pods().sidecars()).orElse(List.of()));
        });
    }

    private void services() {
        deployment
                .chartRedis()
                .ifPresent(redis -> add(
                        names.object("redis"),
                        "redis",
                        amounts(redis.resources(), "broker.resources", "redis.resources")));
        deployment
                .metrics()
                .chartStatsd()
                .ifPresent(statsd -> add(
                        names.object("statsd"),
                        "statsd",
                        amounts(statsd.resources(), "metrics.exporters[0].resources", "statsd.resources")));
        deployment.flower().filter(flower -> deployment.usesCelery()).ifPresent(flower -> {
            add(names.object("flower"), "flower", amounts(flower.resources(), "flower.resources", "flower.resources"));
            own(names.object("flower"), "flower.extraContainers", flower.pods().sidecars());
        });
        if (knows("otelCollector")
                && (isTurnedOn("otelCollector.tracesEnabled") || isTurnedOn("otelCollector.metricsEnabled"))) {
            add(names.object("otel-collector"), "otel-collector", extra("otelCollector.resources"));
        }
    }

    private void jobs() {
        if (deployment.migrateDatabase()) {
            job("run-airflow-migrations", "migrationJob", deployment.migrationJob(), "migrateDatabaseJob");
        }
        if (deployment.adminUser().isPresent()) {
            job("create-user", "createUserJob", deployment.createUserJob(), "createUserJob");
        }
        boolean cleansPods = deployment.podCleanup().isPresent() || isTurnedOn("cleanup.enabled");
        if (cleansPods && (!knows("workers.kubernetes") || deployment.usesKubernetesPods())) {
            cleanup(
                    "cleanup",
                    "airflow-cleanup-pods",
                    "podCleanup.job",
                    deployment.podCleanup().map(PodCleanup::job),
                    "cleanup");
        }
        boolean cleansRows = deployment.databaseCleanup().isPresent() || isTurnedOn("databaseCleanup.enabled");
        if (knows("databaseCleanup") && cleansRows) {
            cleanup(
                    "database-cleanup",
                    "database-cleanup",
                    "databaseCleanup.job",
                    deployment.databaseCleanup().map(DatabaseCleanup::job),
                    "databaseCleanup");
        }
    }

    private void job(String name, String path, JobSettings job, String key) {
        String pod = names.object(name);
        own(pod, key + ".extraInitContainers", job.pods().initContainers());
        add(pod, name, amounts(job.resources(), path + ".resources", key + ".resources"));
        own(pod, key + ".extraContainers", job.pods().sidecars());
    }

    private void cleanup(String suffix, String container, String path, Optional<JobSettings> job, String key) {
        add(
                names.object(suffix),
                container,
                job.map(it -> amounts(it.resources(), path + ".resources", key + ".resources"))
                        .orElseGet(() -> extra(key + ".resources")));
    }

    private boolean hasDagVolume() {
        return deployment.dagVolume().isPresent();
    }

    private void gitSync(String pod, String suffix) {
        deployment
                .gitSync()
                .ifPresent(git -> add(
                        pod,
                        find("dags.gitSync.containerName").map(String::valueOf).orElse("git-sync") + suffix,
                        amounts(git.resources(), "gitSync.resources", "dags.gitSync.resources")));
    }

    private Amounts groomer(Pods pods, Component component, Amounts extra) {
        String attribute = "ha." + component.attribute() + ".pods.logGroomer.resources";
        return pods.logGroomer()
                .flatMap(LogGroomer::resources)
                .map(resources -> amounts(resources, attribute, extra.valuesPath()))
                .orElseGet(() -> new Amounts(attribute, extra.valuesPath(), extra.names()));
    }

    /** The user's own containers: the model's, then those of the extra values. */
    private void own(String pod, String path, List<ExtraContainer> typed) {
        for (ExtraContainer extra : typed) {
            Map<String, Object> container = extra.definition();
            add(pod, String.valueOf(container.get("name")), amounts(container.get("resources"), path));
        }
        own(pod, path);
    }

    /** The user's own containers of the extra values. */
    private void own(String pod, String path) {
        List<?> own = list(path);
        for (int i = 0; i < own.size(); i++) {
            String resources = path + "[" + i + "].resources";
            Tree.map(own.get(i))
                    .ifPresent(container -> add(
                            pod,
                            String.valueOf(container.get("name")),
                            amounts(container.get("resources"), resources)));
        }
    }

    private void add(String pod, String name, Amounts own) {
        Set<String> all = new TreeSet<>(own.names());
        all.addAll(defaults);
        // The API server takes a limit for a request that is not there.
        own.names().stream()
                .filter(amount -> amount.startsWith("limits."))
                .forEach(limit -> all.add(limit.replace("limits.", "requests.")));
        containers.add(new Container(pod, name, own.modelPath(), own.valuesPath(), all));
    }

    /** What the admission of a LimitRange fills in; the API server has filled in its own defaults before. */
    private Set<String> limitRangeDefaults() {
        Set<String> filled = new TreeSet<>();
        for (Object element : list("limits")) {
            Map<?, ?> range = Tree.mapOrEmpty(element);
            if ("Container".equals(range.get("type"))) {
                for (String resource : List.of("cpu", "memory")) {
                    boolean limit = has(range, "default", resource) || has(range, "max", resource);
                    if (limit) {
                        filled.add("limits." + resource);
                    }
                    if (limit || has(range, "defaultRequest", resource) || has(range, "min", resource)) {
                        filled.add("requests." + resource);
                    }
                }
            }
        }
        return filled;
    }

    private static boolean has(Map<?, ?> range, String kind, String resource) {
        return Tree.mapOrEmpty(range.get(kind)).get(resource) != null;
    }

    /**
     * The amounts that one key says, and where.
     *
     * @param names the amounts, as a quota calls them
     */
    private record Amounts(String modelPath, String valuesPath, Set<String> names) {

        boolean isEmpty() {
            return names.isEmpty();
        }
    }

    /** What an attribute says, and what extra values add at its key. */
    private Amounts amounts(Resources resources, String modelPath, String valuesPath) {
        Set<String> all = new TreeSet<>(extra(valuesPath).names());
        resources.cpuRequest().ifPresent(amount -> all.add("requests.cpu"));
        resources.memoryRequest().ifPresent(amount -> all.add("requests.memory"));
        resources.cpuLimit().ifPresent(amount -> all.add("limits.cpu"));
        resources.memoryLimit().ifPresent(amount -> all.add("limits.memory"));
        return new Amounts(modelPath, valuesPath, all);
    }

    /** What only extra values can say. */
    private Amounts extra(String valuesPath) {
        return amounts(find(valuesPath).orElse(null), valuesPath);
    }

    private static Amounts amounts(@Nullable Object resources, String valuesPath) {
        Set<String> all = new TreeSet<>();
        for (String kind : KINDS) {
            Stream.of("cpu", "memory")
                    .filter(resource -> has(Tree.mapOrEmpty(resources), kind, resource))
                    .forEach(resource -> all.add(kind + "." + resource));
        }
        return new Amounts("extraValues[" + valuesPath + "]", valuesPath, all);
    }

    /** A key of Celery's workers: from 1.19.0 on {@code workers.celery} comes before {@code workers}. */
    private Optional<Object> celery(String key) {
        Optional<Object> first = knows("workers.celery") ? find("workers.celery." + key) : Optional.empty();
        return first.or(() -> find("workers." + key));
    }

    private Optional<Object> kubernetes(String key) {
        Optional<Object> first = knows("workers.kubernetes") ? find("workers.kubernetes." + key) : Optional.empty();
        return first.or(() -> find("workers." + key));
    }

    private Amounts celeryAmounts(String sidecar) {
        return splitAmounts("celery", sidecar);
    }

    private Amounts kubernetesAmounts(String sidecar) {
        return splitAmounts("kubernetes", sidecar);
    }

    private Amounts splitAmounts(String part, String sidecar) {
        Amounts old = extra("workers." + sidecar + ".resources");
        Amounts split = extra("workers." + part + "." + sidecar + ".resources");
        if (knows("workers." + part) && !split.isEmpty() || knows("workers." + part + "." + sidecar) && old.isEmpty()) {
            return split;
        }
        return old;
    }

    private String celeryList(String key) {
        return splitList("celery", key);
    }

    private String kubernetesList(String key) {
        return splitList("kubernetes", key);
    }

    private String splitList(String part, String key) {
        String split = "workers." + part + "." + key;
        return knows("workers." + part) && !list(split).isEmpty() ? split : "workers." + key;
    }

    private boolean knows(String key) {
        return deployment.chartVersion().has(key);
    }

    private boolean isOn(String path) {
        return find(path).filter(Boolean.FALSE::equals).isEmpty();
    }

    private boolean isTurnedOn(String path) {
        return find(path).filter(Boolean.TRUE::equals).isPresent();
    }

    private List<?> list(String path) {
        return find(path).map(Tree::listOrEmpty).orElse(List.of());
    }

    private Optional<Object> find(String path) {
        return Tree.find(deployment.extraValues(), path);
    }
}
