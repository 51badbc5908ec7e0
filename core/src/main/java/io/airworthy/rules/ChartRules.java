package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.chart.ValuesProblem.Kind;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Contradiction;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the chart makes of the extra values once they are merged with the model's. */
final class ChartRules {

    private static final String PARAMETERS = "https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html";

    static final String[] PREREQUISITES = {"VER-001", "VER-002", "VER-003", "VAL-003"};

    static final Rule NO_CONTRADICTIONS = Rule.error("VAL-012")
            .title("An extra value contradicts the model")
            .because("the model's value is used, and the extra value has no effect")
            .remedy("remove it from extraValues and change the model")
            .source(PARAMETERS)
            .after(PREREQUISITES)
            .notWaivable()
            .brokenBy(it -> it.extraValue("scheduler", Map.of("replicas", 77)))
            .finds(ofValues(judged -> judged.values().contradictions().stream().map(ChartRules::finding)));

    static final Rule EXTRA_VALUES_ARE_ACCEPTED = Rule.error("VAL-013")
            .title("The chart does not accept a value")
            .because("Helm rejects the values, or drops the key and installs without it")
            .remedy("use a value that the chart's reference allows")
            .source(PARAMETERS)
            .after(PREREQUISITES)
            .notWaivable()
            .brokenBy(it -> it.extraValue("schedular", Map.of("replicas", 3)))
            .finds(problems(EnumSet.of(Kind.UNKNOWN_KEY, Kind.MISSING_KEY, Kind.WRONG_TYPE, Kind.NOT_ALLOWED_VALUE)));

    static final Rule EXTRA_VALUES_ARE_READ = Rule.error("VAL-014")
            .title("The chart ignores a value")
            .because("Helm installs without it, and nothing reports that")
            .remedy("use the key that the chart reads, or remove this one")
            .source(PARAMETERS)
            .after(PREREQUISITES)
            .brokenBy(it -> it.extraValue("securityContexts", Map.of("pods", Map.of("runAsUser", 50000))))
            .finds(problems(EnumSet.of(Kind.IGNORED_KEY)));

    static final Rule EXTRA_VALUES_ARE_NOT_DEPRECATED = Rule.warning("VAL-015")
            .title("A value is deprecated in this chart")
            .because("it works with this chart version, and a later version drops it")
            .remedy("use the key that replaces it")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after(PREREQUISITES)
            .brokenBy(it ->
                    it.extraValue("flower", Map.of("extraNetworkPolicies", List.of(Map.of("podSelector", Map.of())))))
            .finds(problems(EnumSet.of(Kind.DEPRECATED_KEY)));

    static final List<Rule> ALL = List.of(
            NO_CONTRADICTIONS, EXTRA_VALUES_ARE_ACCEPTED, EXTRA_VALUES_ARE_READ, EXTRA_VALUES_ARE_NOT_DEPRECATED);

    private ChartRules() {}

    /** A test that derives the values. Other rules say so where that cannot be done. */
    static Function<AirflowDeployment, List<Finding>> whereValuesCanBeDerived(
            Function<AirflowDeployment, List<Finding>> test) {
        return deployment -> deployment.extraValues().isEmpty()
                        || !deployment.chartVersion().isSupported()
                        || !deployment.airflowVersion().isRelease()
                        || !ExtraValuesRules.TYPES_ARE_WRITABLE
                                .check(deployment)
                                .isEmpty()
                ? List.of()
                : test.apply(deployment);
    }

    private static Function<AirflowDeployment, List<Finding>> ofValues(Function<Judged, Stream<Finding>> test) {
        return whereValuesCanBeDerived(deployment -> {
            Judged judged = deployment.release().derived(Judged.class, () -> Judged.of(deployment));
            return test.apply(judged)
                    .filter(finding ->
                            judged.explained().stream().noneMatch(place -> isInside(finding.modelPath(), place)))
                    .toList();
        });
    }

    private static boolean isInside(String modelPath, String place) {
        return modelPath.equals(place) || modelPath.startsWith(place.substring(0, place.length() - 1) + ".");
    }

    /**
     * What all the rules here go by.
     *
     * @param explained the places that other rules say more of
     */
    private record Judged(ChartValues values, List<ValuesProblem> problems, Set<String> explained) {

        static Judged of(AirflowDeployment deployment) {
            ChartValues values = ChartValues.of(deployment);
            Set<String> explained = Stream.of(
                            ExtraValuesRules.NO_BUNDLED_DATABASE,
                            ExtraValuesRules.EXTRA_VALUES_ARE_LEFT_TO_THE_MODEL,
                            ExtraValuesRules.POOL_VALUES_ARE_READ,
                            ExtraValuesRules.NEEDED_VALUES_ARE_KEPT)
                    .flatMap(rule -> rule.check(deployment).stream())
                    .map(Finding::modelPath)
                    .collect(Collectors.toSet());
            return new Judged(values, values.problems(), explained);
        }
    }

    private static Finding finding(Contradiction contradiction) {
        return ExtraValuesRules.at(
                contradiction.path(),
                contradiction.path().startsWith(contradiction.decidedAt())
                        ? "the model sets it to something else"
                        : "the chart uses " + contradiction.decidedAt() + " instead, which the model sets");
    }

    private static Function<AirflowDeployment, List<Finding>> problems(Set<Kind> kinds) {
        return ofValues(judged -> {
            Set<String> contradicting = judged.values().contradictions().stream()
                    .map(Contradiction::path)
                    .collect(Collectors.toSet());
            return judged.problems().stream()
                    .filter(problem -> kinds.contains(problem.kind()) && !contradicting.contains(problem.path()))
                    .map(problem -> finding(judged.values(), problem));
        });
    }

    private static Finding finding(ChartValues values, ValuesProblem problem) {
        Finding finding = Finding.at(
                        "extraValues[" + values.inExtraValues(problem.path()) + "]", "it " + problem.wrong())
                .inValues(problem.path())
                .fixedBy(problem.remedy());
        return problem.suggestion()
                .map(finding::suggesting)
                .or(() -> problem.suggestedKey().map(finding::suggestingKey))
                .orElse(finding);
    }
}
