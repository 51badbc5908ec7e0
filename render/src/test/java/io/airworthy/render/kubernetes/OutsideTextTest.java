package io.airworthy.render.kubernetes;

import static io.airworthy.testkit.OutsideTexts.like;
import static io.airworthy.testkit.Reading.endsWell;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.FuzzProperty;
import io.airworthy.testkit.SecretDeployments;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever stands in place of what kubectl prints, it is read, or refused as documented. */
class OutsideTextTest {

    private static final AirflowDeployment MADE = SecretDeployments.withEverythingMade();

    private static final String WRITTEN =
            KubernetesSecrets.of(MADE, GivenMaterial.material(MADE)).text().reveal();

    @Provide
    Arbitrary<String> manifests() {
        return like(
                WRITTEN,
                WRITTEN.substring(0, WRITTEN.length() / 3),
                "kind: List\nitems:\n  - kind: Secret\n    metadata: {name: airflow-metadata}\n    data: {a: '%%%'}\n",
                "stringData:\n  connection: postgresql://a:b@c/d\n",
                "data: [1, 2]\n",
                "metadata: null\n",
                "---\n",
                "&a [*a]",
                "!!java.lang.Object {}",
                "{{{{",
                "\n");
    }

    @FuzzProperty
    void anyManifestIsReadOrRefused(@ForAll("manifests") String text) {
        endsWell(() -> ExistingSecrets.read(text, MADE), MalformedSecretsException.class);
    }
}
