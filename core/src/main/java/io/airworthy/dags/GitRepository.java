package io.airworthy.dags;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a git repository, in either of git's two forms: {@code git@host:path}, or a URL.
 *
 * <p>It holds any text; rules report what git-sync could not use. A password in the URL is never printed.
 *
 * @param address the address as written
 * @see <a href="https://git-scm.com/docs/git-clone#_git_urls">Git URLs</a>
 */
public record GitRepository(String address) {

    private static final String HOST = "(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)";
    private static final Pattern URL = Pattern.compile(
            "(ssh|https?)://(?:((?!-)[^/@\\s]*)@)?" + HOST + "(?::(\\d{1,5}))?/([^\\s\\p{Cntrl}\\p{Cs}]+)");
    private static final Pattern SCP =
            Pattern.compile("(?:((?!-)[^/@:\\s]+)@)?" + HOST + ":(?!//|-)([^@\\s\\p{Cntrl}\\p{Cs}]+)");

    /** What may be before the host without being secret: the login of an SSH address. */
    private static final Pattern LOGIN = Pattern.compile("(ssh://)?[A-Za-z0-9._-]{1,64}");

    /** Refuses null. */
    public GitRepository {
        Objects.requireNonNull(address, "address");
    }

    /** How git connects to the repository's host. */
    public enum Transport {
        /** SSH, with a key. */
        SSH,
        /** HTTPS, with a password or token, or nothing. */
        HTTPS,
        /** HTTP: everything can be read and changed on the network. */
        HTTP
    }

    /**
     * The parts of an address.
     *
     * @param transport how git connects to the host
     * @param host the host name or address; an IPv6 address without brackets
     * @param port the port
     * @param path the path on the host, without the first slash
     * @param hasPassword whether the URL carries a password
     */
    public record Parts(Transport transport, String host, int port, String path, boolean hasPassword) {

        /** Refuses null. */
        public Parts {
            Objects.requireNonNull(transport, "transport");
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Holds an address.
     *
     * @param address {@code git@host:path} or a URL
     * @return the repository
     */
    public static GitRepository of(String address) {
        return new GitRepository(address);
    }

    /**
     * Takes the address apart.
     *
     * @return the parts; empty if it has neither of git's forms, or a port above 65535
     */
    public Optional<Parts> parts() {
        Matcher url = URL.matcher(address);
        if (url.matches()) {
            return partsOfUrl(url);
        }
        Matcher scp = SCP.matcher(address);
        return scp.matches()
                ? Optional.of(new Parts(Transport.SSH, bare(scp.group(2)), 22, scp.group(3), false))
                : Optional.empty();
    }

    /** The address, with everything replaced that may be a password or token: all before the last {@code @}. */
    @Override
    public String toString() {
        int at = address.lastIndexOf('@');
        if (at < 0 || LOGIN.matcher(address.substring(0, at)).matches()) {
            return address;
        }
        int scheme = address.indexOf("://");
        return (scheme < 0 || scheme > at ? "" : address.substring(0, scheme + 3)) + "<redacted>"
                + address.substring(at);
    }

    private static Optional<Parts> partsOfUrl(Matcher url) {
        Transport transport =
                switch (url.group(1)) {
                    case "ssh" -> Transport.SSH;
                    case "https" -> Transport.HTTPS;
                    default -> Transport.HTTP;
                };
        int usualPort =
                switch (transport) {
                    case SSH -> 22;
                    case HTTPS -> 443;
                    case HTTP -> 80;
                };
        int port = url.group(4) == null ? usualPort : Integer.parseInt(url.group(4));
        if (port < 1 || port > 65535) {
            return Optional.empty();
        }
        String user = url.group(2);
        // In an HTTPS URL a user name alone may be a token; in an SSH address it is just the login.
        boolean hasPassword = user != null && (user.contains(":") || transport != Transport.SSH);
        return Optional.of(new Parts(transport, bare(url.group(3)), port, url.group(5), hasPassword));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
