package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.Teams;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real teams run is said without an error, without extra values and without a waiver. */
class TeamsTest {

    static Stream<Map.Entry<String, AirflowDeployment>> teams() {
        return Teams.all().entrySet().stream();
    }

    /** What a reviewer may ask about, and each of these teams has an answer. */
    private static final Map<String, Set<String>> WARNINGS = Map.of(
            // An operator's certificate, its pool, a key that is mounted; nobody looks at metrics.
            "government", Set.of("DB-006", "DB-013", "LOG-008", "MET-007"),
            // One node: no second replica, no pool, a disk that is cleaned by hand.
            "one-person", Set.of("DB-006", "DB-014", "LOG-010", "HA-002"),
            "eks", Set.of(),
            // A server for 25 connections is what the group has.
            "research", Set.of("DB-014", "LOG-010", "HA-002"),
            // The load balancer is inside the network, which only its annotation tells.
            "data-platform", Set.of("RISK-033"),
            // Airflow 3.3 is newer than any chart, and people read logs in Kibana.
            "azure", Set.of("VER-004", "DB-013", "ENV-007", "LOG-020"));

    @ParameterizedTest
    @MethodSource("teams")
    void whatTheyRunIsSaid(Map.Entry<String, AirflowDeployment> team) {
        assertThat(team.getValue().extraValues()).isEmpty();
        assertThat(team.getValue().waivers()).isEmpty();
        assertThat(team.getValue().validate().errors()).isEmpty();
        assertThat(team.getValue().validate().warnings())
                .extracting(warning -> warning.rule().id())
                .containsOnly(WARNINGS.get(team.getKey()).toArray(String[]::new));
    }
}
