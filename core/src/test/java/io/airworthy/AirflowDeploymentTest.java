package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.availability.Component;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.SecretDeployments;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a deployment's values. */
class AirflowDeploymentTest {

    @Test
    void everybodyWhoTouchesLogsIsKnownToTheirStore() {
        assertThat(SampleDeployments.exercise().logComponents()).containsExactly(Component.values());
        assertThat(SampleDeployments.kubernetesOnGoogle().logComponents()).containsExactly(Component.values());
        assertThat(SecretDeployments.plain().logComponents())
                .containsExactly(Component.SCHEDULER, Component.WEB, Component.DAG_PROCESSOR, Component.TRIGGERER);
    }

    @ParameterizedTest
    @CsvSource({
        "/, , http://airflow.example.com",
        "/, tls, https://airflow.example.com",
        "/team, tls, https://airflow.example.com/team",
        "/team/, tls, https://airflow.example.com/team"
    })
    void usersTypeTheAddressOfTheIngress(String path, String tlsSecret, String url) {
        assertThat(WebIngress.builder()
                        .host("airflow.example.com")
                        .path(path)
                        .tlsSecret(Optional.ofNullable(tlsSecret))
                        .build()
                        .url())
                .hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({"HELM, true", "HELM_WAIT, false", "ARGO_CD, false", "FLUX, false", "TERRAFORM, false"})
    void onlyHelmThatDoesNotWaitMayHaveHooks(Delivery delivery, boolean hooks) {
        assertThat(delivery.usesHelmHooks()).isEqualTo(hooks);
    }

    @ParameterizedTest
    @CsvSource({
        "CeleryExecutor, false",
        "LocalExecutor, true",
        "KubernetesExecutor, false",
        "LocalKubernetesExecutor, true",
        "CeleryKubernetesExecutor, false"
    })
    void someExecutorsRunTasksInTheScheduler(Executor executor, boolean inScheduler) {
        assertThat(executor.runsInScheduler()).isEqualTo(inScheduler);
    }
}
