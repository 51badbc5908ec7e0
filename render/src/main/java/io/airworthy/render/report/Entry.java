package io.airworthy.render.report;

import io.airworthy.Waiver;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.validation.Severity;
import io.airworthy.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One thing that is wrong, at one place.
 *
 * <pre>{@code
 * Entry.of(DUPLICATE_KEY, "the key 'images' is there twice").inValues("images").at(place)
 * }</pre>
 *
 * @param rule the rule that is broken
 * @param what what is wrong there, with the offending value and never with anything secret
 * @param remedy what would be right there, as an instruction without its full stop
 * @param modelPath where in the model, {@code "pgBouncer.maxClientConnections"}
 * @param valuesPath where in the chart's values, {@code "pgbouncer.maxClientConn"}
 * @param found the value that is there: a text, a number, a boolean, or a list or map of these
 * @param suggestion the value that would be right, in the same form
 * @param suggestedKey the key that would be right, where not the value is wrong but the last key of the path
 * @param waiver why the rule is broken on purpose
 * @param place where in a file
 * @param fixes changes of files that would put it right
 */
public record Entry(
        RuleSummary rule,
        String what,
        String remedy,
        Optional<String> modelPath,
        Optional<String> valuesPath,
        Optional<Object> found,
        Optional<Object> suggestion,
        Optional<String> suggestedKey,
        Optional<String> waiver,
        Optional<Place> place,
        List<Fix> fixes) {

    /** Copies what can change. */
    public Entry {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(modelPath, "modelPath");
        Objects.requireNonNull(valuesPath, "valuesPath");
        found = Objects.requireNonNull(found, "found").map(FrozenTree::value);
        suggestion = Objects.requireNonNull(suggestion, "suggestion").map(FrozenTree::value);
        Objects.requireNonNull(suggestedKey, "suggestedKey");
        Objects.requireNonNull(waiver, "waiver");
        Objects.requireNonNull(place, "place");
        fixes = Frozen.list(fixes, "fixes");
    }

    /**
     * An entry whose remedy is the rule's, and that says no more.
     *
     * @param rule the rule that is broken
     * @param what what is wrong
     * @return the entry
     */
    public static Entry of(RuleSummary rule, String what) {
        Objects.requireNonNull(rule, "rule");
        return new Parts(rule, what, rule.remedy()).entry();
    }

    /**
     * What a violation says.
     *
     * @param violation the violation
     * @return the entry, without a place in a file
     */
    public static Entry of(Violation violation) {
        Objects.requireNonNull(violation, "violation");
        Parts parts =
                new Parts(RuleSummary.of(violation.rule()), violation.finding().what(), violation.remedy());
        parts.modelPath = Optional.of(violation.finding().modelPath());
        parts.valuesPath = violation.finding().valuesPath();
        parts.found = violation.finding().found();
        parts.suggestion = violation.finding().suggestion();
        parts.suggestedKey = violation.finding().suggestedKey();
        parts.waiver = violation.waiver().map(Waiver::reason);
        return parts.entry();
    }

    /**
     * Whether this stops a deployment.
     *
     * @return true if the rule is an error and nobody waived it
     */
    public boolean isError() {
        return rule.severity() == Severity.ERROR && waiver.isEmpty();
    }

    /**
     * Whether a reviewer would ask about this.
     *
     * @return true if the rule is a warning and nobody waived it
     */
    public boolean isWarning() {
        return rule.severity() == Severity.WARNING && waiver.isEmpty();
    }

    /**
     * This entry, with a remedy of its own.
     *
     * @param text what would be right there
     * @return the entry
     */
    public Entry fixedBy(String text) {
        Objects.requireNonNull(text, "text");
        return with(parts -> parts.remedy = text);
    }

    /**
     * This entry, with its place in the model.
     *
     * @param path where in the model
     * @return the entry
     */
    public Entry inModel(String path) {
        Objects.requireNonNull(path, "path");
        return with(parts -> parts.modelPath = Optional.of(path));
    }

    /**
     * This entry, with its place in the chart's values.
     *
     * @param path where in the values
     * @return the entry
     */
    public Entry inValues(String path) {
        Objects.requireNonNull(path, "path");
        return with(parts -> parts.valuesPath = Optional.of(path));
    }

    /**
     * This entry, with the value that is there.
     *
     * @param value a text, a number, a boolean, or a list or map of these; never anything secret
     * @return the entry
     */
    public Entry found(Object value) {
        Objects.requireNonNull(value, "value");
        return with(parts -> parts.found = Optional.of(value));
    }

    /**
     * This entry, with the value that would be right.
     *
     * @param value a text, a number, a boolean, or a list or map of these; never anything secret
     * @return the entry
     */
    public Entry suggesting(Object value) {
        Objects.requireNonNull(value, "value");
        return with(parts -> parts.suggestion = Optional.of(value));
    }

    /**
     * This entry, with the key that would be right in the place of the last one of its path.
     *
     * @param key the key
     * @return the entry
     */
    public Entry suggestingKey(String key) {
        Objects.requireNonNull(key, "key");
        return with(parts -> parts.suggestedKey = Optional.of(key));
    }

    /**
     * This entry, broken on purpose.
     *
     * @param reason why
     * @return the entry
     */
    public Entry waived(String reason) {
        Objects.requireNonNull(reason, "reason");
        return with(parts -> parts.waiver = Optional.of(reason));
    }

    /**
     * This entry, with its place in a file.
     *
     * @param where the place
     * @return the entry
     */
    public Entry at(Place where) {
        Objects.requireNonNull(where, "where");
        return with(parts -> parts.place = Optional.of(where));
    }

    /**
     * This entry, with one fix more.
     *
     * @param fix the fix
     * @return the entry
     */
    public Entry offering(Fix fix) {
        Objects.requireNonNull(fix, "fix");
        return with(parts ->
                parts.fixes = Stream.concat(fixes.stream(), Stream.of(fix)).toList());
    }

    /** For people: its part of {@link Report#asText()}. */
    @Override
    public String toString() {
        return TextReport.of(this);
    }

    /** This entry as somebody reads it who describes deployments in files. */
    Entry inTermsOfFiles() {
        return with(parts -> {
            parts.rule = rule.inTermsOfFiles();
            parts.remedy = FileTerms.in(remedy);
        });
    }

    private Entry with(Consumer<Parts> change) {
        Parts parts = new Parts(rule, what, remedy);
        parts.modelPath = modelPath;
        parts.valuesPath = valuesPath;
        parts.found = found;
        parts.suggestion = suggestion;
        parts.suggestedKey = suggestedKey;
        parts.waiver = waiver;
        parts.place = place;
        parts.fixes = fixes;
        change.accept(parts);
        return parts.entry();
    }

    /** What an entry is made of, so that whoever changes one part names no other. */
    private static final class Parts {

        private RuleSummary rule;
        private final String what;
        private String remedy;
        private Optional<String> modelPath = Optional.empty();
        private Optional<String> valuesPath = Optional.empty();
        private Optional<Object> found = Optional.empty();
        private Optional<Object> suggestion = Optional.empty();
        private Optional<String> suggestedKey = Optional.empty();
        private Optional<String> waiver = Optional.empty();
        private Optional<Place> place = Optional.empty();
        private List<Fix> fixes = List.of();

        Parts(RuleSummary rule, String what, String remedy) {
            this.rule = rule;
            this.what = what;
            this.remedy = remedy;
        }

        Entry entry() {
            return new Entry(
                    rule, what, remedy, modelPath, valuesPath, found, suggestion, suggestedKey, waiver, place, fixes);
        }
    }

    /** Where it is: in the model, or else in the values; empty if it is about a whole file. */
    String path() {
        return modelPath.or(() -> valuesPath).orElse("");
    }

    /** What is wrong and where, in one line. */
    String headline() {
        return path().isEmpty() ? what : path() + ": " + what;
    }

    /** What happens, what would be right, and what else is to be known, a line each. */
    List<String> details() {
        List<String> lines = new ArrayList<>();
        lines.add(rule.because() + ".");
        lines.add("Fix: " + remedy + ".");
        valuesPath.filter(path -> modelPath.isPresent()).ifPresent(path -> lines.add("In the values: " + path));
        waiver.ifPresent(reason -> lines.add("Waived: " + reason));
        return lines;
    }
}
