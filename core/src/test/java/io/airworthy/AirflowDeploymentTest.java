package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.pods.Component;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.SecretDeployments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @Test
    void extraValuesTakeNullWhichRemovesADefaultOfTheChart() {
        AirflowDeployment deployment =
                SampleDeployments.but(it -> it.extraValue("labels", null).extraValue("ports", Map.of()));

        assertThat(deployment.extraValues()).containsEntry("labels", null).containsKey("ports");
        assertThat(deployment.toBuilder().build()).isEqualTo(deployment).hasSameHashCodeAs(deployment);
    }

    @Test
    void extraValuesAreCopiedAllTheWayDown() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> inner = new HashMap<>(Map.of("list", list));
        Map<String, Object> outer = new HashMap<>(Map.of("inner", inner));
        AirflowDeployment deployment = SampleDeployments.but(it -> it.extraValue("outer", outer));
        AirflowDeployment same =
                SampleDeployments.but(it -> it.extraValue("outer", Map.of("inner", Map.of("list", List.of(1)))));
        int hash = deployment.hashCode();

        list.add(2);
        inner.put("password", "hunter2");
        outer.clear();

        assertThat(deployment).isEqualTo(same).hasSameHashCodeAs(same).doesNotHaveToString("hunter2");
        assertThat(deployment.hashCode()).isEqualTo(hash);
        assertThatThrownBy(() -> listIn(deployment).add(3)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void extraValuesKeepNothingThatCanChange() {
        int[] array = {1};
        AirflowDeployment deployment = SampleDeployments.but(it ->
                it.extraValue("labels", Map.of("a", array)).extraValue("ports", Map.of("b", new StringBuilder("c"))));

        assertThat(deployment.extraValues().toString()).doesNotContain("c}");
        assertThat(deployment.validate().errors())
                .extracting(error ->
                        error.finding().modelPath() + " " + error.finding().what())
                .contains("extraValues[labels.a] it is a int[]", "extraValues[ports.b] it is a StringBuilder");
    }

    @Test
    void extraValuesThatRepeatThemselvesWithoutEndAreNotCopiedWithoutEnd() {
        List<Object> twice = List.of("a");
        for (int i = 0; i < 40; i++) {
            twice = List.of(twice, twice);
        }
        List<Object> all = twice;

        assertThat(SampleDeployments.but(it -> it.extraValue("labels", all))
                        .validate()
                        .isDeployable())
                .isFalse();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> listIn(AirflowDeployment deployment) {
        Map<String, Map<String, List<Object>>> outer = (Map<String, Map<String, List<Object>>>)
                deployment.extraValues().get("outer");
        return outer.get("inner").get("list");
    }

    @Test
    void extraValuesHaveNoKeyNull() {
        AirflowDeploymentBuilder builder =
                SampleDeployments.exercise().toBuilder().extraValue(null, "x");

        assertThatNullPointerException().isThrownBy(builder::build).withMessage("extraValues key");
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
                .contains(ExternalUrl.of(url));
        assertThat(WebIngress.builder().build().url()).isEmpty();
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
