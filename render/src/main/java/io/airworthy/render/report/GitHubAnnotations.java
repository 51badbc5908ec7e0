package io.airworthy.render.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report as commands to GitHub's runner, which reads them from what a step prints. */
final class GitHubAnnotations {

    private GitHubAnnotations() {}

    static String of(Report report) {
        return report.entries().stream().map(entry -> command(entry) + "\n").collect(Collectors.joining());
    }

    private static String command(Entry entry) {
        List<String> properties = new ArrayList<>();
        entry.place().ifPresent(place -> {
            properties.add("file=" + property(place.file()));
            properties.add("line=" + place.startLine());
            properties.add("endLine=" + place.endLine());
            properties.add("col=" + place.startColumn());
            properties.add("endColumn=" + place.endColumn());
        });
        properties.add(
                "title=" + property(entry.rule().id() + " " + entry.rule().title()));
        List<String> lines = new ArrayList<>(entry.details());
        lines.add(0, entry.headline());
        return "::" + level(entry) + " " + String.join(",", properties) + "::"
                + lines.stream().map(GitHubAnnotations::data).collect(Collectors.joining("%0A"));
    }

    private static String level(Entry entry) {
        return entry.waiver().isPresent() ? "notice" : entry.rule().severity().toString();
    }

    /** The runner turns exactly these back. */
    private static String data(String text) {
        return Visible.line(text).replace("%", "%25");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
