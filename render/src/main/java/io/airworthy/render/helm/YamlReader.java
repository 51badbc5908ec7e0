package io.airworthy.render.helm;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.helm.ValuesDocument.Position;
import io.airworthy.render.source.SourceDocument;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceMark;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceProblem;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceSequence;
import io.airworthy.render.source.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one document that says each thing once, where it means it. */
final class YamlReader {

    private final SourceFile file;
    private final Map<String, Position> positions = new HashMap<>();
    private final List<SourceProblem> problems = new ArrayList<>();

    YamlReader(String text) {
        this.file = SourceText.of("values", text).read();
    }

    ValuesDocument read() throws MalformedYamlException {
        file.marks().forEach(mark -> refuse(mark.region(), reason(mark.kind())));
        problems.addAll(file.problems());
        Map<String, @Nullable Object> values = values(file.documents());
        SourceProblem first = problems.stream()
                .min(Comparator.comparing(problem -> problem.region().offset()))
                .orElse(null);
        if (first != null) {
            throw new MalformedYamlException(position(first.region()), first.message());
        }
        return new ValuesDocument(values, positions);
    }

    private Map<String, @Nullable Object> values(List<SourceDocument> documents) {
        if (documents.size() > 1) {
            refuse(documents.get(1).root().region(), "a values file is one document, but a second one starts here");
        }
        if (documents.isEmpty()) {
            return Map.of();
        }
        SourceNode root = documents.get(0).root();
        boolean isNothing = documents.size() == 1
                && root.scalar().filter(scalar -> scalar.value() == null).isPresent();
        if (root.mapping().isEmpty() && !isNothing) {
            refuse(root.region(), "values must be a mapping of keys to values");
        }
        return root.mapping().map(mapping -> map(mapping, KeyPath.ROOT)).orElse(Map.of());
    }

    private Map<String, @Nullable Object> map(SourceMapping mapping, KeyPath path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (SourceMapping.Entry entry : mapping.entries()) {
            KeyPath here = path.key(entry.name());
            SourceRegion region = entry.key().region();
            if (map.containsKey(entry.name())) {
                refuse(region, "the key " + here + " is here for the second time");
            }
            positions.put(here.toString(), position(region));
            map.put(entry.name(), value(entry.value(), here));
        }
        return path.steps().isEmpty() ? map : Collections.unmodifiableMap(map);
    }

    private @Nullable Object value(SourceNode node, KeyPath path) {
        return node.<@Nullable Object>match(
                mapping -> map(mapping, path), sequence -> list(sequence, path), SourceScalar::value);
    }

    private List<@Nullable Object> list(SourceSequence sequence, KeyPath path) {
        List<@Nullable Object> list = new ArrayList<>();
        for (SourceNode element : sequence.elements()) {
            KeyPath here = path.place(list.size());
            positions.put(here.toString(), position(element.region()));
            list.add(value(element, here));
        }
        return Collections.unmodifiableList(list);
    }

    private void refuse(SourceRegion region, String reason) {
        problems.add(new SourceProblem(region, reason));
    }

    private static String reason(SourceMark.Kind kind) {
        return switch (kind) {
            case ANCHOR, ALIAS -> "an anchor or an alias; write out the value in each place";
            case MERGE_KEY -> "a merge key; write out its content";
            case TAG -> "a tag; remove it, and write the value with quotes if it is text, otherwise without";
        };
    }

    private static Position position(SourceRegion region) {
        return new Position(region.line(), region.column());
    }
}
