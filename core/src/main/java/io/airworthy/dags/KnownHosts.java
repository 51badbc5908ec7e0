package io.airworthy.dags;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SSH host keys that git-sync accepts, as lines of OpenSSH's {@code known_hosts}.
 *
 * <p>It holds any text; rules report lines that SSH could not use, and a missing host of the repository.
 *
 * @param text the lines, with LF or CRLF between them
 * @see <a href="https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT">The file's format</a>
 */
public record KnownHosts(String text) {

    private static final Set<String> KEY_TYPES = Set.of(
            "ssh-ed25519",
            "ssh-rsa",
            "rsa-sha2-256",
            "rsa-sha2-512",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");

    /** No host name is longer, and matching a longer one with wildcards takes long. */
    private static final int LONGEST_NAME = 255;

    /** Normalises the lines: LF between them, one at the end, nothing around them. */
    public KnownHosts {
        Objects.requireNonNull(text, "text");
        text = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Host keys from the text of a {@code known_hosts} file, or from {@code ssh-keyscan}.
     *
     * @param text the lines
     * @return the host keys
     */
    public static KnownHosts of(String text) {
        return new KnownHosts(text);
    }

    /** No host keys, so that the chart turns host checking off. A rule reports this; waive it if you mean it. */
    public static KnownHosts none() {
        return new KnownHosts("");
    }

    /**
     * GitHub's Ed25519 host key.
     *
     * @return the host key of github.com
     * @see <a href="https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints">Fingerprints</a>
     */
    public static KnownHosts github() {
        return of("github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
    }

    /**
     * The Ed25519 host key of gitlab.com.
     *
     * @return the host key of gitlab.com
     * @see <a href="https://docs.gitlab.com/user/gitlab_com/#ssh-host-keys-fingerprints">Fingerprints</a>
     */
    public static KnownHosts gitlab() {
        return of("gitlab.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf");
    }

    /**
     * The Ed25519 host key of bitbucket.org.
     *
     * @return the host key of bitbucket.org
     * @see <a href="https://support.atlassian.com/bitbucket-cloud/docs/configure-ssh-and-two-step-verification/">Fingerprints</a>
     */
    public static KnownHosts bitbucket() {
        return of("bitbucket.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO");
    }

    /**
     * The RSA host key of Azure DevOps Services, the only one it has, for its present and its old name.
     *
     * @return the host key of ssh.dev.azure.com and vs-ssh.visualstudio.com
     * @see <a href="https://learn.microsoft.com/azure/devops/repos/git/use-ssh-keys-to-authenticate">Fingerprints</a>
     */
    public static KnownHosts azureDevOps() {
        return of(
                "ssh.dev.azure.com,vs-ssh.visualstudio.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7Hr1oTWqNqOlzGJOfGJ4NakVy"
                        + "Izf1rXYd4d7wo6jBlkLvCA4odBlL0mDUyZ0/QUfTTqeu+tm22gOsv+VrVTMk6vwRU75gY/y9ut5Mb3bR5BV58dKXyq9A9UeB5Cak"
                        + "ehn5Zgm6x1mKoVyf+FFn26iYqXJRgzIZZcZ5V6hrE0Qg39kZm4az48o0AUbf6Sp4SLdvnuMa2sVNwHBboS7EJkm57XQPVU3/QpyN"
                        + "LHbWDdzwtrlS+ez30S3AdYhLKEOxAG8weOnyrtLJAUen9mTkol8oII1edf7mWWbWVf0nBmly21+nZcmCTISQBtdcyPaEno7fFQMD"
                        + "D26/s0lfKob4Kw8H");
    }

    /**
     * Whether there is no host key at all.
     *
     * @return true if the text has no line
     */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /**
     * Whether SSH would find a key for a host.
     *
     * @param host the host name or address; an IPv6 address without brackets
     * @param port the port; any but 22 is looked for as {@code [host]:port}
     * @return true if a line without {@code @revoked} names the host
     */
    public boolean covers(String host, int port) {
        Objects.requireNonNull(host, "host");
        if (host.length() > LONGEST_NAME) {
            return false;
        }
        // SSH looks for lower case, which matters where names are hashed.
        String name = host.toLowerCase(Locale.ROOT);
        String wanted = port == 22 ? name : "[" + name + "]:" + port;
        return lines().stream().filter(line -> !line.revoked()).anyMatch(line -> line.names(wanted));
    }

    /**
     * The lines that SSH could not use.
     *
     * @return what is wrong, a sentence a line, in order; empty when all is well
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            if (!isComment(all.get(i)) && Line.parse(all.get(i)).isEmpty()) {
                problems.add("line " + (i + 1) + " is not 'host key-type base64-key'");
            }
        }
        return problems;
    }

    private List<Line> lines() {
        return text.lines()
                .filter(line -> !isComment(line))
                .flatMap(line -> Line.parse(line).stream())
                .toList();
    }

    private static boolean isComment(String line) {
        return line.startsWith("#");
    }

    private record Line(boolean revoked, List<String> patterns) {

        private static final Pattern BLANKS = Pattern.compile("\\s+");

        static Optional<Line> parse(String text) {
            List<String> fields = new ArrayList<>(List.of(BLANKS.split(text)));
            boolean revoked = fields.get(0).equals("@revoked");
            if (revoked || fields.get(0).equals("@cert-authority")) {
                fields.remove(0);
            }
            return fields.size() >= 3 && KEY_TYPES.contains(fields.get(1)) && isKeyOf(fields.get(1), fields.get(2))
                    ? Optional.of(new Line(revoked, List.of(fields.get(0).split(","))))
                    : Optional.empty();
        }

        boolean names(String wanted) {
            return patterns.stream()
                            .noneMatch(pattern ->
                                    pattern.startsWith("!") && new HostPattern(pattern.substring(1)).matches(wanted))
                    && patterns.stream().anyMatch(pattern -> new HostPattern(pattern).matches(wanted));
        }

        /**
         * A key says its own type in its first field: four bytes of length, then the name. OpenSSH reads the names of RSA's
         * signatures as the type as well.
         */
        private static boolean isKeyOf(String named, String base64) {
            try {
                String type = named.startsWith("rsa-sha2-") ? "ssh-rsa" : named;
                byte[] key = Base64.getDecoder().decode(base64);
                byte[] name = type.getBytes(StandardCharsets.US_ASCII);
                return key.length > 4 + name.length
                        && key[0] == 0
                        && key[1] == 0
                        && key[2] == 0
                        && key[3] == name.length
                        && new String(key, 4, name.length, StandardCharsets.US_ASCII).equals(type);
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }
    }
}
