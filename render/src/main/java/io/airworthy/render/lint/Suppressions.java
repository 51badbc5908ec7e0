package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Place;
import io.airworthy.render.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Comments that say which findings are as somebody wants them: {@code # airworthy: ignore DB-006 the server is our own}. */
final class Suppressions {

    private static final Pattern COMMENT =
            Pattern.compile("(?:^|\\s)#\\s*airworthy:\\s*ignore\\s+([A-Z]{2,8}-[0-9]{3})[ \\t]*(.*)$");

    private final List<Suppression> all = new ArrayList<>();
    private final Set<Suppression> used = new HashSet<>();

    /**
     * One comment.
     *
     * @param line the line that it is about; 0 for the whole file
     */
    private record Suppression(String rule, String reason, int line, Place place) {}

    Suppressions(List<SourceText> files) {
        files.forEach(this::read);
    }

    private void read(SourceText file) {
        List<String> lines = file.text().lines().toList();
        boolean atHead = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean alone = line.isBlank() || line.stripLeading().startsWith("#");
            atHead &= alone || line.strip().equals("---");
            Matcher comment = COMMENT.matcher(line);
            if (comment.find()) {
                // The blanks before it belong to it.
                int start = alone
                        ? line.indexOf('#')
                        : line.substring(0, line.indexOf('#', comment.start()))
                                .stripTrailing()
                                .length();
                all.add(new Suppression(
                        comment.group(1),
                        comment.group(2).strip(),
                        atHead ? 0 : alone ? next(lines, i) : i + 1,
                        new Place(
                                file.name(),
                                i + 1,
                                line.codePointCount(0, start) + 1,
                                i + 1,
                                line.codePointCount(0, line.length()) + 1)));
            }
        }
    }

    /** A comment in a line of its own is about the next one. */
    private static int next(List<String> lines, int from) {
        int line = from + 1;
        while (line < lines.size()
                && (lines.get(line).isBlank() || lines.get(line).stripLeading().startsWith("#"))) {
            line++;
        }
        return line + 1;
    }

    /** Why a finding is as it should be. */
    Optional<String> reason(String rule, Place place) {
        Optional<Suppression> found = all.stream()
                .filter(it -> it.rule().equals(rule)
                        && !it.reason().isEmpty()
                        && it.place().file().equals(place.file())
                        && (it.line() == 0 || it.line() == place.startLine()))
                .findFirst();
        found.ifPresent(used::add);
        return found.map(Suppression::reason);
    }

    /** What is wrong with the comments themselves; asked after everything else. */
    Stream<Hit> hits() {
        return all.stream()
                .filter(it -> !used.contains(it))
                .map(it -> Hit.of(
                                it.reason().isEmpty()
                                        ? ValuesRules.SUPPRESSION_HAS_A_REASON
                                        : ValuesRules.SUPPRESSION_IS_USED,
                                LintLevel.DEFAULT,
                                KeyPath.ROOT,
                                it.place(),
                                it.reason().isEmpty()
                                        ? "there is no reason behind " + it.rule()
                                        : "nothing breaks " + it.rule() + " there")
                        .offering(() -> it.reason().isEmpty()
                                ? Optional.empty()
                                : Optional.of(Fix.safe("remove the comment", new Fix.Replacement(it.place(), "")))));
    }
}
