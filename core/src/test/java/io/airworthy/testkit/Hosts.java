package io.airworthy.testkit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Places to connect to: names, addresses of both kinds, ports at their limits. */
public final class Hosts {

    private Hosts() {}

    /**
     * Hosts elsewhere.
     *
     * @return names and addresses that are not the pod itself
     */
    public static Arbitrary<String> hosts() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, names()),
                Tuple.of(1, Arbitraries.of("Mixed-Case.Example.com", "under_score.internal")),
                Tuple.of(1, Arbitraries.of("10.0.0.7", "192.168.255.254")),
                Tuple.of(2, Arbitraries.of("fd00::7", "2001:db8:0:1:2:3:4:5", "::ffff:10.0.0.7")));
    }

    /**
     * Host names in small letters, as an Ingress takes them.
     *
     * @return names of at most 253 characters
     */
    public static Arbitrary<String> names() {
        return Names.subdomains().map(name -> name.length() <= 241 ? name + ".example.com" : name);
    }

    /**
     * Ports.
     *
     * @return 1 to 65535
     */
    public static Arbitrary<Integer> ports() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(1, 65535)),
                Tuple.of(4, Arbitraries.of(5432, 6379, 8125, 4318)),
                Tuple.of(4, Arbitraries.integers().between(1, 65535)));
    }
}
