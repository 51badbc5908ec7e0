package io.airworthy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The oracle is the chart's own schema, asked by a validator that is not ours. */
@AddLifecycleHook(ChartSchemas.AtHand.class)
class ProfileAgreesWithSchemaTest {

    @Property(tries = 1200, shrinking = ShrinkingMode.OFF)
    void theProfileRefusesExactlyWhatTheSchemaRefuses(@ForAll long seed, @ForAll @IntRange(max = 3) int mutations) {
        Random random = new Random(seed);
        String version = anyVersion(random);
        ValuesTrees trees = new ValuesTrees(ChartProfile.of(version), random);
        Map<String, Object> values = trees.grown();
        for (int i = 0; i < mutations; i++) {
            trees.breakOnce(values);
        }

        assertAgreement(version, values);
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void theyAgreeAboutEveryPath(@ForAll long seed) {
        Random random = new Random(seed);
        String version = anyVersion(random);

        assertAgreement(version, new ValuesTrees(ChartProfile.of(version), random).chain());
    }

    private static String anyVersion(Random random) {
        List<String> versions = ChartProfile.supported();
        return versions.get(random.nextInt(versions.size()));
    }

    private static void assertAgreement(String version, Map<String, Object> values) {
        List<String> schema = ChartSchemas.refusals(version, ChartSchemas.withoutRemovedDefaults(values));
        List<ValuesProblem> problems = refusals(version, values).toList();

        assertThat(problems.isEmpty())
                .as("chart %s%nvalues %s%nschema %s%nprofile %s", version, values, schema, problems)
                .isEqualTo(schema.isEmpty());
    }

    /**
     * Without what Helm lets pass: keys without effect, keys at the top level that the chart does not know, and quotas that
     * are no object, for which the schemas have forgotten the type.
     */
    private static Stream<ValuesProblem> refusals(String version, Map<String, Object> values) {
        return ChartProfile.of(version).check(values).stream()
                .filter(problem -> problem.kind() != ValuesProblem.Kind.IGNORED_KEY)
                .filter(problem -> problem.kind() != ValuesProblem.Kind.DEPRECATED_KEY)
                .filter(problem -> problem.kind() != ValuesProblem.Kind.UNKNOWN_KEY
                        || problem.path().contains("."))
                .filter(problem -> !problem.path().equals("quotas"));
    }
}
