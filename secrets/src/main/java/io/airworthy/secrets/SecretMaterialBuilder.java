package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Frozen;
import io.airworthy.material.Material;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the material of a deployment together. Each piece is taken from the first of these places that has it,
 * regardless of the order of calls:
 *
 * <ol>
 *   <li>what is given by {@link #with(Material, Sensitive)} , {@link #fernetKeys} and {@link #poolCertificate};
 *   <li>what {@linkplain #existing(Map) exists}, unless it is {@linkplain #renew(Material) renewed};
 *   <li>what is at its {@linkplain #fromSources(Map) source};
 *   <li>what {@link #generateMissing()} makes.
 * </ol>
 *
 * <p>What the deployment does not need is left out, with a note: deployments change, and a tool may hand the same material
 * to several. Not safe for use by several threads.
 */
public final class SecretMaterialBuilder {

    private final AirflowDeployment deployment;
    private final Map<Material, Sensitive> given = new EnumMap<>(Material.class);
    private final Map<Material, Sensitive> existing = new EnumMap<>(Material.class);
    private final Set<Material> renewed = EnumSet.noneOf(Material.class);
    private @Nullable SecretMaterialSources sources;

    SecretMaterialBuilder(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /**
     * Gives a piece of material, such as {@code with(Material.DATABASE_PASSWORD, password)}.
     *
     * @param material which; {@link Material} says what form it has
     * @param piece the material; it is copied
     * @return this builder
     */
    public SecretMaterialBuilder with(Material material, Sensitive piece) {
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(piece, "piece");
        given.put(material, piece.copy());
        return this;
    }

    /**
     * Gives the certificate that PgBouncer shows to Airflow, its private key, and the CA bundle to check it against. They
     * must belong together, and where Airflow checks the host, the certificate must name the pool's:
     * {@link io.airworthy.ObjectNames#pgBouncerHost()}.
     *
     * @param certificate the certificate, and those between it and the CA's, in PEM
     * @param privateKey its private key in PEM, without a passphrase
     * @param ca the CA bundle in PEM
     * @return this builder
     */
    public SecretMaterialBuilder poolCertificate(Sensitive certificate, Sensitive privateKey, Sensitive ca) {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(ca, "ca");
        return with(Material.POOL_CERTIFICATE, certificate)
                .with(Material.POOL_PRIVATE_KEY, privateKey)
                .with(Material.POOL_CA, ca);
    }

    /**
     * Gives the Fernet keys. The key that encrypted until now must be among them.
     *
     * @param keys the ring, such as {@link FernetKeyRing#rotate(FernetKey)} and {@link FernetKeyRing#retire()} return it
     * @return this builder
     */
    public SecretMaterialBuilder fernetKeys(FernetKeyRing keys) {
        return with(Material.FERNET_KEYS, keys.text());
    }

    /**
     * Keeps what exists, for instance in the cluster.
     *
     * @param pieces the material that exists; it is copied
     * @return this builder
     */
    public SecretMaterialBuilder existing(Map<Material, Sensitive> pieces) {
        Frozen.map(pieces, "pieces").forEach((material, piece) -> existing.put(material, piece.copy()));
        return this;
    }

    /**
     * Keeps the material of an earlier run.
     *
     * @param material the earlier material
     * @return this builder
     */
    public SecretMaterialBuilder existing(SecretMaterial material) {
        return existing(material.pieces());
    }

    /**
     * Keeps what a folder has: a file for each piece, named by {@link Material#label()}, {@code fernet-keys} for example.
     * Files of other names are left alone.
     *
     * @param folder the folder
     * @return this builder
     * @throws UnusableSecretException if such a file is there and cannot be read
     */
    public SecretMaterialBuilder existingFiles(Path folder) {
        for (Material material : Material.values()) {
            Path file = folder.resolve(material.label());
            if (Files.isRegularFile(file)) {
                existing.put(material, Sensitive.fromFile(file));
            }
        }
        return this;
    }

    /**
     * Keeps what an environment has: a variable for each piece, named like the constant, {@code FERNET_KEYS} for example.
     * Empty variables do not count.
     *
     * @param environment the environment, for instance {@link System#getenv()}
     * @return this builder
     */
    public SecretMaterialBuilder existingVariables(Map<String, String> environment) {
        Map<String, String> variables = Frozen.map(environment, "environment");
        for (Material material : Material.values()) {
            String text = variables.getOrDefault(material.name(), "");
            if (!text.isEmpty()) {
                existing.put(material, Sensitive.of(text));
            }
        }
        return this;
    }

    /**
     * Does not keep a piece that exists: it is taken from its source or made again. What follows from it is renewed as
     * well.
     *
     * @param material which
     * @return this builder
     * @throws IllegalArgumentException for the Fernet keys: what the old ones encrypted would be lost; they are rotated with
     *     {@link FernetKeyRing#rotate(FernetKey)}
     */
    public SecretMaterialBuilder renew(Material material) {
        if (material == Material.FERNET_KEYS) {
            throw new IllegalArgumentException(
                    "Fernet keys are not renewed, because everything encrypted with the old ones would be lost;"
                            + " rotate them: fernetKeys(ring.rotate(FernetKey.generate()))");
        }
        renewed.add(material);
        if (material == Material.DATABASE_PASSWORD) {
            renewed.add(Material.DATABASE_VERIFIER);
        }
        return this;
    }

    /**
     * Takes what the deployment says to be in an environment variable or a file. Paths of files begin at the working
     * directory. Nothing is read yet, and only what is needed is read at all.
     *
     * @param environment the environment, for instance {@link System#getenv()}
     * @return this builder
     */
    public SecretMaterialBuilder fromSources(Map<String, String> environment) {
        return fromSources(environment, Path.of(""));
    }

    /**
     * Takes what the deployment says to be in an environment variable or a file.
     *
     * @param environment the environment
     * @param folder where paths of files begin
     * @return this builder
     */
    public SecretMaterialBuilder fromSources(Map<String, String> environment, Path folder) {
        Objects.requireNonNull(folder, "folder");
        sources = new SecretMaterialSources(environment, folder);
        return this;
    }

    /**
     * Makes what is missing and can be made: keys, the passwords of what runs in the cluster, and the verifier of the
     * database password.
     *
     * @return the whole material
     * @throws SecretMaterialException if anything that only the user can have is missing, or anything cannot be used
     */
    public SecretMaterial generateMissing() {
        return collected().generate().result();
    }

    /**
     * Takes what there is and makes nothing. What is missing, {@link SecretMaterial#missing()} says.
     *
     * @return the material
     * @throws SecretMaterialException if anything cannot be used
     */
    public SecretMaterial build() {
        return collected().result();
    }

    private SecretMaterialAssembly collected() {
        return new SecretMaterialAssembly(deployment).collect(given, kept(), Optional.ofNullable(sources));
    }

    private Map<Material, Sensitive> kept() {
        Map<Material, Sensitive> kept = new EnumMap<>(Material.class);
        kept.putAll(existing);
        kept.keySet().removeAll(renewed);
        return kept;
    }
}
