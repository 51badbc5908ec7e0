package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Fix;
import io.airworthy.render.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to change where a rule is broken, as {@code levels.tsv} says it: steps with semicolons between. A step without a key is
 * about the place of the finding.
 *
 * <pre>
 * remove, remove KEY      the key goes; of a variable, all of it
 * KEY=VALUE, =VALUE       the key gets the value, which is YAML; of KEY|KEY the first that is there, or that the chart has
 * s~PATTERN~TEXT~         what matches in the value is replaced; with a KEY and a blank before it, in that key's value
 * </pre>
 */
final class FixRecipe {

    private static final Pattern REMOVAL = Pattern.compile("remove( (?<key>\\S+))?");
    private static final Pattern REWRITING = Pattern.compile("((?<key>\\S+) )?s~(?<pattern>.*)~(?<by>.*)~");
    private static final Pattern WRITING = Pattern.compile("(?<key>[^\\s=]*)=(?<value>.*)");

    /** What an element of a list of variables is found by. */
    private static final Set<String> OF_VARIABLES = Set.of("name", "value", "envName");

    private final Judged judged;
    private final KeyPath place;
    private final List<String> said = new ArrayList<>();
    private Rewrite edit;

    private FixRecipe(Judged judged, KeyPath place) {
        this.judged = judged;
        this.place = place;
        this.edit = judged.edit();
    }

    static Optional<Fix> fix(Judged judged, KeyPath place, String recipe) {
        FixRecipe fix = new FixRecipe(judged, place);
        for (String step : recipe.split(" ; ")) {
            fix.step(step);
        }
        return fix.said.isEmpty() ? Optional.empty() : fix.edit.toLookAt(String.join(", and ", fix.said));
    }

    /** Writes a value where one was found that is not right. */
    static Optional<Fix> writing(Judged judged, KeyPath place, Object value) {
        FixRecipe fix = new FixRecipe(judged, place);
        fix.write(place, value);
        return fix.edit.toLookAt(fix.said.get(0));
    }

    private void step(String step) {
        Matcher removal = REMOVAL.matcher(step);
        Matcher rewriting = REWRITING.matcher(step);
        Matcher writing = WRITING.matcher(step);
        if (removal.matches()) {
            remove(removable(key(removal.group("key"))));
        } else if (rewriting.matches()) {
            rewrite(key(rewriting.group("key")), rewriting.group("pattern"), rewriting.group("by"));
        } else if (writing.matches()) {
            write(key(writing.group("key")), value(writing.group("value")));
        } else {
            throw new IllegalStateException("no step of a fix: " + step);
        }
    }

    private KeyPath key(@Nullable String key) {
        if (key == null || key.isEmpty()) {
            return place;
        }
        List<String> keys = List.of(key.split("\\|"));
        return KeyPath.of(keys.stream()
                .filter(one -> edit.has(KeyPath.of(one)))
                .findFirst()
                .or(() -> keys.stream().filter(judged::has).findFirst())
                .orElse(keys.get(0)));
    }

    private static KeyPath removable(KeyPath path) {
        int size = path.steps().size();
        return size > 1
                        && path.steps().get(size - 2).place()
                        && OF_VARIABLES.contains(path.steps().get(size - 1).text())
                ? new KeyPath(path.steps().subList(0, size - 1))
                : path;
    }

    private void remove(KeyPath path) {
        if (!path.steps().isEmpty() && edit.has(path)) {
            edit = edit.remove(path);
            said.add("remove " + path);
        }
    }

    private void rewrite(KeyPath path, String pattern, String by) {
        if (!edit.has(path)) {
            return;
        }
        edit.values().at(path).flatMap(Tree::text).ifPresent(text -> {
            String changed =
                    Pattern.compile(pattern, Pattern.DOTALL).matcher(text).replaceAll(by);
            if (!changed.equals(text)) {
                write(path, changed);
            }
        });
    }

    private void write(KeyPath path, @Nullable Object value) {
        edit = edit.put(path, value);
        said.add("write " + path + ": " + ValuesText.written(value));
    }

    private static @Nullable Object value(String yaml) {
        return SourceText.of("", yaml).read().documents().stream()
                .map(document -> Values.tree(document.root()))
                .findFirst()
                .orElse(null);
    }
}
