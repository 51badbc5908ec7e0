package io.airworthy.render.kubernetes;

import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.values.Section;
import java.util.List;
import java.util.Map;

/** Manifests, written as YAML documents. */
final class ManifestYaml {

    /** The line between two documents. */
    static final String MARKER = "---\n";

    private ManifestYaml() {}

    /** One document, without its marker. */
    static String document(Map<String, ?> manifest) {
        return ValuesYaml.write(manifest);
    }

    /** Paragraphs, separated by empty lines, as lines that begin with {@code #}. */
    static String comment(String paragraphs) {
        return ValuesYaml.write(List.of(new Section(paragraphs, Map.of())));
    }
}
