package io.airworthy.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts as people write them: a DNS name, an IPv4 address, or an IPv6 address without brackets. */
final class HostNames {

    private static final int LONGEST_NAME = 253;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private static final Pattern HEX_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._*-]{1,253}");

    private HostNames() {}

    static boolean isHost(String text) {
        return isName(text) || isIpv4(text) || isIpv6(text);
    }

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /** In a pod these are the pod itself, and nothing of ours listens there. */
    static boolean isThePodItself(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost")
                || lower.endsWith(".localhost")
                || isIpv4(lower) && (lower.startsWith("127.") || lower.equals("0.0.0.0"))
                || isIpv6(lower) && lower.matches("[0:]*:[01]?");
    }

    /** Whether it is the name of a Service, such as one of the same namespace: the path to it does not leave the cluster. */
    static boolean isInCluster(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".svc")
                || lower.contains(".svc.")
                || isName(lower) && lower.indexOf('.') < 0 && !isThePodItself(lower);
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= 65535;
    }

    static Optional<String> hostFault(String host) {
        return isHost(host) ? Optional.empty() : Optional.of(describe(host));
    }

    static Optional<String> podItselfFault(String host) {
        return isThePodItself(host) ? Optional.of("'" + host + "' is the pod itself") : Optional.empty();
    }

    static Optional<String> portFault(int port) {
        return isPort(port) ? Optional.empty() : Optional.of(port + " is not a valid port");
    }

    /** What is wrong with a text that is no host, without repeating what may be a login or a password in it. */
    static String describe(String text) {
        if (text.isBlank()) {
            return "the host name is missing";
        }
        if (text.contains("://")) {
            return "this is a URL, not a host name";
        }
        return HARMLESS.matcher(text).matches()
                ? "'" + text + "' is not a host name"
                : "this is not a host name alone, or not a host name at all";
    }

    private static boolean isName(String text) {
        if (text.length() > LONGEST_NAME) {
            return false;
        }
        String[] labels = text.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        // What ends in a number is meant to be an address.
        return !DIGITS.matcher(labels[labels.length - 1]).matches();
    }

    static boolean isIpv6(String text) {
        if (!text.contains(":") || text.length() > 45) {
            return false;
        }
        int last = text.lastIndexOf(':') + 1;
        String hex = isIpv4(text.substring(last)) ? text.substring(0, last) + "0:0" : text;
        String[] halves = hex.split("::", -1);
        if (halves.length > 2) {
            return false;
        }
        int groups = 0;
        for (String half : halves) {
            if (half.isEmpty() && halves.length == 2) {
                continue;
            }
            for (String group : half.split(":", -1)) {
                if (!HEX_GROUP.matcher(group).matches()) {
                    return false;
                }
                groups++;
            }
        }
        return halves.length == 2 ? groups <= 7 : groups == 8;
    }
}
