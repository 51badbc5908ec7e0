package io.airworthy.render.gitops;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.validation.RuleSet;
import io.airworthy.values.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The Argo CD Application that keeps a deployment as its repository says, values included.
 *
 * <p>Defaults: in Argo CD's own namespace {@code argocd}, project {@code default}, the cluster that Argo CD runs in. A sync
 * is started by a person: it migrates the database when the Airflow version changed, and the upgrade has steps that come
 * before. {@link #automated()} leaves that to Argo CD.
 *
 * <p>The Application belongs to a later sync wave than Secrets: where one repository holds both, Argo CD applies the
 * Secrets first. Its resources are applied on the server's side, because a client-side apply keeps a second copy of each
 * in an annotation, and large ones do not fit.
 *
 * <p>The values stand in {@code valuesObject}, or as text in {@code values} where one of them is {@code null}: applying a
 * tree would lose it.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/helm/">Argo CD: Helm</a>
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/index.html">The chart: installing with Argo CD</a>
 */
public final class ArgoCdApplication {

    /** Secrets, and whatever makes them, belong to waves before this one. */
    private static final String WAVE = "1";

    private final AirflowDeployment deployment;
    private final ReleaseValues values;
    private final String namespace;
    private final String project;
    private final String server;
    private final boolean automated;

    private ArgoCdApplication(
            AirflowDeployment deployment,
            ReleaseValues values,
            String namespace,
            String project,
            String server,
            boolean automated) {
        this.deployment = deployment;
        this.values = values;
        this.namespace = namespace;
        this.project = project;
        this.server = server;
        this.automated = automated;
    }

    /**
     * The Application of a deployment, judged by the standard rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment, delivered by {@link Delivery#ARGO_CD}
     * @return its Application
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalArgumentException if another tool delivers it, for which its values would be others
     */
    public static ArgoCdApplication of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return of(deployment, RuleSet.standard());
    }

    /**
     * The Application of a deployment, judged by a platform team's own rules, whose Secrets were never rotated.
     *
     * @param deployment the deployment, delivered by {@link Delivery#ARGO_CD}
     * @param rules the rules
     * @return its Application
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalArgumentException if another tool delivers it, for which its values would be others
     */
    public static ArgoCdApplication of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(rules, "rules");
        return of(deployment, rules, SecretRevisions.none());
    }

    /**
     * The Application of a deployment whose Secrets have been rotated: what reads a Secret of another revision than before starts
     * anew with the next sync, and nothing else does.
     *
     * @param deployment the deployment, delivered by {@link Delivery#ARGO_CD}
     * @param rules the rules
     * @param revisions the revisions of its Secrets
     * @return its Application
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     * @throws IllegalArgumentException if another tool delivers it, for which its values would be others
     */
    public static ArgoCdApplication of(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(revisions, "revisions");
        ChartSource.require(deployment, Delivery.ARGO_CD);
        ReleaseValues values = new ReleaseValues(deployment, rules, revisions);
        return new ArgoCdApplication(deployment, values, "argocd", "default", "https://kubernetes.default.svc", false);
    }

    /**
     * This Application in another namespace of Argo CD's.
     *
     * @param name the namespace of the Application itself, not that of Airflow
     * @return the Application
     */
    public ArgoCdApplication inNamespace(String name) {
        Objects.requireNonNull(name, "name");
        return new ArgoCdApplication(deployment, values, name, project, server, automated);
    }

    /**
     * This Application in another project.
     *
     * @param name the Argo CD project
     * @return the Application
     */
    public ArgoCdApplication inProject(String name) {
        Objects.requireNonNull(name, "name");
        return new ArgoCdApplication(deployment, values, namespace, name, server, automated);
    }

    /**
     * This Application for another cluster.
     *
     * @param url the address of the cluster's API server
     * @return the Application
     */
    public ArgoCdApplication toCluster(String url) {
        Objects.requireNonNull(url, "url");
        return new ArgoCdApplication(deployment, values, namespace, project, url, automated);
    }

    /**
     * This Application, synced by Argo CD as soon as the repository changes, and put right when somebody changes the
     * cluster by hand.
     *
     * @return the Application
     */
    public ArgoCdApplication automated() {
        return new ArgoCdApplication(deployment, values, namespace, project, server, true);
    }

    /**
     * The manifest as text.
     *
     * @return one YAML document
     */
    public String asText() {
        String about = "Apply the Secrets before this, or keep them in an earlier sync wave: the pods do not start"
                + " without them.";
        return ValuesYaml.write(List.of(new Section(about, Map.of()), new Section("", manifest())));
    }

    private Map<String, Object> manifest() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", "argoproj.io/v1alpha1");
        manifest.put("kind", "Application");
        manifest.put("metadata", metadata());
        manifest.put("spec", spec());
        return manifest;
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", deployment.releaseName());
        metadata.put("namespace", namespace);
        metadata.put("annotations", Map.of("argocd.argoproj.io/sync-wave", WAVE));
        return metadata;
    }

    private Map<String, Object> spec() {
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("server", server);
        destination.put("namespace", deployment.namespace());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("project", project);
        spec.put("destination", destination);
        spec.put("source", source());
        spec.put("syncPolicy", syncPolicy());
        return spec;
    }

    private Map<String, Object> source() {
        Map<String, Object> helm = new LinkedHashMap<>();
        helm.put("releaseName", deployment.releaseName());
        if (values.mayBeTree()) {
            helm.put("valuesObject", values.asTree());
        } else {
            helm.put("values", values.asText());
        }
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("repoURL", ChartSource.REPOSITORY);
        source.put("chart", ChartSource.CHART);
        source.put("targetRevision", deployment.chartVersion().text());
        source.put("helm", helm);
        return source;
    }

    private Map<String, Object> syncPolicy() {
        Map<String, Object> policy = new LinkedHashMap<>();
        if (automated) {
            Map<String, Object> how = new LinkedHashMap<>();
            how.put("prune", true);
            how.put("selfHeal", true);
            policy.put("automated", how);
        }
        policy.put("syncOptions", List.of("CreateNamespace=true", "ServerSideApply=true"));
        return policy;
    }
}
