package io.airworthy.rules;

import java.util.regex.Pattern;

/**
 * What Kubernetes takes for a name.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object names and ids</a>
 */
final class KubernetesNames {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pattern SECRET_KEY = Pattern.compile("(?!\\.\\.)[A-Za-z0-9._-]{1,253}");

    private static final Pattern SUBDOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    /** Plain words and numbers that a YAML 1.1 reader does not take for text, among the names that Kubernetes takes. */
    private static final Pattern NOT_TEXT_IN_YAML = Pattern.compile(
            "y|n|yes|no|on|off|true|false|null|[-+.]?[0-9][0-9_]*(\\.[0-9_]*)?(e[-+]?[0-9]+)?|0x[0-9a-f_]+|0[bo][0-7_]+",
            Pattern.CASE_INSENSITIVE);

    private KubernetesNames() {}

    /** Whether it is a name, also where the chart writes it without quotes. */
    static boolean isUnquotedSubdomain(String name) {
        return isSubdomain(name) && isTextInYaml(name);
    }

    /** Whether a chart that writes the name without quotes still writes a name. */
    static boolean isTextInYaml(String name) {
        return !NOT_TEXT_IN_YAML.matcher(name).matches();
    }

    static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    static boolean isSecretKey(String key) {
        return SECRET_KEY.matcher(key).matches();
    }

    static boolean isSubdomain(String name) {
        return SUBDOMAIN.matcher(name).matches();
    }

    static String describe(String name) {
        return "'" + name + "' is not a valid name";
    }
}
