package io.airworthy.render.source;

import io.airworthy.frozen.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Composes nodes from the parser's events. */
final class SourceReader {

    /** No Secret and no ConfigMap of Kubernetes holds more. */
    private static final int LONGEST_LINE = 1_000_000;

    private static final int MOST_LEVELS = 200;

    /** How many nodes aliases may add: each is read as often as it is meant. */
    private static final long MOST_ALIASED = 100_000;

    private final SourceText text;
    private final Places places;
    private final List<SourceDocument> documents = new ArrayList<>();
    private final List<SourceMark> marks = new ArrayList<>();
    private final List<SourceProblem> problems = new ArrayList<>();

    private final Map<String, SourceNode> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Map<SourceNode, Long> sizes = new IdentityHashMap<>();
    private long aliased;
    private int level;

    SourceReader(SourceText text) {
        this.text = text;
        this.places = new Places(text.text());
    }

    /** Stops reading. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient SourceProblem problem;

        Stop(SourceRegion region, String message) {
            super(message, null, false, false);
            this.problem = new SourceProblem(region, message);
        }
    }

    SourceFile read() {
        if (isReadable()) {
            StreamReader reader = new StreamReader(text.text());
            try {
                readAll(reader);
            } catch (Stop stop) {
                problems.add(stop.problem);
            } catch (MarkedYAMLException malformed) {
                Mark place = malformed.getProblemMark() == null ? reader.getMark() : malformed.getProblemMark();
                problems.add(new SourceProblem(places.at(place.getIndex()), reason(malformed)));
            } catch (YAMLException malformed) {
                problems.add(new SourceProblem(places.at(reader.getIndex()), firstLine(malformed)));
            }
        }
        return new SourceFile(text, documents, marks, problems);
    }

    private void readAll(StreamReader reader) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        Parser parser = new ParserImpl(new TabScanner(reader, options, places.points()));
        while (!parser.checkEvent(Event.ID.StreamEnd)) {
            Event event = parser.getEvent();
            if (event.is(Event.ID.DocumentStart)) {
                anchors.clear();
                documents.add(new SourceDocument(node(parser)));
            }
        }
    }

    private SourceNode node(Parser parser) {
        NodeEvent event = (NodeEvent) parser.getEvent();
        int start = event.getStartMark().getIndex();
        if (event.is(Event.ID.Alias)) {
            return alias(event);
        }
        @Nullable String anchor = event.getAnchor();
        if (anchor != null) {
            mark(SourceMark.Kind.ANCHOR, event);
            anchors.remove(anchor);
            open.add(anchor);
        }
        SourceNode node;
        Optional<ScalarEvent> scalar = asScalar(event);
        if (scalar.isPresent()) {
            node = scalar(scalar.get());
        } else {
            CollectionStartEvent collection = (CollectionStartEvent) event;
            if (collection.getTag() != null) {
                mark(SourceMark.Kind.TAG, event);
            }
            if (++level > MOST_LEVELS) {
                throw new Stop(places.at(start), "more than " + MOST_LEVELS + " levels of nesting");
            }
            node = event.is(Event.ID.MappingStart)
                    ? mapping(parser, start, collection.isFlow())
                    : sequence(parser, start, collection.isFlow());
            level--;
        }
        if (anchor != null) {
            anchors.put(anchor, node);
            open.remove(anchor);
        }
        return node;
    }

    private SourceNode alias(NodeEvent event) {
        SourceRegion region = region(event);
        mark(SourceMark.Kind.ALIAS, event);
        SourceNode target = anchors.get(event.getAnchor());
        if (target == null) {
            throw new Stop(
                    region,
                    open.contains(event.getAnchor())
                            ? "the alias *" + event.getAnchor() + " is inside of its own anchor"
                            : "an alias, but nothing before it has the anchor &" + event.getAnchor());
        }
        long size = sizes.getOrDefault(target, 1L);
        count(size, region);
        SourceNode here = target.match(
                mapping -> new SourceMapping(region, mapping.entries()),
                sequence -> new SourceSequence(region, sequence.elements()),
                scalar -> new SourceScalar(region, scalar.style(), scalar.text(), scalar.value()));
        sizes.put(here, size);
        return here;
    }

    private void count(long more, SourceRegion region) {
        aliased += more;
        if (aliased > MOST_ALIASED) {
            throw new Stop(region, "aliases that stand for more than 100,000 values; write less, or without them");
        }
    }

    private SourceNode sequence(Parser parser, int start, boolean flow) {
        List<SourceNode> elements = new ArrayList<>();
        long size = 1;
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            SourceNode element = node(parser);
            size += sizes.getOrDefault(element, 1L);
            elements.add(element);
        }
        SourceNode node = new SourceSequence(end(parser, start, flow), elements);
        sizes.put(node, size);
        return node;
    }

    private SourceNode mapping(Parser parser, int start, boolean flow) {
        List<SourceMapping.Entry> entries = new ArrayList<>();
        long size = 1;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event keyEvent = parser.peekEvent();
            boolean merges = asScalar(keyEvent).filter(SourceReader::isMerge).isPresent();
            if (merges) {
                mark(SourceMark.Kind.MERGE_KEY, keyEvent);
            }
            SourceNode keyNode = node(parser);
            if (merges) {
                SourceNode merged = node(parser);
                List<SourceMapping.Entry> more = merged(merged);
                count(more.size(), keyNode.region());
                size += sizes.getOrDefault(merged, 1L);
                entries.addAll(more);
            } else {
                SourceScalar key = key(keyNode);
                SourceNode value = node(parser);
                size += 1 + sizes.getOrDefault(value, 1L);
                entries.add(new SourceMapping.Entry(key, value, false));
            }
        }
        SourceNode node = new SourceMapping(end(parser, start, flow), entries);
        sizes.put(node, size);
        return node;
    }

    private static SourceScalar key(SourceNode node) {
        SourceScalar key = node.scalar().orElseThrow(() -> new Stop(node.region(), "a key that is not text"));
        if (key.value() == null) {
            throw new Stop(node.region(), "nothing as a key; a key is a text");
        }
        return key;
    }

    private static Optional<ScalarEvent> asScalar(Event event) {
        return event instanceof ScalarEvent scalar ? Optional.of(scalar) : Optional.empty();
    }

    private static boolean isMerge(ScalarEvent event) {
        return event.isPlain() && event.getValue().equals("<<") && event.getTag() == null;
    }

    /** Of several mappings the first wins, and the last entry of a mapping does. */
    private static List<SourceMapping.Entry> merged(SourceNode value) {
        List<SourceNode> mappings = value.match(List::of, SourceSequence::elements, scalar -> List.of(scalar));
        List<SourceMapping.Entry> entries = new ArrayList<>();
        for (int i = mappings.size() - 1; i >= 0; i--) {
            SourceMapping mapping = mappings.get(i)
                    .mapping()
                    .orElseThrow(() -> new Stop(value.region(), "a merge key takes a mapping or a list of mappings"));
            mapping.entries().forEach(entry -> entries.add(entry.merged()));
        }
        return entries;
    }

