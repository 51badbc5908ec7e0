package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.render.KeptText;
import io.airworthy.store.SecretStore;
import io.airworthy.testkit.SecretDeployments;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every kind of store, logged in to in every way, as a person has read it. */
class SecretStoreManifestTest {

    @Test
    void aStoreOfTheNamespaceLooksIntoItsOwn() {
        assertThat(stores(SecretStore.Kind.NAMESPACED))
                .isEqualTo(KeptText.of(SecretStoreManifestTest.class, "stores.yaml"));
    }

    @Test
    void aStoreOfTheClusterSaysWhere() {
        assertThat(stores(SecretStore.Kind.CLUSTER))
                .isEqualTo(KeptText.of(SecretStoreManifestTest.class, "cluster-stores.yaml"));
    }

    private static String stores(SecretStore.Kind kind) {
        return DeliveredDeployments.providers().stream()
                .map(provider -> SecretStore.Rendered.builder()
                        .kind(kind)
                        .name("airflow-store")
                        .provider(provider)
                        .build())
                .map(SecretStoreManifestTest::manifest)
                .collect(Collectors.joining("---\n"));
    }

    private static String manifest(SecretStore.Rendered store) {
        ExternalSecrets external = ExternalSecrets.from(store);
        AirflowDeployment deployment =
                SecretDeployments.plain().toBuilder().secretDelivery(external).build();
        return ManifestYaml.document(new SecretStoreManifest(deployment, external, store).manifest());
    }
}
