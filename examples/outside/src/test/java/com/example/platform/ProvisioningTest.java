package com.example.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.TlsMode;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.secrets.Sensitive;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With whatever Jackson this project has. */
class ProvisioningTest {

    private static final Provisioning TOOL = new Provisioning(AirflowDeployment.builder()
            .chartVersion("1.22.0")
            .airflowVersion("3.2.2")
            .executor(Executor.LOCAL)
            .database(ExternalDatabase.builder()
                    .provider(DatabaseProvider.SELF_HOSTED)
                    .host("postgres.example.com")
                    .tls(TlsMode.REQUIRE)
                    .maxConnections(450)
                    .build())
            .extraValue("airflowPodAnnotations", Map.of("team", "yes: no\nsecond line"))
            .build());

    @Test
    void writesValuesThatReadBackAsTheyWere() throws Exception {
        assertEquals(TOOL.values().asMap(), ValuesYaml.read(TOOL.values().asText()).values());
    }

    @Test
    void keepsTheKeysThatItHasWritten() throws Exception {
        String first = TOOL.secrets(Sensitive.of("a \"strange\" one: #1 ünï")).reveal();
        assertEquals(first, TOOL.secrets(first).reveal());
    }
}
