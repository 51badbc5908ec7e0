package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretTemplate;
import io.airworthy.secrets.ScramVerifier;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.UnusableSecretException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The material in Secrets that exist, so that it is kept: what {@code kubectl get secret -n airflow -o yaml} prints, what the
 * API server or a client of it answers, or what {@link KubernetesSecrets} wrote.
 *
 * <p>A key that holds one piece of material is taken as it is. A composed text, such as a database URL, is compared
 * with the deployment's template: if it was written for this deployment, the material is what stands in the
 * placeholders' places; otherwise nothing is guessed, and a note says so. Whether the material can be used is checked
 * by {@link io.airworthy.secrets.SecretMaterialBuilder}, which takes {@link #material()}.
 *
 * <p>A release that was installed without this library has its Fernet key in a Secret that the chart made. That key is
 * taken as well, because without it nothing that is encrypted can be read.
 */
public final class ExistingSecrets {

    private static final int MOST_NAMES = 10;

    /** A piece of material, and the Secret that had it. */
    private record Found(Sensitive piece, String secret) {}

    private final AirflowDeployment deployment;
    private final Map<Material, List<Found>> found = new EnumMap<>(Material.class);
    private final Map<Material, Sensitive> material = new EnumMap<>(Material.class);
    private final Map<Purpose, String> revisions = new EnumMap<>(Purpose.class);
    private final Set<String> notes = new LinkedHashSet<>();

    private ExistingSecrets(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /**
     * Reads Secrets as a cluster, {@code kubectl} or a client writes them, in YAML or JSON: one or several, a {@code
     * List} or {@code SecretList}, an array. A list without Secrets is an empty cluster; a text without either is
     * refused, because what is not found would be generated again.
     *
     * @param text the Secrets; {@link #notes()} say what else it contains
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found
     * @throws MalformedSecretsException if the text is not YAML or JSON, has no Secret and no empty list of them in it,
     *     or ends with an incomplete list
     */
    public static ExistingSecrets read(String text, AirflowDeployment deployment) throws MalformedSecretsException {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(deployment, "deployment");
        StoredSecrets stored = StoredSecrets.in(text);
        ExistingSecrets existing = new ExistingSecrets(deployment);
        existing.lookAt(stored.secrets());
        existing.notes.addAll(stored.notes());
        return existing;
    }

    /**
     * Reads Secrets, for instance from a file that {@link KubernetesSecrets#writeTo} wrote.
     *
     * @param text as for {@link #read(String, AirflowDeployment)}, in UTF-8
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found
     * @throws MalformedSecretsException as for {@link #read(String, AirflowDeployment)}, and if the text is not UTF-8
     * @throws IllegalStateException if the text has been wiped
     */
    public static ExistingSecrets read(Sensitive text, AirflowDeployment deployment) throws MalformedSecretsException {
        Objects.requireNonNull(text, "text");
        String revealed;
        try {
            revealed = text.reveal();
        } catch (UnusableSecretException notText) {
            throw new MalformedSecretsException("it is not UTF-8 text; Windows PowerShell writes UTF-16 by default");
        }
        return read(revealed, deployment);
    }

    /**
     * Takes Secrets as a client of the API returns them.
     *
     * @param secrets the {@code data} of each Secret in the deployment's namespace by its name: bytes by key, decoded. They
     *     are copied. Empty if the namespace has none.
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found; it has no {@link #revisions()}
     */
    public static ExistingSecrets of(Map<String, Map<String, byte[]>> secrets, AirflowDeployment deployment) {
        return of(secrets, Map.of(), deployment);
    }

    /**
     * Takes Secrets as a client of the API returns them, with their annotations, which hold the revisions.
     *
     * @param secrets as for {@link #of(Map, AirflowDeployment)}
     * @param annotations the annotations of each Secret by its name; those of other Secrets are ignored
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found
     */
    public static ExistingSecrets of(
            Map<String, Map<String, byte[]>> secrets,
            Map<String, Map<String, String>> annotations,
            AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        Map<String, Map<String, String>> annotationsOf = Frozen.map(annotations, "annotations");
        ExistingSecrets existing = new ExistingSecrets(deployment);
        existing.lookAt(Frozen.<String, Map<String, byte[]>>map(secrets, "secrets").entrySet().stream()
                .map(secret -> new StoredSecret(
                        secret.getKey(),
                        null,
                        annotationsOf.getOrDefault(secret.getKey(), Map.of()),
                        secret.getValue(),
                        Map.of()))
                .toList());
        return existing;
    }

    /**
     * Reads the file that {@link KubernetesSecrets} wrote in an earlier run, if there was one: the next run then keeps every
     * key.
     *
     * @param file the file; where there is none, nothing exists yet
     * @param deployment the deployment whose Secrets are looked for
     * @return what was found
     * @throws MalformedSecretsException if the text is not such YAML
     * @throws UnusableSecretException if the file cannot be read
     */
    public static ExistingSecrets readFile(Path file, AirflowDeployment deployment) throws MalformedSecretsException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(deployment, "deployment");
        return Files.exists(file) ? read(Sensitive.fromFile(file), deployment) : new ExistingSecrets(deployment);
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
     * What was ignored or could not be used, and why. Never any of the material.
     *
     * @return a sentence each
     */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Which material was found, nothing else. */
    @Override
    public String toString() {
        return "ExistingSecrets" + material.keySet();
    }

    private void lookAt(List<StoredSecret> secrets) {
        Map<String, List<StoredSecret>> byName =
                secrets.stream().filter(this::isInNamespace).collect(Collectors.groupingBy(StoredSecret::name));
        Set<String> known = new HashSet<>();
        for (RequiredSecret required : deployment.release().secrets().required()) {
            known.add(required.name());
            byName.getOrDefault(required.name(), List.of()).forEach(secret -> look(secret, required));
        }
        String ofTheChart = deployment.names().object("fernet-key");
        known.add(ofTheChart);
        if (!found.containsKey(Material.FERNET_KEYS)) {
            byName.getOrDefault(ofTheChart, List.of()).forEach(this::lookAtTheChartsFernetKey);
        }
        settle();
        noteOthers(secrets.stream()
                .filter(secret -> !isInNamespace(secret) || !known.contains(secret.name()))
                .map(StoredSecret::fullName)
                .distinct()
                .toList());
    }

    private boolean isInNamespace(StoredSecret secret) {
        return secret.namespace() == null || secret.namespace().equals(deployment.namespace());
    }

    private void noteOthers(List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - MOST_NAMES;
            notes.add("ignored, because this deployment has no Secret of that name and namespace: "
                    + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private void lookAtTheChartsFernetKey(StoredSecret secret) {
        secret.value("fernet-key", notes::add).ifPresent(key -> {
            keep(Material.FERNET_KEYS, key, secret.name());
            notes.add("the Fernet key was taken from " + secret.name()
                    + ", which the chart created: it decrypts what Airflow has encrypted so far");
        });
    }

    private void look(StoredSecret secret, RequiredSecret required) {
        lookAtRevision(secret, required);
        required.entries().forEach((key, template) -> {
            if (!template.materials().isEmpty()) {
                secret.value(key, notes::add).ifPresent(value -> match(template, value, key, required.name()));
            }
        });
    }

    private void lookAtRevision(StoredSecret secret, RequiredSecret required) {
        Tree.text(secret.annotations().get(SecretRevisions.ANNOTATION)).ifPresent(revision -> {
            if (SecretRevisions.isRevision(revision)) {
                revisions.put(required.purpose(), revision);
            } else {
                notes.add("the revision of " + required.name() + " was not generated by this library, and was ignored");
            }
        });
    }

    private void match(SecretTemplate template, Sensitive value, String key, String name) {
        if (value.equals(Sensitive.of(template.redacted()))) {
            notes.add(name + " contains placeholders, and was ignored");
            return;
        }
        matched(template, value)
                .filter(this::isPlausible)
                .ifPresentOrElse(
                        pieces -> pieces.forEach((which, piece) -> keep(which, Sensitive.of(piece), name)),
                        () -> notes.add("the text that " + name + " has under " + key
                                + " does not match this deployment as it is now, and was ignored"));
    }

    private static Optional<Map<Material, String>> matched(SecretTemplate template, Sensitive value) {
        try {
            return TemplateMatch.of(template, value.reveal());
        } catch (UnusableSecretException notText) {
            return Optional.empty();
        }
    }

    /** PgBouncer's user list has a verifier or a password in the same place. */
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

    private void keep(Material which, Sensitive piece, String secret) {
        found.computeIfAbsent(which, any -> new ArrayList<>()).add(new Found(piece, secret));
    }

    /** What is in several Secrets must be the same in all of them. */
    private void settle() {
        found.forEach((which, places) -> {
            Sensitive first = places.get(0).piece();
            if (places.stream().allMatch(place -> place.piece().equals(first))) {
                material.put(which, first);
            } else {
                Set<String> names =
                        places.stream().map(Found::secret).collect(Collectors.toCollection(LinkedHashSet::new));
                notes.add(which.description() + " is not the same everywhere in " + String.join(", ", names)
                        + ", and was ignored");
            }
        });
    }
}
