package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.SecretDelivery;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents once said wrongly, and what would do harm at night: for each way of delivery and of Secrets. */
class HarmlessAdviceTest {

    private static final Pattern ENDLESS = Pattern.compile("(?m)^ *(while|until) ");

    private static final Pattern RESTART = Pattern.compile("rollout restart .*(scheduler|worker)|scale .*--replicas=0");

    static Stream<Arguments> deployments() {
        Map<String, SecretDelivery> secrets = Map.of(
                "plain", SecretDelivery.plain(),
                "external", Deployments.external(Deployments.exercise()).secretDelivery(),
                "sealed", SecretDelivery.sealed());
        return Arrays.stream(Delivery.values())
                .flatMap(delivery -> secrets.entrySet().stream()
                        .flatMap(source -> Stream.of(Deployments.exercise(), Deployments.local())
                                .map(deployment -> Arguments.of(
                                        delivery + ", " + source.getKey() + ", " + deployment.executorText(),
                                        deployment.toBuilder()
                                                .delivery(delivery)
                                                .secretDelivery(source.getValue())
                                                .build()))));
    }

    private static String page(AirflowDeployment deployment, String id) {
        String runbook = Deployments.runbook(deployment);
        int begin = runbook.indexOf("<a id=\"" + id + "\"></a>");
        int end = runbook.indexOf("\n<a id=", begin + 1);
        return begin < 0 ? "" : runbook.substring(begin, end < 0 ? runbook.length() : end);
    }

    private static List<String> blocks(String text) {
        return new DocumentText(text).fenced("bash");
    }

