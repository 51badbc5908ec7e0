package io.airworthy.render.report;

import io.airworthy.frozen.Tree;
import io.airworthy.render.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as SARIF 2.1.0. */
final class SarifReport {

    private static final String IN_PATHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private final List<RuleSummary> rules;

    private SarifReport(Report report) {
        this.rules = report.entries().stream().map(Entry::rule).distinct().toList();
    }

    static String of(Report report) {
        return JsonText.of(new SarifReport(report).log(report));
    }

    private Map<String, Object> log(Report report) {
        List<Map<String, Object>> results = new ArrayList<>();
        report.bySubject().forEach((subject, entries) -> entries.forEach(entry -> results.add(result(subject, entry))));
        return Tree.of(
                "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                "version", "2.1.0",
                "runs",
                        List.of(Tree.of(
                                "tool",
                                Tree.of(
                                        "driver",
                                        Tree.of(
                                                "name",
                                                "Airworthy",
                                                "rules",
                                                rules.stream()
                                                        .map(SarifReport::rule)
                                                        .toList())),
                                "columnKind",
                                "unicodeCodePoints",
                                "results",
                                results)));
    }

    private static Map<String, Object> rule(RuleSummary rule) {
        Map<String, Object> descriptor = Tree.of(
                "id", rule.id(),
                "shortDescription", message(rule.title() + "."),
                "fullDescription", message(rule.because() + "."),
                "help", message("Fix: " + rule.remedy() + "."),
                "defaultConfiguration", Tree.of("level", rule.severity().toString()));
        rule.source().ifPresent(address -> descriptor.put("helpUri", address));
        return descriptor;
    }

    private Map<String, Object> result(String subject, Entry entry) {
        Map<String, Object> location = new LinkedHashMap<>();
        entry.place()
                .ifPresent(place -> location.put(
                        "physicalLocation",
                        Tree.of("artifactLocation", artifact(place.file()), "region", region(place))));
        location.put("logicalLocations", List.of(logical(subject, entry)));
        Map<String, Object> result = Tree.of(
                "ruleId", entry.rule().id(),
                "ruleIndex", rules.indexOf(entry.rule()),
                "level", entry.rule().severity().toString(),
                "message", message(entry.headline() + ".\n" + String.join("\n", entry.details())),
                "locations", List.of(location));
        if (!entry.fixes().isEmpty()) {
            result.put("fixes", entry.fixes().stream().map(SarifReport::fix).toList());
        }
        entry.waiver()
                .ifPresent(reason ->
                        result.put("suppressions", List.of(Tree.of("kind", "external", "justification", reason))));
        Map<String, Object> properties = new LinkedHashMap<>();
        entry.valuesPath().ifPresent(path -> properties.put("valuesPath", path));
        entry.found().ifPresent(value -> properties.put("found", value));
        entry.suggestion().ifPresent(value -> properties.put("suggestion", value));
        entry.suggestedKey().ifPresent(key -> properties.put("suggestedKey", key));
        if (!properties.isEmpty()) {
            result.put("properties", properties);
        }
        return result;
    }

    private static Map<String, Object> logical(String subject, Entry entry) {
        return Tree.of("fullyQualifiedName", entry.path().isEmpty() ? subject : subject + ":" + entry.path());
    }

    private static Map<String, Object> fix(Fix fix) {
        Map<String, List<Map<String, Object>>> byFile = fix.replacements().stream()
                .collect(Collectors.groupingBy(
                        replacement -> replacement.place().file(),
                        LinkedHashMap::new,
                        Collectors.mapping(SarifReport::replacement, Collectors.toList())));
        return Tree.of(
                "description", message(fix.what()),
                "artifactChanges",
                        byFile.entrySet().stream()
                                .map(file -> Tree.of(
                                        "artifactLocation", artifact(file.getKey()), "replacements", file.getValue()))
                                .toList(),
                "properties", Tree.of("safe", fix.isSafe()));
    }

    private static Map<String, Object> replacement(Fix.Replacement replacement) {
        return Tree.of(
                "deletedRegion", region(replacement.place()), "insertedContent", Tree.of("text", replacement.text()));
    }

    private static Map<String, Object> region(Place place) {
        return Tree.of(
                "startLine", place.startLine(),
                "startColumn", place.startColumn(),
                "endLine", place.endLine(),
                "endColumn", place.endColumn());
    }

    private static Map<String, Object> message(String text) {
        return Tree.of("text", text);
    }

    private static Map<String, Object> artifact(String file) {
        return Tree.of("uri", uri(file));
    }

    /** A path as a reference that cannot be read as anything else, whatever stands in it. */
    private static String uri(String file) {
        String path = file.replace('\\', '/');
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (IN_PATHS.indexOf(octet) >= 0) {
                uri.append((char) octet);
            } else {
                uri.append('%').append(Integer.toHexString(0x100 | octet & 0xFF).substring(1));
            }
        }
        return uri.toString();
    }
}
