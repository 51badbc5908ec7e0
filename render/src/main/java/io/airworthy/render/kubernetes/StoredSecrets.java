package io.airworthy.render.kubernetes;

import io.airworthy.frozen.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets in what a cluster or a client returned: one Secret or several, a {@code List} of {@code kubectl}, or a
 * {@code SecretList} of the API server, whose items have no kind.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#collections">Kubernetes API: collections</a>
 */
final class StoredSecrets {

    private static final String SECRET = "Secret";

    private static final Set<String> LISTS = Set.of("List", "SecretList");

    private final List<StoredSecret> secrets = new ArrayList<>();
    private final Map<String, Integer> passedOver = new TreeMap<>();

    /** An alias in YAML can make a list hold itself. */
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean hasEmptyList;
    private boolean isIncomplete;

    private StoredSecrets() {}

    /** Reads them, and refuses a text without any: an error message or a wrong file is not an empty cluster. */
    static StoredSecrets in(String text) throws MalformedSecretsException {
        StoredSecrets stored = new StoredSecrets();
        for (Map<?, ?> object : ManifestReader.read(text)) {
            stored.take(object, null);
        }
        if (stored.isIncomplete) {
            throw new MalformedSecretsException(
                    "it is only the first part of a list, because the last list has metadata.continue; get the rest"
                            + " as well: material that is missing would be generated again");
        }
        if (stored.secrets.isEmpty() && !stored.hasEmptyList) {
            throw new MalformedSecretsException("there is no Secret in it"
                    + (stored.passedOver.isEmpty() ? "" : ", only " + stored.counted())
                    + "; a cluster without Secrets returns an empty List");
        }
        return stored;
    }

    List<StoredSecret> secrets() {
        return secrets;
    }

    /** What is not a Secret, in words. */
    List<String> notes() {
        return passedOver.isEmpty() ? List.of() : List.of("ignored, because it is not a Secret: " + counted());
    }

    private void take(Map<?, ?> object, @Nullable String list) {
        if (!seen.add(object)) {
            return;
        }
        String kind = Tree.text(object.get("kind")).orElse(null);
        boolean isCore = object.get("apiVersion") == null || "v1".equals(object.get("apiVersion"));
        if (isCore && (kind == null ? "SecretList".equals(list) || looksLikeSecret(object) : kind.equals(SECRET))) {
            secrets.add(StoredSecret.of(object));
        } else if (isCore && (kind == null ? Tree.list(object.get("items")).isPresent() : LISTS.contains(kind))) {
            takeItems(object, kind);
        } else {
            passOver(kind == null ? "object without a kind" : kind);
        }
    }

    private void takeItems(Map<?, ?> list, @Nullable String kind) {
        isIncomplete = Tree.text(Tree.mapOrEmpty(list.get("metadata")).get("continue"))
                .filter(next -> !next.isEmpty())
                .isPresent();
        List<?> items = Tree.listOrEmpty(list.get("items"));
        hasEmptyList |= items.isEmpty() && kind != null;
        for (Object item : items) {
            Tree.map(item).ifPresentOrElse(object -> take(object, kind), () -> passOver("item that is not an object"));
        }
    }

    /** Whether it is an item that a client took out of a list. Only Secrets have these two keys. */
    private static boolean looksLikeSecret(Map<?, ?> object) {
        return Tree.text(Tree.mapOrEmpty(object.get("metadata")).get("name")).isPresent()
                && (Tree.text(object.get("type")).isPresent()
                        || Tree.map(object.get("stringData")).isPresent());
    }

    /** Only what looks like a kind is repeated, because the text may be secret. */
    private void passOver(String kind) {
        passedOver.merge(kind.matches("[A-Za-z ]{1,63}") ? kind : "object of another kind", 1, Integer::sum);
    }

    private String counted() {
        return passedOver.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
    }
}
