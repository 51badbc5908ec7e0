package com.example.platform;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.kubernetes.ExistingSecrets;
import io.airworthy.render.kubernetes.KubernetesSecrets;
import io.airworthy.render.kubernetes.MalformedSecretsException;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;

/** What the team's tool does for one tenant: it keeps the keys of the cluster, and makes those that are missing. */
final class Provisioning {

    private final AirflowDeployment airflow;

    Provisioning(AirflowDeployment airflow) {
        this.airflow = airflow;
    }

    HelmValues values() {
        return HelmValues.of(airflow);
    }

    Sensitive secrets(Sensitive databasePassword) {
        return KubernetesSecrets.of(
                        airflow,
                        SecretMaterial.forDeployment(airflow)
                                .with(Material.DATABASE_PASSWORD, databasePassword)
                                .generateMissing())
                .text();
    }

    Sensitive secrets(String ofTheCluster) throws MalformedSecretsException {
        return KubernetesSecrets.of(
                        airflow,
                        SecretMaterial.forDeployment(airflow)
                                .existing(ExistingSecrets.read(ofTheCluster, airflow).material())
                                .generateMissing())
                .text();
    }
}
