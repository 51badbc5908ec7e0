package io.airworthy.testkit;

import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.HpaMetric;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.HpaScalingBuilder;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.KedaScalingBuilder;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.Spread;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerGroupBuilder;
import io.airworthy.pods.WorkerScaling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** How components run: replicas, resources, budgets, spreading, scaling. */
public final class Availability {

    private Availability() {}

    /**
     * Settings of all components.
     *
     * @return settings with one pod and with many, without KEDA
     */
    public static Arbitrary<HaSettings> haSettings() {
        return Builders.withBuilder(HaSettings::builder)
                .use(components())
                .withProbability(0.6)
                .in(HaSettingsBuilder::scheduler)
                .use(components())
                .withProbability(0.6)
                .in(HaSettingsBuilder::web)
                .use(components())
                .withProbability(0.6)
                .in(HaSettingsBuilder::dagProcessor)
                .use(components())
                .withProbability(0.6)
                .in(HaSettingsBuilder::triggerer)
                .use(components())
                .withProbability(0.6)
                .in(HaSettingsBuilder::workers)
                .use(resources())
                .withProbability(0.5)
                .in(HaSettingsBuilder::taskPodResources)
                .use(Arbitraries.just(false))
                .withProbability(0.2)
                .in(HaSettingsBuilder::deferrableTasks)
                .use(Volumes.ofPods())
                .withProbability(0.3)
                .in((ha, persistence) -> ha.workerPersistence(persistence))
                .use(Volumes.ofPods())
                .withProbability(0.3)
                .in((ha, persistence) -> ha.triggererPersistence(persistence))
                .use(updateStrategies())
                .withProbability(0.2)
                .in(Availability::updated)
                .use(Arbitraries.of(true, false))
                .withProbability(0.2)
                .in((ha, safe) -> ha.scheduler(scheduler -> scheduler.pods(pods -> pods.safeToEvict(safe)))
                        .workers(workers -> workers.pods(pods -> pods.safeToEvict(safe))))
                .use(KubernetesPods.logGroomers())
                .withProbability(0.2)
                .in((ha, groomer) -> ha.scheduler(scheduler -> scheduler.pods(pods -> pods.logGroomer(groomer))))
                .build(HaSettingsBuilder::build);
    }

    /** Where they fit: these are Deployments whatever the executor, and StatefulSets. */
    private static HaSettingsBuilder updated(HaSettingsBuilder ha, UpdateStrategy strategy) {
        return strategy.match(
                rolling -> ha.web(web -> web.updateStrategy(strategy)),
                recreate -> ha.web(web -> web.updateStrategy(strategy))
                        .dagProcessor(processor -> processor.updateStrategy(strategy)),
                onDelete -> ha.workerPersistence(Optional.empty())
                        .triggererPersistence(Optional.empty())
                        .triggerer(triggerer -> triggerer.updateStrategy(strategy))
                        .workers(workers -> workers.updateStrategy(strategy)));
    }

