package io.airworthy.dags;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.dags.GitRepository.Parts;
import io.airworthy.dags.GitRepository.Transport;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRepositoryTest {

    static Stream<Arguments> addresses() {
        return Stream.of(
                of("git@github.com:org/repo.git", Transport.SSH, "github.com", 22, "org/repo.git"),
                of("github.com:org/repo", Transport.SSH, "github.com", 22, "org/repo"),
                of("git@host:/srv/git/repo", Transport.SSH, "host", 22, "/srv/git/repo"),
                of("ssh://git@host:2222/repo", Transport.SSH, "host", 2222, "repo"),
                of("ssh://git@[2001:db8::1]/repo", Transport.SSH, "2001:db8::1", 22, "repo"),
                of("git@[2001:db8::1]:repo", Transport.SSH, "2001:db8::1", 22, "repo"),
                of("https://github.com/org/repo", Transport.HTTPS, "github.com", 443, "org/repo"),
                of("https://git.example.com:8443/repo", Transport.HTTPS, "git.example.com", 8443, "repo"),
                of("http://git.example.com/repo", Transport.HTTP, "git.example.com", 80, "repo"));
    }

    private static Arguments of(String address, Transport transport, String host, int port, String path) {
        return Arguments.of(address, new Parts(transport, host, port, path, false));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void takesBothOfGitsSpellingsApart(String address, Parts parts) {
        assertThat(GitRepository.of(address).parts()).contains(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "repo",
                "/srv/git/repo",
                "file:///srv/git/repo",
                "https://github.com",
                "https://github.com/",
                "https://host:0/repo",
                "https://host:65536/repo",
                "git@host:",
                "git@ho st:repo",
                "git@host:a b",
                "ci:hunter2@host:repo",
                "ftp://host/repo"
            })
    void knowsWhatIsNeither(String address) {
        assertThat(GitRepository.of(address).parts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ci:hunter2@host/repo, https://<redacted>@host/repo",
        "https://hunter2@host/repo, https://<redacted>@host/repo",
        "HTTPS://hunter2@host/repo, HTTPS://<redacted>@host/repo",
        "https://hunter2:x-oauth-basic@host/repo, https://<redacted>@host/repo",
        "https://ci:hun/ter2@host/repo, https://<redacted>@host/repo",
        "https://ci:hunter2@x@host/repo, https://<redacted>@host/repo",
        "ssh://git:hunter2@host/repo, ssh://<redacted>@host/repo",
        "ci:hunter2@host:repo, <redacted>@host:repo"
    })
    void printsNoPassword(String address, String printed) {
        assertThat(GitRepository.of(address)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"git@github.com:org/repo", "ssh://git@host:2222/repo", "https://host/repo", "nonsense"})
    void printsWhatHasNoPasswordAsItIs(String address) {
        assertThat(GitRepository.of(address)).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({"https://ci:x@host/repo, true", "https://token@host/repo, true", "ssh://git@host/repo, false"})
    void knowsAPasswordInAnAddress(String address, boolean hasPassword) {
        assertThat(GitRepository.of(address).parts().orElseThrow().hasPassword())
                .isEqualTo(hasPassword);
    }

    @Property(tries = 500)
    void neverPrintsAPasswordWhateverItIsMadeOf(
            @ForAll
                    @AlphaChars
                    @NumericChars
                    @Chars({'/', '@', ':', '%', '?', '#', ' '})
                    @StringLength(min = 8, max = 20)
                    String password,
            @ForAll boolean withUser) {
        String address = "https://" + (withUser ? "ci:" : "") + password + "~@github.com/org/repo";

        assertThat(GitRepository.of(address).toString()).doesNotContain(password);
    }

    @Test
    void portsGoFrom1To65535() {
        assertThat(GitRepository.of("ssh://git@host:1/a").parts()).isPresent();
        assertThat(GitRepository.of("ssh://git@host:65535/a").parts()).isPresent();
        assertThat(GitRepository.of("ssh://git@host:0/a").parts()).isEmpty();
        assertThat(GitRepository.of("ssh://git@host:65536/a").parts()).isEmpty();
    }
}
