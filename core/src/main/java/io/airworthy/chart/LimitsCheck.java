package io.airworthy.chart;

import io.airworthy.chart.Shape.Limits;
import io.airworthy.chart.ValuesProblem.Kind;
import io.airworthy.frozen.Tree;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a check that looks at what a value has to keep to beyond its type. */
final class LimitsCheck {

    /** Many times what any name that a chart takes needs. */
    private static final int MOST_READS = 1_000_000;

    private final List<ValuesProblem> problems;

    /** @param problems takes what is found */
    LimitsCheck(List<ValuesProblem> problems) {
        this.problems = problems;
    }

    /** Notes the keys that an object has to have and lacks. */
    void required(Map<?, ?> map, Limits limits, KeyPath path) {
        for (String key : limits.required()) {
            if (!map.containsKey(key)) {
                note(Kind.MISSING_KEY, path.key(key), "is missing", "add it");
            }
        }
        if (!limits.requiredAnyOf().isEmpty() && limits.requiredAnyOf().stream().noneMatch(map::containsKey)) {
            String choice = String.join(" or ", limits.requiredAnyOf());
            note(Kind.MISSING_KEY, path, "has no " + choice, "add one of them");
        }
    }

    /** Notes what a value of the right type does not keep to. */
    void check(@Nullable Object value, Limits limits, KeyPath path) {
        if (!limits.allowed().isEmpty() && !limits.allowed().contains(value)) {
            note(
                    Kind.NOT_ALLOWED_VALUE,
                    path,
                    value == null ? "is null" : "is \"" + value + "\"",
                    "use one of " + String.join(", ", limits.allowed()),
                    Tree.text(value).flatMap(text -> NearestKey.to(text, limits.allowed())));
        }
        switch (Tree.kind(value)) {
            case TEXT -> text((String) value, limits, path);
            case INTEGER, BIG_INTEGER, DECIMAL -> range((Number) value, limits, path);
            case LIST -> {
                List<?> list = (List<?>) value;
                if (limits.distinct() && new HashSet<>(list).size() < list.size()) {
                    note(Kind.NOT_ALLOWED_VALUE, path, "lists an element twice", "list each element once");
                }
            }
            case MAP -> {
                if (limits.filled() && Tree.isEmpty(value)) {
                    note(Kind.NOT_ALLOWED_VALUE, path, "is empty", "give it a key, or remove it");
                }
            }
            case NULL, BOOLEAN, OTHER -> {}
        }
    }

    private void text(String text, Limits limits, KeyPath path) {
        if (limits.pattern() != null && !matches(limits.pattern(), text)) {
            note(Kind.NOT_ALLOWED_VALUE, path, "is \"" + text + "\"", "use a value that matches " + limits.pattern());
        }
        if (limits.dateTime() && !isDateTime(text)) {
            note(Kind.NOT_ALLOWED_VALUE, path, "is not a date and time", "write it like 2026-01-31T12:00:00Z");
        }
    }

    /**
     * Whether a text matches. Java may take exponential time for what Go's engine, for which the charts wrote it, does in
     * linear time: what has not matched by then does not match.
     */
    private static boolean matches(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text)).find();
        } catch (TooManyReads unmatched) {
            return false;
        }
    }

    /** A text that can be read so often and no more. */
    private static final class BoundedText implements CharSequence {

        private final String text;
        private int readsLeft = MOST_READS;

        BoundedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (readsLeft-- == 0) {
                throw new TooManyReads();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManyReads extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private void range(Number number, Limits limits, KeyPath path) {
        BigDecimal exact = new BigDecimal(number.toString());
        if (limits.minimum() != null && exact.compareTo(BigDecimal.valueOf(limits.minimum())) < 0) {
            note(
                    Kind.NOT_ALLOWED_VALUE,
                    path,
                    "is " + number,
                    "use at least " + limits.minimum(),
                    Optional.of(limits.minimum()));
        }
        if (limits.maximum() != null && exact.compareTo(BigDecimal.valueOf(limits.maximum())) > 0) {
            note(
                    Kind.NOT_ALLOWED_VALUE,
                    path,
                    "is " + number,
                    "use at most " + limits.maximum(),
                    Optional.of(limits.maximum()));
        }
    }

    private static boolean isDateTime(String text) {
        try {
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, OffsetDateTime::from);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void note(Kind kind, KeyPath path, String wrong, String remedy) {
        note(kind, path, wrong, remedy, Optional.empty());
    }

    private void note(Kind kind, KeyPath path, String wrong, String remedy, Optional<?> suggestion) {
        problems.add(new ValuesProblem(
                kind, path.toString(), wrong, remedy, suggestion.map(Object.class::cast), Optional.empty()));
    }
}
