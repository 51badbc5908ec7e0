package io.airworthy.render.file;

import io.airworthy.render.source.SourceMapping;
import io.airworthy.spelling.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What comes of reading files: problems, and where each attribute stands. */
final class Reading {

    /** Nobody reads more, and each costs memory. */
    private static final int MOST_PROBLEMS = 1000;

    /** Of many keys the nearest are told. */
    private static final int MOST_KNOWN = 12;

    /** Longer words are no misspelt keys. */
    private static final int LONGEST_WORD = 60;

    private final List<FileProblem> problems = new ArrayList<>();
    private final Map<String, FilePlace> places = new HashMap<>();
    private final Map<String, String> variants = new HashMap<>();
    private int refused;

    List<FileProblem> problems() {
        return problems;
    }

    Map<String, FilePlace> places() {
        return places;
    }

    void refuse(FilePlace place, ModelPath path, String message) {
        refuse(place, path, () -> message);
    }

    /** The same with a message that takes time. */
    void refuse(FilePlace place, ModelPath path, Supplier<String> message) {
        refused++;
        if (refused <= MOST_PROBLEMS) {
            problems.add(new FileProblem(place, path.written(), message.get()));
        } else if (refused == MOST_PROBLEMS + 1) {
            problems.add(new FileProblem(place, "", "more than 1,000 problems; the others are left out"));
        }
    }

    /** How many problems there are, left out ones included. */
    int refused() {
        return refused;
    }

    void found(ModelPath path, FilePlace place) {
        places.put(path.text(), place);
    }

    void chosen(ModelPath path, String variant) {
        variants.put(path.text(), variant);
    }

    /** A path of the model as files have it: with the keys that name variants. */
    String written(String modelPath) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < modelPath.length(); i++) {
            if (modelPath.charAt(i) == '.' || modelPath.charAt(i) == '[') {
                String variant = variants.get(modelPath.substring(0, i));
                written.append(variant == null ? "" : "." + variant);
            }
            written.append(modelPath.charAt(i));
        }
        return written.toString();
    }

    /** The layers that count: those of the last file, and before it what can be merged with it. */
    static List<Layer> lastMappings(List<Layer> layers) {
        int first = layers.size() - 1;
        while (first > 0 && layers.get(first - 1).isMapping()) {
            first--;
        }
        return layers.subList(first, layers.size());
    }

    /**
     * What is left behind the last null, which takes away what is before it.
     *
     * @param first whether something is there that the first layer may take away
     */
    List<Layer> afterNothing(ModelPath path, List<Layer> layers, BooleanSupplier first) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (layers.get(i).isNothing()) {
                if (i == 0 && !first.getAsBoolean()) {
                    refuse(
                            layers.get(0).place(),
                            path,
                            "no value; write one, {} for all defaults, or leave the key out");
                }
                return layers.subList(i + 1, layers.size());
            }
        }
        return layers;
    }

    /** The entries of mappings, by key. */
    Map<String, List<Layer>> entries(ModelPath path, List<Layer> mappings) {
        Map<String, List<Layer>> entries = new LinkedHashMap<>();
        for (Layer layer : mappings) {
            Map<String, Layer> own = new LinkedHashMap<>();
            Map<String, Boolean> written = new HashMap<>();
            for (SourceMapping.Entry entry :
                    layer.node().mapping().orElseThrow().entries()) {
                Layer here = layer.below(entry.key().region(), entry.value());
                if (!entry.isMerged() && written.put(entry.name(), true) != null) {
                    refuse(here.place(), path.attribute(entry.name()), "here for the second time");
                }
                own.put(entry.name(), here);
            }
            own.forEach((name, here) ->
                    entries.computeIfAbsent(name, key -> new ArrayList<>()).add(here));
        }
        return entries;
    }

    /**
     * Reports keys that nothing knows, with the nearest that is known.
     *
     * @param elsewhere the known keys below which a key would be right
     * @return what was probably meant, and so is not missing
     */
    Set<String> requireKnown(
            ModelPath path,
            Map<String, List<Layer>> entries,
            Set<String> known,
            Function<String, List<String>> elsewhere) {
        Set<String> meant = new HashSet<>();
        entries.forEach((name, layers) -> {
            if (!known.contains(name)) {
                layers.forEach(layer -> refuse(layer.place(), path.attribute(name), () -> {
                    meant(name, known).ifPresent(meant::add);
                    return "no such key" + hint(name, known, elsewhere);
                }));
            }
        });
        return meant;
    }

    private static String hint(String key, Set<String> known, Function<String, List<String>> elsewhere) {
        List<String> owners = meant(key, known).isPresent() ? List.of() : elsewhere.apply(key);
        return owners.isEmpty() || owners.size() > 2
                ? hint(key, known)
                : "; it belongs below " + String.join(" or ", owners);
    }

    /** What a word might have been meant to be. */
    static String hint(String word, Collection<String> known) {
        return meant(word, known)
                .map(each -> "; did you mean " + each + "?")
                .orElseGet(() -> known.isEmpty()
                        ? ""
                        : known.size() <= MOST_KNOWN
                                ? "; known here: " + String.join(", ", known)
                                : "; known here are " + known.size() + " others, such as " + nearest(word, known));
    }

    private static String nearest(String word, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt(each -> distance(shortened(word), each)))
                .limit(5)
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String word) {
        return word.substring(0, Math.min(word.length(), LONGEST_WORD));
    }

    private static Optional<String> meant(String word, Collection<String> known) {
        return word.length() > LONGEST_WORD
                ? Optional.empty()
                : known.stream()
                        .min(Comparator.comparingInt(each -> distance(word, each)))
                        .filter(each -> distance(word, each) <= 1 + Math.min(word.length(), each.length()) / 3);
    }

    private static int distance(String word, String known) {
        String begun = Words.bare(word);
        String whole = Words.bare(known);
        int distance = Spelling.distance(begun, whole);
        boolean isPart = begun.length() > 2 && whole.contains(begun);
        return isPart ? Math.min(distance, whole.startsWith(begun) ? 1 : 2) : distance;
    }
}