    private static Stream<String> pages(AirflowDeployment deployment) {
        return Arrays.stream(Deployments.runbook(deployment).split("(?=<a id=)"))
                .skip(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void aSaturatedPoolIsNotAskedThroughItself(String name, AirflowDeployment deployment) {
        if (deployment.pgBouncer().isPresent()) {
            assertThat(blocks(page(deployment, "sessions")))
                    .filteredOn(block -> block.contains("pg_stat_activity") || block.contains("pg_terminate_backend"))
                    .hasSize(2)
                    .allMatch(block ->
                            block.contains("host=" + deployment.database().host()));
            assertThat(page(deployment, "sessions")).contains("client_addr, application_name");
            assertThat(page(deployment, "pool-saturated"))
                    .contains("(#sessions)")
                    .doesNotContain("pg_stat_activity");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void noSchedulerStartsBeforeTheApiServerHasTheNewSecret(String name, AirflowDeployment deployment) {
        assertThat(page(deployment, "rotate-jwt-secret"))
                .containsSubsequence(
                        "(#drain)",
                        "rollout restart deployment/airflow-api-server",
                        "rollout status deployment/airflow-api-server",
                        "scale deployment/airflow-scheduler --replicas=2"
                                .replace("deployment", deployment.usesCelery() ? "deployment" : "statefulset"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void whoeverRestartsKnowsWhatBecomesOfTasks(String name, AirflowDeployment deployment) {
        assertThat(pages(deployment)
                        .filter(page -> blocks(page).stream()
                                .anyMatch(block -> RESTART.matcher(block).find())))
                .isNotEmpty()
                .allMatch(page -> page.contains("(#drain)")
                        || page.contains("id=\"drain\"")
                        || page.contains("id=\"restore\"")
                        || page.contains("id=\"cluster-lost\"")
                        || page.contains("id=\"scheduler-down\"")
                        || page.contains("id=\"database-down\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void waitsEndAndAreLongEnough(String name, AirflowDeployment deployment) {
        assertThat(blocks(Deployments.documents(deployment)))
                .noneMatch(block -> block.contains("|| break"))
                .noneMatch(block -> ENDLESS.matcher(block).find());
        if (deployment.usesCelery()) {
            // Two workers in turn, each with 600 s for its tasks.
            assertThat(blocks(page(deployment, "tasks-queued"))).anyMatch(block -> block.contains("--timeout=30m"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void whoeverStopsSomethingHasSuspendedWhatStartsItAgain(String name, AirflowDeployment deployment) {
        if (deployment.delivery() == Delivery.ARGO_CD || deployment.delivery() == Delivery.FLUX) {
            String suspends = deployment.delivery() == Delivery.FLUX
                    ? "flux suspend helmrelease"
                    : "argocd app set airflow --sync-policy none";
            assertThat(pages(deployment).filter(page -> page.contains("--replicas=0")))
                    .isNotEmpty()
                    .allMatch(page -> page.contains(suspends) || page.contains("id=\"cluster-lost\""));
            assertThat(List.of(
                            page(deployment, "deliver-change"),
                            page(deployment, "upgrade-airflow"),
                            page(deployment, "roll-back"),
                            page(deployment, "restore")))
                    .allMatch(page -> page.contains("git push"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void aRestoreStartsNoDag(String name, AirflowDeployment deployment) {
        assertThat(page(deployment, "restore"))
                .containsSubsequence("point", "UPDATE dag SET is_paused = true", "scale deployment/airflow-api-server");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void nothingAsksTheServerFromALaptop(String name, AirflowDeployment deployment) {
        assertThat(blocks(Deployments.runbook(deployment)).stream()
                        .flatMap(String::lines)
                        .filter(line -> line.matches(".*\\b(psql|pg_dump|pg_restore) .*")))
                .isNotEmpty()
                .allMatch(line -> line.contains("kubectl -n airflow exec") || line.contains("sh -c 'read -r url"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void materialIsReadFromStandardInput(String name, AirflowDeployment deployment) {
        assertThat(blocks(Deployments.documents(deployment)))
                .noneMatch(block -> block.contains("--from-literal") || block.contains("--docker-password"))
                .noneMatch(block -> Pattern.compile("(--value|--secret-string|--data) \"?\\$new")
                        .matcher(block)
                        .find());
        assertThat(blocks(page(deployment, "rotate-fernet-key")))
                .filteredOn(block -> block.contains("new="))
                .hasSize(2)
                .allMatch(block -> block.contains("printf %s \"$new\" |"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void aSchedulerIsNotAskedForItsOwnHealth(String name, AirflowDeployment deployment) {
        assertThat(blocks(page(deployment, "scheduler-down")))
                .filteredOn(block -> block.contains("jobs check"))
                .isNotEmpty()
                .allMatch(block -> block.contains("exec deployment/airflow-api-server"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void noLogIsSearchedInOneComponentOnly(String name, AirflowDeployment deployment) {
        assertThat(page(deployment, "logs-missing"))
                .contains(
                        deployment.usesCelery() ? "component=worker" : "component=scheduler",
                        "component=triggerer",
                        "component=api-server");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void aDowngradeKnowsTheTablesOfTheUsers(String name, AirflowDeployment deployment) {
        assertThat(page(deployment, "roll-back-migration"))
                .containsSubsequence("airflow db downgrade", "alembic_version_fab", "airflow fab-db downgrade");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void aStoreThatIsNotAmazonsIsAskedAtItsAddress(String name, AirflowDeployment deployment) {
        AirflowDeployment other = deployment.toBuilder()
                .remoteLogging(RemoteLogging.to(LogStore.s3("logs", "").toBuilder()
                                .endpoint("https://minio.example.com")
                                .build())
                        .retention(Period.ofDays(30))
                        .as(CloudIdentity.keySecret()))
                .build();

        assertThat(Stream.of(Deployments.installGuide(other), Deployments.runbook(other))
                        .flatMap(text -> blocks(text).stream())
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("aws ") && (line.contains(" s3 ") || line.contains(" s3api "))))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("aws --endpoint-url https://minio.example.com "));
        // Often only the cluster reaches it.
        assertThat(Deployments.installGuide(other)).contains("S3Hook");
    }
}
