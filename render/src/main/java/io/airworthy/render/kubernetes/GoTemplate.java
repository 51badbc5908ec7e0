package io.airworthy.render.kubernetes;

import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import io.airworthy.material.SecretTemplate.Placeholder;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Secret templates in the language of the External Secrets Operator: Go's templates with Sprig's functions. Executed, they
 * give byte for byte what {@link io.airworthy.secrets.SecretMaterial#fill} gives.
 *
 * @see <a href="https://external-secrets.io/latest/guides/templating/">Advanced templating v2</a>
 */
final class GoTemplate {

    /** A brace that would begin an action, together with the next brace or with a following action. */
    private static final Pattern OPENING_BRACE = Pattern.compile("\\{(?=\\{|\\z)");

    private GoTemplate() {}

    /**
     * Writes a template.
     *
     * @param isOneLine whether a line end after a piece of material is no part of it
     */
    static String of(SecretTemplate template, Predicate<Material> isOneLine) {
        return template.write(GoTemplate::literal, place -> placeholder(place, isOneLine.test(place.material())));
    }

    /** The name under which a template finds a piece of material. It has no dashes, which would be minus signs. */
    static String variable(Material material) {
        return material.label().replace('-', '_');
    }

    private static String literal(String text) {
        return OPENING_BRACE.matcher(text).replaceAll("{{ \"{\" }}");
    }

    private static String placeholder(Placeholder place, boolean isOneLine) {
        String material = "." + variable(place.material());
        if (place.material() == Material.GIT_DEPLOY_KEY) {
            // OpenSSH refuses a key without its last line end, which stores and forms often lose.
            return "{{ " + material + " | trim }}{{ \"\\n\" }}";
        }
        // People put material into stores with echo, which adds a line end.
        return "{{ " + material + (isOneLine ? " | trimSuffix \"\\n\"" : "") + encoded(place.encoding()) + " }}";
    }

    private static String encoded(Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> "";
            // urlquery writes "+" for a space and leaves "~", which Airflow would expand.
            case PERCENT -> " | urlquery" + replaced("+", "%20") + replaced("~", "%7E");
            case PGBOUNCER_USER_LIST -> replaced("\"", "\"\"");
            case JSON_STRING -> json();
        };
    }

    private static String json() {
        StringBuilder json = new StringBuilder(replaced("\\", "\\\\")).append(replaced("\"", "\\\""));
        for (int c = 0; c < 0x20; c++) {
            json.append(" | replace \"").append(String.format(Locale.ROOT, "\\x%02x", c));
            json.append("\" \"")
                    .append(String.format(Locale.ROOT, "\\\\u%04X", c))
                    .append('"');
        }
        return json.toString();
    }

    private static String replaced(String from, String to) {
        return " | replace " + quoted(from) + " " + quoted(to);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
