package io.airworthy.render.helm;

import io.airworthy.frozen.Frozen;
import io.airworthy.values.Section;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values files as text.
 *
 * <p>What this writes means the same to every reader, of YAML 1.1 or 1.2, among them Helm's, which takes a bare
 * {@code y} for true and {@code 0o14} for 12: all text is in double quotes or in a literal block, and so is a key that is
 * not a plain word.
 */
public final class ValuesYaml {

    private ValuesYaml() {}

    /**
     * Writes a tree without comments.
     *
     * @param values maps, lists, strings, integers, {@link Double}s, booleans and nulls; written in their own order
     * @return YAML text, its lines ended by {@code \n}
     * @throws IllegalArgumentException if the tree holds anything else, an infinite number, or half of a surrogate pair
     */
    public static String write(Map<String, ?> values) {
        return write(List.of(new Section("", values)));
    }

    /**
     * Writes a values file section by section, an empty line between them.
     *
     * @param sections in their order; no key may stand in two of them
     * @return YAML text, its lines ended by {@code \n}
     * @throws IllegalArgumentException as {@link #write(Map)}, and if a key stands in two sections
     */
    public static String write(List<Section> sections) {
        return new YamlWriter().write(Frozen.list(sections, "sections"));
    }

    /**
     * Reads a values file as Helm reads it: {@code y}, {@code no} and {@code on} are booleans, {@code 0600} and
     * {@code 0o14} are octal. Dates stay text.
     *
     * @param text one YAML document, a mapping at its root; an empty one means no values
     * @return what it says
     * @throws MalformedYamlException if the text is no such document, if a key stands twice in one mapping, or if it uses
     *     anchors, merge keys or tags, which a reviewer cannot read at sight
     */
    public static ValuesDocument read(String text) throws MalformedYamlException {
        Objects.requireNonNull(text, "text");
        return new YamlReader(text).read();
    }
}
