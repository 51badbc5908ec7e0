package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.WorkerGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Celery's worker groups: each is written as the usual workers would be, in an element of the chart's list. */
final class WorkerGroupValues {

    private static final String SETS = "workers.celery.sets";

    private static final List<Setting> OF_WORKERS = ComponentValues.workers();

    /** After everything else that is said of workers, because annotations of a group replace theirs. */
    static final Subject ALL = Subject.of(
            "Further workers, for queues of their own.",
            Setting.of(
                            "ha.workerGroups",
                            values -> {
                                List<WorkerGroup> groups =
                                        values.deployment().ha().workerGroups();
                                if (!groups.isEmpty()) {
                                    List<Object> sets = new ArrayList<>();
                                    groups.forEach(group -> sets.add(written(values, group, sets.isEmpty())));
                                    values.put(SETS, sets);
                                }
                            },
                            WorkerGroupValues::read,
                            SETS)
                    .when(AirflowDeployment::usesCelery)
                    .alone());

    private WorkerGroupValues() {}

    private static Map<String, Object> written(ValuesDraft values, WorkerGroup group, boolean isFirst) {
        ValuesDraft alone = new ValuesDraft(
                with(
                        values.deployment(),
                        ha -> ha.workers(group.settings())
                                .workerScaling(group.scaling())
                                .defaultWorkers(true)),
                Map.of());
        alone.section("");
        OF_WORKERS.forEach(setting -> setting.write(alone));
        Map<String, @Nullable Object> workers = new LinkedHashMap<>();
        alone.sections()
                .forEach(section -> Tree.mapOrEmpty(section.values().get("workers"))
                        .forEach((key, value) -> workers.put(String.valueOf(key), value)));
        Map<String, Object> set = Tree.of("name", group.name(), "queue", String.join(",", group.queues()));
        merge(set, Tree.mapOrEmpty(workers.remove("celery")));
        workers.remove("kubernetes");
        merge(set, workers);
        if (values.deployment().ha().workerScaling().isPresent()) {
            merge(set, Map.of("keda", Map.of("enabled", isScaled(group, true))));
            merge(set, Map.of("hpa", Map.of("enabled", isScaled(group, false))));
        }
        Map<?, ?> annotations = Tree.mapOrEmpty(values.find("workers.podAnnotations"));
        if (!annotations.isEmpty() && set.containsKey("podAnnotations")) {
            Map<Object, Object> both = new TreeMap<>(annotations);
            both.putAll(Tree.mapOrEmpty(set.get("podAnnotations")));
            set.put("podAnnotations", both);
        }
        set.put("serviceAccount", account(values.deployment(), group, isFirst));
        return set;
    }

    private static boolean isScaled(WorkerGroup group, boolean byKeda) {
        return group.scaling().filter(scaling -> scaling.isKeda() == byKeda).isPresent();
    }

    /** The chart makes the same account for each group, and Helm refuses the second. */
    private static Map<String, Object> account(AirflowDeployment deployment, WorkerGroup group, boolean isFirst) {
        Optional<ServiceAccount> own = group.settings().serviceAccount();
        boolean isMade = own.filter(account -> account.chosenName().isPresent())
                .map(account -> !account.exists())
                .orElse(isFirst
                        && !deployment.ha().defaultWorkers()
                        && deployment
                                .ha()
                                .workers()
                                .serviceAccount()
                                .filter(ServiceAccount::exists)
                                .isEmpty());
        Map<String, Object> account = Tree.of(
                "create",
                isMade,
                "name",
                own.flatMap(ServiceAccount::chosenName)
                        .orElse(deployment.names().serviceAccount(Component.WORKERS)));
        own.ifPresent(it -> account.putAll(AccountValues.contents(it)));
        return account;
    }

    /** Adds what is not there yet, map by map. A value that is removed has no default here. */
    private static void merge(Map<String, Object> into, Map<?, ?> more) {
        more.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (Tree.kind(value) == Tree.Kind.MAP) {
                Map<String, Object> inner = new LinkedHashMap<>();
                Tree.mapOrEmpty(into.get(name)).forEach((own, said) -> inner.put(String.valueOf(own), said));
                merge(inner, Tree.mapOrEmpty(value));
                into.put(name, inner);
            } else if (value != null) {
                into.putIfAbsent(name, value);
            }
        });
    }

    private static AirflowDeployment read(AirflowDeployment deployment, Given values) {
        List<WorkerGroup> groups = Tree.listOrEmpty(values.find(SETS).orElse(null)).stream()
                .map(Tree::mapOrEmpty)
                .map(set -> group(deployment, set))
                .toList();
        return groups.isEmpty() ? deployment : with(deployment, ha -> ha.workerGroups(groups));
    }

    /** What an element leaves out is as with the usual workers. */
    private static WorkerGroup group(AirflowDeployment deployment, Map<?, ?> set) {
        ComponentSettings usual = deployment.ha().workers();
        ComponentSettings start = ComponentSettings.builder()
                .replicas(usual.replicas())
                .resources(usual.resources())
                .disruptionBudget(usual.disruptionBudget())
                .spread(usual.spread())
                .build();
        AirflowDeployment read = with(
                deployment,
                ha -> ha.workers(start).workerScaling(Optional.empty()).defaultWorkers(true));
        Map<String, @Nullable Object> workers = new LinkedHashMap<>();
        set.forEach((key, value) -> workers.put(String.valueOf(key), value));
        Object account = workers.remove("serviceAccount");
        Given values = Given.extra(read, Map.of("workers", workers));
        for (Setting setting : OF_WORKERS) {
            read = setting.read(read, values);
        }
        return WorkerGroup.builder()
                .name(String.valueOf(set.get("name")))
                .queues(Arrays.stream(String.valueOf(set.get("queue")).split(","))
                        .map(String::strip)
                        .toList())
                .settings(read.ha().workers().toBuilder()
                        .serviceAccount(account(deployment, Tree.mapOrEmpty(account)))
                        .build())
                .scaling(read.ha().workerScaling())
                .build();
    }

    private static Optional<ServiceAccount> account(AirflowDeployment deployment, Map<?, ?> given) {
        String usual = deployment.names().serviceAccount(Component.WORKERS);
        return Optional.of(AccountValues.read(given))
                .filter(account ->
                        account.name().filter(name -> !name.equals(usual)).isPresent());
    }

    private static AirflowDeployment with(AirflowDeployment deployment, UnaryOperator<HaSettingsBuilder> change) {
        return deployment.toBuilder()
                .ha(change.apply(deployment.ha().toBuilder()).build())
                .build();
    }
}
