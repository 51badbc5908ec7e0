package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.ObjectNames;
import io.airworthy.chart.ChartTrait;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.DisruptionBudget.Amount;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Airflow's own components: replicas, resources, budgets, spreading, identity. */
final class ComponentValues {

    private static final int HPA_UTILIZATION = 80;

    private ComponentValues() {}

    static void write(ValuesDraft values) {
        values.section("Schedulers share the work through row locks in the database; any number can run.");
        component(values, Component.SCHEDULER);
        values.section(
                switch (values.deployment().webTier()) {
                    case API_SERVER -> "The API server. Airflow 3 ignores everything under webserver.";
                    case WEBSERVER -> "The webserver. Airflow 2 ignores everything under apiServer.";
                });
        component(values, Component.WEB);
        web(values, values.deployment().names().valuesKey(Component.WEB));
        values.section("DAG files are read apart from the scheduler.");
        values.put("dagProcessor.enabled", true);
        component(values, Component.DAG_PROCESSOR);
        if (values.deployment().ha().deferrableTasks()) {
            values.section("Triggerers wait for deferred tasks.");
            component(values, Component.TRIGGERER);
        } else {
            values.section("No task is ever deferred.");
            values.put("triggerer.enabled", false);
        }
        workers(values);
    }

    private static void web(ValuesDraft values, String key) {
        NetworkValues.webClients(values.deployment())
                .ifPresent(from -> values.put(key + ".networkPolicy.ingress.from", from));
        if (values.plan().usesAsyncUrl()) {
            // asyncpg takes no CA file in a URL. Only here, because every other libpq connection would obey it as well.
            values.plan()
                    .metadata()
                    .caFile()
                    .ifPresent(file ->
                            values.put(key + ".env", List.of(ConfigurationValues.variable("PGSSLROOTCERT", file))));
        }
    }

    private static void workers(ValuesDraft values) {
        AirflowDeployment deployment = values.deployment();
        if (deployment.usesCelery()) {
            values.section("Celery workers"
                    + (deployment.usesKubernetesPods() ? ", and the pods of tasks that ask for one." : "."));
            component(values, Component.WORKERS);
            deployment
                    .ha()
                    .workerScaling()
                    .ifPresent(scaling -> scaling.match(keda -> keda(values, keda), hpa -> hpa(values, hpa)));
        } else {
            values.section("Tasks run "
                    + (deployment.usesKubernetesPods() ? "in pods of their own." : "beside the scheduler."));
            identity(values, Component.WORKERS);
        }
        if (deployment.usesKubernetesPods()) {
            taskPods(values, deployment.ha().taskPodResources());
        }
    }

    private static void component(ValuesDraft values, Component component) {
        ObjectNames names = values.deployment().names();
        ComponentSettings settings = values.deployment().ha().of(component);
        String key = names.valuesKey(component);
        values.put(key + ".replicas", settings.replicas());
        values.put(key + ".resources", resources(settings.resources()));
        disruptionBudget(values, key, settings.disruptionBudget());
        List<Object> spread = spread(values.deployment(), settings.spread(), names.componentLabel(component));
        if (!spread.isEmpty()) {
            values.put(key + ".topologySpreadConstraints", spread);
        }
        settings.priorityClass().ifPresent(name -> values.put(key + ".priorityClassName", name));
        identity(values, component);
    }

    private static void identity(ValuesDraft values, Component component) {
        AirflowDeployment deployment = values.deployment();
        Optional<ServiceAccount> account = deployment.ha().of(component).serviceAccount();
        Map<String, Object> annotations = deployment.logComponents().contains(component)
                        && account.filter(ServiceAccount::exists).isEmpty()
                ? LoggingValues.identityAnnotations(deployment)
                : Map.of();
        String key = deployment.names().valuesKey(component);
        if (component == Component.WORKERS
                && account.isPresent()
                && !deployment.chartVersion().has(ChartTrait.TASK_PODS_TAKE_AN_ACCOUNT_BY_NAME)) {
            // At the old place, which that chart reads for workers and task pods alike.
            values.putAsNamed("workers.serviceAccount.create", !account.get().exists());
            values.putAsNamed("workers.serviceAccount.name", account.get().name());
            if (!annotations.isEmpty()) {
                values.putAsNamed("workers.serviceAccount.annotations", annotations);
            }
            return;
        }
        account.ifPresent(own -> account(values, key, own, own.exists()));
        annotations(values, key, annotations);
        if (component == Component.WORKERS
                && deployment.usesKubernetesPods()
                && values.profile().has("workers.kubernetes.serviceAccount.name")) {
            account.ifPresent(own -> {
                // Celery's workers have made it already.
                account(values, "workers.kubernetes", own, own.exists() || deployment.usesCelery());
                annotations(values, "workers.kubernetes", deployment.usesCelery() ? Map.of() : annotations);
            });
        }
    }

