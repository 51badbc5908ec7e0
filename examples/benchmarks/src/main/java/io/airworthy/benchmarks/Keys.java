package io.airworthy.benchmarks;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The material of the exercise. */
final class Keys {

    private Keys() {}

    static SecretMaterial of(AirflowDeployment deployment) {
        return SecretMaterial.forDeployment(deployment)
                .with(Material.DATABASE_PASSWORD, Sensitive.of("p/w@rd: 100%"))
                .with(Material.DATABASE_CA, Sensitive.of(certificate()))
                .generateMissing();
    }

    private static String certificate() {
        try (InputStream in = Keys.class.getResourceAsStream("database-ca.pem")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
