package io.airworthy.benchmarks;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.validation.RuleSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Many deployments in little memory, two threads beside one, and how the time grows with the size of a deployment. */
final class Scale {

    private static final int DEPLOYMENTS = 10_000;

    private Scale() {}

    /**
     * Runs it all and prints what was measured.
     *
     * @param arguments none
     * @throws ExecutionException if a deployment cannot be rendered
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        System.out.println("Packages of different deployments, in a heap of "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB:");
        for (int from = 0; from < DEPLOYMENTS; from += DEPLOYMENTS / 10) {
            long begin = System.nanoTime();
            IntStream.range(from, from + DEPLOYMENTS / 10).forEach(Scale::render);
            long milliseconds = (System.nanoTime() - begin) / 1_000_000;
            System.gc();
            Runtime machine = Runtime.getRuntime();
            System.out.printf(
                    "  %6d to %6d: %6d ms, %3d MiB held%n",
                    from,
                    from + DEPLOYMENTS / 10,
                    milliseconds,
                    (machine.totalMemory() - machine.freeMemory()) / (1024 * 1024));
        }
        double one = perSecond(1);
        double two = perSecond(2);
        System.out.printf(Locale.ROOT, "Two threads do %.2f times the work of one.%n", two / one);
        System.out.println("Milliseconds for a size, and how they grow for twice the size:");
        sizes().forEach((what, work) -> growth(what, work));
    }

    private static void render(int number) {
        DeploymentPackage.of(Work.describe().toBuilder()
                .releaseName("airflow-" + number)
                .namespace("team-" + number)
                .environment("TEAM", "team " + number)
                .build());
    }

    private static double perSecond(int threads) throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long begin = System.nanoTime();
        List<Future<?>> all = IntStream.range(0, threads)
                .<Future<?>>mapToObj(
                        thread -> pool.submit(() -> IntStream.range(0, 500).forEach(Scale::render)))
                .toList();
        for (Future<?> each : all) {
            each.get();
        }
        pool.shutdown();
        return threads * 500 * 1e9 / (System.nanoTime() - begin);
    }

    private static Map<String, IntConsumer> sizes() {
        Map<String, IntConsumer> sizes = new LinkedHashMap<>();
        sizes.put("options", size -> judge(size, (all, i) -> all.airflowConfig("ours.option_" + i, "value " + i)));
        sizes.put("variables", size -> judge(size, (all, i) -> all.environment("OUR_" + i, "value " + i)));
        sizes.put("misspelt options", Work::findings);
        sizes.put("extra values", size -> {
            Map<String, Object> labels = new LinkedHashMap<>();
            IntStream.range(0, size).forEach(i -> labels.put("label-" + i, "value " + i));
            judge(Work.describe().toBuilder()
                    .extraValues(Map.of("labels", labels))
                    .build());
        });
        sizes.put("upgrade, options", Work::upgradeWithOptions);
        sizes.put("known hosts", Work::knownHosts);
        return sizes;
    }

    /** Adds one thing to a deployment. */
    private interface Addition {
        void add(AirflowDeploymentBuilder builder, int number);
    }

    private static void judge(int size, Addition addition) {
        AirflowDeploymentBuilder builder = Work.describe().toBuilder();
        IntStream.range(0, size).forEach(i -> addition.add(builder, i));
        judge(builder.build());
    }

    private static void judge(AirflowDeployment deployment) {
        RuleSet rules = RuleSet.standard().remembering();
        if (rules.validate(deployment).isDeployable()) {
            DeploymentPackage.of(deployment, rules);
        }
    }

    private static void growth(String what, IntConsumer work) {
        StringBuilder line = new StringBuilder();
        double before = 0;
        for (int size = 250; size <= 4_000; size *= 2) {
            work.accept(size);
            long begin = System.nanoTime();
            work.accept(size);
            double milliseconds = (System.nanoTime() - begin) / 1e6;
            line.append(String.format(Locale.ROOT, "  %d: %.0f", size, milliseconds));
            line.append(before == 0 ? "" : String.format(Locale.ROOT, " (x %.1f)", milliseconds / before));
            before = milliseconds;
        }
        System.out.printf("  %-18s%s%n", what, line);
    }
}
