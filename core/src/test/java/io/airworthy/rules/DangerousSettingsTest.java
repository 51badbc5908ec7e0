package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.database;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Flower;
import io.airworthy.WebIngress;
import io.airworthy.pods.Variable;
import io.airworthy.testkit.AirworthyDomain;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DangerousSettingsTest {

    private static final Pattern REPEATED = Pattern.compile("\\((\\d+)x0\\)");

    /** A line of one of the two lists. */
    private record Line(String ruleId, String kind, String place, String value) {

        AirflowDeployment deployment() {
            return switch (kind) {
                case "variable" -> but(it -> it.environment(place, value));
                case "option" -> but(it -> it.airflowConfig(place, value));
                case "entry" ->
                    with(
                            place + "[0]",
                            Map.of(
                                    "name", value.substring(0, value.indexOf('=')),
                                    "value", value.substring(value.indexOf('=') + 1)));
                default -> with(place, value.startsWith("{type") ? service() : scalar());
            };
        }

        private Object scalar() {
            return value.matches("true|false")
                    ? Boolean.valueOf(value)
                    : value.matches("\\d{1,6}") ? Integer.valueOf(value) : value;
        }

        private Object service() {
            if (value.contains("loadBalancerSourceRanges")) {
                return Map.of("type", "LoadBalancer", "loadBalancerSourceRanges", List.of("10.0.0.0/8"));
            }
            String annotation = value.substring(value.indexOf("{", 1) + 1, value.indexOf("}"));
            String[] parts = annotation.split(": ");
            return Map.of("type", "LoadBalancer", "annotations", Map.of(parts[0], parts[1].replace("\"", "")));
        }

        @Override
        public String toString() {
            return ruleId + " " + kind + " " + place + " " + value;
        }
    }

    static Stream<Line> dangerous() {
        return lines("dangerous-settings.txt").map(line -> line(line.split(" {2,}", 4)));
    }

    static Stream<Line> harmless() {
        return lines("harmless-settings.txt").map(line -> line(("none  " + line).split(" {2,}", 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dangerous")
    void eachDangerousSettingIsFoundByItsRule(Line line) {
        assertThat(risks(line.deployment())).containsExactly(line.ruleId());
        assertThat(line.deployment().validate().toString()).doesNotContain("hunter2", "0".repeat(20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void noHarmlessSettingIsTakenForADangerousOne(Line line) {
        assertThat(risks(line.deployment())).isEmpty();
    }

    @Test
    void theListsAreLong() {
        assertThat(dangerous().count()).isGreaterThanOrEqualTo(150);
        assertThat(harmless().count()).isGreaterThanOrEqualTo(150);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    @Domain(AirworthyDomain.class)
    void noValidDeploymentIsCalledDangerous(@ForAll AirflowDeployment valid) {
        assertThat(valid.validate().errors())
                .noneMatch(error -> error.rule().id().startsWith("RISK-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "root", "rdsadmin", "cloudsqlsuperuser", "azure_superuser", "doadmin"})
    void theServersAdministratorIsNotAirflowsUser(String user) {
        assertThat(risks(database(it -> it.user(user)))).containsExactly("RISK-072");
    }

    @ParameterizedTest
    @ValueSource(strings = {"airflow", "postgres_airflow", "admin_airflow"})
    void whoeverElseMayBe(String user) {
        assertThat(risks(database(it -> it.user(user)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "kube-system", "kube-public", "kube-node-lease"})
    void theClustersNamespacesAreNotAirflows(String namespace) {
        assertThat(risks(but(it -> it.namespace(namespace)))).containsExactly("RISK-073");
    }

    @ParameterizedTest
    @ValueSource(strings = {"airflow", "data-default", "kubeflow"})
    void everyOtherNamespaceIs(String namespace) {
        assertThat(risks(but(it -> it.namespace(namespace)))).isEmpty();
    }

    @Test
    void anIngressAsksForNetworkPolicies() {
        AirflowDeployment open =
                azure().toBuilder().networkPolicies(Optional.empty()).build();

        assertThat(risks(open)).containsExactly("RISK-033");
        assertThat(risks(azure())).isEmpty();
        assertThat(risks(exercise())).isEmpty();
    }

    @Test
    void anIngressToFlowerAsksForAPassword() {
        Flower open = Flower.builder()
                .basicAuth(false)
                .ingress(WebIngress.builder()
                        .host("flower.example.com")
                        .tlsSecret("flower-tls")
                        .build())
                .build();

        assertThat(risks(but(it -> it.flower(open)))).containsExactly("RISK-032");
        assertThat(risks(but(it -> it.flower(open.toBuilder().basicAuth(true).build()))))
                .isEmpty();
        assertThat(risks(but(it -> it.flower(open.toBuilder()
                        .pods(pods -> pods.variable(
                                Variable.of("FLOWER_AUTH_PROVIDER", "flower.views.auth.GithubLoginHandler")))
                        .build()))))
                .isEmpty();
        assertThat(risks(but(it -> it.flower(open.toBuilder()
                        .ingress(open.ingress().orElseThrow().toBuilder()
                                .annotation(
                                        "nginx.ingress.kubernetes.io/auth-url", "https://sso.example.com/oauth2/auth")
                                .build())
                        .build()))))
                .isEmpty();
    }

    @Test
    void tasksMayReportToTheAddressThatBrowsersUse() {
        assertThat(risks(azure().toBuilder()
                        .airflowConfig("core.execution_api_server_url", "https://airflow.example.com/execution/")
                        .build()))
                .isEmpty();
    }

    @Test
    void anAnnotationOfTheIngressIsLookedAtToo() {
        AirflowDeployment open = azure().toBuilder()
                .ingress(azure().ingress().orElseThrow().toBuilder()
                        .annotation("nginx.ingress.kubernetes.io/cors-allow-origin", "*")
                        .build())
                .build();

        assertThat(risks(open)).containsExactly("RISK-042");
    }

    @Test
    void aSecretInAKeyIsFoundAndNotShownAgain() {
        AirflowDeployment deployment =
                but(it -> it.extraValue("labels", Map.of("https://me:hunter2@proxy.example.com", "x")));

        assertThat(deployment.validate().errors())
                .extracting(Violation::finding)
                .contains(Finding.at("extraValues[...]", "its key contains a password in a URL"));
    }

    private static List<String> risks(AirflowDeployment deployment) {
        return deployment.validate().all().stream()
                .map(violation -> violation.rule().id())
                .filter(id -> id.startsWith("RISK-"))
                .distinct()
                .toList();
    }

    private static AirflowDeployment with(String path, Object value) {
        String[] keys = path.split(
                "\\.(?=[a-zA-Z]+(?:[.\\[]|$))(?!(?:kubernetes|k8s|hashicorp|stakater|com|io|reloader|ingress\\.kubernetes)[./])");
        Object nested = value;
        for (int i = keys.length - 1; i > 0; i--) {
            nested = holding(keys[i], nested);
        }
        Map<String, Object> root = holding(keys[0], nested);
        return but(it -> it.extraValues(root));
    }

    /** A key with what it holds: {@code key} or an element of a list, {@code key[1]}, after elements of no interest. */
    private static Map<String, Object> holding(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        int index = key.indexOf('[');
        if (index < 0) {
            map.put(key, value);
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = Integer.parseInt(key.substring(index + 1, key.length() - 1)); i > 0; i--) {
            list.add("CHOWN");
        }
        list.add(value);
        map.put(key.substring(0, index), list);
        return map;
    }

    private static Line line(String[] columns) {
        String value = REPEATED.matcher(columns[3].replace("\\n", "\n").replace("\\s", " "))
                .replaceAll(found -> "0".repeat(Integer.parseInt(found.group(1))));
        return new Line(columns[0], columns[1], columns[2], value);
    }

    private static Stream<String> lines(String file) {
        try (InputStream in = DangerousSettingsTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
