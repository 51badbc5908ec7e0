package io.airworthy.rules;

import static io.airworthy.rules.Subject.AIRFLOW;
import static io.airworthy.rules.Subject.CHART;
import static io.airworthy.rules.Subject.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.chart.ChartRelease;
import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowLines;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Versions and executors that exist, and that work together. */
final class VersionRules {

    private static final Set<Executor> AIRFLOW_2_ONLY = Set.of(Executor.CELERY_KUBERNETES, Executor.LOCAL_KUBERNETES);

    private static final String AIRFLOW_NOTES =
            "https://airflow.apache.org/docs/apache-airflow/stable/release_notes.html";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    static final Rule CHART_IS_SUPPORTED = Rule.error("VER-001")
            .title("The chart version is not supported")
            .because("keys move between chart versions; values for the wrong version are rejected or silently ignored")
            .remedy("use one of "
                    + ChartVersion.supported().stream().map(ChartVersion::text).collect(Collectors.joining(", ")))
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .notWaivable()
            .brokenBy(it -> it.chartVersion("1.14.0"))
            .finds(CHART.unless(ChartVersion::isSupported, version -> "'" + version + "' is not a supported version"));

    static final Rule AIRFLOW_IS_A_RELEASE = Rule.error("VER-002")
            .title("The Airflow version is not a release")
            .because("the chart compares versions strictly: with a suffix it renders neither the API server nor the"
                    + " DAG processor")
            .remedy("use a release of three numbers, such as 3.2.2, and put suffixes into the image tag")
            .source(AIRFLOW_NOTES)
            .notWaivable()
            .brokenBy(it -> it.airflowVersion("3.1.0-python3.12"))
            .finds(AIRFLOW.unless(AirflowVersion::isRelease, version -> "'" + version + "' is not three numbers"));

    static final Rule AIRFLOW_IS_SUPPORTED = Rule.error("VER-005")
            .title("The Airflow version is not supported")
            .because("the supported charts expect other options and another database schema")
            .remedy("use a release from " + AirflowLines.oldest() + ".0 to " + AirflowLines.newest() + ".x")
            .source(AIRFLOW_NOTES)
            .after("VER-002")
            .notWaivable()
            .brokenBy(it -> it.airflowVersion("2.8.4"))
            .finds(AIRFLOW.when(
                    version -> !AirflowLines.have(version) && !AirflowLines.areOlderThan(version),
                    version -> "Airflow " + version + " is older than " + AirflowLines.oldest()
                            + ", or was never released"));

    static final Rule AIRFLOW_IS_NOT_NEWER = Rule.warning("VER-006")
            .title("The Airflow version is newer than this library knows")
            .because("options that were added, removed or moved since then are not checked")
            .remedy("read the release notes, or use a newer version of this library")
            .source(AIRFLOW_NOTES)
            .after("VER-002")
            .brokenBy(it -> it.airflowVersion("3.5.0"))
            .finds(AIRFLOW.when(
                    AirflowLines::areOlderThan,
                    version -> "Airflow " + version + " is judged as " + AirflowLines.newest()));

    static final Rule CHART_IS_NOT_NEWER = Rule.warning("VER-007")
            .title("The chart version is newer than this library knows")
            .because("keys that were added, removed or moved since then are not checked, and new ones are refused")
            .remedy("read the release notes, or use a newer version of this library")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .brokenBy(it -> it.chartVersion("1.23.0"))
            .finds(CHART.when(
                    ChartVersion::isNewerThanKnown,
                    version -> "chart " + version + " is judged as "
                            + ChartRelease.newest().version()));

    static final Rule CHART_RUNS_AIRFLOW = Rule.error("VER-003")
            .title("This chart cannot run this Airflow")
            .because("Airflow 3 needs chart 1.18.0 for its keys, and charts from 1.20.0 refuse Airflow below 2.11.0")
            .remedy("for Airflow 3 use chart 1.18.0 or later, for Airflow 2.9 and 2.10 chart 1.19.0 or earlier")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("VER-001", "VER-005")
            .notWaivable()
            .brokenBy(it -> it.airflowVersion("2.10.5"))
            .finds(AIRFLOW.when(
                    (version, deployment) -> !deployment.chartVersion().runs(version),
                    (version, deployment) -> "chart " + deployment.chartVersion() + " cannot run Airflow " + version));

