package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.logging.LogStore;
import io.airworthy.material.Material;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialBuilder;
import io.airworthy.secrets.Sensitive;
import io.airworthy.testkit.SecretDeployments;

/** What outsiders would have for a deployment: certificates, keys and passwords of their own. */
final class GivenMaterial {

    /** What no context takes as it is. */
    static final String PASSWORD = "p@s:s/w'o\"r\\d $HOME ~ `id` %41+!*\u00e9\ud83d\ude80";

    private GivenMaterial() {}

    /** All that an outsider has, with one password for everything that may be any text. */
    static SecretMaterialBuilder given(AirflowDeployment deployment, String password) {
        Sensitive text = Sensitive.of(password);
        boolean isKeyFile = deployment
                .remoteLogging()
                .filter(logging -> logging.store() instanceof LogStore.Gcs)
                .isPresent();
        SecretMaterialBuilder given = SecretMaterial.forDeployment(deployment);
        for (Material material : SecretCatalogue.of(deployment).materials()) {
            if (material.origin() == Material.Origin.PROVIDED) {
                given.with(
                        material,
                        switch (material) {
                            case DATABASE_CA, POOL_CA, POOL_CERTIFICATE -> Sensitive.of(SecretDeployments.CERTIFICATE);
                            case POOL_PRIVATE_KEY -> Sensitive.of(SecretDeployments.PRIVATE_KEY);
                            case LOG_ACCESS_KEY -> isKeyFile ? Sensitive.of("{\"type\": \"x\"}\n") : text;
                            default -> text;
                        });
            }
        }
        return given;
    }

    static SecretMaterial material(AirflowDeployment deployment) {
        return material(deployment, PASSWORD);
    }

    static SecretMaterial material(AirflowDeployment deployment, String password) {
        return given(deployment, password).generateMissing();
    }
}
