package io.airworthy;

import static io.airworthy.testkit.Growth.isLinear;

import io.airworthy.chart.KeyPath;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.KnownHosts;
import io.airworthy.pods.Quantity;
import io.airworthy.testkit.Growth;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a person writes into the model, four times as much of it takes about four times as long to judge. */
class LargeTextTest {

    static Stream<Arguments> readers() {
        return Stream.of("\n", "a", "-", "a.", "[", "*", "|1|")
                .flatMap(unit -> Stream.of(
                        reader(
                                "repository",
                                unit,
                                text -> GitRepository.of(text).parts()),
                        reader(
                                "namespace",
                                unit,
                                text -> SampleDeployments.but(it -> it.namespace(text))
                                        .validate()),
                        reader(
                                "variable",
                                unit,
                                text -> SampleDeployments.but(it -> it.environment("TEXT", text))
                                        .validate()),
                        reader(
                                "extra value",
                                unit,
                                text -> SampleDeployments.but(it -> it.extraValue("labels", Map.of("text", text)))
                                        .validate()),
                        reader(
                                "executor",
                                unit,
                                text -> SampleDeployments.but(it -> it.executors(List.of(new Executor(text)))
                                                .extraValue("labels", Map.of("team", "data")))
                                        .validate()),
                        reader("branch", unit, text -> GitRef.branch(text).isWellFormed()),
                        reader("quantity", unit, text -> Quantity.of(text).amount()),
                        reader("key", unit, text -> KeyPath.of(text)),
                        reader("host keys", unit, text -> {
                            KnownHosts hosts = KnownHosts.of(text);
                            hosts.problems();
                            hosts.covers("github.com", 22);
                            hosts.covers(text, 22);
                        })));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("readers")
    void fourTimesAsMuchTakesAboutFourTimesAsLong(String name, String unit, Growth.Reader<String> reader) {
        isLinear(5_000, unit::repeat, reader, IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"github.com ssh-ed25519 AAAA\n", "*a*b,!*.c ssh-rsa AAAA\n", "# comment\n", "|1|a|b ssh-rsa\n"})
    void manyHostKeysAreReadInTime(String line) {
        isLinear(10_000, line::repeat, text -> {
            KnownHosts hosts = KnownHosts.of(text);
            hosts.problems();
            hosts.covers("gitlab.com", 22);
        });
    }

    private static Arguments reader(String name, String unit, Growth.Reader<String> reader) {
        return Arguments.of(name, unit, reader);
    }
}
