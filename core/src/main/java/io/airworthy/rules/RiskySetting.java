package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Finding;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A setting that a reviewer would stop at: what it sets, and to what.
 *
 * @param end what the path ends with, which is compared first
 * @param path the path of a {@link Setting}
 * @param value whether its value is a risky one
 */
record RiskySetting(String end, Pattern path, Predicate<String> value) {

    static final String ON = "(?i)true|1|yes|on|t|y";
    static final String OFF = "(?i)false|0|no|off|f|n";
    static final String ANY = "(?s).*";

    /**
     * A risky setting.
     *
     * @param path a path; a star at its start stands for anything, another one for anything without a dot
     * @param value a regular expression for the whole value
     */
    static RiskySetting at(String path, String value) {
        Pattern pattern = Pattern.compile(value);
        return at(path, text -> pattern.matcher(text).matches());
    }

    static RiskySetting at(String path, Predicate<String> value) {
        String start = path.startsWith("*.") ? "(?:.*\\.)?" : "";
        String rest = path.startsWith("*.") ? path.substring(2) : path;
        return new RiskySetting(
                rest.substring(rest.lastIndexOf('*') + 1),
                Pattern.compile(start + rest.replace(".", "\\.").replace("*", "[^.]*"), Pattern.DOTALL),
                value);
    }

    /** Every setting that is one of several risky ones. */
    static Function<AirflowDeployment, List<Finding>> any(RiskySetting... risks) {
        List<RiskySetting> all = List.of(risks);
        return deployment -> Setting.of(deployment).stream()
                .filter(setting -> all.stream().anyMatch(risk -> risk.matches(setting)))
                .map(setting -> setting.finding(setting.inWords()))
                .distinct()
                .toList();
    }

    /** A number beyond the largest sensible one. */
    static Predicate<String> above(long largest) {
        return text -> text.matches("[0-9]{1,15}") ? Long.parseLong(text) > largest : text.matches("[0-9]+");
    }

    /** A text that contains a match. */
    static String with(String regex) {
        return "(?s).*(?:" + regex + ").*";
    }

    private boolean matches(Setting setting) {
        return setting.path().endsWith(end)
                && path.matcher(setting.path()).matches()
                && value.test(setting.text().strip());
    }
}
