package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitHost;
import io.airworthy.secret.Material;
import io.airworthy.secrets.DatabaseRole;
import io.airworthy.secrets.FernetKeyRing;
import io.airworthy.secrets.JwtSecret;
import io.airworthy.secrets.ScramVerifier;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.SecretRotation;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.SessionKey;
import io.airworthy.secrets.SshDeployKey;
import io.airworthy.testkit.SecretDeployments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever holds material, written by those who write any object: printing, formatting, Java's and Jackson's serialisers. */
class NothingIsSerialisedTest {

    private static final String PLANTED = "Zq7Xw9KvPlantedPassword";

    private static final ObjectMapper JACKSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    static Stream<Object> holders() {
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
                SessionKey.parse(material.get(Material.SESSION_KEY)),
                JwtSecret.parse(material.get(Material.JWT_SECRET)),
                ScramVerifier.generate(password),
                SshDeployKey.generate(GitHost.OTHER, "airflow"),
                DatabaseRole.of(airflow, material),
                KubernetesSecrets.of(airflow, material),
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
        assertSilent(writtenByJackson(holder));
        assertSilent(writtenByJava(holder));
    }

    private static String writtenByJackson(Object holder) {
        try {
            return JACKSON.writeValueAsString(holder);
        } catch (IOException refusal) {
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

    private static void assertSilent(String text) {
        assertThat(text.contains(PLANTED)).as("the planted password").isFalse();
        assertThat(text.contains(Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8))))
                .as("the planted password in base64")
                .isFalse();
        assertThat(text).doesNotContain("PRIVATE KEY").doesNotContainPattern("[A-Za-z0-9_-]{43}=|[0-9a-f]{64}");
    }
}
