package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.report.Entry;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Place;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.validation.Finding;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that is wrong at a path of the values.
 *
 * @param level from which level on it is said
 * @param place the key or the value, where it stands
 * @param finding what a program can use of it
 * @param fix asked only for what is said
 */
record Hit(
        RuleSummary rule,
        LintLevel level,
        KeyPath path,
        Place place,
        String what,
        Optional<String> remedy,
        Optional<Finding> finding,
        Supplier<Optional<Fix>> fix) {

    static Hit of(RuleSummary rule, LintLevel level, KeyPath path, Place place, String what) {
        return new Hit(rule, level, path, place, what, Optional.empty(), Optional.empty(), Optional::empty);
    }

    Hit fixedBy(String text) {
        return new Hit(rule, level, path, place, what, Optional.of(text), finding, fix);
    }

    Hit offering(Supplier<Optional<Fix>> offered) {
        return new Hit(rule, level, path, place, what, remedy, finding, offered);
    }

    Hit saying(Finding details) {
        return new Hit(rule, level, path, place, what, remedy, Optional.of(details), fix);
    }

    Entry entry() {
        Entry entry = Entry.of(rule, what).at(place);
        entry = remedy.map(entry::fixedBy).orElse(entry);
        entry = path.steps().isEmpty() ? entry : entry.inValues(path.toString());
        entry = finding.flatMap(Finding::found).map(entry::found).orElse(entry);
        entry = finding.flatMap(Finding::suggestion).map(entry::suggesting).orElse(entry);
        entry = finding.flatMap(Finding::suggestedKey).map(entry::suggestingKey).orElse(entry);
        return fix.get().map(entry::offering).orElse(entry);
    }
}
