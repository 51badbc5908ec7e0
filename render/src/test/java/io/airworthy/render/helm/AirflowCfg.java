package io.airworthy.render.helm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file as Python's ConfigParser reads it, which Airflow uses: no option twice, case ignored, {@code %%} for
 * {@code %} and no other {@code %}; what is further in continues the option before it.
 *
 * @see <a href="https://docs.python.org/3/library/configparser.html">configparser</a>
 */
final class AirflowCfg {

    private final Map<String, String> options = new LinkedHashMap<>();

    private AirflowCfg() {}

    static AirflowCfg parse(String text) {
        AirflowCfg cfg = new AirflowCfg();
        String section = "";
        String option = "";
        for (String line : text.split("\n")) {
            if (line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.isBlank() || Character.isWhitespace(line.charAt(0))) {
                cfg.options.computeIfPresent(option, (key, value) -> value + "\n" + line.strip());
            } else if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
                option = "";
            } else {
                option = cfg.add(section, line);
            }
        }
        cfg.options.replaceAll((key, value) -> interpolated(value.stripTrailing()));
        return cfg;
    }

    /** The value of {@code section.option}, as Airflow gets it. */
    Optional<String> get(String option) {
        return Optional.ofNullable(options.get(option.toLowerCase(Locale.ROOT)));
    }

    private String add(String section, String line) {
        int delimiter = line.indexOf('=');
        String option = section + "." + line.substring(0, delimiter).strip().toLowerCase(Locale.ROOT);
        if (options.put(
                        option.toLowerCase(Locale.ROOT),
                        line.substring(delimiter + 1).strip())
                != null) {
            throw new AssertionError(option + " stands there twice");
        }
        return option.toLowerCase(Locale.ROOT);
    }

    private static String interpolated(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                i++;
                if (i == value.length() || value.charAt(i) != '%') {
                    throw new AssertionError("'%' must be followed by '%', found: " + value);
                }
            }
            text.append(c);
        }
        return text.toString();
    }
}
