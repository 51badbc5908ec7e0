package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A deployment's Secrets with their material, as {@code kubectl apply -f} takes them. This is the only text of the
 * library that contains material: do not commit it, and write it to a file only with {@link #writeTo(Path)} or {@link
 * #replace(Path)}.
 *
 * <p>The same deployment with the same material gives the same bytes. Every Secret is of type {@code Opaque}, the
 * certificate's too, because that is what {@code kubectl create secret generic} and External Secrets make, and a Secret's
 * type cannot be changed.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/secret/">Secrets</a>
 */
public final class KubernetesSecrets {

    /** The manifests without their content, by name. */
    private final Map<String, Map<String, Object>> manifests = new LinkedHashMap<>();

    /** Key and content of each Secret, by name. */
    private final Map<String, Map<String, Sensitive>> data = new LinkedHashMap<>();

    private KubernetesSecrets(AirflowDeployment deployment, SecretMaterial material, SecretRevisions revisions) {
        for (RequiredSecret secret : deployment.release().secrets().required()) {
            Map<String, Sensitive> content = new LinkedHashMap<>();
            secret.entries().forEach((key, template) -> content.put(key, material.fill(template)));
            data.put(secret.name(), content);
            manifests.put(
                    secret.name(),
                    ManifestHead.secret(
                            deployment, secret, ManifestHead.revision(revisions, secret), ManifestHead.OPAQUE));
        }
    }

    /**
     * The Secrets of a deployment.
     *
     * @param deployment the deployment
     * @param material its material, all of it
     * @return the Secrets, in the catalogue's order
     * @throws IllegalStateException if a Secret needs material that is not there
     */
    public static KubernetesSecrets of(AirflowDeployment deployment, SecretMaterial material) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(material, "material");
        return of(deployment, material, SecretRevisions.none());
    }

    /**
     * The Secrets of a deployment, each with its revision as an annotation.
     *
     * @param deployment the deployment
     * @param material its material, all of it
     * @param revisions the revisions of its Secrets
     * @return the Secrets, in the catalogue's order
     * @throws IllegalStateException if a Secret needs material that is not there
     */
    public static KubernetesSecrets of(
            AirflowDeployment deployment, SecretMaterial material, SecretRevisions revisions) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(revisions, "revisions");
        return new KubernetesSecrets(deployment, material, revisions);
    }

    /**
     * <strong>Opens the Secrets</strong> for a client of the API: what goes under {@code data} of each. An operator gives
     * them a type of {@code Opaque}, and their revision as the annotation {@link SecretRevisions#ANNOTATION}.
     *
     * @return bytes, not in base64, by key, by the Secret's name, in the catalogue's order: copies that are the caller's to
     *     change and to wipe. {@link ExistingSecrets#of(Map, AirflowDeployment)} takes them back.
     */
    public Map<String, Map<String, byte[]>> revealData() {
        Map<String, Map<String, byte[]>> revealed = new LinkedHashMap<>();
        data.forEach((name, content) -> {
            Map<String, byte[]> bytes = new LinkedHashMap<>();
            content.forEach((key, value) -> bytes.put(key, value.revealBytes()));
            revealed.put(name, bytes);
        });
        return revealed;
    }

    /**
     * The manifests.
     *
     * @return YAML, one document a Secret: a copy that is the caller's to wipe
     */
    public Sensitive text() {
        StringBuilder text = new StringBuilder();
        data.forEach((name, content) -> {
            Map<String, String> encoded = new LinkedHashMap<>();
            content.forEach((key, value) -> encoded.put(key, base64(value)));
            Map<String, Object> manifest = new LinkedHashMap<>(manifests.getOrDefault(name, Map.of()));
            manifest.put("data", encoded);
            text.append(ManifestYaml.MARKER).append(ManifestYaml.document(manifest));
        });
        return Sensitive.of(text.toString());
    }

    private static String base64(Sensitive value) {
        byte[] bytes = value.revealBytes();
        String encoded = Base64.getEncoder().encodeToString(bytes);
        Arrays.fill(bytes, (byte) 0);
        return encoded;
    }

    /**
     * Writes the manifests to a new file that only its owner may read.
     *
     * <p>The file gets its permissions (0600) before its first byte, and its name after its last one is on the disk, so
     * that no reader sees half of it. Where the file system has no POSIX permissions, the owner alone is on the file's
     * access list; where it has neither, only the folder protects the file.
     *
     * <p>While it writes, the material is in a hidden folder {@code .airworthy-unfinished} beside the file, which only the
     * owner can open and which Git ignores. If the process is killed, the folder may stay; the next call that writes
     * into the same place removes it. Calls that write into the same place at once, from any process, wait for each other.
     *
     * @param file the file; its folder must exist
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file already; it is not touched
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    public void writeTo(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        OwnerOnlyFiles.create(file, text());
    }

    /**
     * Writes the manifests as {@link #writeTo(Path)} does, in the place of the file that is there, if there is one. A
     * reader gets either the whole old file or the whole new one, even if the process is killed. A link is replaced,
     * not followed.
     *
     * @param file the file; its folder must exist. A file that is a mount point cannot be replaced: mount its folder
     * @throws IOException if it cannot be written; what was there before stays
     */
    public void replace(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        OwnerOnlyFiles.replace(file, text());
    }

    /** The Secrets' names, nothing else. */
    @Override
    public String toString() {
        return "KubernetesSecrets" + data.keySet();
    }
}
