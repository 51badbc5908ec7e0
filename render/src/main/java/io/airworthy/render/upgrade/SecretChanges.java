package io.airworthy.render.upgrade;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.SecretTemplate;
import io.airworthy.release.Part;
import io.airworthy.release.Workloads;
import io.airworthy.render.upgrade.SecretChange.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the Secrets of two deployments, and says which parts read each. */
final class SecretChanges {

    private SecretChanges() {}

    /** The differences: in the order of the later catalogue, then what is no longer needed. */
    static List<SecretChange> between(AirflowDeployment before, AirflowDeployment after) {
        if (!before.namespace().equals(after.namespace())) {
            return Stream.concat(all(Kind.NEW, after), all(Kind.UNUSED, before)).toList();
        }
        Map<String, RequiredSecret> earlier = byName(before);
        Map<String, RequiredSecret> later = byName(after);
        List<SecretChange> changes = new ArrayList<>();
        later.forEach((name, secret) -> {
            RequiredSecret same = earlier.get(name);
            List<String> keys = keysThatDiffer(secret, same == null ? Map.of() : same.entries());
            if (same == null) {
                changes.add(new SecretChange(Kind.NEW, secret, keys));
            } else if (!keys.isEmpty()) {
                changes.add(new SecretChange(Kind.CHANGED, secret, keys));
            }
            List<String> gone = same == null ? List.of() : keysThatAreGone(same, secret);
            if (!gone.isEmpty() && !isSupplied(secret, after)) {
                changes.add(new SecretChange(Kind.REDUCED, secret, gone));
            }
        });
        earlier.forEach((name, secret) -> {
            if (!later.containsKey(name) && !isSupplied(secret, before)) {
                changes.add(new SecretChange(
                        Kind.UNUSED, secret, List.copyOf(secret.entries().keySet())));
            }
        });
        return List.copyOf(changes);
    }

    /** The parts that read a Secret. None of them looks at it again before it is restarted. */
    static Set<Part> readersOf(RequiredSecret secret, AirflowDeployment deployment) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        Workloads workloads = deployment.release().workloads();
        secret.readers().forEach(reader -> workloads.readers(reader).forEach(workload -> parts.add(workload.part())));
        return parts;
    }

    /** No pod reads a Secret of another namespace, whatever its name. */
    private static Stream<SecretChange> all(Kind kind, AirflowDeployment deployment) {
        return byName(deployment).values().stream()
                .filter(secret -> kind != Kind.UNUSED || !isSupplied(secret, deployment))
                .map(secret -> new SecretChange(
                        kind, secret, List.copyOf(secret.entries().keySet())));
    }

    private static List<String> keysThatDiffer(RequiredSecret secret, Map<String, ?> earlier) {
        return secret.entries().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(earlier.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> keysThatAreGone(RequiredSecret earlier, RequiredSecret later) {
        return earlier.entries().keySet().stream()
                .filter(key -> !later.entries().containsKey(key))
                .toList();
    }

    /** Of those that somebody else makes, several purposes may be one Secret. */
    private static Map<String, RequiredSecret> byName(AirflowDeployment deployment) {
        Map<String, RequiredSecret> byName = new LinkedHashMap<>();
        deployment
                .release()
                .secrets()
                .all()
                .forEach(secret -> byName.merge(secret.name(), secret, SecretChanges::both));
        return byName;
    }

    private static RequiredSecret both(RequiredSecret one, RequiredSecret other) {
        Map<String, SecretTemplate> entries = new LinkedHashMap<>(one.entries());
        entries.putAll(other.entries());
        Set<Reader> readers = new LinkedHashSet<>(one.readers());
        readers.addAll(other.readers());
        return new RequiredSecret(one.purpose(), one.name(), entries, readers);
    }

    private static boolean isSupplied(RequiredSecret secret, AirflowDeployment deployment) {
        return deployment.suppliedSecrets().contains(secret.purpose());
    }
}
