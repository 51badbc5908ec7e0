package io.airworthy;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address that users type into their browsers: that of the chart's ingress, of a load balancer in front of it, or
 * of a gateway that the chart does not know. Airflow calls it {@code base_url}; redirects, links in mails and the
 * callback address of single sign-on begin with it.
 *
 * <p>It holds any text; rules report what a browser could not open. Slashes at the end are dropped, because Airflow 2
 * does not start with them. A password before the host is never printed.
 *
 * @param text the URL without a slash at its end: scheme, host, and optionally port and path
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/howto/run-behind-proxy.html">Running Airflow behind a
 *     proxy</a>
 */
public record ExternalUrl(String text) {

    private static final Pattern URL =
            Pattern.compile("(https?)://(\\[[0-9A-Fa-f:.]+\\]|[^/?#@:\\[\\]\\s]+)(?::(\\d{1,5}))?(/[^?#\\s]*)?");

    /**
     * The parts of a URL.
     *
     * @param scheme {@code http} or {@code https}
     * @param host the host name or address; an IPv6 address without brackets
     * @param port the port, where the URL names one
     * @param path the path without a slash at its end; empty for the root
     */
    public record Parts(String scheme, String host, Optional<Integer> port, String path) {

        /** Refuses null. */
        public Parts {
            Objects.requireNonNull(scheme, "scheme");
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(path, "path");
        }
    }

    /** Drops slashes at the end. */
    public ExternalUrl {
        Objects.requireNonNull(text, "text");
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/' && !text.startsWith("://", end - 3)) {
            end--;
        }
        text = text.substring(0, end);
    }

    /**
     * Holds a URL.
     *
     * @param url the URL, {@code "https://airflow.example.com/airflow"}
     * @return the external URL
     */
    public static ExternalUrl of(String url) {
        return new ExternalUrl(url);
    }

    /**
     * Takes the URL apart.
     *
     * @return the parts; empty for what is not a URL of the web, or has a user, a query or a fragment
     */
    public Optional<Parts> parts() {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            return Optional.empty();
        }
        String host = url.group(2);
        return Optional.of(new Parts(
                url.group(1),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Optional.ofNullable(url.group(3)).map(Integer::valueOf),
                Optional.ofNullable(url.group(4)).orElse("")));
    }

    /**
     * Whether browsers connect with HTTPS.
     *
     * @return true for {@code https://}
     */
    public boolean isHttps() {
        return text.startsWith("https://");
    }

    /**
     * The path under which the web server answers.
     *
     * @return the path without a slash at its end; empty for the root, and for what is not a URL
     */
    public String path() {
        return parts().map(Parts::path).orElse("");
    }

    /** The URL, without a user and password before its host. */
    @Override
    public String toString() {
        int at = text.lastIndexOf('@');
        int scheme = text.indexOf("://");
        return at < 0
                ? text
                : (scheme < 0 || scheme > at ? "" : text.substring(0, scheme + 3)) + "<redacted>" + text.substring(at);
    }
}
