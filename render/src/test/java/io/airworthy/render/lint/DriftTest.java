package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final AirflowDeployment AIRFLOW = SampleDeployments.exercise().toBuilder()
            .releaseName("airflow")
            .ha(ha -> ha.scheduler(scheduler -> scheduler
                    .replicas(2)
                    .resources(Resources.builder()
                            .cpuRequest(Quantity.of("1"))
                            .memoryRequest(Quantity.of("2Gi"))
                            .build())))
            .build();

    @Test
    void whatWasDeliveredHasNone() {
        for (int seed = 0; seed < 5; seed++) {
            AirflowDeployment airflow = Deployments.sample(seed);
            assertThat(Drift.of(airflow)
                            .ofValues(SourceText.of(
                                    "live",
                                    "USER-SUPPLIED VALUES:\n"
                                            + HelmValues.of(airflow).asText())))
                    .isEmpty();
        }
    }

    @Test
    void whatSomebodyElseSaysIsListed() {
        String live = HelmValues.of(AIRFLOW)
                .asText()
                .replaceFirst("(?m)^scheduler:\n  replicas: 2", "fernetKey: s3cret\nscheduler:\n  replicas: 5");

        assertThat(Drift.of(AIRFLOW).ofValues(SourceText.of("live", live)))
                .extracting(Difference::toString)
                .containsExactly(
                        "fernetKey: nothing here, <redacted> there",
                        "ha.scheduler.replicas (scheduler.replicas): 2 here, 5 there");
    }

    @Test
    void nothingSecretIsShown() {
        String live = """
                jwtSecret: pl4nted
                env:
                  - {name: WAREHOUSE_PASSWORD, value: pl4nted}
                  - {name: WAREHOUSE, value: "postgresql://etl:pl4nted@warehouse/dwh"}
                scheduler: {extraContainers: [{name: proxy, env: [{name: API_KEY, value: pl4nted}]}]}
                dags: {gitSync: {sshKeySecret: another-secret}}
                """;

        assertThat(Drift.of(AIRFLOW).ofValues(SourceText.of("live", live)))
                .extracting(Difference::toString)
                .anyMatch(text -> text.startsWith("env") && text.contains("WAREHOUSE_PASSWORD"))
                .anyMatch(text -> text.contains("another-secret"))
                .noneMatch(text -> text.contains("pl4nted"));
    }

    @Test
    void objectsAreComparedInTheModelsTerms() {
        String live = """
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: airflow-scheduler
                      labels: {release: airflow, component: scheduler}
                    spec:
                      replicas: 3
                      progressDeadlineSeconds: 600
                      template:
                        spec:
                          dnsPolicy: ClusterFirst
                          containers:
                            - name: scheduler
                              image: apache/airflow:%s
                              resources: {requests: {cpu: 1000m, memory: 2048Mi}}
                  - kind: Deployment
                    metadata: {name: other, labels: {release: other, component: scheduler}}
                    spec: {replicas: 9}
                """.formatted(AIRFLOW.airflowVersion().text());

        assertThat(Drift.of(AIRFLOW).ofManifests(SourceText.of("live", live)))
                .extracting(Difference::toString)
                .contains("ha.scheduler.replicas (scheduler.replicas): 2 here, 3 there")
                .noneMatch(text -> text.contains("requests"));
    }

    @Test
    void whatKeepsAndPlacesPodsIsCompared() {
        String live = """
                apiVersion: v1
                kind: List
                items:
                  - kind: PodDisruptionBudget
                    metadata: {name: airflow-scheduler-pdb, labels: {release: airflow, component: scheduler}}
                    spec: {minAvailable: 1, selector: {}}
                  - kind: Deployment
                    metadata: {name: airflow-scheduler, labels: {release: airflow, component: scheduler}}
                    spec:
                      replicas: 2
                      template:
                        spec:
                          terminationGracePeriodSeconds: 10
                          nodeSelector: {pool: batch}
                          tolerations: [{key: batch, operator: Exists}]
                          containers:
                            - image: apache/airflow:%s
                              resources: {requests: {cpu: "1", memory: 2Gi}}
                  - kind: CronJob
                    metadata: {name: airflow-cleanup, labels: {release: airflow, component: airflow-cleanup-pods}}
                    spec: {schedule: "0 * * * *"}
                  - kind: HorizontalPodAutoscaler
                    metadata: {name: airflow-worker, labels: {release: airflow, component: worker-horizontalpodautoscaler}}
                    spec: {minReplicas: 1, maxReplicas: 20}
                """.formatted(AIRFLOW.airflowVersion().text());

        assertThat(Drift.of(AIRFLOW).ofManifests(SourceText.of("live", live)))
                .extracting(Difference::toString)
                .containsExactly(
                        "podCleanup (cleanup.enabled): false here, true there",
                        "ha.scheduler.pods.nodeSelector (scheduler.nodeSelector): nothing here, {pool=batch} there",
                        "ha.scheduler.disruptionBudget (scheduler.podDisruptionBudget.config.maxUnavailable): "
                                + "1 here, nothing there",
                        "ha.scheduler.disruptionBudget (scheduler.podDisruptionBudget.config.minAvailable): "
                                + "nothing here, 1 there",
                        "ha.scheduler.pods.tolerations (scheduler.tolerations): "
                                + "nothing here, [{key=batch, operator=Exists}] there",
                        "ha.workerScaling (workers.celery.hpa.enabled): nothing here, true there");
    }

    @Test
    void versionsAreNoAmounts() {
        assertThat(Drift.of(AIRFLOW.toBuilder()
                                .extraValues(Map.of("labels", Map.of("line", "3.1", "size", "1Gi")))
                                .build())
                        .ofValues(SourceText.of(
                                "live", HelmValues.of(AIRFLOW).asText() + "labels: {line: \"3.10\", size: 1024Mi}\n")))
                .extracting(Difference::toString)
                .containsExactly("pods.labels (labels.line): 3.1 here, 3.10 there");
    }
}
