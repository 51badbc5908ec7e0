package io.airworthy.dags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    @Test
    void thePublishedKeysAreOfTheirHosts() {
        Map.of(
                        "github.com", KnownHosts.github(),
                        "gitlab.com", KnownHosts.gitlab(),
                        "bitbucket.org", KnownHosts.bitbucket(),
                        "ssh.dev.azure.com", KnownHosts.azureDevOps(),
                        "vs-ssh.visualstudio.com", KnownHosts.azureDevOps())
                .forEach((host, hosts) -> {
                    assertThat(hosts.problems()).isEmpty();
                    assertThat(hosts.isEmpty()).isFalse();
                    assertThat(hosts.covers(host, 22)).as(host).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "github.com, github.com, 22, true",
        "github.com, GitHub.com, 22, true",
        "GitHub.com, github.com, 22, true",
        "github.com, gitlab.com, 22, false",
        "github.com, github.com, 2222, false",
        "[github.com]:2222, github.com, 2222, true",
        "[github.com]:2222, github.com, 22, false",
        "*.example.com, git.example.com, 22, true",
        "*.example.com, example.com, 22, false",
        "git?.example.com, git1.example.com, 22, true",
        "git?.example.com, git.example.com, 22, false",
        "git*, git, 22, true",
        "git**, git.example.com, 22, true",
        "*git, agit.git, 22, true",
        "*a*b, aab, 22, true",
        "*a*b, aabc, 22, false",
        "git, git.example.com, 22, false",
        "git.example.com, git, 22, false",
        "'*.example.com,!bad.example.com', bad.example.com, 22, false",
        "'github.com,140.82.121.3', 140.82.121.3, 22, true",
        "2001:db8::1, 2001:db8::1, 22, true",
        "@cert-authority *.example.com, git.example.com, 22, true",
        "@revoked github.com, github.com, 22, false"
    })
    void coversTheHostsThatALineNames(String names, String host, int port, boolean covered) {
        assertThat(KnownHosts.of(names + " " + KEY).covers(host, port)).isEqualTo(covered);
    }

    @Test
    void aPatternOfManyStarsIsAnsweredAtOnce() {
        KnownHosts hosts = KnownHosts.of("*a".repeat(100) + "b " + KEY);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(hosts.covers("a".repeat(253), 22)).isFalse());
    }

    @Test
    void aRevokedKeyDoesNotHideAnother() {
        KnownHosts hosts =
                KnownHosts.of("@revoked github.com " + KEY + "\ngithub.com " + KEY + "\n# gitlab.com " + KEY);
        assertThat(hosts.covers("github.com", 22)).isTrue();
        assertThat(hosts.covers("gitlab.com", 22)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.com",
                "github.com ssh-ed25519",
                "github.com ssh-dss AAAAB3NzaC1kc3M=",
                "github.com ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
                "github.com ssh-ed25519 not-base64!",
                "github.com ssh-ed25519 AAAA",
                "@revoked",
                "@somebody github.com ssh-ed25519 AAAA"
            })
    void saysWhichLineSshCouldNotUse(String line) {
        KnownHosts hosts = KnownHosts.of("# GitHub\n" + line);

        assertThat(hosts.problems()).containsExactly("line 2 is not 'host key-type base64-key'");
        assertThat(hosts.covers("github.com", 22)).isFalse();
    }

    @Test
    void linesAreNormalised() {
        assertThat(KnownHosts.of("\r\n  a " + KEY + "  \r\n\r\nb " + KEY).text())
                .isEqualTo("a " + KEY + "\nb " + KEY + "\n");
        assertThat(KnownHosts.of(" \n ")).isEqualTo(KnownHosts.none());
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"ssh-rsa", "rsa-sha2-256", "rsa-sha2-512"})
    void readsAnRsaKeyUnderEachNameThatOpenSshReads(String type, @TempDir Path folder) throws Exception {
        KnownHosts hosts = KnownHosts.of(KnownHosts.azureDevOps().text().replace(" ssh-rsa ", " " + type + " "));
        Path file = Files.writeString(folder.resolve("known_hosts"), hosts.text());
        assumeThat(run(List.of("sh", "-c", "command -v ssh-keygen")))
                .as("ssh-keygen is here")
                .isTrue();

        // The fingerprint that Microsoft publishes.
        assertThat(run(List.of(
                        "sh",
                        "-c",
                        "ssh-keygen -l -f " + file + " | grep -F ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og")))
                .isTrue();
        assertThat(hosts.problems()).isEmpty();
        assertThat(hosts.covers("ssh.dev.azure.com", 22)).isTrue();
    }

    @Tag("slow")
    @Test
    void findsTheHostsThatSshKeygenHashed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("known_hosts"),
                "github.com " + KEY + "\n[git.example.com]:2222 " + KEY + "\nGitLab.com " + KEY + "\n");
        assumeThat(run(List.of("ssh-keygen", "-H", "-f", file.toString())))
                .as("ssh-keygen is here")
                .isTrue();
        KnownHosts hashed = KnownHosts.of(Files.readString(file));

        assertThat(hashed.text()).startsWith("|1|").doesNotContain("github");
        assertThat(hashed.problems()).isEmpty();
        for (String name : List.of("github.com", "git.example.com", "gitlab.com", "bitbucket.org")) {
            for (int port : new int[] {22, 2222}) {
                String wanted = port == 22 ? name : "[" + name + "]:" + port;
                assertThat(hashed.covers(name, port))
                        .as(wanted)
                        .isEqualTo(run(List.of("ssh-keygen", "-F", wanted, "-f", file.toString())));
            }
        }
        assertThat(hashed.covers("GITHUB.com", 22)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"|1|", "|1|!|!", "|1|AAAA|AAAA|AAAA", "|1||"})
    void aHashThatIsNoneNamesNobody(String pattern) {
        assertThat(KnownHosts.of(pattern + " " + KEY).covers("github.com", 22)).isFalse();
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notHere) {
            return false;
        }
    }
}
