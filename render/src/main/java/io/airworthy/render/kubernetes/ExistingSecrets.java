package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.secret.Material;
import io.airworthy.secret.SecretTemplate;
import io.airworthy.secrets.ScramVerifier;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.UnusableSecretException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The material in Secrets that exist, so that it is kept: {@code kubectl get secret -n airflow -o yaml}, or what
 * {@link KubernetesSecrets} wrote.
 *
 * <p>A key that holds one piece of material is taken as it is. A composed text, such as a database URL, is compared with the
 * deployment's template: if it was written for this deployment, the material is what stands in the placeholders' places;
 * otherwise nothing is guessed, and a note says so. Nothing is judged here; that does
 * {@link io.airworthy.secrets.SecretMaterialBuilder}, to which {@link #material()} goes.
 *
 * <p>A release that was installed without this library has its Fernet key in a Secret that the chart made. That key is
 * taken as well, because with another one nothing could read what is encrypted.
 */
public final class ExistingSecrets {

    /** A piece of material, and where it stood. */
    private record Found(Sensitive piece, String secret) {}

    private final AirflowDeployment deployment;
    private final Map<Material, List<Found>> found = new EnumMap<>(Material.class);
    private final Map<Material, Sensitive> material = new EnumMap<>(Material.class);
    private final Map<Purpose, String> revisions = new EnumMap<>(Purpose.class);
    private final List<String> notes = new ArrayList<>();

    private ExistingSecrets(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /**
     * Reads Secrets.
     *
     * @param yaml one Secret, a {@code List} of them, or several documents of either; what else there is, is passed over
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found
     * @throws MalformedSecretsException if the text is not such YAML
     */
    public static ExistingSecrets read(String yaml, AirflowDeployment deployment) throws MalformedSecretsException {
        List<Map<?, ?>> secrets = secretsIn(ManifestYaml.read(yaml));
        ExistingSecrets existing = new ExistingSecrets(deployment);
        for (RequiredSecret required : SecretCatalogue.of(deployment).required()) {
            secrets.stream()
                    .filter(secret -> existing.is(secret, required.name()))
                    .forEach(secret -> existing.look(secret, required));
        }
        if (!existing.found.containsKey(Material.FERNET_KEYS)) {
            existing.lookAtTheChartsFernetKey(secrets);
        }
        existing.settle();
        return existing;
    }

    /**
     * Reads Secrets, for instance from a file that {@link KubernetesSecrets#writeTo} wrote.
     *
     * @param yaml as for {@link #read(String, AirflowDeployment)}
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found
     * @throws MalformedSecretsException if the text is not such YAML
     */
    public static ExistingSecrets read(Sensitive yaml, AirflowDeployment deployment) throws MalformedSecretsException {
        return read(yaml.reveal(), deployment);
    }

    /**
     * The material that was found.
     *
     * @return for {@link io.airworthy.secrets.SecretMaterialBuilder#existing(Map)}
     */
    public Map<Material, Sensitive> material() {
        return Collections.unmodifiableMap(material);
    }

    /**
     * The revisions of the Secrets, as their annotations say.
     *
     * @return the revisions, for {@link KubernetesSecrets} and {@link io.airworthy.render.helm.HelmValues}
     */
    public SecretRevisions revisions() {
        return SecretRevisions.of(revisions);
    }

    /**
     * What was there and could not be taken, and why. Never any of the material.
     *
     * @return a sentence each
     */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    /** Which material was found, nothing else. */
    @Override
    public String toString() {
        return "ExistingSecrets" + material.keySet();
    }

    private static List<Map<?, ?>> secretsIn(List<? extends Map<?, ?>> objects) {
        List<Map<?, ?>> secrets = new ArrayList<>();
        for (Map<?, ?> object : objects) {
            if ("Secret".equals(object.get("kind"))) {
                secrets.add(object);
            } else if (object.get("items") instanceof List<?> items) {
                secrets.addAll(secretsIn(items.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> (Map<?, ?>) item)
                        .toList()));
            }
        }
        return secrets;
    }

    private boolean is(Map<?, ?> secret, String name) {
        Map<?, ?> metadata = map(secret.get("metadata"));
        Object namespace = metadata.get("namespace");
        return name.equals(metadata.get("name")) && (namespace == null || namespace.equals(deployment.namespace()));
    }

    private void lookAtTheChartsFernetKey(List<Map<?, ?>> secrets) {
        String name = deployment.names().object("fernet-key");
        secrets.stream()
                .filter(secret -> is(secret, name))
                .flatMap(secret -> value(secret, "fernet-key", name).stream())
                .forEach(key -> {
                    found.computeIfAbsent(Material.FERNET_KEYS, any -> new ArrayList<>())
                            .add(new Found(key, name));
                    notes.add("the Fernet key was taken from " + name
                            + ", which the chart made: what Airflow has encrypted until now is read with it");
                });
    }

    private void look(Map<?, ?> secret, RequiredSecret required) {
        if (SecretManifest.PLACEHOLDER.equals(secret.get("type"))) {
            notes.add(required.name() + " holds placeholders, and nothing of it was taken");
            return;
        }
        lookAtRevision(secret, required);
        required.entries().forEach((key, template) -> {
            if (!template.materials().isEmpty()) {
                value(secret, key, required.name()).ifPresent(value -> match(template, value, key, required.name()));
            }
        });
    }

    private void lookAtRevision(Map<?, ?> secret, RequiredSecret required) {
        Map<?, ?> annotations = map(map(secret.get("metadata")).get("annotations"));
        if (annotations.get(SecretRevisions.ANNOTATION) instanceof String revision) {
            if (SecretRevisions.isRevision(revision)) {
                revisions.put(required.purpose(), revision);
            } else {
                notes.add("the revision of " + required.name() + " is not one that was made here, and was not taken");
            }
        }
    }

    private Optional<Sensitive> value(Map<?, ?> secret, String key, String name) {
        // The API server, too, prefers stringData; it is found only in manifests that people wrote.
        Object text = map(secret.get("stringData")).get(key);
        Object encoded = map(secret.get("data")).get(key);
        try {
            if (text instanceof String plain) {
                return Optional.of(Sensitive.of(plain));
            }
            if (encoded == null) {
                return Optional.empty();
            }
            if (encoded instanceof String base64) {
                return Optional.of(decoded(base64, key, name));
            }
        } catch (UnusableSecretException halfACharacter) {
            // Said below.
        }
        notes.add("what " + name + " has under " + key + " is not text, and was not taken");
        return Optional.empty();
    }

    /**
     * What is no base64 is no Secret that the API server took, but one that a person wrote and did not encode. A key in it
     * is still the key: another one in its place would lose what it encrypted.
     */
    private Sensitive decoded(String data, String key, String name) {
        try {
            return Sensitive.ofBytes(decoded(data));
        } catch (IllegalArgumentException notBase64) {
            notes.add("what " + name + " has under " + key + " is not base64, and was taken as it stands");
            return Sensitive.of(data);
        }
    }

    /** As the API server reads it: line ends, which people and {@code base64} put into it, do not count. */
    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replaceAll("[\r\n]", ""));
    }

    private void match(SecretTemplate template, Sensitive value, String key, String name) {
        matched(template, value)
                .filter(this::isPlausible)
                .ifPresentOrElse(
                        pieces ->
                                pieces.forEach((which, piece) -> found.computeIfAbsent(which, any -> new ArrayList<>())
                                        .add(new Found(Sensitive.of(piece), name))),
                        () -> notes.add("the text that " + name + " has under " + key
                                + " was not written for this deployment as it is now, and nothing of it was taken"));
    }

    private static Optional<Map<Material, String>> matched(SecretTemplate template, Sensitive value) {
        try {
            return TemplateMatch.of(template, value.reveal());
        } catch (UnusableSecretException notText) {
            return Optional.empty();
        }
    }

    /** In PgBouncer's user list a verifier and a password stand in the same place. */
    private boolean isPlausible(Map<Material, String> pieces) {
        String verifier = pieces.get(Material.DATABASE_VERIFIER);
        String password = pieces.get(Material.DATABASE_PASSWORD);
        return (verifier == null || isVerifier(verifier)) && (password == null || !isVerifier(password));
    }

    private static boolean isVerifier(String text) {
        try {
            ScramVerifier.parse(Sensitive.of(text));
            return true;
        } catch (UnusableSecretException another) {
            return false;
        }
    }

    /** What stands in several Secrets must be the same in all of them. */
    private void settle() {
        found.forEach((which, places) -> {
            if (places.stream().map(Found::piece).distinct().count() == 1) {
                material.put(which, places.get(0).piece());
            } else {
                Set<String> names =
                        places.stream().map(Found::secret).collect(Collectors.toCollection(LinkedHashSet::new));
                notes.add(which.description() + " is not the same everywhere in " + String.join(", ", names)
                        + ", and was not taken");
            }
        });
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
