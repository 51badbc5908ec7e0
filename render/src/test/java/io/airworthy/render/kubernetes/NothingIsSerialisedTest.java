package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.gson.Gson;
import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitHost;
import io.airworthy.material.Material;
import io.airworthy.secrets.DatabaseRole;
import io.airworthy.secrets.FernetKeyRing;
import io.airworthy.secrets.ScramVerifier;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.SecretRotation;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.SigningKey;
import io.airworthy.secrets.SshDeployKey;
import io.airworthy.testkit.SecretDeployments;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever holds material, written by those who write any object: printing, formatting, serialisers of all kinds. */
class NothingIsSerialisedTest {

    private static final String PLANTED = "Zq7Xw9KvPlantedPassword";

    private static final ObjectMapper JACKSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private static final ObjectMapper JACKSON_BY_FIELDS =
            JACKSON.copy().setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY);

    private static final Gson GSON = new Gson();

    static Stream<Object> holders() throws Exception {
        AirflowDeployment airflow = SecretDeployments.withEverythingMade();
        SecretMaterial material = GivenMaterial.given(airflow, PLANTED).generateMissing();
        Sensitive password = material.get(Material.DATABASE_PASSWORD);
        FernetKeyRing ring =
                FernetKeyRing.parse(material.get(Material.FERNET_KEYS)).value();
        return Stream.of(
                password,
                material,
                ring,
                ring.primary(),
                SigningKey.parse(material.get(Material.SESSION_KEY)),
                ScramVerifier.generate(password),
                SshDeployKey.generate(GitHost.OTHER, "airflow"),
                DatabaseRole.of(airflow, material),
                KubernetesSecrets.of(airflow, material),
                ExistingSecrets.read(KubernetesSecrets.of(airflow, material).text(), airflow),
                SecretMaterial.forDeployment(airflow)
                        .existing(material)
                        .with(Material.DATABASE_PASSWORD, password)
                        .fromSources(Map.of("DB_PASSWORD", PLANTED)),
                SecretRotation.of(airflow, material, SecretRevisions.none()),
                SecretRotation.of(airflow, material, SecretRevisions.none()).beginFernet(),
                List.of(password, material),
                Map.of("held", password));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void noWriterGetsAtTheMaterial(Object holder) {
        Map<Object, Object> keyed = new HashMap<>();
        keyed.put(holder, holder);
        assertSilent(holder.toString());
        assertSilent(String.format("%s %1$S %1$h", holder));
        assertSilent(keyed.toString());
        assertSilent(written(() -> JACKSON.writeValueAsString(holder)));
        assertSilent(written(() -> JACKSON_BY_FIELDS.writeValueAsString(holder)));
        assertSilent(written(() -> GSON.toJson(holder)));
        assertSilent(writtenByJava(holder));
    }

    /** Gson refuses what holds types of the JDK that it has no adapter for. */
    private static String written(Callable<String> serialiser) {
        try {
            return serialiser.call();
        } catch (Exception refusal) {
            return refusal.toString();
        }
    }

    private static String writtenByJava(Object holder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Throwable refusal = catchThrowable(() -> {
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(holder);
            }
        });
        assertThat(refusal).isInstanceOf(NotSerializableException.class);
        return bytes.toString(StandardCharsets.ISO_8859_1) + refusal;
    }

    /** Serialisers write bytes as numbers or in base64. The public half of a deploy key is nobody's secret. */
    private static void assertSilent(String text) {
        assertThat(text.replaceAll("\"publicBlob\":\\[[^]]*]", ""))
                .doesNotContainPattern("-?[0-9]+,-?[0-9]+,-?[0-9]+,-?[0-9]+");
        assertThat(text.contains(PLANTED)).as("the planted password").isFalse();
        assertThat(text.contains(Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8))))
                .as("the planted password in base64")
                .isFalse();
        assertThat(text).doesNotContain("PRIVATE KEY").doesNotContainPattern("[A-Za-z0-9_-]{43}=|[0-9a-f]{64}");
    }
}
