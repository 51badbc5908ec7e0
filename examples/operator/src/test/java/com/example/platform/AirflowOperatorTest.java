package com.example.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class AirflowOperatorTest {

    private static final CustomResourceDefinitionContext AIRFLOWS =
            kind("airworthy.io", "v1alpha1", "AirflowDeployment", "airflowdeployments");
    private static final CustomResourceDefinitionContext REPOSITORIES =
            kind("source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories");
    private static final CustomResourceDefinitionContext RELEASES =
            kind("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases");

    private static final String AIRFLOW = """
            apiVersion: airworthy.io/v1alpha1
            kind: AirflowDeployment
            metadata: {name: payments, namespace: platform}
            spec:
              releaseName: payments
              namespace: payments
              chartVersion: 1.22.0
              airflowVersion: 3.2.2
              executors: [LocalExecutor]
              delivery: flux
              database: {provider: self-hosted, host: postgres.example.com, tls: require, maxConnections: 450}
            """;

    private KubernetesClient client;
    private KubernetesMockServer server;

    @BeforeEach
    void aClusterWithFluxAndThePasswordOfTheDatabase() {
        server.expectCustomResource(AIRFLOWS);
        server.expectCustomResource(REPOSITORIES);
        server.expectCustomResource(RELEASES);
        client.resource(new SecretBuilder()
                        .withNewMetadata().withName("payments-sources").withNamespace("payments").endMetadata()
                        .addToStringData("DB_PASSWORD", "pl4nted")
                        .addToData("DB_PASSWORD", "cGw0bnRlZA==")
                        .build())
                .create();
    }

    @Test
    void makesSecretsAndReleaseOfAResource() {
        assertEquals("Applied True", reconciled(AIRFLOW));

        assertNotNull(client.genericKubernetesResources(RELEASES).inNamespace("payments").withName("payments").get());
        assertTrue(secrets().size() > 3, () -> "only " + secrets().keySet());
    }

    @Test
    void keepsEverySecretThatIsThere() {
        reconciled(AIRFLOW);
        Map<String, Map<String, String>> made = secrets();

        assertEquals("Applied True", reconciled(AIRFLOW.replace("maxConnections: 450", "maxConnections: 500")));
        assertEquals(made, secrets());
    }

    @Test
    void saysWhatWouldNotWork() {
        assertEquals("Invalid False", reconciled(AIRFLOW.replace("postgres.example.com", "'no host'")));
        assertEquals("Invalid False", reconciled(AIRFLOW.replace("maxConnections", "maxConections")));
        assertEquals(1, secrets().size());
    }

    private String reconciled(String airflow) {
        GenericKubernetesResource resource = client.getKubernetesSerialization().unmarshal(airflow, GenericKubernetesResource.class);
        client.resource(resource).createOr(existing -> existing.update());
        new AirflowOperator(client).onAdd(client.resource(resource).get());
        Map<?, ?> condition = (Map<?, ?>) ((List<?>) client.resource(resource).get().get("status", "conditions")).get(0);
        return condition.get("reason") + " " + condition.get("status");
    }

    private Map<String, Map<String, String>> secrets() {
        return client.secrets().inNamespace("payments").list().getItems().stream()
                .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), Secret::getData));
    }

    private static CustomResourceDefinitionContext kind(String group, String version, String kind, String plural) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(group).withVersion(version).withKind(kind).withPlural(plural).withScope("Namespaced").build();
    }
}
