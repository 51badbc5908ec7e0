package io.airworthy.render.report;

import io.airworthy.frozen.Tree;
import io.airworthy.render.json.JsonText;
import io.airworthy.table.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report as JSON. */
final class JsonReport {

    private JsonReport() {}

    static String of(Report report) {
        List<Entry> entries = report.entries();
        List<Map<String, Object>> violations = new ArrayList<>();
        report.bySubject()
                .forEach((subject, those) -> those.forEach(entry -> violations.add(violation(subject, entry))));
        return JsonText.of(Tree.of(
                "apiVersion",
                "airworthy.io/v1",
                "kind",
                "Report",
                "deployable",
                !report.hasErrors(),
                "errors",
                entries.stream().filter(Entry::isError).count(),
                "warnings",
                entries.stream().filter(Entry::isWarning).count(),
                "waived",
                entries.stream().filter(entry -> entry.waiver().isPresent()).count(),
                "subjects",
                List.copyOf(report.bySubject().keySet()),
                "violations",
                violations));
    }

    static String schema() {
        return DataFile.text(JsonReport.class::getResourceAsStream, "report.schema.json");
    }

    private static Map<String, Object> violation(String subject, Entry entry) {
        Map<String, Object> violation = Tree.of(
                "subject", subject,
                "rule", entry.rule().id(),
                "severity", entry.rule().severity().toString(),
                "title", entry.rule().title(),
                "what", entry.what(),
                "because", entry.rule().because(),
                "remedy", entry.remedy());
        entry.rule().source().ifPresent(address -> violation.put("source", address));
        entry.modelPath().ifPresent(path -> violation.put("modelPath", path));
        entry.valuesPath().ifPresent(path -> violation.put("valuesPath", path));
        entry.found().ifPresent(value -> violation.put("found", value));
        entry.suggestion().ifPresent(value -> violation.put("suggestion", value));
        entry.suggestedKey().ifPresent(key -> violation.put("suggestedKey", key));
        entry.waiver().ifPresent(reason -> violation.put("waived", reason));
        entry.place().ifPresent(place -> violation.put("place", place(place)));
        if (!entry.fixes().isEmpty()) {
            violation.put("fixes", entry.fixes().stream().map(JsonReport::fix).toList());
        }
        return violation;
    }

    private static Map<String, Object> fix(Fix fix) {
        return Tree.of(
                "what", fix.what(),
                "safe", fix.isSafe(),
                "replacements",
                        fix.replacements().stream()
                                .map(replacement ->
                                        Tree.of("place", place(replacement.place()), "text", replacement.text()))
                                .toList());
    }

    private static Map<String, Object> place(Place place) {
        return Tree.of(
                "file", place.file(),
                "startLine", place.startLine(),
                "startColumn", place.startColumn(),
                "endLine", place.endLine(),
                "endColumn", place.endColumn());
    }
}
