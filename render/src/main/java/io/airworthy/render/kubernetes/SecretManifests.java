package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.secret.ExternalSecrets;
import io.airworthy.secret.SealedSecrets;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;

/**
 * {@code secrets/secrets-manifest.yaml} for the way in which a deployment's Secrets get into the cluster: placeholders and
 * commands for plain Secrets, ExternalSecrets with their store, or SealedSecrets. It may always be committed.
 */
public final class SecretManifests {

    private final String text;

    private SecretManifests(String text) {
        this.text = text;
    }

    /**
     * The manifests of a deployment whose Secrets were never rotated.
     *
     * @param deployment the deployment
     * @return its manifests
     * @throws IllegalStateException if its Secrets are to be sealed, which needs their material
     */
    public static SecretManifests of(AirflowDeployment deployment) {
        return of(deployment, SecretRevisions.none());
    }

    /**
     * The manifests of a deployment.
     *
     * @param deployment the deployment
     * @param revisions the revisions of its Secrets
     * @return its manifests, the same text for the same deployment and revisions
     * @throws IllegalStateException if its Secrets are to be sealed, which needs their material
     */
    public static SecretManifests of(AirflowDeployment deployment, SecretRevisions revisions) {
        if (deployment.secretDelivery() instanceof ExternalSecrets external) {
            RemoteEntries entries = RemoteEntries.of(deployment).orElseThrow();
            return new SecretManifests(new ExternalSecretManifests(deployment, external, entries, revisions).text());
        }
        if (deployment.secretDelivery() instanceof SealedSecrets) {
            throw new IllegalStateException(
                    "Secrets are sealed from their material: SecretManifests.sealed(deployment, material, certificate,"
                            + " revisions)");
        }
        return new SecretManifests(SecretsManifest.of(deployment).text());
    }

    /**
     * The manifests of a deployment whose Secrets are sealed. Sealing is random: they differ from one call to the next.
     *
     * @param deployment the deployment
     * @param material its material, all of it
     * @param certificate the certificate of the controller in its cluster
     * @param revisions the revisions of its Secrets
     * @return its manifests
     * @throws IllegalStateException if a Secret needs material that is not there, or if the deployment's Secrets are not to
     *     be sealed
     */
    public static SecretManifests sealed(
            AirflowDeployment deployment,
            SecretMaterial material,
            SealingCertificate certificate,
            SecretRevisions revisions) {
        if (deployment.secretDelivery() instanceof SealedSecrets sealed) {
            return new SecretManifests(
                    new SealedSecretManifests(deployment, sealed.scope(), material, certificate, revisions).text());
        }
        throw new IllegalStateException(
                "this deployment's Secrets are not to be sealed; secretDelivery(SecretDelivery.sealed()) says so");
    }

    /**
     * The file's text.
     *
     * @return YAML with comments
     */
    public String asText() {
        return text;
    }
}
