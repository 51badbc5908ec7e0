package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.Teams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What six teams run, on every chart that can carry it: all that they say arrives in what Helm renders. */
class TeamsOnRealHelmTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/airworthy/render/helm/teams");

    static Stream<String> teams() {
        return Teams.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("teams")
    @ExtendWith(Charts.AtHand.class)
    void everythingArrives(String team) {
        List<AirflowDeployment> deployments = Charts.VERSIONS.stream()
                .map(chart ->
                        Teams.all().get(team).toBuilder().chartVersion(chart).build())
                .filter(deployment -> deployment.validate().errors().isEmpty())
                .toList();

        assertThat(deployments).contains(Teams.all().get(team));
        deployments.forEach(deployment -> EverythingArrived.check(HelmChart.render(deployment)));
    }

    @ParameterizedTest
    @MethodSource("teams")
    void theValuesAreThoseThatWereRead(String team) throws IOException {
        String values = HelmValues.of(Teams.all().get(team)).asText();
        Path file = GOLDEN.resolve(team + ".yaml");
        if (Boolean.getBoolean("airworthy.refresh")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, values);
        }
        assertThat(file).hasContent(values);
    }
}
