package io.airworthy.render.document;

import io.airworthy.material.Purpose;
import io.airworthy.table.DataFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One page of a document: a Markdown file with a head that says what it is called and when it applies. Its name is the id
 * that other pages and alerts link to.
 *
 * <pre>{@code
 * ---
 * title: The connection pool is saturated
 * symptom: Tasks fail with `no more connections allowed`
 * when: pgbouncer, !git
 * unseen: why no alert can lead here
 * ---
 * }</pre>
 */
final class Page {

    private static final String HEAD = "---\n";

    /** What was read: as many as the library has. */
    private static final Map<String, Page> PAGES = new ConcurrentHashMap<>();

    private static final Map<String, Template> FRONTS = new ConcurrentHashMap<>();

    private final String id;
    private final Chapter chapter;
    private final Map<String, String> head;
    private final List<String> conditions;
    private final Template symptom;
    private final Template body;

    private Page(String id, Chapter chapter, Map<String, String> head, Template body) {
        this.id = id;
        this.chapter = chapter;
        this.head = head;
        String when = head.getOrDefault("when", "");
        this.conditions = when.isEmpty() ? List.of() : List.of(when.split(", "));
        this.symptom = Template.parse(id, head.getOrDefault("symptom", ""));
        this.body = body;
    }

    /** The page of a chapter. */
    static Page of(Chapter chapter, String id) {
        return PAGES.computeIfAbsent(chapter.folder() + "/" + id, name -> read(chapter, id, text(name + ".md")));
    }

    private static Page read(Chapter chapter, String id, String text) {
        int end = text.indexOf("\n" + HEAD, HEAD.length()) + 1;
        if (!text.startsWith(HEAD) || end == 0) {
            throw new IllegalStateException(id + ".md has no head");
        }
        Map<String, String> head = new LinkedHashMap<>();
        text.substring(HEAD.length(), end).lines().forEach(line -> {
            String[] entry = line.split(": ", 2);
            head.put(entry[0], entry[1]);
        });
        return new Page(id, chapter, head, Template.parse(id, text.substring(end + HEAD.length())));
    }

    /** The part of a document that is on no page. */
    static Template front(String name) {
        return FRONTS.computeIfAbsent(name, front -> Template.parse(front, text(front + ".md")));
    }

    /** A text without a head, which pages include. */
    static Template fragment(String name) {
        return Template.parse(name, text("fragment/" + name + ".md"));
    }

    /** Lines for the shell, which blocks of code include. */
    static Template command(String name) {
        return Template.parseCommand(name, text("command/" + name + ".sh"));
    }

    String id() {
        return id;
    }

    Phrase title() {
        return new Phrase(Objects.requireNonNull(head.get("title"), id));
    }

    /** What somebody sees who needs it. */
    Phrase symptom(Facts facts) {
        return new Phrase(symptom.render(facts).strip());
    }

    /** Whether it says how a Secret of this purpose is rotated. */
    boolean isAbout(Purpose purpose) {
        return List.of(head.getOrDefault("secrets", "").split(", ")).contains(purpose.name());
    }

    /** Whether it is about something that a deployment has. */
    boolean applies(Facts facts) {
        return conditions.stream()
                .allMatch(condition -> condition.startsWith("!")
                        ? !facts.get(condition.substring(1)).holds()
                        : facts.get(condition).holds());
    }

    /** Tells which facts it asks for. */
    void ask(Template.Asked asked) {
        conditions.forEach(condition -> asked.fact(condition.replace("!", "")));
        symptom.ask(asked);
        body.ask(asked);
    }

    /** The page as a section. */
    String render(Facts facts) {
        return chapter.opening(id, title().markdown()) + "\n\n" + unseen(facts) + body.render(facts);
    }

    /** Why no alert leads to it, if it is about an incident and none does. */
    private String unseen(Facts facts) {
        return chapter != Chapter.INCIDENT || isAlertedOn(facts)
                ? ""
                : "No alert leads here: " + head.getOrDefault("unseen", "this package knows no metric that shows it")
                        + ".\n\n";
    }

    private boolean isAlertedOn(Facts facts) {
        return facts.get("alerted-pages").each().contains(id);
    }

    private static String text(String name) {
        return DataFile.text(Page.class::getResourceAsStream, name);
    }
}
