package io.airworthy.render.helm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file as Python's ConfigParser reads it, which Airflow uses: no option twice, case ignored, {@code %%} for
 * {@code %} and no other {@code %}.
 *
 * @see <a href="https://docs.python.org/3/library/configparser.html">configparser</a>
 */
final class AirflowCfg {

    private final Map<String, String> options = new LinkedHashMap<>();

    private AirflowCfg() {}

    static AirflowCfg parse(String text) {
        AirflowCfg cfg = new AirflowCfg();
        String section = "";
        for (String line : text.split("\n")) {
            if (line.isBlank() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0))) {
                throw new AssertionError("continues the option before it: " + line);
            }
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
            } else {
                cfg.add(section, line);
            }
        }
        return cfg;
    }

    /** The value of {@code section.option}, as Airflow gets it. */
    Optional<String> get(String option) {
        return Optional.ofNullable(options.get(option.toLowerCase(Locale.ROOT)));
    }

    private void add(String section, String line) {
        int delimiter = line.indexOf('=');
        String option = section + "." + line.substring(0, delimiter).strip().toLowerCase(Locale.ROOT);
        if (options.put(
                        option.toLowerCase(Locale.ROOT),
                        interpolated(line.substring(delimiter + 1).strip()))
                != null) {
            throw new AssertionError(option + " stands there twice");
        }
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
