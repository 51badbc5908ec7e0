package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.material.SealedSecrets;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.RuleSet;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code secrets/secrets-manifest.yaml} for the way in which a deployment's Secrets are delivered: placeholders and
 * commands for plain Secrets, ExternalSecrets with their store, or SealedSecrets. It may always be committed.
 */
public final class SecretsManifest {

    /** The name of the file in the deployment package. */
    public static final String FILE_NAME = "secrets/secrets-manifest.yaml";

    private final String text;

    /**
     * The command that takes the commands out of a manifest of plain Secrets, into {@code create-secrets.sh}.
     *
     * @param path where the manifest is, as a shell reads it
     * @return a line for a POSIX shell
     */
    public static String extraction(String path) {
        Objects.requireNonNull(path, "path");
        return "sed -n 's/^" + PlainSecretManifests.COMMAND_PREFIX.replace("$", "\\$") + " \\{0,1\\}//p' " + path
                + " > create-secrets.sh";
    }

    private SecretsManifest(String text) {
        this.text = text;
    }

    /**
     * The manifests of a deployment, judged by the standard rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment
     * @return its manifests
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if its Secrets are sealed, which needs their material: see {@link #sealed}
     */
    public static SecretsManifest of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The manifests of a deployment, judged by a platform team's own rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its manifests
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if its Secrets are sealed, which needs their material: see {@link #sealed}
     */
    public static SecretsManifest of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        return of(deployment, rules, SecretRevisions.none());
    }

    /**
     * The manifests of a deployment whose Secrets have been rotated.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @param revisions the revisions of its Secrets
     * @return its manifests, the same text for the same deployment and revisions
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if its Secrets are sealed, which needs their material: see {@link #sealed}
     */
    public static SecretsManifest of(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions) {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(revisions, "revisions");
        rules.validate(deployment).orThrow();
        return unjudged(deployment, revisions);
    }

    /** The manifests of a deployment that may have errors. */
    static SecretsManifest unjudged(AirflowDeployment deployment, SecretRevisions revisions) {
        return new SecretsManifest(deployment
                .secretDelivery()
                .match(
                        plain -> new PlainSecretManifests(deployment).text(),
                        external -> {
                            RemoteEntries entries = RemoteEntries.of(deployment).orElseThrow();
                            return new ExternalSecretManifests(deployment, external, entries, revisions).text();
                        },
                        sealedSecrets -> {
                            throw new IllegalStateException(
                                    "Secrets are sealed from their material, which a deployment does not contain: call"
                                            + " sealed(deployment, rules, material, certificate, revisions) instead of of(…)");
                        }));
    }

    /**
     * The manifests of a deployment whose Secrets are sealed. Sealing is random: they differ from one call to the next.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @param material its material, all of it
     * @param certificate the certificate of the controller in its cluster
     * @param revisions the revisions of its Secrets
     * @return its manifests
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalStateException if a Secret needs material that is not there, or if the deployment's Secrets are
     *     not sealed
     */
    public static SecretsManifest sealed(
            AirflowDeployment deployment,
            RuleSet rules,
            SecretMaterial material,
            SealingCertificate certificate,
            SecretRevisions revisions) {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(revisions, "revisions");
        rules.validate(deployment).orThrow();
        Optional<SealedSecrets.Scope> scope = deployment
                .secretDelivery()
                .match(
                        plain -> Optional.empty(),
                        external -> Optional.empty(),
                        sealedSecrets -> Optional.of(sealedSecrets.scope()));
        return scope.map(it -> new SealedSecretManifests(deployment, it, material, certificate, revisions).text())
                .map(SecretsManifest::new)
                .orElseThrow(() ->
                        new IllegalStateException("this deployment's Secrets are not to be sealed; to seal them, set"
                                + " secretDelivery(SecretDelivery.sealed())"));
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