    /**
     * Settings of one component.
     *
     * @return settings whose budget lets nodes be drained
     */
    public static Arbitrary<ComponentSettings> components() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(1)),
                        Tuple.of(6, Arbitraries.integers().between(2, 5)),
                        Tuple.of(1, Arbitraries.of(20, 100, 1000)))
                .flatMap(Availability::componentOf);
    }

    /**
     * Amounts of CPU and memory in all of Kubernetes' spellings.
     *
     * @return resources whose requests are within their limits; some ask for nothing
     */
    public static Arbitrary<Resources> resources() {
        return Builders.withBuilder(Resources::builder)
                .use(Arbitraries.of("100m", "0.5", "1", "1e0", ".25", "0"))
                .withProbability(0.7)
                .in((all, amount) -> all.cpuRequest(amount))
                .use(Arbitraries.of("128Mi", "1Gi", "1e9", "512M", "1048576", "0.5Gi"))
                .withProbability(0.7)
                .in((all, amount) -> all.memoryRequest(amount))
                .use(Arbitraries.of("1", "2", "1500m", "1e3", "64"))
                .withProbability(0.7)
                .in((all, amount) -> all.cpuLimit(amount))
                .use(Arbitraries.of("2Gi", "4096Mi", "1e10", "0.5Ti"))
                .withProbability(0.7)
                .in((all, amount) -> all.memoryLimit(amount))
                .build(all -> all.build());
    }

    /**
     * Amounts of CPU and memory.
     *
     * @return amounts in all of Kubernetes' spellings
     */
    public static Arbitrary<Quantity> quantities() {
        return Arbitraries.of("0", "100m", "0.5", ".25", "1e0", "64", "1048576", "128Mi", "1Gi", "0.5Ti", "1e9", "7Ei")
                .map(Quantity::of);
    }

    /**
     * Numbers and shares of pods.
     *
     * @return amounts of 0 and more, and of 0 to 100 percent
     */
    public static Arbitrary<DisruptionBudget.Amount> amounts() {
        return Arbitraries.oneOf(
                Arbitraries.of(0, 1, 2, 1000, Integer.MAX_VALUE).map(pods -> new DisruptionBudget.Amount(pods, false)),
                Arbitraries.integers().between(0, 100).map(percent -> new DisruptionBudget.Amount(percent, true)));
    }

    /**
     * Budgets that let nodes be drained.
     *
     * @param replicas how many pods there are, at least 1
     * @return budgets that allow an eviction at least
     */
    public static Arbitrary<DisruptionBudget> budgets(int replicas) {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(DisruptionBudget.none())),
                Tuple.of(
                        3,
                        Arbitraries.integers().between(1, Math.max(1, replicas)).map(DisruptionBudget::maxUnavailable)),
                Tuple.of(2, Arbitraries.integers().between(1, 100).map(DisruptionBudget::maxUnavailablePercent)),
                Tuple.of(3, Arbitraries.integers().between(0, replicas - 1).map(DisruptionBudget::minAvailable)),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(0, leastShare(replicas))
                                .map(DisruptionBudget::minAvailablePercent)));
    }

    /**
     * Ranges for what scales workers.
     *
     * @return ranges for KEDA, which may begin at no worker at all, and for an HPA
     */
    public static Arbitrary<WorkerScaling> scalings() {
        return Arbitraries.oneOf(kedaScalings(), hpaScalings());
    }

    /**
     * Ranges for KEDA.
     *
     * @return ranges that may begin at no worker at all
     */
    public static Arbitrary<KedaScaling> kedaScalings() {
        return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.of(1, 3, 10, 500))
                .as((fewest, most) -> WorkerScaling.keda(fewest, Math.max(fewest, most)))
                .flatMap(range -> Builders.withBuilder(range::toBuilder)
                        .use(Arbitraries.of(Duration.ofSeconds(1), Duration.ofMinutes(2)))
                        .withProbability(0.3)
                        .in((keda, time) -> keda.pollingInterval(time))
                        .use(Arbitraries.of(Duration.ZERO, Duration.ofMinutes(5)))
                        .withProbability(0.3)
                        .in((keda, time) -> keda.cooldownPeriod(time))
                        .use(Arbitraries.of("SELECT 1", "SELECT count(*)\nFROM task_instance WHERE queue = '{{ x }}'"))
                        .withProbability(0.3)
                        .in((keda, query) -> keda.query(query))
                        .use(Arbitraries.just(Map.<String, Object>of(
                                "horizontalPodAutoscalerConfig", Map.of("behavior", behavior()))))
                        .withProbability(0.3)
                        .in((keda, advanced) -> keda.advanced(advanced))
                        .use(Arbitraries.just(Map.of("kubernetes.io/metadata.name", "keda")))
                        .withProbability(0.3)
                        .in((keda, labels) -> keda.namespaceLabels(labels))
                        .build(KedaScalingBuilder::build));
    }

    /**
     * Groups of Celery workers.
     *
     * @return groups of each size, with and without scaling, which also take the default queue
     */
    public static Arbitrary<WorkerGroup> workerGroups() {
        return Combinators.combine(
                        Arbitraries.of("gpu", "big", "y2"),
                        Arbitraries.of("training", "high_mem.1", "team:eu")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2)
                                .uniqueElements(),
                        Arbitraries.integers().between(1, 3),
                        resources(),
                        scalings().optional(0.4))
                .as((name, queues, replicas, resources, scaling) -> WorkerGroup.builder()
                        .name(name)
                        .queues(queues)
                        .settings(ComponentSettings.builder()
                                .replicas(replicas)
                                .resources(
                                        resources.toBuilder().cpuRequest("100m").build())
                                .disruptionBudget(DisruptionBudget.none())
                                .build())
                        .scaling(scaling)
                        .build())
                .flatMap(group -> Builders.withBuilder(group::toBuilder)
                        .use(KubernetesPods.ofComponents())
                        .withProbability(0.5)
                        .in((it, pods) -> it.settings(settings -> settings.pods(pods)))
                        .use(existingAccounts())
                        .withProbability(0.2)
                        .in((it, account) -> it.settings(settings -> settings.serviceAccount(account)))
                        .use(Names.subdomains())
                        .withProbability(0.2)
                        .in((it, name) -> it.settings(settings -> settings.priorityClass(name)))
                        .build(WorkerGroupBuilder::build));
    }

    /**
     * Ranges for an HPA.
     *
     * @return ranges that begin at one worker at least
     */
    public static Arbitrary<HpaScaling> hpaScalings() {
        return Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.of(1, 3, 10, 500))
                .as((fewest, most) -> WorkerScaling.hpa(fewest, Math.max(fewest, most)))
                .flatMap(range -> Builders.withBuilder(range::toBuilder)
                        .use(Arbitraries.of(1, 50, 100))
                        .withProbability(0.3)
                        .in((hpa, share) -> hpa.cpuUtilization(share))
                        .use(hpaMetrics().list().ofSize(1))
                        .withProbability(0.2)
                        .in((hpa, metrics) -> hpa.metrics(metrics).cpuUtilization(80))
                        .use(Arbitraries.just(behavior()))
                        .withProbability(0.3)
                        .in((hpa, behavior) -> hpa.behavior(behavior))
                        .build(HpaScalingBuilder::build));
    }

    /**
     * Metrics of an HPA.
     *
     * @return metrics of whole pods
     */
    public static Arbitrary<HpaMetric> hpaMetrics() {
        return Arbitraries.of("cpu", "memory")
                .map(name -> new HpaMetric(Map.of(
                        "type",
                        "Resource",
                        "resource",
                        Map.of("name", name, "target", Map.of("type", "Utilization", "averageUtilization", 70)))));
    }

    private static Map<String, Object> behavior() {
        return Map.of("scaleDown", Map.of("stabilizationWindowSeconds", 600));
    }

    /**
     * Service accounts.
     *
     * @return accounts that somebody else has made, and such that the chart makes
     */
    public static Arbitrary<ServiceAccount> serviceAccounts() {
        return Arbitraries.oneOf(
                existingAccounts(),
                Arbitraries.of(
                        ServiceAccount.builder().exists(true).build(),
                        ServiceAccount.builder()
                                .annotation("acme.com/owner", "it's \"quoted\": no")
                                .annotation("team", "yes")
                                .build(),
                        ServiceAccount.builder()
                                .automountServiceAccountToken(true)
                                .build()));
    }

    /** Several may share them. */
    private static Arbitrary<ServiceAccount> existingAccounts() {
        return Names.subdomains().map(ServiceAccount::existing);
    }

    /**
     * Commands and arguments.
     *
     * @return words that a template engine and YAML readers could trip over
     */
    public static Arbitrary<List<String>> commands() {
        return Arbitraries.of(
                List.of("bash", "-c", "exec airflow {{ x }} \\\n  --verbose"), List.of("/entry.sh", "yes", "8"));
    }

    /**
     * Update strategies.
     *
     * @return strategies of each kind
     */
    public static Arbitrary<UpdateStrategy> updateStrategies() {
        return Arbitraries.of(
                UpdateStrategy.rolling(1, 0),
                UpdateStrategy.rollingPercent(100, 50),
                UpdateStrategy.recreate(),
                UpdateStrategy.onDelete());
    }

    private static Arbitrary<ComponentSettings> componentOf(int replicas) {
        return Builders.withBuilder(() -> ComponentSettings.builder().replicas(replicas))
                .use(resources())
                .withProbability(0.7)
                .in((settings, resources) -> settings.resources(resources))
                .use(budgets(replicas))
                .in((settings, budget) -> settings.disruptionBudget(budget))
                .use(Arbitraries.of(Spread.values()))
                .withProbability(0.5)
                .in((settings, spread) -> settings.spread(spread))
                .use(Names.subdomains())
                .withProbability(0.2)
                .in((settings, name) -> settings.priorityClass(name))
                .use(serviceAccounts())
                .withProbability(0.2)
                .in((settings, account) -> settings.serviceAccount(account))
                .use(Arbitraries.maps(Arbitraries.of("acme.com/note", "y"), Arbitraries.of("{{ x }}: no\n", "true")))
                .withProbability(0.2)
                .in((settings, annotations) -> settings.annotations(annotations))
                .use(commands())
                .withProbability(0.2)
                .in((settings, words) -> settings.args(words))
                .use(commands())
                .withProbability(0.1)
                .in((settings, words) -> settings.command(words))
                .use(Arbitraries.just(false))
                .withProbability(0.1)
                .in((settings, wait) -> settings.waitForMigrations(wait))
                .use(KubernetesPods.ofComponents())
                .withProbability(0.3)
                .in((settings, pods) -> settings.pods(pods))
                .build(settings -> settings.build());
    }

    /** The largest share of the pods that still leaves one of them free: Kubernetes rounds shares up. */
    private static int leastShare(int replicas) {
        return (replicas - 1) * 100 / replicas;
    }
}
