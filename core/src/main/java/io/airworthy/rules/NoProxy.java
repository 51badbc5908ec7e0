package io.airworthy.rules;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The value of {@code NO_PROXY}, as the HTTP clients inside Airflow read it. They agree on names, which cover their
 * subdomains, and on a leading dot, which covers these alone for the stricter client; they differ on everything else.
 *
 * @param entries what stands between the commas, in lower case
 */
record NoProxy(List<String> entries) {

    /** Who reads the value. */
    enum Client {
        /** httpx, with which tasks call the API server: a range such as {@code 10.0.0.0/8} covers nothing. */
        HTTPX,
        /** requests, which knows ranges of IPv4 addresses, and {@code *} only by itself. */
        REQUESTS,
        /** botocore, which does as requests does, but knows no ranges. */
        BOTOCORE
    }

    static NoProxy of(String value) {
        return new NoProxy(Stream.of(value.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** Whether a client goes to a host without the proxy. */
    boolean covers(String host, int port, Client client) {
        boolean all = client == Client.HTTPX ? entries.contains("*") : entries.equals(List.of("*"));
        return all || entries.stream().anyMatch(entry -> covers(entry, host.toLowerCase(Locale.ROOT), port, client));
    }

    /** Whether any address or range of addresses is named; which of them is the cluster's, nobody knows here. */
    boolean namesAddresses() {
        return entries.contains("*")
                || entries.stream()
                        .anyMatch(entry -> HostNames.isIpv4(before(entry, "/"))
                                || entry.indexOf(':') != entry.lastIndexOf(':')
                                || entry.contains("kubernetes_service_host"));
    }

    private static boolean covers(String entry, String host, int port, Client client) {
        if (HostNames.isIpv4(host)) {
            return entry.equals(host) || client == Client.REQUESTS && isInRange(entry, host);
        }
        String name = entry.endsWith(":" + port) ? before(entry, ":") : entry;
        if (name.startsWith(".")) {
            return host.endsWith(name) || client != Client.HTTPX && host.equals(name.substring(1));
        }
        return host.equals(name) || host.endsWith("." + name);
    }

    private static boolean isInRange(String entry, String address) {
        String network = before(entry, "/");
        String length = entry.substring(network.length()).replaceFirst("^/", "");
        if (!HostNames.isIpv4(network) || !length.matches("[0-9]{1,2}")) {
            return false;
        }
        int bits = Integer.parseInt(length);
        int mask = bits == 0 ? 0 : -1 << (32 - Math.min(bits, 32));
        return bits <= 32 && (number(network) & mask) == (number(address) & mask);
    }

    private static int number(String ipv4) {
        int number = 0;
        for (String part : ipv4.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static String before(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }
}
