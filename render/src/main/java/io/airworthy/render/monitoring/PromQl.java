package io.airworthy.render.monitoring;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** Pieces of PromQL. */
final class PromQl {

    private PromQl() {}

    /** A duration as Prometheus has it: {@code 5m}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** The text of a regular expression that matches just this name of a Kubernetes object. */
    static String literal(String name) {
        return name.replace(".", "[.]");
    }

    /** A regular expression that matches these names. */
    static String anyOf(Collection<String> names) {
        return names.stream().map(PromQl::literal).distinct().collect(Collectors.joining("|"));
    }

    /** A selector with one matcher more. */
    static String with(String selector, String matcher) {
        return selector.substring(0, selector.length() - 1) + (selector.endsWith("{}") ? "" : ",") + matcher + "}";
    }

    /**
     * Whether a counter has grown. One that is new begins with what it has counted, which Prometheus does not take for growth.
     */
    static String grew(String counter, Duration window) {
        String time = duration(window);
        return "(sum(increase(" + counter + "[" + time + "])) > 0) or (sum(" + counter + " unless " + counter
                + " offset " + time + ") > 0)";
    }
}