    private static void account(ValuesDraft values, String key, ServiceAccount account, boolean isMade) {
        values.put(key + ".serviceAccount.create", !isMade);
        values.put(key + ".serviceAccount.name", account.name());
    }

    private static void annotations(ValuesDraft values, String key, Map<String, Object> annotations) {
        if (!annotations.isEmpty()) {
            values.put(key + ".serviceAccount.annotations", annotations);
        }
    }

    private static ValuesDraft keda(ValuesDraft values, KedaScaling scaling) {
        values.put("workers.keda.enabled", true);
        values.put("workers.keda.minReplicaCount", scaling.minReplicas());
        values.put("workers.keda.maxReplicaCount", scaling.maxReplicas());
        return values.put("workers.keda.usePgbouncer", !values.plan().kedaConnectsDirectly());
    }

    /** The chart's own metric is of whole pods: it is undefined as soon as one container asks for no CPU, and most do not. */
    private static ValuesDraft hpa(ValuesDraft values, HpaScaling scaling) {
        values.put("workers.hpa.enabled", true);
        values.put("workers.hpa.minReplicaCount", scaling.minReplicas());
        values.put("workers.hpa.maxReplicaCount", scaling.maxReplicas());
        Map<String, Object> target = Tree.of("type", "Utilization", "averageUtilization", HPA_UTILIZATION);
        Map<String, Object> cpu = Tree.of("name", "cpu", "container", "worker", "target", target);
        return values.put(
                "workers.hpa.metrics", List.of(Tree.of("type", "ContainerResource", "containerResource", cpu)));
    }

    /** Older charts know only one set of resources for workers and task pods; Celery's workers come first there. */
    private static void taskPods(ValuesDraft values, Resources resources) {
        if (values.profile().has("workers.kubernetes.resources")) {
            values.put("workers.kubernetes.resources", resources(resources));
        } else if (!values.deployment().usesCelery()) {
            values.put("workers.resources", resources(resources));
        }
    }

    static void disruptionBudget(ValuesDraft values, String key, DisruptionBudget budget) {
        String config = key + ".podDisruptionBudget.config.";
        values.putWhereKnown(key + ".podDisruptionBudget.enabled", !budget.isNone());
        budget.match(
                max -> values.putWhereKnown(config + "maxUnavailable", amount(max.amount())),
                // The chart's default would stand beside it, and Kubernetes refuses a budget with both.
                min -> values.putWhereKnown(config + "minAvailable", amount(min.amount()))
                        .putWhereKnown(config + "maxUnavailable", null),
                none -> values);
    }

    static Map<String, Object> resources(Resources resources) {
        Map<String, Object> all = new LinkedHashMap<>();
        amounts(all, "requests", resources.cpuRequest(), resources.memoryRequest());
        amounts(all, "limits", resources.cpuLimit(), resources.memoryLimit());
        return all;
    }

    static List<Object> spread(AirflowDeployment deployment, Spread spread, String label) {
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

    private static void amounts(
            Map<String, Object> all, String kind, Optional<Quantity> cpu, Optional<Quantity> memory) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        cpu.ifPresent(amount -> amounts.put("cpu", amount.text()));
        memory.ifPresent(amount -> amounts.put("memory", amount.text()));
        if (!amounts.isEmpty()) {
            all.put(kind, amounts);
        }
    }

    private static Object amount(Amount amount) {
        return amount.isPercentage() ? amount.toString() : (Object) amount.value();
    }
}
