package io.airworthy.render.report;

import io.airworthy.table.DataFile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What remedies say in Java, as somebody writes it who describes a deployment in a file. */
final class FileTerms {

    private static final Map<String, String> TERMS = DataFile.rows(
                    FileTerms.class::getResourceAsStream, "file-terms.tsv")
            .collect(Collectors.toMap(
                    row -> row[0],
                    row -> row[1],
                    (one, two) -> {
                        throw new IllegalStateException("file-terms.tsv says twice " + one);
                    },
                    LinkedHashMap::new));

    private static final Pattern ANY = TERMS.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.collectingAndThen(Collectors.joining("|"), Pattern::compile));

    private FileTerms() {}

    static Map<String, String> all() {
        return TERMS;
    }

    static String in(String remedy) {
        return ANY.matcher(remedy).replaceAll(term -> Matcher.quoteReplacement(TERMS.get(term.group())));
    }
}