    private SourceRegion end(Parser parser, int start, boolean flow) {
        int end = parser.getEvent().getEndMark().getIndex();
        return places.region(start, flow ? end : places.trimmed(start, end));
    }

    private SourceScalar scalar(ScalarEvent event) {
        if (event.getTag() != null) {
            mark(SourceMark.Kind.TAG, event);
        }
        SourceScalar.Style style = style(event.getScalarStyle());
        boolean plain = style == SourceScalar.Style.PLAIN;
        SourceRegion region = region(event);
        return new SourceScalar(region, style, event.getValue(), value(event, plain, region));
    }

    private static @Nullable Object value(ScalarEvent event, boolean plain, SourceRegion region) {
        Object value = anyValue(event, plain, region);
        if (Tree.isInfinite(value)) {
            throw new Stop(region, "a number that JSON cannot hold; write a finite one");
        }
        return value;
    }

    private static @Nullable Object anyValue(ScalarEvent event, boolean plain, SourceRegion region) {
        if (event.getTag() == null) {
            return plain ? CoreWords.valueOf(event.getValue()) : event.getValue();
        }
        try {
            return CoreWords.tagged(event.getTag(), event.getValue());
        } catch (IllegalArgumentException notBase64) {
            throw new Stop(region, "!!binary that is not base64");
        }
    }

    private static SourceScalar.Style style(ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> SourceScalar.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> SourceScalar.Style.DOUBLE_QUOTED;
            case LITERAL -> SourceScalar.Style.LITERAL;
            case FOLDED -> SourceScalar.Style.FOLDED;
            case PLAIN -> SourceScalar.Style.PLAIN;
        };
    }

    private void mark(SourceMark.Kind kind, Event event) {
        int start = event.getStartMark().getIndex();
        marks.add(new SourceMark(kind, places.at(start)));
    }

    private SourceRegion region(Event event) {
        int start = event.getStartMark().getIndex();
        return places.region(start, places.trimmed(start, event.getEndMark().getIndex()));
    }

    /**
     * Whether the parser takes each character, which it would refuse without saying in which line, and each line in time: for
     * each kilobyte it copies what it has of the line.
     */
    private boolean isReadable() {
        int[] points = places.points();
        int line = 0;
        for (int i = 0; i < points.length; i++) {
            if (!StreamReader.isPrintable(points[i])) {
                problems.add(new SourceProblem(
                        places.at(i),
                        String.format(
                                Locale.ROOT, "the character U+%04X; YAML allows it only as an escape", points[i])));
                return false;
            }
            line = points[i] == '\n' || points[i] == '\r' ? i + 1 : line;
            if (i - line == LONGEST_LINE) {
                problems.add(new SourceProblem(
                        places.at(line),
                        String.format(Locale.ROOT, "a line of more than %,d characters", LONGEST_LINE)));
                return false;
            }
        }
        return true;
    }

    /** The parser's own words, without its drawing of the place. */
    private static String reason(MarkedYAMLException malformed) {
        String words = String.join(
                ", ",
                Stream.of(malformed.getContext(), malformed.getProblem())
                        .filter(part -> part != null && !part.isBlank())
                        .map(part -> String.join(", ", part.lines().toList()))
                        .toList());
        return words.isEmpty() ? "this is not YAML" : words;
    }

    private static String firstLine(YAMLException malformed) {
        return malformed.getMessage() == null
                ? "this is not YAML"
                : malformed.getMessage().lines().findFirst().orElse("this is not YAML");
    }
}
