package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImageBuilder;
import io.airworthy.Executor;
import io.airworthy.chart.ChartVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Names, versions, executors and the image. */
final class VersionMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "VER-005",
                    Change.of(it -> it.airflowVersion("2.12.0"))
                            .where(deployment -> deployment.airflowVersion().major() == 2
                                    && deployment.image().tag().isEmpty())),
            new Mistake(
                    "VER-006",
                    Change.of(it -> it.airflowVersion("3.3.0"))
                            .where(deployment -> deployment.airflowVersion().isAtLeast(3, 2, 0)
                                    && deployment.image().tag().isEmpty())),
            new Mistake(
                    "VER-007",
                    Change.of(it -> it.chartVersion("1.22.1"))
                            .where(deployment -> deployment.chartVersion().isAtLeast(1, 22, 0))),
            new Mistake("VER-003", VersionMistakes::onAChartThatCannotRunIt),
            new Mistake(
                    "VER-004", Change.of(it -> it.chartVersion("1.19.0")).where(VersionMistakes::isNewerThanChart119)),
            new Mistake("EXEC-002", VersionMistakes::withAnExecutorMisspelt),
            new Mistake(
                    "IMG-005",
                    image(it -> it.digest("sha256:" + "0".repeat(64))).where(AirflowDeployment::usesKubernetesPods)));

    private VersionMistakes() {}

    private static Change image(UnaryOperator<AirflowImageBuilder> change) {
        return deployment -> Change.of(it ->
                        it.image(change.apply(deployment.image().toBuilder()).build()))
                .in(deployment);
    }

    /** Another chart, not another Airflow, which would need other numbers of connections. */
    private static Optional<AirflowDeployment> onAChartThatCannotRunIt(AirflowDeployment deployment) {
        return Stream.of("1.17.0", "1.22.0")
                .map(ChartVersion::of)
                .filter(chart -> isIndifferentToTheChart(deployment) && !chart.runs(deployment.airflowVersion()))
                .findFirst()
                .flatMap(chart -> Change.of(it -> it.chartVersion(chart.text())).in(deployment));
    }

    private static boolean isNewerThanChart119(AirflowDeployment deployment) {
        return isIndifferentToTheChart(deployment)
                && deployment.airflowVersion().isAtLeast(3, 2, 0);
    }

    /**
     * Charts differ in what they take past the pool, in the resources that they give task pods beside Celery's workers, and
     * in whom their network policies admit.
     */
    private static boolean isIndifferentToTheChart(AirflowDeployment deployment) {
        return deployment.database().maxConnections().isEmpty()
                && deployment.networkPolicies().isEmpty()
                && !(deployment.usesCelery() && deployment.usesKubernetesPods());
    }

    /** An executor of which no other rule knows anything. */
    private static Optional<AirflowDeployment> withAnExecutorMisspelt(AirflowDeployment deployment) {
        List<Executor> executors = new ArrayList<>(deployment.executors());
        boolean misspelt = false;
        for (int i = 0; i < executors.size() && !misspelt; i++) {
            Executor executor = executors.get(i);
            misspelt = !executor.usesCelery() && !executor.usesKubernetes();
            if (misspelt) {
                executors.set(i, new Executor("LocaleExecutor"));
            }
        }
        return misspelt ? Change.of(it -> it.executors(executors)).in(deployment) : Optional.empty();
    }
}
