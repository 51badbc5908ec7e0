package io.airworthy.testkit;

import io.airworthy.material.Purpose;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Names as Kubernetes and DNS take them, the longest ones among them. */
public final class Names {

    private static final String LONGEST_LABEL = "a" + "b".repeat(61) + "c";

    private Names() {}

    /**
     * Keys of supplied Secrets.
     *
     * @return keys by purpose, of those that may have some
     */
    public static Arbitrary<Map<Purpose, String>> secretKeys() {
        return Arbitraries.of(
                Map.of(Purpose.FERNET, "FERNET_KEY", Purpose.JWT, "jwt.secret"),
                Map.of(
                        Purpose.FERNET, "fernet",
                        Purpose.API_KEY, "api",
                        Purpose.WEBSERVER_KEY, "web",
                        Purpose.JWT, "jwt"));
    }

    /**
     * Names of Helm releases.
     *
     * @return names of 1 to 40 characters
     */
    public static Arbitrary<String> releases() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("airflow", "prod", "team-a-airflow", "a", "r2d2")),
                Tuple.of(1, Arbitraries.just("longest-release-name-that-fits-into-it40")),
                Tuple.of(3, words(1, 40)));
    }

    /**
     * Names that are one DNS label: namespaces, for example.
     *
     * @return names of 1 to 63 characters
     */
    public static Arbitrary<String> labels() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("airflow", "data-platform", "monitoring", "ingress-nginx")),
                Tuple.of(1, Arbitraries.just(LONGEST_LABEL)),
                Tuple.of(3, words(1, 63)));
    }

    /**
     * Names that may have dots: Secrets and priority classes, for example.
     *
     * @return names of 1 to 253 characters
     */
    public static Arbitrary<String> subdomains() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, labels()),
                Tuple.of(2, words(1, 30).list().ofMinSize(2).ofMaxSize(4).map(words -> String.join(".", words))),
                Tuple.of(1, Arbitraries.just(longestSubdomain())));
    }

    /**
     * Names of Secrets, by purpose.
     *
     * @return no two the same
     */
    public static Arbitrary<Map<Purpose, String>> secrets() {
        return Combinators.combine(Arbitraries.of(Purpose.class).list().ofMaxSize(6), subdomains())
                .as((purposes, name) -> {
                    Map<Purpose, String> names = new EnumMap<>(Purpose.class);
                    purposes.forEach(purpose -> names.put(purpose, different(purpose, name)));
                    return names;
                });
    }

    /**
     * What Secrets that somebody else makes are for.
     *
     * @return purposes whose Secrets share nothing that is generated with the others
     */
    public static Arbitrary<Set<Purpose>> suppliedSecrets() {
        return Arbitraries.of(
                        List.of(Purpose.REDIS, Purpose.BROKER),
                        List.of(Purpose.POOL, Purpose.POOL_STATS),
                        List.of(Purpose.DATABASE, Purpose.RESULT_BACKEND, Purpose.POOL, Purpose.POOL_STATS),
                        List.of(Purpose.RESULT_BACKEND),
                        List.of(Purpose.DATABASE_CA),
                        List.of(Purpose.POOL_TLS),
                        List.of(Purpose.FERNET, Purpose.JWT),
                        List.of(Purpose.GIT_SSH, Purpose.GIT_HTTPS),
                        List.of(Purpose.LOG_STORE, Purpose.ADMIN),
                        List.of(Purpose.FLOWER),
                        List.of(Purpose.values()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(groups -> {
                    // One of the two is never needed, so a mistake that makes another one needless warns of nothing
                    // new.
                    Set<Purpose> purposes = EnumSet.of(Purpose.API_KEY, Purpose.WEBSERVER_KEY);
                    groups.forEach(purposes::addAll);
                    return purposes;
                });
    }

    private static String different(Purpose purpose, String name) {
        String own = purpose.name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + name;
        return own.length() <= 253 ? own : own.substring(0, 252) + "x";
    }

    /** Begins with a letter, and is no word that YAML has a meaning for. */
    private static Arbitrary<String> words(int shortest, int longest) {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMinLength(shortest)
                .ofMaxLength(longest)
                .map(word -> "w" + word.substring(1, word.length() - (word.length() > 1 ? 1 : 0))
                        + (word.length() > 1 ? "x" : ""));
    }

    private static String longestSubdomain() {
        return String.join(
                ".",
                Stream.of(LONGEST_LABEL, LONGEST_LABEL, LONGEST_LABEL, LONGEST_LABEL.substring(0, 61))
                        .toList());
    }
}
