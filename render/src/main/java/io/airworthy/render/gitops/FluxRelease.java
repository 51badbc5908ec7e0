package io.airworthy.render.gitops;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.frozen.Tree;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.RuleSet;
import io.airworthy.values.Section;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The Flux objects that keep a deployment as its repository says: the HelmRepository of the chart, and the HelmRelease
 * with the values.
 *
 * <p>A failed installation is taken away and tried again. A failed upgrade is not: going back to the older release would
 * leave the newer schema in the database, and Kubernetes would refuse to change the migration's Job back. Flux waits for
 * the pods, which wait for the migration; it does not wait for the Jobs as well, because they are gone some minutes after
 * they end, and Flux would miss them.
 *
 * <p>The Secrets have to be there first. Where Flux brings them too, put them into a Kustomization that the one with these
 * objects depends on.
 *
 * @see <a href="https://fluxcd.io/flux/components/helm/helmreleases/">Flux: HelmRelease</a>
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/index.html">The chart: installing with Flux</a>
 */
public final class FluxRelease {

    private static final String REPOSITORY_NAME = "apache-airflow";

    private static final String VALUES_KEY = "values.yaml";

    /** A migration of a large database takes its time, and every pod waits for it. */
    private static final String TIMEOUT = "15m";

    private final AirflowDeployment deployment;

    /** Empty where another tool makes the ConfigMap. */
    private final Optional<ReleaseValues> values;

    private final String configMap;

    private FluxRelease(AirflowDeployment deployment, Optional<ReleaseValues> values, String configMap) {
        this.deployment = deployment;
        this.values = values;
        this.configMap = configMap;
    }

    /**
     * The Flux objects of a deployment, judged by the standard rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment, delivered by {@link Delivery#FLUX}
     * @return its objects
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalArgumentException if another tool delivers it, for which its values would be others
     */
    public static FluxRelease of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return of(deployment, RuleSet.standard());
    }

    /**
     * The Flux objects of a deployment, judged by a platform team's own rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment, delivered by {@link Delivery#FLUX}
     * @param rules the rules
     * @return its objects
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalArgumentException if another tool delivers it, for which its values would be others
     */
    public static FluxRelease of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(rules, "rules");
        return of(deployment, rules, SecretRevisions.none());
    }

    /**
     * The Flux objects of a deployment whose Secrets have been rotated: what reads a Secret with a new revision
     * restarts with the next sync, and nothing else does.
     *
     * @param deployment the deployment, delivered by {@link Delivery#FLUX}
     * @param rules the rules
     * @param revisions the revisions of its Secrets
     * @return its objects
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalArgumentException if another tool delivers it, for which its values would be others
     */
    public static FluxRelease of(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(revisions, "revisions");
        ReleaseValues values = new ReleaseValues(deployment, Delivery.FLUX, rules, revisions);
        return new FluxRelease(
                deployment, Optional.of(values), deployment.names().object("values"));
    }

    /**
     * This release with the values of a ConfigMap that another tool makes, Kustomize for example, from the values file of
     * the package.
     *
     * @param name the ConfigMap, in the namespace of the release; its key {@code values.yaml} holds the file
     * @return the release
     */
    public FluxRelease valuesFromConfigMap(String name) {
        Objects.requireNonNull(name, "name");
        return new FluxRelease(deployment, Optional.empty(), name);
    }

    /**
     * The manifests as text.
     *
     * @return YAML documents: the HelmRepository, a ConfigMap where values cannot stand in the release, the HelmRelease
     */
    public String asText() {
        String valuesMap = values.filter(it -> !it.mayBeTree())
                .map(it -> document(
                        "The values, as text: null takes away a default, and a tree would lose it.", valuesMap(it)))
                .orElse("");
        return document("Where the chart comes from.", repository())
                + valuesMap
                + document(
                        "The release. Its Secrets must be there first: the Kustomization with this depends on theirs."
                                + " An upgrade that fails stays as it is until somebody looks: going back would not take"
                                + " the database back.",
                        release());
    }

    private static String document(String about, Map<String, Object> manifest) {
        return "---\n" + ValuesYaml.write(List.of(new Section(about, Map.of()), new Section("", manifest)));
    }

    private Map<String, Object> repository() {
        Map<String, Object> repository = manifest("source.toolkit.fluxcd.io/v1", "HelmRepository", REPOSITORY_NAME);
        repository.put("spec", Tree.of("interval", "1h", "url", HelmValues.CHART_REPOSITORY));
        return repository;
    }

    private Map<String, Object> release() {
        Map<String, Object> spec = Tree.of(
                "releaseName", deployment.releaseName(),
                "interval", "10m",
                "timeout", TIMEOUT,
                "chart", Map.of("spec", chart()),
                "install", step(3),
                "upgrade", step(0));
        values.filter(ReleaseValues::mayBeTree)
                .ifPresentOrElse(
                        it -> spec.put("values", it.asTree()), () -> spec.put("valuesFrom", List.of(valuesFrom())));
        Map<String, Object> release = manifest("helm.toolkit.fluxcd.io/v2", "HelmRelease", deployment.releaseName());
        release.put("spec", spec);
        return release;
    }

    private Map<String, Object> valuesMap(ReleaseValues values) {
        Map<String, Object> map = manifest("v1", "ConfigMap", configMap);
        map.put("data", Map.of(VALUES_KEY, values.asText()));
        return map;
    }

    private Map<String, Object> valuesFrom() {
        return Tree.of("kind", "ConfigMap", "name", configMap, "valuesKey", VALUES_KEY);
    }

    private Map<String, Object> chart() {
        return Tree.of(
                "chart", "airflow",
                "version", deployment.chartVersion().text(),
                "sourceRef", Tree.of("kind", "HelmRepository", "name", REPOSITORY_NAME));
    }

    private static Map<String, Object> step(int retries) {
        return Tree.of("disableWaitForJobs", true, "remediation", Map.of("retries", retries));
    }

    private Map<String, Object> manifest(String apiVersion, String kind, String name) {
        return Tree.of(
                "apiVersion", apiVersion,
                "kind", kind,
                "metadata", Tree.of("name", name, "namespace", deployment.namespace()));
    }
}
