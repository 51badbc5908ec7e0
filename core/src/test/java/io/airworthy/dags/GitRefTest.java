package io.airworthy.dags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRefTest {

    private static final List<String> PIECES =
            List.of("a", "-", ".", "/", "@", "{", ".lock", " ", "~", ":", "*", "[", "\\", "é", "HEAD");

    /** All pieces alone, and all pairs around a letter or side by side. */
    static Stream<String> names() {
        return Stream.concat(
                PIECES.stream(), PIECES.stream().flatMap(left -> PIECES.stream().map(right -> left + right)));
    }

    @Tag("slow")
    @Test
    void aBranchIsWellFormedExactlyWhenGitSaysSo() throws Exception {
        assumeThat(gitAccepts("main")).as("git is here").isTrue();

        // "@" alone means HEAD to this command; as the name of a branch git refuses it.
        for (String name : names().filter(name -> !name.equals("@")).toList()) {
            assertThat(GitRef.branch(name).isWellFormed())
                    .as("branch '%s'", name)
                    .isEqualTo(gitAccepts(name));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aTagMayBeWhatABranchMayBeAndHead(String name) {
        assertThat(GitRef.tag(name).isWellFormed())
                .isEqualTo(name.equals("HEAD") || GitRef.branch(name).isWellFormed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"469ea03", "", "469EA03600000000000000000000000000000000", "main", "HEAD"})
    void anAbbreviatedCommitIsNoCommit(String hash) {
        assertThat(GitRef.commit(hash).isWellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64})
    void aFullCommitIsOne(int digits) {
        assertThat(GitRef.commit("a".repeat(digits)).isWellFormed()).isTrue();
    }

    @Test
    void headNamesNothingElse() {
        assertThat(new GitRef(GitRef.Kind.HEAD, "HEAD")).isEqualTo(GitRef.head());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GitRef(GitRef.Kind.HEAD, "v1"))
                .withMessage("a reference of kind HEAD has no name; use GitRef.branch(name) or tag(name)");
    }

    @Test
    void isPrintedAsPeopleSayIt() {
        assertThat(GitRef.head()).hasToString("HEAD");
        assertThat(GitRef.branch("main")).hasToString("branch main");
        assertThat(GitRef.tag("v1")).hasToString("tag v1");
        assertThat(GitRef.commit("abc")).hasToString("commit abc");
        assertThat(GitRef.head().isWellFormed()).isTrue();
    }

    private static boolean gitAccepts(String branch) throws InterruptedException {
        try {
            return new ProcessBuilder("git", "check-ref-format", "--branch", branch)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noGit) {
            return false;
        }
    }
}
