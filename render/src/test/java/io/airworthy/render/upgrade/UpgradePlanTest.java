package io.airworthy.render.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.dags.GitAccess;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Purpose;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.render.document.UpgradeGuide;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.validation.InvalidDeploymentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UpgradePlanTest {

    private static final AirflowDeployment EXERCISE = SampleDeployments.exercise();

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return io.airworthy.testkit.Deployments.valid();
    }

    @Property(tries = 10)
    void fromADeploymentToItselfThereIsNothingToDo(@ForAll("deployments") AirflowDeployment airflow) {
        UpgradePlan plan = UpgradePlan.between(airflow, airflow.toBuilder().build());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.values()).isEmpty();
        assertThat(plan.restarts()).isEmpty();
        assertThat(plan.restartsByHand()).isEmpty();
        assertThat(plan.workloads()).isEmpty();
        assertThat(plan.options()).isEmpty();
    }

    @Property(tries = 15)
    void everySecretThatIsMissingIsNamed(
            @ForAll("deployments") AirflowDeployment before, @ForAll("deployments") AirflowDeployment after) {
        // What another namespace has, no pod can read.
        List<String> there = before.namespace().equals(after.namespace()) ? namesOf(before) : List.of();
        List<String> missing =
                namesOf(after).stream().filter(name -> !there.contains(name)).toList();

        assertThat(UpgradePlan.between(before, after).secrets())
                .filteredOn(change -> change.kind() == SecretChange.Kind.NEW)
                .extracting(change -> change.secret().name())
                .containsExactlyElementsOf(missing);
    }

    @Property(tries = 15)
    void aChangeAndItsWayBackAreMirrorImages(
            @ForAll("deployments") AirflowDeployment before, @ForAll("deployments") AirflowDeployment after) {
        List<ValueChange> there = UpgradePlan.between(before, after).values();
        List<ValueChange> back = UpgradePlan.between(after, before).values();

        assertThat(back)
                .filteredOn(change -> change.kind() == ValueChange.Kind.CHANGED)
                .extracting(ValueChange::path)
                .containsExactlyElementsOf(there.stream()
                        .filter(change -> change.kind() == ValueChange.Kind.CHANGED)
                        .map(ValueChange::path)
                        .toList());
        assertThat(back)
                .filteredOn(change -> change.kind() == ValueChange.Kind.MOVED)
                .extracting(ValueChange::path)
                .containsExactlyInAnyOrderElementsOf(there.stream()
                        .flatMap(change -> change.movedFrom().stream())
                        .toList());
    }

    @Test
    void knowsKeysThatTheChartAndAirflowRenamed() {
        UpgradePlan plan = UpgradePlan.between(airflow2On118(), EXERCISE);

        assertThat(plan.values())
                .filteredOn(change -> change.kind() == ValueChange.Kind.MOVED)
                .extracting(change -> change.movedFrom().orElseThrow() + " -> " + change.path())
                .contains(
                        "workers.replicas -> workers.celery.replicas",
                        "webserver.replicas -> apiServer.replicas",
                        "webserverSecretKeySecretName -> apiSecretKeySecretName",
                        "config.webserver.workers -> config.api.workers",
                        "config.scheduler.parsing_processes -> config.dag_processor.parsing_processes");
        assertThat(plan.workloads())
                .extracting(change -> change.kind() + " " + change.name())
                .containsExactly("ADDED airflow-api-server", "REMOVED airflow-webserver");
        assertThat(plan.secrets())
                .extracting(change -> change.kind() + " " + change.secret().name())
                .contains(
                        "NEW airflow-api-secret", "NEW airflow-jwt-signing-secret", "UNUSED airflow-webserver-secret");
        assertThat(plan.migratesDatabase()).isTrue();
        assertThat(plan.isDowngrade()).isFalse();
    }

    /** Airflow 3.4 makes the URL for asynchronous connections itself. */
    @Test
    void aKeyThatLeavesASecretStaysUntilTheRolloutIsDone() {
        UpgradePlan plan = UpgradePlan.between(
                EXERCISE.toBuilder().airflowVersion("3.3.2").build(),
                EXERCISE.toBuilder().airflowVersion("3.4.0").build());

        assertThat(plan.secrets())
                .extracting(change -> change.kind() + " " + change.secret().name() + " " + change.keys())
                .containsExactly("REDUCED airflow-database-secret [connectionAsync]");
        assertThat(UpgradeGuide.of(plan).asText())
                .contains(
                        "| `airflow-database-secret` | database connection | keep these keys until the rollout is done |"
                                + " `connectionAsync` |",
                        "Write the Secrets that lose keys again, as the new package's manifest says.");
    }

    @Test
    void knowsWhatReadsAChangedSecretAndIsLeftAloneByTheRollout() {
        UpgradePlan plan = UpgradePlan.between(EXERCISE, SampleDeployments.pool(pool -> pool.metadataPoolSize(25)));

        assertThat(plan.values()).isEmpty();
        assertThat(plan.restarts()).isEmpty();
        assertThat(plan.secrets())
                .extracting(change -> change.kind() + " " + change.secret().name() + " " + change.keys())
                .containsExactly("CHANGED airflow-pgbouncer-secret [pgbouncer.ini]");
        assertThat(plan.restartsByHand()).containsExactly("airflow-pgbouncer");
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void knowsThatAnotherIdentityIsTakenOnlyByANewPod() {
        UpgradePlan plan = UpgradePlan.between(
                EXERCISE,
                SampleDeployments.but(it -> it.remoteLogging(SampleDeployments.logs(
                        LogStore.s3("my-airflow-logs-bucket", "logs"),
                        CloudIdentity.irsa("arn:aws:iam::111122223333:role/other")))));

        assertThat(plan.restarts()).isEmpty();
        assertThat(plan.restartsByHand())
                .containsExactly(
                        "airflow-scheduler",
                        "airflow-api-server",
                        "airflow-dag-processor",
                        "airflow-triggerer",
                        "airflow-worker");
    }

    @Test
    void saysWhatBecomesOfTheUsersOwnOptions() {
        AirflowDeployment before = airflow2On118().toBuilder()
                .airflowConfig("webserver.instance_name", "Team A")
                .airflowConfig("core.default_timezone", "utc")
                .environment("AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL", "30")
                .build();

        assertThat(UpgradePlan.between(before, EXERCISE).options())
                .extracting(
                        change -> change.modelPath() + " " + change.standing().kind() + " "
                                + change.standing().successor().orElse("-"))
                .containsExactly(
                        "airflowConfig[webserver.instance_name] RENAMED api.instance_name",
                        "environment[AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL] GONE"
                                + " dag_processor.min_file_process_interval");
    }

    @Test
    void saysWhereAnUpgradeDoesNotLead() {
        assertThat(UpgradePlan.between(EXERCISE, SampleDeployments.but(it -> it.releaseName("other")))
                        .cautions())
                .extracting(Caution::stops)
                .containsExactly(true);
        assertThat(UpgradePlan.between(EXERCISE, SampleDeployments.database(it -> it.host("elsewhere.example.com")))
                        .cautions())
                .extracting(Caution::stops)
                .containsExactly(true);
        assertThat(UpgradePlan.between(EXERCISE, SampleDeployments.but(it -> it.delivery(Delivery.ARGO_CD)))
                        .cautions())
                .extracting(Caution::what)
                .containsExactly("Another tool takes over the delivery: ARGO_CD instead of HELM");
        UpgradePlan back = UpgradePlan.between(EXERCISE, SampleDeployments.but(it -> it.airflowVersion("3.1.8")));
        assertThat(back.isDowngrade()).isTrue();
        assertThat(back.cautions()).extracting(Caution::stops).containsExactly(false);
    }

    @Test
    void anotherWayForTheSecretsIsAChangeAlthoughTheSecretsStayTheSame() {
        AirflowDeployment sealed = SampleDeployments.but(it -> it.secretDelivery(SecretDelivery.sealed()));
        UpgradePlan plan = UpgradePlan.between(EXERCISE, sealed);

        assertThat(plan.secrets()).isEmpty();
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.cautions())
                .extracting(Caution::what)
                .containsExactly(
                        "The Secrets are delivered in another way: by hand now, Sealed Secrets then. Their material must"
                                + " stay the same: with another Fernet key, nothing that is stored can be read");
    }

    @Test
    void aSecretOfAnotherNameKeepsItsMaterial() {
        AirflowDeployment named = SampleDeployments.but(it -> it.secretName(Purpose.FERNET, "team-fernet"));

        assertThat(UpgradePlan.between(EXERCISE, named).cautions())
                .extracting(Caution::what)
                .containsExactly(
                        "Secrets get other names: airflow-fernet-secret becomes team-fernet. Their material must stay the"
                                + " same: with another Fernet key, nothing that is stored can be read");
    }

    @Test
    void everySecretHasToBeMadeAnewInAnotherNamespace() {
        UpgradePlan plan = UpgradePlan.between(EXERCISE, SampleDeployments.but(it -> it.namespace("other")));

        assertThat(plan.isAnotherRelease()).isTrue();
        assertThat(plan.secrets())
                .filteredOn(change -> change.kind() == SecretChange.Kind.NEW)
                .extracting(change -> change.secret().name())
                .containsExactlyElementsOf(namesOf(EXERCISE));
        assertThat(plan.secrets())
                .filteredOn(change -> change.kind() == SecretChange.Kind.UNUSED)
                .extracting(change -> change.secret().name())
                .containsExactlyElementsOf(namesOf(EXERCISE));
        assertThat(plan.restarts()).contains("airflow-scheduler", "airflow-pgbouncer");
        assertThat(plan.restartsByHand()).isEmpty();
    }

    @Test
    void saysThatOldLogsStayWhereTheyAre() {
        LogStore encrypted = LogStore.s3("my-airflow-logs-bucket", "logs").toBuilder()
                .encryption(LogStore.S3Encryption.SSE_S3)
                .build();

        assertThat(UpgradePlan.between(EXERCISE, logsGoTo(LogStore.s3("another-bucket", "logs")))
                        .cautions())
                .extracting(Caution::what)
                .containsExactly("Task logs go to another place, and the user interface looks for old logs there too");
        assertThat(UpgradePlan.between(EXERCISE, logsGoTo(encrypted)).cautions())
                .isEmpty();
    }

    @Test
    void saysThatWorkersAreFewUntilKedaHasThem() {
        AirflowDeployment scaled = SampleDeployments.ha(it -> it.workerScaling(WorkerScaling.keda(2, 4)));

        assertThat(UpgradePlan.between(EXERCISE, scaled).cautions())
                .extracting(Caution::what)
                .containsExactly("KEDA takes over the number of workers, and until then Kubernetes runs only one");
        assertThat(UpgradePlan.between(scaled, EXERCISE).cautions()).isEmpty();
    }

    @Test
    void saysThatWhatIsQueuedIsLostWithTheBroker() {
        AirflowDeployment elsewhere =
                SampleDeployments.but(it -> it.broker(CeleryBroker.externalRedis("redis.example.com")));
        AirflowDeployment local = SampleDeployments.but(
                it -> it.executors(List.of(Executor.LOCAL)).broker(Optional.empty()));

        assertThat(UpgradePlan.between(EXERCISE, elsewhere).cautions())
                .extracting(Caution::what)
                .containsExactly("The broker changes, and tasks queued in the old one are lost");
        assertThat(UpgradePlan.between(EXERCISE, local).cautions()).isEmpty();
        assertThat(UpgradePlan.between(local, EXERCISE).cautions()).isEmpty();
    }

    @Test
    void saysWhereToStopOnTheWay() {
        assertThat(stopBetween("1.20.0", "3.1.8", "1.22.0", "3.2.2"))
                .isEqualTo("upgrade to chart 1.22.0 with Airflow 3.1.8 first");
        assertThat(stopBetween("1.15.0", "2.9.3", "1.22.0", "2.11.0"))
                .isEqualTo("upgrade to Airflow 2.11.0 with chart 1.15.0 first, then to chart 1.22.0");
        assertThat(stopBetween("1.19.0", "3.0.2", "1.20.0", "3.1.8"))
                .isEqualTo("upgrade to chart 1.20.0 with Airflow 3.0.2 first");
    }

    @Test
    void everyChartRunsTheLastAirflow2() {
        assertThat(ChartVersion.supported()).allMatch(chart -> chart.runs(AirflowVersion.of("2.11.0")));
    }

    @Test
    void whatSyncsIsStartedAgainWithAnotherNameInTheRepository() {
        assertThat(syncing("one", List.of(Executor.CELERY), "two").restartsByHand())
                .containsExactly("airflow-dag-processor", "airflow-triggerer", "airflow-worker");
        assertThat(syncing("one", List.of(Executor.LOCAL), "two").restartsByHand())
                .containsExactly("airflow-scheduler", "airflow-dag-processor", "airflow-triggerer");
    }

    private static UpgradePlan syncing(String before, List<Executor> executors, String after) {
        return UpgradePlan.between(syncing(before, executors), syncing(after, executors));
    }

    private static AirflowDeployment syncing(String user, List<Executor> executors) {
        return SampleDeployments.git(it ->
                        it.repository("https://git.example.com/dags.git").access(GitAccess.httpsCredentials(user)))
                .toBuilder()
                .executors(executors)
                .broker(executors.contains(Executor.CELERY) ? Optional.of(CeleryBroker.chartRedis()) : Optional.empty())
                .build();
    }

    @Test
    void theSecretsOfAStoreAreNamedAsSuch() {
        AirflowDeployment external = SampleDeployments.but(it ->
                it.secretDelivery(ExternalSecrets.from(SecretStore.existingClusterStore("platform", StoreType.VAULT))));

        assertThat(UpgradePlan.between(EXERCISE, external).cautions())
                .extracting(Caution::what)
                .first()
                .asString()
                .startsWith("The Secrets are delivered in another way: by hand now, External Secrets then.");
    }

    @Test
    void theSameWaySetUpOtherwiseIsSaidSo() {
        AirflowDeployment sealed = SampleDeployments.but(it -> it.secretDelivery(SecretDelivery.sealed()));
        AirflowDeployment namespaceWide = SampleDeployments.but(it -> it.secretDelivery(SealedSecrets.builder()
                .scope(SealedSecrets.Scope.NAMESPACE_WIDE)
                .build()));

        assertThat(UpgradePlan.between(sealed, namespaceWide).cautions())
                .extracting(Caution::what)
                .first()
                .asString()
                .startsWith("The Secrets are delivered in another way: Sealed Secrets now, with other settings then.");
    }

    @Test
    void whatTheUserHasSetDoesNotChangeWithAirflow3() {
        AirflowDeployment before = airflow2On118();
        AirflowDeployment after = before.toBuilder()
                .airflowVersion("3.0.2")
                .airflowConfig(Map.of("scheduler.catchup_by_default", "True"))
                .build();

        assertThat(UpgradePlan.between(before, after).cautions())
                .extracting(Caution::what)
                .contains("scheduler.create_cron_data_intervals is False unless it is set; it was True")
                .doesNotContain("scheduler.catchup_by_default is False unless it is set; it was True");
    }

    @Test
    void helmThatWaitsIsNoOtherTool() {
        assertThat(UpgradePlan.between(EXERCISE, SampleDeployments.but(it -> it.delivery(Delivery.HELM_WAIT)))
                        .cautions())
                .isEmpty();
    }

    @Test
    void knowsThatASchedulerWithTasksIsAnotherKindOfWorkload() {
        UpgradePlan plan = UpgradePlan.between(
                EXERCISE,
                SampleDeployments.but(
                        it -> it.executors(List.of(Executor.LOCAL)).broker(Optional.empty())));

        assertThat(plan.workloads())
                .extracting(change -> change.kind() + " " + change.name())
                .containsExactly("REPLACED airflow-scheduler", "REMOVED airflow-worker", "REMOVED airflow-redis");
    }

    @Test
    void refusesToLeadToADeploymentWithErrors() {
        AirflowDeployment broken = SampleDeployments.but(it -> it.namespace("No Name"));

        assertThatThrownBy(() -> UpgradePlan.between(EXERCISE, broken)).isInstanceOf(InvalidDeploymentException.class);
        assertThat(UpgradePlan.between(broken, EXERCISE).isAnotherRelease()).isTrue();
    }

    private static String stopBetween(String chart, String airflow, String nextChart, String nextAirflow) {
        return UpgradePlan.between(on(chart, airflow), on(nextChart, nextAirflow)).cautions().stream()
                .filter(caution -> caution.what().startsWith("Chart and Airflow change at once"))
                .map(Caution::remedy)
                .findFirst()
                .orElseThrow();
    }

    private static AirflowDeployment on(String chart, String airflow) {
        return airflow2On118().toBuilder()
                .chartVersion(chart)
                .airflowVersion(airflow)
                .build();
    }

    private static AirflowDeployment logsGoTo(LogStore store) {
        return SampleDeployments.but(it -> it.remoteLogging(SampleDeployments.logs(
                store, EXERCISE.remoteLogging().orElseThrow().identity())));
    }

    private static AirflowDeployment airflow2On118() {
        return SampleDeployments.onChart118(io.airworthy.pods.DisruptionBudget.none()).toBuilder()
                .airflowVersion("2.10.5")
                .build();
    }

    private static List<String> namesOf(AirflowDeployment deployment) {
        return SecretCatalogue.of(deployment).all().stream()
                .map(RequiredSecret::name)
                .toList();
    }
}
