package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Place;
import io.airworthy.render.report.RuleSummary;
import java.util.Optional;

/**
 * Something that is wrong at a path of the values.
 *
 * @param level from which level on it is said
 * @param place the key or the value, where it stands
 */
record Hit(
        RuleSummary rule,
        LintLevel level,
        KeyPath path,
        Place place,
        String what,
        Optional<String> remedy,
        Optional<Fix> fix) {

    static Hit of(RuleSummary rule, LintLevel level, KeyPath path, Place place, String what) {
        return new Hit(rule, level, path, place, what, Optional.empty(), Optional.empty());
    }

    Hit fixedBy(String text) {
        return new Hit(rule, level, path, place, what, Optional.of(text), fix);
    }

    Hit offering(Optional<Fix> offered) {
        return new Hit(rule, level, path, place, what, remedy, offered);
    }
}
