package io.airworthy.render.gitops;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.frozen.Tree;
import io.airworthy.render.helm.HelmValues;
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
 * tree would lose it. {@link #valuesFromRepository} takes them from a file instead.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/helm/">Argo CD: Helm</a>
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/index.html">The chart: installing with Argo CD</a>
 */
public final class ArgoCdApplication {

    /** Secrets, and whatever makes them, belong to waves before this one. */
    private static final String WAVE = "1";

    private final AirflowDeployment deployment;

    /** The key of the spec that says where chart and values come from. */
    private final Map<String, Object> source;

    private final String namespace;
    private final String project;
    private final String server;
    private final boolean automated;

    private ArgoCdApplication(
            AirflowDeployment deployment,
            Map<String, Object> source,
            String namespace,
            String project,
            String server,
            boolean automated) {
        this.deployment = deployment;
        this.source = source;
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
     * The Application of a deployment whose Secrets have been rotated: what reads a Secret with a new revision
     * restarts with the next sync, and nothing else does.
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
        ReleaseValues values = new ReleaseValues(deployment, Delivery.ARGO_CD, rules, revisions);
        Map<String, Object> source = chart(
                deployment,
                values.mayBeTree() ? Map.of("valuesObject", values.asTree()) : Map.of("values", values.asText()));
        return new ArgoCdApplication(
                deployment, Map.of("source", source), "argocd", "default", "https://kubernetes.default.svc", false);
    }

    /**
     * This Application with the values file of a package that is committed, instead of the values themselves.
     *
     * @param url the repository, as Argo CD knows it
     * @param revision the branch, tag or commit
     * @param path the values file, from the root of the repository, such as
     *     {@code production-deployment/values-production.yaml}
     * @return the Application
     * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/">Argo CD: values files from
     *     another source</a>
     */
    public ArgoCdApplication valuesFromRepository(String url, String revision, String path) {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("repoURL", Objects.requireNonNull(url, "url"));
        files.put("targetRevision", Objects.requireNonNull(revision, "revision"));
        files.put("ref", "values");
        String file = "$values/" + Objects.requireNonNull(path, "path");
        List<?> sources = List.of(chart(deployment, Map.of("valueFiles", List.of(file))), files);
        return new ArgoCdApplication(deployment, Map.of("sources", sources), namespace, project, server, automated);
    }

    /**
     * This Application in another namespace of Argo CD's.
     *
     * @param name the namespace of the Application itself, not that of Airflow
     * @return the Application
     */
    public ArgoCdApplication inNamespace(String name) {
        Objects.requireNonNull(name, "name");
        return new ArgoCdApplication(deployment, source, name, project, server, automated);
    }

    /**
     * This Application in another project.
     *
     * @param name the Argo CD project
     * @return the Application
     */
    public ArgoCdApplication inProject(String name) {
        Objects.requireNonNull(name, "name");
        return new ArgoCdApplication(deployment, source, namespace, name, server, automated);
    }

    /**
     * This Application for another cluster.
     *
     * @param url the address of the cluster's API server
     * @return the Application
     */
    public ArgoCdApplication toCluster(String url) {
        Objects.requireNonNull(url, "url");
        return new ArgoCdApplication(deployment, source, namespace, project, url, automated);
    }

    /**
     * This Application, synced by Argo CD as soon as the repository changes, and restored when somebody changes the
     * cluster by hand.
     *
     * @return the Application
     */
    public ArgoCdApplication automated() {
        return new ArgoCdApplication(deployment, source, namespace, project, server, true);
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
        return Tree.of(
                "apiVersion", "argoproj.io/v1alpha1", "kind", "Application", "metadata", metadata(), "spec", spec());
    }

    private Map<String, Object> metadata() {
        return Tree.of(
                "name", deployment.releaseName(),
                "namespace", namespace,
                "annotations", Map.of("argocd.argoproj.io/sync-wave", WAVE));
    }

    private Map<String, Object> spec() {
        Map<String, Object> spec = Tree.of(
                "project", project, "destination", Tree.of("server", server, "namespace", deployment.namespace()));
        spec.putAll(source);
        spec.put("syncPolicy", syncPolicy());
        return spec;
    }

    private static Map<String, Object> chart(AirflowDeployment deployment, Map<String, ?> values) {
        Map<String, Object> helm = new LinkedHashMap<>();
        helm.put("releaseName", deployment.releaseName());
        helm.putAll(values);
        Map<String, Object> source = Tree.of("repoURL", HelmValues.CHART_REPOSITORY, "chart", "airflow");
        source.put("targetRevision", deployment.chartVersion().text());
        source.put("helm", helm);
        return source;
    }

    private Map<String, Object> syncPolicy() {
        Map<String, Object> policy = new LinkedHashMap<>();
        if (automated) {
            policy.put("automated", Tree.of("prune", true, "selfHeal", true));
        }
        policy.put("syncOptions", List.of("CreateNamespace=true", "ServerSideApply=true"));
        return policy;
    }
}
