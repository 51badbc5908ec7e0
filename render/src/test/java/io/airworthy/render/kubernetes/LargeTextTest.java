package io.airworthy.render.kubernetes;

import static io.airworthy.testkit.Growth.isLinear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.render.helm.MalformedYamlException;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.testkit.SecretDeployments;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However much a cluster or a file holds, four times as much of it takes about four times as long to read. */
class LargeTextTest {

    private static final AirflowDeployment DEPLOYMENT = SecretDeployments.withEverythingMade();

    private static final String SECRET = KubernetesSecrets.of(DEPLOYMENT, GivenMaterial.material(DEPLOYMENT))
            .text()
            .reveal();

    private static final String FERNET =
            "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"airflow-fernet-secret\"},\"data\":{\"fernet-key\":\"a2V5\"}}\n";

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("documents, always the same", 40, (IntFunction<String>) SECRET::repeat),
                Arguments.of("objects, always the same", 2_000, (IntFunction<String>) FERNET::repeat),
                Arguments.of("items of other names", 2_000, (IntFunction<String>) size ->
                        "{\"kind\":\"SecretList\",\"items\":["
                                + IntStream.range(0, size)
                                        .mapToObj(i -> FERNET.replace("airflow-fernet-secret", "s" + i))
                                        .collect(Collectors.joining(","))
                                + "]}"),
                Arguments.of("aliases", 2_000, (IntFunction<String>)
                        size -> "kind: List\nitems:\n- &a\n  kind: Secret\n" + "- *a\n".repeat(size)),
                Arguments.of("a long text", 100_000, (IntFunction<String>)
                        size -> FERNET.replace("a2V5", "YWFh".repeat(size) + "\\n".repeat(size))),
                Arguments.of(
                        "a long list of what is no Secret", 5_000, (IntFunction<String>) "kind: Role\n---\n"::repeat),
                Arguments.of("comments", 20_000, (IntFunction<String>) "# \n"::repeat));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("secrets")
    void secretsAreReadInTime(String name, int size, IntFunction<String> text) {
        isLinear(size, text, it -> ExistingSecrets.read(it, DEPLOYMENT), MalformedSecretsException.class);
    }

    @Test
    void oneSecretEightThousandTimesIsOneSecret() throws Exception {
        assertThat(ExistingSecrets.read(FERNET.repeat(8_000), DEPLOYMENT).material())
                .containsOnlyKeys(Material.FERNET_KEYS);
    }

    @Test
    void secretsOfAClientAreTakenInTime() {
        isLinear(
                20_000,
                size -> {
                    Map<String, Map<String, byte[]>> many = new LinkedHashMap<>();
                    IntStream.range(0, size).forEach(i -> many.put("s" + i, Map.of("a", new byte[] {1})));
                    return many;
                },
                many -> ExistingSecrets.of(many, DEPLOYMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n", "- ", "{a: ", "[", "\n", "a", "? ", "'", "\"", "# \n", "a: |\n", "\\"})
    void valuesAreReadInTime(String unit) {
        isLinear(5_000, unit::repeat, ValuesYaml::read, MalformedYamlException.class);
    }

    @Test
    void manyKeysOfAValuesFileAreReadInTime() {
        isLinear(
                2_000,
                size -> IntStream.range(0, size)
                        .mapToObj(i -> "k" + i + ": [1, {a: b}]\n")
                        .collect(Collectors.joining()),
                ValuesYaml::read);
    }

    @Test
    void nestedBlocksAreNoSealingCertificate() {
        byte[] nested = HexFormat.of().parseHex("3080".repeat(20_000) + "0000".repeat(20_000));
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(nested)
                + "\n-----END CERTIFICATE-----\n";
        assertThatThrownBy(() -> SealingCertificate.of(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this is not a PEM certificate; kubeseal --fetch-cert prints the controller's")
                .hasNoCause();
    }
}
