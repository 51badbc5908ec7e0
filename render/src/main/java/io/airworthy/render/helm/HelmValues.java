package io.airworthy.render.helm;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.secrets.SecretRevisions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a deployment for its version of the official Airflow chart.
 *
 * <p>They name every Secret and hold none. What the chart would make up by itself, from random keys to a first user, is
 * either named or turned off. The same deployment gives the same bytes.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html">The chart's parameters</a>
 */
public final class HelmValues {

    private final AirflowDeployment deployment;
    private final List<Section> sections;
    private final List<ValuesProblem> notices;

    private HelmValues(AirflowDeployment deployment, SecretRevisions revisions) {
        this.deployment = deployment;
        ValuesDraft draft = draft(deployment, revisions);
        ExtraValues extra = new ExtraValues();
        this.sections = Collections.unmodifiableList(merged(draft, extra));
        List<ValuesProblem> problems = new ArrayList<>();
        for (String path : extra.contradictions()) {
            problems.add(new ValuesProblem(
                    ValuesProblem.Kind.NOT_ALLOWED_VALUE,
                    path,
                    "is set by the model, to something else than in extraValues",
                    "take it out of extraValues and change the model"));
        }
        problems.addAll(draft.profile().check(asMap()));
        if (problems.stream().anyMatch(ValuesProblem::isError)) {
            throw new InvalidValuesException(draft.profile().version(), problems);
        }
        this.notices = List.copyOf(problems);
    }

    /**
     * Renders the values of a deployment.
     *
     * @param deployment a deployment without errors
     * @return its values
     * @throws InvalidValuesException if the chart does not take them, which a valid deployment's extra values can cause
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static HelmValues of(AirflowDeployment deployment) {
        return of(deployment, SecretRevisions.none());
    }

    /**
     * Renders the values of a deployment whose Secrets have been rotated: what reads a Secret of another revision than
     * before starts anew with the next {@code helm upgrade}, and nothing else does.
     *
     * @param deployment a deployment without errors
     * @param revisions the revisions of its Secrets
     * @return its values
     * @throws InvalidValuesException if the chart does not take them, which a valid deployment's extra values can cause
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static HelmValues of(AirflowDeployment deployment, SecretRevisions revisions) {
        return new HelmValues(deployment, revisions);
    }

    /**
     * The values as a values file, with a comment over each section.
     *
     * @return YAML text
     */
    public String asText() {
        List<Section> all = new ArrayList<>();
        all.add(new Section(
                "Values for release " + deployment.releaseName() + " of the official Apache Airflow chart "
                        + deployment.chartVersion() + ", Airflow " + deployment.airflowVersion()
                        + ". Written by Airworthy; change the model, not this file. Nothing in here is secret.",
                Map.of()));
        all.addAll(sections);
        return ValuesYaml.write(all);
    }

    /**
     * The values as a tree: maps in the order of the file, lists, strings, integers, booleans, nulls.
     *
     * @return the tree; a copy
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        sections.forEach(section -> map.putAll(section.values()));
        return map;
    }

    /**
     * What the chart would remark on without refusing it: deprecated keys in the extra values.
     *
     * @return the remarks
     */
    public List<ValuesProblem> notices() {
        return notices;
    }

    private static ValuesDraft draft(AirflowDeployment deployment, SecretRevisions revisions) {
        ValuesDraft draft = new ValuesDraft(deployment);
        PlatformValues.write(draft);
        ConnectionValues.write(draft);
        KeyValues.write(draft);
        DagValues.write(draft);
        ConfigurationValues.write(draft);
        MetricsValues.write(draft);
        ComponentValues.write(draft);
        JobValues.write(draft);
        NetworkValues.write(draft);
        RestartValues.write(draft, revisions);
        return draft;
    }

    /** Extra keys join the section that has their top-level key already; the others stand in one of their own. */
    private static List<Section> merged(ValuesDraft draft, ExtraValues merger) {
        Map<String, @Nullable Object> left =
                ExtraValues.inOrder(draft.deployment().extraValues());
        List<Section> sections = new ArrayList<>();
        for (Section section : draft.sections()) {
            Map<String, @Nullable Object> mine = new LinkedHashMap<>(left);
            mine.keySet().retainAll(section.values().keySet());
            left.keySet().removeAll(mine.keySet());
            sections.add(new Section(section.comment(), merger.merge(section.values(), mine)));
        }
        if (!left.isEmpty()) {
            sections.add(new Section("Extra values, as given.", left));
        }
        return sections;
    }
}
