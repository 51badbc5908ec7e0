package io.airworthy.catalogue;

import io.airworthy.frozen.Frozen;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretTemplate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A Secret that a deployment needs: its name, its keys, and who reads it.
 *
 * @param purpose what it is for
 * @param name its name in the cluster
 * @param entries its keys in order, each with the text that it holds
 * @param readers who reads it
 */
public record RequiredSecret(Purpose purpose, String name, Map<String, SecretTemplate> entries, Set<Reader> readers) {

    /** Copies the entries and the readers, keeping their order. */
    public RequiredSecret {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(name, "name");
        entries = Frozen.map(entries, "entries");
        readers = Frozen.set(readers, "readers");
    }

    /**
     * The material that its texts need.
     *
     * @return each material once
     */
    public Set<Material> materials() {
        Set<Material> materials = new LinkedHashSet<>();
        entries.values().forEach(entry -> materials.addAll(entry.materials()));
        return materials;
    }

    /**
     * How often to rotate it.
     *
     * @return {@code never} if it holds nothing secret, or else what its purpose asks for
     */
    public String rotation() {
        return materials().isEmpty() ? "never" : purpose.rotation();
    }

    /**
     * What a rotation takes.
     *
     * @return one sentence or two
     */
    public String howToRotate() {
        return materials().isEmpty() ? "It holds nothing secret." : purpose.howToRotate();
    }
}
