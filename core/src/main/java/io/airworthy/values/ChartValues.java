package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a deployment for its version of the chart: the model's, with the extra values merged into them.
 *
 * <p>They name every Secret and hold none. Values are immutable and safe for use by several threads.
 */
public final class ChartValues {

    private final AirflowDeployment deployment;
    private final ChartKeys keys;
    private final List<Section> own;
    private final List<Section> merged;
    private final List<Contradiction> contradictions;
    private final Map<String, String> places;

    private ChartValues(AirflowDeployment deployment, Map<Purpose, String> revisions) {
        ValuesDraft draft = new ValuesDraft(deployment, revisions);
        Settings.SUBJECTS.forEach(subject -> subject.write(draft));
        this.deployment = deployment;
        this.keys = draft.keys();
        this.own = draft.sections();
        ExtraValues extra = new ExtraValues(deployment.extraValues(), keys);
        this.merged = extra.mergedInto(own);
        this.contradictions = extra.contradictions();
        this.places = extra.places();
    }

    /**
     * Derives the values of a deployment.
     *
     * @param deployment a deployment of a supported chart and Airflow version; it may have other errors
     * @param revisions the revision of each Secret that was rotated: what reads one of another revision than before is
     *     restarted by the next upgrade
     * @return its values
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static ChartValues of(AirflowDeployment deployment, Map<Purpose, String> revisions) {
        Objects.requireNonNull(deployment, "deployment");
        return new ChartValues(deployment, Frozen.map(revisions, "revisions"));
    }

    /**
     * The values of a deployment whose Secrets were not rotated. They are derived once for each deployment.
     *
     * @param deployment a deployment of a supported chart and Airflow version; it may have other errors
     * @return its values
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static ChartValues of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return deployment.release().derived(ChartValues.class, () -> of(deployment, Map.of()));
    }

    /**
     * The values in the order of the file, each section with its comment.
     *
     * @return the sections
     */
    public List<Section> sections() {
        return merged;
    }

    /**
     * The values as one tree: maps in the order of the file, lists, strings, integers, booleans, nulls.
     *
     * @return the tree; a copy
     */
    public Map<String, @Nullable Object> asMap() {
        return tree(merged);
    }

    /**
     * Where extra values say something else than the model, whose values stay.
     *
     * @return the contradictions, in the order of the extra values' keys
     */
    public List<Contradiction> contradictions() {
        return contradictions;
    }

    /**
     * What extra values say that attributes of the model can say: reading the values back, these attributes are not what
     * the model has.
     *
     * @return the decisions, ordered by path
     */
    public List<Decision> decisions() {
        Map<String, @Nullable Object> before = tree(own);
        Given said = Given.extra(deployment, before);
        Given read = Given.extra(deployment, asMap());
        Map<String, Decision> decisions = new TreeMap<>();
        for (Setting setting : Settings.DECISIVE) {
            List<String> places = setting.keys().stream()
                    .flatMap(key -> keys.places(key.replace(".*", "")).stream())
                    .filter(place -> isExtra(place, before))
                    .toList();
            if (!places.isEmpty() && !setting.read(deployment, said).equals(setting.read(deployment, read))) {
                places.forEach(place -> decisions.put(place, new Decision(place, setting.attribute())));
            }
        }
        return List.copyOf(decisions.values());
    }

    private boolean isExtra(String place, Map<String, @Nullable Object> before) {
        return Tree.find(deployment.extraValues(), place)
                .filter(value -> !Optional.of(value).equals(Tree.find(before, place)))
                .isPresent();
    }

    /**
     * What the chart would not take or not read, and what it deprecates, of what the extra values add.
     *
     * @return the problems, ordered by path
     */
    public List<ValuesProblem> problems() {
        List<ValuesProblem> problems = new ArrayList<>(keys.profile().check(asMap()));
        problems.removeAll(keys.profile().check(tree(own)));
        return Collections.unmodifiableList(problems);
    }

    /**
     * What the chart would not take or not read of the model's own values: attributes that this chart version has no place
     * for, or whose open parts are not as Kubernetes has them.
     *
     * @return the problems, ordered by path
     */
    public List<ValuesProblem> ownProblems() {
        return keys.profile().check(tree(own));
    }

    /**
     * Where something that the extra values added to a list stands in the extra values: the model's elements come first.
     *
     * @param path where it stands in these values, {@code env[3].name}
     * @return where it stands in the extra values, {@code env[0].name}
     */
    public String inExtraValues(String path) {
        Objects.requireNonNull(path, "path");
        int end = path.indexOf(']') + 1;
        String place = places.get(path.substring(0, end));
        return place == null ? path : place + path.substring(end);
    }

    private static Map<String, @Nullable Object> tree(List<Section> sections) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        sections.forEach(section -> tree.putAll(section.values()));
        return tree;
    }
}
