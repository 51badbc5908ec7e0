package io.airworthy.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** How long each part of the work takes in a warm machine, beside the bare writing of the same trees. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Benchmarks {

    private final Bare core = Bare.of(Work.core());
    private final Bare wholePackage = Bare.of(Work.wholePackage());

    /**
     * Runs all benchmarks, or those that JMH's own arguments choose, and prints times, bytes and ratios.
     *
     * @param arguments JMH's
     * @throws CommandLineOptionException if JMH does not know an argument
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        Map<String, RunResult> results = new LinkedHashMap<>();
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run()
                .forEach(result -> results.put(result.getParams().getBenchmark().replaceAll(".*\\.", ""), result));
        System.out.printf("%n%-22s %12s %10s %10s %8s %8s%n", "", "µs", "±", "KiB", "of core", "of all");
        results.forEach((name, result) -> System.out.printf(
                Locale.ROOT,
                "%-22s %12.1f %10.1f %10.1f %8s %8s%n",
                name,
                time(result),
                result.getPrimaryResult().getScoreError(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1024,
                ratio(result, results.get("bareCore")),
                ratio(result, results.get("barePackage"))));
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static String ratio(RunResult result, RunResult limit) {
        return limit == null ? "" : String.format(Locale.ROOT, "%.2f", time(result) / time(limit));
    }

    /** The limit of {@link #core}. */
    @Benchmark
    public int bareCore() {
        return core.generator();
    }

    /** The limit of {@link #wholePackage}. */
    @Benchmark
    public int barePackage() {
        return wholePackage.generator();
    }

    /** A peer. */
    @Benchmark
    public int databindCore() {
        return core.databind();
    }

    /** A peer. */
    @Benchmark
    public int snakeYamlCore() {
        return core.snakeYaml();
    }

    /** The description alone, which is part of everything below. */
    @Benchmark
    public Object describe() {
        return Work.describe();
    }

    /** Judges. */
    @Benchmark
    public Object validate() {
        return Work.validate();
    }

    /** Values, judged. */
    @Benchmark
    public Object values() {
        return Work.values();
    }

    /** Secrets, from material at hand. */
    @Benchmark
    public Object secrets() {
        return Work.secrets();
    }

    /** The manifest of the Secrets, judged. */
    @Benchmark
    public Object manifest() {
        return Work.manifest();
    }

    /** Judges once, and writes values, Secrets and their manifest. */
    @Benchmark
    public Object core() {
        return Work.core();
    }

    /** Alerts, scrape objects and the dashboard, judged. */
    @Benchmark
    public Object monitoring() {
        return Work.monitoring();
    }

    /** The guide to the installation, judged. */
    @Benchmark
    public Object installGuide() {
        return Work.installGuide();
    }

    /** The runbook, judged. */
    @Benchmark
    public Object runbook() {
        return Work.runbook();
    }

    /** The script that checks an installation, judged. */
    @Benchmark
    public Object verifyScript() {
        return Work.verifyScript();
    }

    /** The checklist, judged. */
    @Benchmark
    public Object checklist() {
        return Work.checklist();
    }

    /** The whole package, in memory. */
    @Benchmark
    public Collection<String> wholePackage() {
        return Work.wholePackage();
    }

    /** A plan for another Airflow version. */
    @Benchmark
    public Object upgrade() {
        return Work.upgrade();
    }

    /** A plan that replaces 100 options. */
    @Benchmark
    public Object upgrade100Options() {
        return Work.upgradeWithOptions(100);
    }

    /** Judges with 10 findings. */
    @Benchmark
    public Object validate10Findings() {
        return Work.findings(10);
    }

    /** Judges with 1,000 findings. */
    @Benchmark
    public Object validate1000Findings() {
        return Work.findings(1_000);
    }

    /** Reads 1,000 lines of known hosts. */
    @Benchmark
    public Object knownHosts1000() {
        return Work.knownHosts(1_000);
    }
}
