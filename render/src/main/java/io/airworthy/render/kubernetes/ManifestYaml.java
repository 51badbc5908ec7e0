package io.airworthy.render.kubernetes;

import io.airworthy.render.helm.MalformedYamlException;
import io.airworthy.render.helm.Section;
import io.airworthy.render.helm.ValuesDocument.Position;
import io.airworthy.render.helm.ValuesYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests as YAML documents. */
final class ManifestYaml {

    /** What parts one document from the next. */
    static final String MARKER = "---\n";

    private ManifestYaml() {}

    /** One document, without its marker. */
    static String document(Map<String, ?> manifest) {
        return ValuesYaml.write(manifest);
    }

    /** Paragraphs, parted by empty lines, as lines that begin with {@code #}. */
    static String comment(String paragraphs) {
        return ValuesYaml.write(List.of(new Section(paragraphs, Map.of())));
    }

    /** Every document of a text that is not empty. */
    static List<Map<String, @Nullable Object>> read(String text) throws MalformedSecretsException {
        List<Map<String, @Nullable Object>> documents = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        int first = 0;
        String[] lines = text.split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            String content = lines[line];
            if (isMarker(content)) {
                readInto(documents, document, first);
                document.setLength(0);
                first = line;
                // The marker's rest is content, and stays in its column.
                document.append("   ").append(content.substring(3));
            } else {
                document.append(content);
            }
            if (line < lines.length - 1) {
                document.append('\n');
            }
        }
        readInto(documents, document, first);
        return documents;
    }

    /** At the start of a line three dashes are never anything else, not even in a text over several lines. */
    private static boolean isMarker(String line) {
        return line.startsWith("---") && (line.length() == 3 || Character.isWhitespace(line.charAt(3)));
    }

    private static void readInto(List<Map<String, @Nullable Object>> documents, StringBuilder document, int linesBefore)
            throws MalformedSecretsException {
        try {
            Map<String, @Nullable Object> values =
                    ValuesYaml.read(document.toString()).values();
            if (!values.isEmpty()) {
                documents.add(values);
            }
        } catch (MalformedYamlException malformed) {
            Position position = malformed.position();
            throw new MalformedSecretsException(linesBefore + position.line(), position.column());
        }
    }
}
