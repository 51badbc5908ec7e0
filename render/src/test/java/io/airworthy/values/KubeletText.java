package io.airworthy.values;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kubelet makes of variables and arguments: {@code $(NAME)} becomes the variable's value if there is one before
 * it, {@code $$} becomes {@code $} everywhere.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container">Container: env</a>
 */
public final class KubeletText {

    private static final Pattern SPECIAL = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

    private KubeletText() {}

    public static String expand(String text, Map<String, String> before) {
        return SPECIAL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, before)));
    }

    private static String replacement(MatchResult found, Map<String, String> before) {
        return found.group().equals("$$") ? "$" : before.getOrDefault(found.group(1), found.group());
    }
}
