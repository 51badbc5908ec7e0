package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The rotation of a deployment's secret material. Nothing is rotated by itself: each call makes new material from what
 * there is, gives the Secrets that carry it a new revision, and says what has to be done. The present material stays as
 * it is, so that you can go back.
 *
 * <pre>{@code
 * RotatedSecrets rotated = SecretRotation.of(airflow, material, revisions).beginFernet();
 * KubernetesSecrets.of(airflow, rotated.material(), rotated.revisions()).replace(file);
 * HelmValues.of(airflow, rules, rotated.revisions());
 * }</pre>
 */
public final class SecretRotation {

    private final AirflowDeployment deployment;
    private final SecretMaterial material;
    private final SecretRevisions revisions;

    private SecretRotation(AirflowDeployment deployment, SecretMaterial material, SecretRevisions revisions) {
        this.deployment = deployment;
        this.material = material;
        this.revisions = revisions;
    }

    /**
     * The rotation of what is there.
     *
     * @param deployment the deployment
     * @param material its present material, all of it
     * @param revisions the present revisions of its Secrets
     * @return the rotation
     */
    public static SecretRotation of(AirflowDeployment deployment, SecretMaterial material, SecretRevisions revisions) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(revisions, "revisions");
        return new SecretRotation(deployment, material, revisions);
    }

    /**
     * Begins the rotation of the Fernet key: the new key encrypts, the present ones still decrypt.
     *
     * @return what to do until everything is encrypted with the new key
     * @throws IllegalStateException if a rotation has begun already and not ended
     */
    public RotatedSecrets beginFernet() {
        FernetKeyRing ring = ring();
        if (ring.isRotating()) {
            throw new IllegalStateException(
                    "a rotation of the Fernet key has already begun; finish it with finishFernet()");
        }
        return rotated(
                Material.FERNET_KEYS,
                again().fernetKeys(ring.rotate(FernetKey.generate())),
                RotationSteps.fernetBegun(deployment));
    }

    /**
     * Ends the rotation of the Fernet key: only the new key stays. What {@code airflow rotate-fernet-key} has not encrypted
     * again is lost.
     *
     * @return what to do to the end
     * @throws IllegalStateException if no rotation has begun
     */
    public RotatedSecrets finishFernet() {
        FernetKeyRing ring = ring();
        if (!ring.isRotating()) {
            throw new IllegalStateException("no rotation of the Fernet key has begun; begin it with beginFernet()");
        }
        return rotated(
                Material.FERNET_KEYS, again().fernetKeys(ring.retire()), RotationSteps.fernetFinished(deployment));
    }

    /**
     * Generates again a piece of material that the library makes: signing keys, the deploy key, passwords inside the
     * cluster.
     *
     * @param which which
     * @return what to do
     * @throws IllegalArgumentException for the Fernet keys, which are rotated in two calls, and for material that only the
     *     user can have or that follows from such
     * @throws IllegalStateException if the deployment does not need it
     */
    public RotatedSecrets renew(Material which) {
        Objects.requireNonNull(which, "which");
        if (which == Material.FERNET_KEYS || which.origin() != Material.Origin.GENERATED) {
            throw new IllegalArgumentException(
                    which == Material.FERNET_KEYS
                            ? "Fernet keys are rotated with beginFernet() and finishFernet()"
                            : which.description() + " is not generated here; use replace(" + which
                                    + ", …) with the new one");
        }
        return rotated(which, again().renew(which), List.of());
    }

    /**
     * Takes a new piece of material in the place of the present one, such as a new database password. What follows from
     * it is made again. A certificate of PgBouncer's that has a new key is {@linkplain #replacePoolCertificate taken
     * together} with it.
     *
     * @param which which
     * @param piece the new material; it is copied
     * @return what to do
     * @throws IllegalArgumentException for the Fernet keys, which are rotated in two calls
     * @throws IllegalStateException if the deployment does not need it
     * @throws SecretMaterialException if it cannot be used
     */
    public RotatedSecrets replace(Material which, Sensitive piece) {
        Objects.requireNonNull(which, "which");
        Objects.requireNonNull(piece, "piece");
        if (which == Material.FERNET_KEYS) {
            throw new IllegalArgumentException("Fernet keys are rotated with beginFernet() and finishFernet()");
        }
        return rotated(which, again().renew(which).with(which, piece), List.of());
    }

    /**
     * Takes a new certificate of PgBouncer's in the place of the present one, with what belongs to it.
     *
     * @param certificate the certificate, and those between it and the CA's, in PEM
     * @param privateKey its private key in PEM, without a passphrase
     * @param ca the CA bundle in PEM; left out where Airflow does not check the certificate
     * @return what to do
     * @throws IllegalStateException if the deployment does not need it
     * @throws SecretMaterialException if they cannot be used, or do not belong together
     */
    public RotatedSecrets replacePoolCertificate(Sensitive certificate, Sensitive privateKey, Sensitive ca) {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(ca, "ca");
        return rotated(Material.POOL_CERTIFICATE, again().poolCertificate(certificate, privateKey, ca), List.of());
    }

    private FernetKeyRing ring() {
        return FernetKeyRing.parse(material.get(Material.FERNET_KEYS)).value();
    }

    private SecretMaterialBuilder again() {
        return SecretMaterial.forDeployment(deployment).existing(material);
    }

    private RotatedSecrets rotated(Material which, SecretMaterialBuilder builder, List<RotationStep> afterwards) {
        // Fails at once if the deployment does not need it.
        material.get(which).wipe();
        SecretMaterial renewed = builder.generateMissing();
        Set<Material> different = EnumSet.noneOf(Material.class);
        for (Material piece : deployment.release().secrets().materials()) {
            if (!material.has(piece) || !material.get(piece).equals(renewed.get(piece))) {
                different.add(piece);
            }
        }
        List<RequiredSecret> changed = deployment.release().secrets().required().stream()
                .filter(secret -> secret.materials().stream().anyMatch(different::contains))
                .toList();
        List<Purpose> purposes = changed.stream().map(RequiredSecret::purpose).toList();
        SecretRevisions next = revisions.renewed(purposes);
        return new RotatedSecrets(
                renewed,
                next,
                changed,
                new RotationSteps(deployment, material, renewed, different, changed, next).of(which, afterwards));
    }
}
