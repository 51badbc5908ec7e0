package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.testkit.Teams;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What six teams run becomes a whole package. */
class TeamPackagesTest {

    static Stream<String> teams() {
        return Teams.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("teams")
    void hasADocumentForEachOccasion(String team) {
        Map<String, String> files = DeploymentPackage.of(Teams.all().get(team)).files();

        assertThat(files)
                .containsKeys("values-production.yaml", "RUNBOOK.md", "CHECKLIST.md", "INSTALL.md", "verify.sh");
        assertThat(files.get("RUNBOOK.md")).contains(Teams.all().get(team).namespace());
        assertThat(files.values()).allSatisfy(text -> assertThat(text).isNotBlank());
    }
}
