package io.airworthy.render.file;

import io.airworthy.table.DataFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the Javadoc of the model says of its types and attributes, in the order of the sources. */
final class ModelTexts {

    private static final Map<String, String> TEXTS = new LinkedHashMap<>();
    private static final Map<String, Integer> ORDER = new LinkedHashMap<>();

    static {
        DataFile.rows(ModelTexts.class::getResourceAsStream, "model.tsv").forEach(parts -> {
            ORDER.put(parts[0], ORDER.size());
            TEXTS.put(parts[0], parts[1].replace("\\n", "\n"));
        });
    }

    private ModelTexts() {}

    /** What is said of a type. */
    static Optional<String> of(Class<?> type) {
        return Optional.ofNullable(TEXTS.get(type.getName()));
    }

    /** What is said of an attribute, a part of a record or a constant. */
    static Optional<String> of(Class<?> declaring, String name) {
        return Optional.ofNullable(TEXTS.get(declaring.getName() + "#" + name));
    }

    /** Where an attribute is among the others. */
    static int order(Class<?> declaring, String name) {
        return ORDER.getOrDefault(declaring.getName() + "#" + name, Integer.MAX_VALUE);
    }
}
