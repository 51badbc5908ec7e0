package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret material of one deployment: what its Secrets are filled with.
 *
 * <p>All of it has been checked: a key is one that Airflow can use, a certificate is a certificate, a password fits
 * into every text that carries it. What had to be corrected is in {@link #notes()}.
 *
 * <pre>{@code
 * SecretMaterial material = SecretMaterial.forDeployment(airflow)
 *         .existing(ExistingSecrets.read(yaml, airflow).material())
 *         .fromSources(System.getenv())
 *         .generateMissing();
 * }</pre>
 *
 * <p>It cannot change: pieces are copied on their way in and out, so wiping a piece leaves the others. It prints nothing of
 * what it holds. Safe for use by several threads.
 */
public final class SecretMaterial {

    private final Map<Material, Sensitive> pieces;
    private final Set<Material> needed;
    private final Set<Material> generated;
    private final List<String> notes;

    SecretMaterial(Map<Material, Sensitive> pieces, Set<Material> needed, Set<Material> generated, List<String> notes) {
        this.pieces = pieces;
        this.needed = needed;
        this.generated = generated;
        this.notes = List.copyOf(notes);
    }

    /**
     * Starts the material of a deployment.
     *
     * @param deployment the deployment; what it needs is what its catalogue of Secrets says
     * @return a new builder
     */
    public static SecretMaterialBuilder forDeployment(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new SecretMaterialBuilder(deployment);
    }

    /**
     * A piece of material.
     *
     * @param material which
     * @return a copy that is the caller's to wipe
     * @throws IllegalStateException if it is not there, because it is {@linkplain #missing() missing} or not needed
     */
    public Sensitive get(Material material) {
        Objects.requireNonNull(material, "material");
        Sensitive piece = pieces.get(material);
        if (piece == null) {
            throw new IllegalStateException(material.description()
                    + (needed.contains(material) ? " is missing" : " is not needed by this deployment"));
        }
        return piece.copy();
    }

    /**
     * Whether a piece of material is there.
     *
     * @param material which
     * @return true if {@link #get(Material)} has it
     */
    public boolean has(Material material) {
        Objects.requireNonNull(material, "material");
        return pieces.containsKey(material);
    }

    /**
     * All pieces, for the next run's {@link SecretMaterialBuilder#existing(Map)}.
     *
     * @return copies that are the caller's to wipe
     */
    public Map<Material, Sensitive> pieces() {
        Map<Material, Sensitive> copies = new EnumMap<>(Material.class);
        pieces.forEach((material, piece) -> copies.put(material, piece.copy()));
        return Collections.unmodifiableMap(copies);
    }

    /**
     * What the deployment needs and does not have yet. Always empty after {@link
     * SecretMaterialBuilder#generateMissing()}.
     *
     * @return each material once
     */
    public Set<Material> missing() {
        Set<Material> missing = EnumSet.noneOf(Material.class);
        missing.addAll(needed);
        missing.removeAll(pieces.keySet());
        return Collections.unmodifiableSet(missing);
    }

    /**
     * What was made in this run, because it did not exist: keep it. The public half of a deploy key has to be
     * registered.
     *
     * @return each material once
     */
    public Set<Material> generated() {
        return Collections.unmodifiableSet(generated);
    }

    /**
     * What a person should know about the material: what was corrected, what was left out. Never any of the material.
     *
     * @return a sentence each
     */
    public List<String> notes() {
        return notes;
    }

    /**
     * <strong>Fills a template</strong>, each piece encoded as its place needs it.
     *
     * @param template the template
     * @return the text
     * @throws IllegalStateException if material that the template needs is not there
     */
    public Sensitive fill(SecretTemplate template) {
        Objects.requireNonNull(template, "template");
        return Sensitive.of(template.write(
                place -> place.encoding().encode(get(place.material()).reveal())));
    }

    /**
     * The deploy key, whose public line goes to the repository.
     *
     * @return the key, where the deployment has one
     */
    public Optional<SshDeployKey> deployKey() {
        return Optional.ofNullable(pieces.get(Material.GIT_DEPLOY_KEY))
                .map(key -> SshDeployKey.parse(key).value());
    }

    /** Whether the other holds the same pieces, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretMaterial that && pieces.equals(that.pieces);
    }

    /** Depends on the number of pieces only. */
    @Override
    public int hashCode() {
        return pieces.size();
    }

    /** How many pieces there are and how many are missing, nothing else. */
    @Override
    public String toString() {
        return "SecretMaterial[" + pieces.size() + " pieces, " + missing().size() + " missing, redacted]";
    }
}
