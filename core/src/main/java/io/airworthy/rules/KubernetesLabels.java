package io.airworthy.rules;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Kubernetes takes for labels and annotations.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels and selectors</a>
 */
final class KubernetesLabels {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    /** The chart finds its pods again by these. */
    private static final Set<String> OF_THE_CHART = Set.of("tier", "component", "release", "chart", "heritage");

    private KubernetesLabels() {}

    /** Whether a text is a key, of a label or of an annotation. */
    static boolean isKey(String key) {
        int slash = key.indexOf('/');
        return slash < 0
                ? NAME.matcher(key).matches()
                : KubernetesNames.isSubdomain(key.substring(0, slash))
                        && NAME.matcher(key.substring(slash + 1)).matches();
    }

    /** What is wrong with an annotation. */
    static Optional<String> annotationFault(String key) {
        return isKey(key) ? Optional.empty() : Optional.of("'" + key + "' is not a valid annotation key");
    }

    /** What is wrong with a label that is added to the chart's. */
    static Optional<String> labelFault(String key, String value) {
        if (OF_THE_CHART.contains(key)) {
            return Optional.of("the chart itself sets the label " + key);
        }
        return fault(key, value);
    }

    /** What is wrong with any label. */
    static Optional<String> fault(String key, String value) {
        if (!isKey(key)) {
            return Optional.of("'" + key + "' is not a valid label key");
        }
        return value.isEmpty() || NAME.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("'" + value + "' is not a valid label value");
    }
}
