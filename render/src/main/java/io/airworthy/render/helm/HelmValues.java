package io.airworthy.render.helm;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.Finding;
import io.airworthy.validation.RuleSet;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a deployment for its version of the official Airflow chart.
 *
 * <p>They name every Secret and hold none, unless rule RISK-001 is waived; then the file's head says where they do. What
 * the chart would make up by itself, from random keys to a first user, is either named or turned off. The same deployment
 * gives the same bytes.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html">The chart's parameters</a>
 */
public final class HelmValues {

    /** The name of the values file in the deployment package. */
    public static final String FILE_NAME = "values-production.yaml";

    /** The Helm repository that has the chart. */
    public static final String CHART_REPOSITORY = "https://airflow.apache.org";

    private final AirflowDeployment deployment;
    private final List<Section> sections;

    private HelmValues(AirflowDeployment deployment, SecretRevisions revisions) {
        this.deployment = deployment;
        this.sections = ChartValues.of(deployment, revisions.all()).sections();
    }

    /**
     * The values of a deployment, judged by the standard rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment
     * @return its values
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static HelmValues of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The values of a deployment, judged by a platform team's own rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its values
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static HelmValues of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        return of(deployment, rules, SecretRevisions.none());
    }

    /**
     * The values of a deployment whose Secrets have been rotated: what reads a Secret with a new revision is
     * restarted by the next {@code helm upgrade}, and nothing else is.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @param revisions the revisions of its Secrets
     * @return its values
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static HelmValues of(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions) {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(revisions, "revisions");
        rules.validate(deployment).orThrow();
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
                        + ". Written by Airworthy; change the model, not this file. " + confidentiality(),
                Map.of()));
        all.addAll(sections);
        return ValuesYaml.write(all);
    }

    /** Whether the file may be shown, by the rule that looks for secrets; a waiver of it changes nothing about that. */
    private String confidentiality() {
        List<String> secrets = RuleSet.standard().find("RISK-001").orElseThrow().check(deployment).stream()
                .map(Finding::modelPath)
                .distinct()
                .toList();
        return secrets.isEmpty()
                ? "Nothing in here is secret."
                : "This file carries secrets: keep it like a password. They come from " + String.join(", ", secrets)
                        + ".";
    }

    /**
     * The values as a tree: maps in the order of the file, lists, strings, integers, booleans, nulls.
     *
     * @return the tree; nobody can change it, neither the map nor what is inside
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        sections.forEach(section -> map.putAll(section.values()));
        return FrozenTree.of(map, "values");
    }
}
