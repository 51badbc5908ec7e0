package io.airworthy.render.file;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and periods as people write them. */
final class Times {

    /** For schemas, in what every reader of regular expressions knows, Go's among them. */
    static final String DURATION = "-?([0-9]{1,12}(d|h|m|s|ms|ns))+";

    /** For schemas. */
    static final String PERIOD = "(-?[0-9]{1,9}(y|mo|d))+";

    private static final Pattern DURATION_PATTERN = Pattern.compile(
            "-?(?=\\d)(?:(\\d{1,12})d)?(?:(\\d{1,12})h)?(?:(\\d{1,12})m)?(?:(\\d{1,12})s)?(?:(\\d{1,9})ms)?(?:(\\d{1,9})ns)?");
    private static final Pattern PERIOD_PATTERN =
            Pattern.compile("(?=[-\\d])(?:(-?\\d{1,9})y)?(?:(-?\\d{1,9})mo)?(?:(-?\\d{1,9})d)?");

    private Times() {}

    static Duration duration(String text) {
        Matcher parts = DURATION_PATTERN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration; write one like 90s, 1h30m or 7d");
        }
        Duration duration = Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)))
                .plusMillis(number(parts.group(5)))
                .plusNanos(number(parts.group(6)));
        return text.startsWith("-") ? duration.negated() : duration;
    }

    static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        Duration rest = duration.abs();
        int nanos = rest.getNano();
        return (duration.isNegative() ? "-" : "")
                + part(rest.toDays(), "d")
                + part(rest.toHoursPart(), "h")
                + part(rest.toMinutesPart(), "m")
                + part(rest.toSecondsPart(), "s")
                + part(nanos / 1_000_000, "ms")
                + part(nanos % 1_000_000, "ns");
    }

    static Period period(String text) {
        Matcher parts = PERIOD_PATTERN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a period; write one like 30d, 6mo or 1y");
        }
        return Period.of((int) number(parts.group(1)), (int) number(parts.group(2)), (int) number(parts.group(3)));
    }

    static String text(Period period) {
        return period.isZero()
                ? "0d"
                : part(period.getYears(), "y") + part(period.getMonths(), "mo") + part(period.getDays(), "d");
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
