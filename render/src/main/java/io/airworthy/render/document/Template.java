package io.airworthy.render.document;

import io.airworthy.material.Encoding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text with places for facts. A fact is escaped by where its place is: in running text, in a table, in code, in a
 * line for the shell, within the quotes of JSON, YAML or HCL, or on a line of its own in a block of code.
 *
 * <pre>{@code
 * {{name}}                              a fact
 * {{#if name}} … {{else}} … {{/if}}     text that stands here if a fact holds; {{#if !name}} if it does not
 * {{#each names}} … {{/each}}           text that is repeated, with the facts of each
 * {{> name}}                            a fragment; in a block of code, a command
 * {{> name part}}                       the same, with the facts of a part; nothing, if there is no such part
 * }</pre>
 */
final class Template {

    private static final Pattern TAG = Pattern.compile(
            "\\{\\{(#if |#each |/if|/each|else|> )?(!?)([a-z0-9.-]*)(?:(?<=\\{\\{> [a-z-]{1,40}) ([a-z0-9.-]+))?}}");
    private static final Pattern TAG_ALONE = Pattern.compile("(\\s*)" + TAG.pattern() + "\\s*");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern OF_NO_LABEL = Pattern.compile("[^\\p{L}\\p{Nd} ._:/@×-]");
    private static final String FENCE = "```";

    private final Section root;

    private Template(Section root) {
        this.root = root;
    }

    /**
     * Reads a template.
     *
     * @param name what it is called in messages
     * @param text the text
     */
    static Template parse(String name, String text) {
        return new Template(new Parser(name, null).parse(text));
    }

    /**
     * Reads lines for the shell.
     *
     * @param name what they are called in messages
     * @param text the lines
     */
    static Template parseCommand(String name, String text) {
        return new Template(new Parser(name, "bash").parse(text.stripTrailing()));
    }

    /** The text for these facts, ending in a line break. */
    String render(Facts facts) {
        StringBuilder text = new StringBuilder();
        root.write(facts, text);
        return withoutGaps(text.toString());
    }

    /** Tells which facts it asks for. */
    void ask(Asked asked) {
        root.ask(asked);
    }

    /** Who wants to know which facts are asked for. */
    interface Asked {

        /** A fact is asked for. */
        void fact(String name);

        /** The facts of its parts are asked for. */
        Asked partsOf(String name);
    }

    /** What is left out leaves no more than one empty line behind, and a block of code stands alone. */
    private static String withoutGaps(String text) {
        StringBuilder kept = new StringBuilder();
        String fence = "";
        boolean gap = true;
        for (String line : text.split("\n")) {
            boolean opens = fence.isEmpty() && line.startsWith(FENCE);
            if (!gap && (opens || fence.isEmpty() && line.isBlank())) {
                kept.append('\n');
                gap = true;
            }
            if (!line.isBlank() || !fence.isEmpty()) {
                kept.append(fence.isEmpty() ? line.stripTrailing() : line).append('\n');
                gap = false;
            }
            if (opens) {
                fence = line.replaceFirst("[^`].*", "");
            } else if (!fence.isEmpty() && line.equals(fence)) {
                kept.append('\n');
                gap = true;
                fence = "";
            }
        }
        return kept.toString().stripTrailing() + "\n";
    }

    private interface Node {
        void write(Facts facts, StringBuilder text);

        default void ask(Asked asked) {}
    }

    private record Literal(String words) implements Node {
        @Override
        public void write(Facts facts, StringBuilder text) {
            text.append(words);
        }
    }

    /** Where a place is, and how a fact is written there. */
    private enum Where {
        TEXT(fact -> fact.inText().markdown()),
        CELL(fact -> fact.inText().cell()),
        SHELL(Fact::inShell),
        CODE(Fact::inCode),
        QUOTED(fact -> Encoding.JSON_STRING.encode(fact.inCode())),
        /** In a comment of a shell, where nothing is quoted. */
        COMMENT(fact -> Phrase.oneLine(fact.inCode())),
        /** In a diagram, as a part of a node's name. */
        NODE(fact -> fact.inCode().replaceAll("[^A-Za-z0-9]", "_")),
        /** In a diagram, as a label: Mermaid reads entities, and Markdown in backticks. */
        LABEL(fact -> OF_NO_LABEL
                .matcher(fact.inCode())
                .replaceAll(found -> "#" + found.group().codePointAt(0) + ";")),
        HCL(fact -> QUOTED.written.apply(fact).replace("${", "$${").replace("%{", "%%{"));

        private final Function<Fact, String> written;

        Where(Function<Fact, String> written) {
            this.written = written;
        }

        /** Within a block of this language, behind what stands before it on its line. */
        static Where inBlock(String language, String before) {
            return switch (language) {
                case "bash" -> before.startsWith("#") ? COMMENT : SHELL;
                case "mermaid" -> before.contains("\"") ? LABEL : NODE;
                case "json", "yaml" -> QUOTED;
                case "hcl" -> HCL;
                default -> throw new IllegalStateException("facts are on lines of their own in " + language);
            };
        }
    }

    private record Place(String name, Function<Fact, String> written) implements Node {

        /** Lines of their own, indented like their place. */
        static Place ofLines(String name, String indentation) {
            return new Place(
                    name,
                    fact -> fact.asLines().stream()
                            .map(line -> (line.isEmpty() ? "" : indentation) + line + "\n")
                            .collect(Collectors.joining()));
        }

        @Override
        public void write(Facts facts, StringBuilder text) {
            text.append(written.apply(facts.get(name)));
        }

        @Override
        public void ask(Asked asked) {
            asked.fact(name);
        }
    }

    private record Section(List<Node> nodes) implements Node {
        @Override
        public void write(Facts facts, StringBuilder text) {
            nodes.forEach(node -> node.write(facts, text));
        }

        @Override
        public void ask(Asked asked) {
            nodes.forEach(node -> node.ask(asked));
        }
    }

    /** What is fitted into its place as a whole. */
    private record Fitted(Node inside, UnaryOperator<String> fit) implements Node {

        /** Code within text. */
        static Fitted code(Node inside, boolean inCell) {
            return new Fitted(
                    inside,
                    text -> inCell
                            ? Phrase.code(text).cell()
                            : Phrase.code(text).markdown());
        }

        /** A block of code, which is not there if it is empty. Its fence is longer than any run of backticks in it. */
        static Fitted block(String language, Node inside) {
            return new Fitted(inside, code -> {
                String fence = "`".repeat(Math.max(FENCE.length(), Phrase.longestRunOfBackticks(code) + 1));
                return code.isEmpty() ? "" : fence + language + "\n" + code + fence + "\n";
            });
        }

        @Override
        public void write(Facts facts, StringBuilder text) {
            StringBuilder written = new StringBuilder();
            inside.write(facts, written);
            text.append(fit.apply(written.toString()));
        }

        @Override
        public void ask(Asked asked) {
            inside.ask(asked);
        }
    }

    private record Choice(String name, boolean negated, Section then, Section otherwise) implements Node {
        @Override
        public void write(Facts facts, StringBuilder text) {
            (facts.get(name).holds() != negated ? then : otherwise).write(facts, text);
        }

        @Override
        public void ask(Asked asked) {
            asked.fact(name);
            then.ask(asked);
            otherwise.ask(asked);
        }
    }

    private record Repetition(String name, Node each) implements Node {
        @Override
        public void write(Facts facts, StringBuilder text) {
            facts.parts(name).forEach(part -> each.write(part, text));
        }

        @Override
        public void ask(Asked asked) {
            each.ask(asked.partsOf(name));
        }
    }

    private static final class Parser {

        /** A section that is not closed yet. */
        private static final class Open {
            private final String tag;
            private final String name;
            private final boolean negated;
            private final List<Node> nodes = new ArrayList<>();
            private @Nullable List<Node> otherwise;

            Open(String tag, String name, boolean negated) {
                this.tag = tag;
                this.name = name;
                this.negated = negated;
            }

            void add(Node node) {
                last().add(node);
            }

            /** Words that follow each other are one text. */
            void add(String words) {
                List<Node> all = last();
                if (!all.isEmpty() && all.get(all.size() - 1) instanceof Literal before) {
                    all.set(all.size() - 1, new Literal(before.words() + words));
                } else if (!words.isEmpty()) {
                    all.add(new Literal(words));
                }
            }

            private List<Node> last() {
                return otherwise == null ? nodes : otherwise;
            }
        }

        private final String name;
        private final @Nullable String surroundings;
        private final Deque<Open> open = new ArrayDeque<>();
        private @Nullable String language;
        private int line;

        /** Reads what stands in a block of a language, or in none. */
        Parser(String name, @Nullable String surroundings) {
            this.name = name;
            this.surroundings = surroundings;
            this.language = surroundings;
            open.push(new Open("", "", false));
        }

        Section parse(String text) {
            for (String next : text.split("\n", -1)) {
                line++;
                read(next);
            }
            if (open.size() != 1 || !Objects.equals(language, surroundings)) {
                throw wrong("something is not closed");
            }
            return new Section(open.pop().nodes);
        }

        private void read(String text) {
            Matcher alone = TAG_ALONE.matcher(text);
            if (alone.matches() && (alone.group(2) != null || language != null)) {
                readAlone(alone);
                return;
            }
            if (text.startsWith(FENCE)) {
                if (language == null) {
                    language = text.substring(FENCE.length());
                    open.push(new Open(FENCE, language, false));
                } else {
                    add(Fitted.block(language, new Section(close(FENCE).nodes)));
                    language = null;
                }
                return;
            }
            if (language != null) {
                readTags(text, Where.CODE);
            } else {
                readText(text);
            }
            top().add("\n");
        }

        private void readAlone(Matcher tag) {
            if (tag.group(2) == null) {
                add(Place.ofLines(tag.group(4), tag.group(1)));
            } else if (tag.group(2).equals("> ")) {
                int indentation = tag.group(1).length();
                add(included(tag.group(4), tag.group(5), indentation == 0 ? null : lines -> lines.indent(indentation)));
            } else {
                readTag(tag.group(2), !tag.group(3).isEmpty(), tag.group(4));
            }
        }

        /** Text, and code within it. */
        private void readText(String text) {
            Where where = text.stripLeading().startsWith("|") ? Where.CELL : Where.TEXT;
            Matcher code = CODE.matcher(text);
            int end = 0;
            while (code.find()) {
                if (TAG.matcher(code.group()).find()) {
                    readTags(text.substring(end, code.start()), where);
                    open.push(new Open("code", "", false));
                    readTags(code.group(1), Where.CODE);
                    Section inside = new Section(open.pop().nodes);
                    add(Fitted.code(inside, where == Where.CELL));
                    end = code.end();
                }
            }
            readTags(text.substring(end), where);
        }

        private void readTags(String text, Where where) {
            Matcher tag = TAG.matcher(text);
            int end = 0;
            while (tag.find()) {
                top().add(text.substring(end, tag.start()));
                end = tag.end();
                if ("> ".equals(tag.group(1))) {
                    add(included(tag.group(3), tag.group(4), where == Where.CELL ? Parser::cell : Parser::line));
                } else if (tag.group(1) != null) {
                    readTag(tag.group(1), !tag.group(2).isEmpty(), tag.group(3));
                } else {
                    Where place = language == null ? where : Where.inBlock(language, text.substring(0, tag.start()));
                    add(new Place(tag.group(3), place.written));
                }
            }
            top().add(text.substring(end));
        }

        private void readTag(String tag, boolean negated, String fact) {
            switch (tag) {
                case "#if ", "#each " -> open.push(new Open(tag, fact, negated));
                case "else" -> {
                    if (!top().tag.equals("#if ") || top().otherwise != null) {
                        throw wrong("else belongs to no if");
                    }
                    top().otherwise = new ArrayList<>();
                }
                case "/if" -> {
                    Open closed = close("#if ");
                    List<Node> otherwise = closed.otherwise == null ? List.of() : closed.otherwise;
                    add(new Choice(closed.name, closed.negated, new Section(closed.nodes), new Section(otherwise)));
                }
                case "/each" -> {
                    Open closed = close("#each ");
                    add(new Repetition(closed.name, new Section(closed.nodes)));
                }
                default -> throw wrong("nobody knows " + tag);
            }
        }

        private Node included(String name, @Nullable String part, @Nullable UnaryOperator<String> fit) {
            Template template = language == null ? Page.fragment(name) : Page.command(name);
            Node included = fit == null ? template.root : new Fitted(template.root, fit);
            return part == null ? included : new Repetition(part, included);
        }

        private static String line(String lines) {
            return lines.strip().replace('\n', ' ');
        }

        private static String cell(String lines) {
            return new Phrase(line(lines)).cell();
        }

        private Open close(String tag) {
            if (!top().tag.equals(tag)) {
                throw wrong("something else is open");
            }
            return open.pop();
        }

        private Open top() {
            return open.getFirst();
        }

        private void add(Node node) {
            top().add(node);
        }

        private IllegalStateException wrong(String reason) {
            return new IllegalStateException(name + ", line " + line + ": " + reason);
        }
    }
}
