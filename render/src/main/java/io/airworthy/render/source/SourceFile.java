package io.airworthy.render.source;

import java.util.List;

/** What was read of a text. */
public final class SourceFile {

    private final SourceText text;
    private final List<SourceDocument> documents;
    private final List<SourceMark> marks;
    private final List<SourceProblem> problems;

    SourceFile(SourceText text, List<SourceDocument> documents, List<SourceMark> marks, List<SourceProblem> problems) {
        this.text = text;
        this.documents = List.copyOf(documents);
        this.marks = List.copyOf(marks);
        this.problems = List.copyOf(problems);
    }

    /** What was read. */
    public SourceText text() {
        return text;
    }

    /**
     * The documents, in their order: none in a file of comments. After a problem of the syntax there is no further one.
     */
    public List<SourceDocument> documents() {
        return documents;
    }

    /** Anchors, aliases, merge keys and tags, in the order of the text. */
    public List<SourceMark> marks() {
        return marks;
    }

    /** What cannot be read, in the order of the text. */
    public List<SourceProblem> problems() {
        return problems;
    }
}