    static final Rule CHART_IS_AS_NEW_AS_AIRFLOW = Rule.warning("VER-004")
            .title("This Airflow is newer than the chart")
            .because("the chart was not tested with it, and it sets options by names that Airflow has changed since"
                    + " then")
            .remedy("use the chart that was released with this Airflow, or a later one")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("VER-003", "VER-006", "VER-007")
            .brokenBy(it -> it.chartVersion("1.20.0"))
            .finds(CHART.faults((chart, deployment) -> chart.ownAirflow()
                    .filter(own -> isNewerLine(deployment.airflowVersion(), own))
                    .map(own -> "chart " + chart + " was made for Airflow " + own + ", not "
                            + deployment.airflowVersion())));

    static final Rule HAS_AN_EXECUTOR = Rule.error("EXEC-001")
            .title("There is no executor, or an executor is listed twice")
            .because("without an executor no task runs; the first in the list runs the tasks that name none")
            .remedy("list each executor once, for example Executor.CELERY")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/executor/index.html")
            .notWaivable()
            .brokenBy(it -> it.executors(List.of()).broker(Optional.empty()))
            .brokenWhen(deployment -> deployment.executors().isEmpty()
                    || new HashSet<>(deployment.executors()).size()
                            < deployment.executors().size())
            .at("executors");

    static final Rule EXECUTORS_ARE_AVAILABLE = Rule.error("EXEC-002")
            .title("An executor is not available in these versions")
            .because("the chart rejects the value, or the scheduler stops with a TypeError when it starts")
            .remedy("use executors that this chart and this Airflow have; instead of CeleryKubernetesExecutor list"
                    + " CeleryExecutor and KubernetesExecutor")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/executor/index.html")
            .after("VER-003", "EXEC-001")
            .brokenBy(it -> it.executors(List.of(Executor.CELERY_KUBERNETES)))
            .finds(DEPLOYMENT.at("executors").finds(VersionRules::unavailable));

    static final List<Rule> ALL = List.of(
            CHART_IS_SUPPORTED,
            AIRFLOW_IS_A_RELEASE,
            AIRFLOW_IS_SUPPORTED,
            AIRFLOW_IS_NOT_NEWER,
            CHART_IS_NOT_NEWER,
            CHART_RUNS_AIRFLOW,
            CHART_IS_AS_NEW_AS_AIRFLOW,
            HAS_AN_EXECUTOR,
            EXECUTORS_ARE_AVAILABLE);

    private VersionRules() {}

    /** Part by part: one expression for all of it would overflow the stack on a text of very many parts. */
    private static boolean isClassPath(String name) {
        String[] parts = name.split("\\.", -1);
        return parts.length > 1
                && name.endsWith("Executor")
                && Stream.of(parts).allMatch(part -> IDENTIFIER.matcher(part).matches());
    }

    private static Stream<Finding> unavailable(Part<AirflowDeployment> part) {
        AirflowDeployment deployment = part.deployment();
        boolean takesSeveral = AirflowTrait.SEVERAL_EXECUTORS.isIn(deployment.airflowVersion())
                && deployment.chartVersion().takes("executor", "CeleryExecutor,KubernetesExecutor");
        Stream<String> several = deployment.executors().size() > 1 && !takesSeveral
                ? Stream.of("several executors need at least chart 1.16.0 and Airflow 2.10.0; this is chart "
                        + deployment.chartVersion() + " and Airflow " + deployment.airflowVersion())
                : Stream.empty();
        return Stream.concat(
                        deployment.executors().stream().flatMap(executor -> unavailable(deployment, executor).stream()),
                        several)
                .map(part::finding);
    }

    private static Optional<String> unavailable(AirflowDeployment deployment, Executor executor) {
        if (AIRFLOW_2_ONLY.contains(executor) && !AirflowTrait.COMBINED_EXECUTORS.isIn(deployment.airflowVersion())) {
            return Optional.of(executor + " does not exist in Airflow 3");
        }
        if (!executor.isKnown() && !isClassPath(executor.name())) {
            return Optional.of("'" + executor + "' is not the class path of an executor");
        }
        return deployment.chartVersion().takes("executor", executor.name())
                ? Optional.empty()
                : Optional.of("chart " + deployment.chartVersion() + " does not accept " + executor);
    }

    private static boolean isNewerLine(AirflowVersion version, AirflowVersion own) {
        return !own.minorLine().equals(version.minorLine()) && version.compareTo(own) > 0;
    }
}
