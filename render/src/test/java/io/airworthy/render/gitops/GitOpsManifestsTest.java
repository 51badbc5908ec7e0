package io.airworthy.render.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.testkit.SampleDeployments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GitOpsManifestsTest {

    private static final AirflowDeployment ARGO = SampleDeployments.but(it -> it.delivery(Delivery.ARGO_CD));
    private static final AirflowDeployment FLUX = SampleDeployments.but(it -> it.delivery(Delivery.FLUX));

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return io.airworthy.testkit.Deployments.valid();
    }

    @Property(tries = 20)
    void anApplicationHoldsTheValuesOfItsDeployment(@ForAll("deployments") AirflowDeployment airflow) throws Exception {
        AirflowDeployment deployment =
                airflow.toBuilder().delivery(Delivery.ARGO_CD).build();
        Map<String, ?> helm =
                at(documents(ArgoCdApplication.of(deployment).asText()).get(0), "spec", "source", "helm");
        Object values = helm.containsKey("valuesObject")
                ? helm.get("valuesObject")
                : ValuesYaml.read((String) helm.get("values")).values();

        assertThat(values).isEqualTo(HelmValues.of(deployment).asMap());
    }

    @Property(tries = 20)
    void aHelmReleaseHoldsTheValuesOfItsDeployment(@ForAll("deployments") AirflowDeployment airflow) throws Exception {
        AirflowDeployment deployment =
                airflow.toBuilder().delivery(Delivery.FLUX).build();
        List<Map<String, ?>> documents = documents(FluxRelease.of(deployment).asText());
        Map<String, ?> spec = at(documents.get(documents.size() - 1), "spec");
        Object values = spec.containsKey("values")
                ? spec.get("values")
                : ValuesYaml.read((String) at(documents.get(1), "data").get("values.yaml"))
                        .values();

        assertThat(values).isEqualTo(HelmValues.of(deployment).asMap());
    }

    @Test
    void anApplicationLooksLikeThis() {
        String text = ArgoCdApplication.of(ARGO)
                .inProject("platform")
                .inNamespace("gitops")
                .toCluster("https://10.0.0.1")
                .automated()
                .asText();

        assertThat(withoutValues(text, "      valuesObject:")).isEqualTo("""
                # Apply the Secrets before this, or keep them in an earlier sync wave: the pods do not start without
                # them.

                apiVersion: "argoproj.io/v1alpha1"
                kind: "Application"
                metadata:
                  name: "airflow"
                  namespace: "gitops"
                  annotations:
                    "argocd.argoproj.io/sync-wave": "1"
                spec:
                  project: "platform"
                  destination:
                    server: "https://10.0.0.1"
                    namespace: "airflow"
                  source:
                    repoURL: "https://airflow.apache.org"
                    chart: "airflow"
                    targetRevision: "1.22.0"
                    helm:
                      releaseName: "airflow"
                      valuesObject:
                  syncPolicy:
                    automated:
                      prune: true
                      selfHeal: true
                    syncOptions:
                      - "CreateNamespace=true"
                      - "ServerSideApply=true"
                """);
    }

    @Test
    void aHelmReleaseLooksLikeThis() {
        assertThat(withoutValues(FluxRelease.of(FLUX).asText(), "  values:")).isEqualTo("""
                ---
                # Where the chart comes from.

                apiVersion: "source.toolkit.fluxcd.io/v1"
                kind: "HelmRepository"
                metadata:
                  name: "apache-airflow"
                  namespace: "airflow"
                spec:
                  interval: "1h"
                  url: "https://airflow.apache.org"
                ---
                # The release. Its Secrets must be there first: the Kustomization with this depends on theirs. An
                # upgrade that fails stays as it is until somebody looks: going back would not take the database
                # back.

                apiVersion: "helm.toolkit.fluxcd.io/v2"
                kind: "HelmRelease"
                metadata:
                  name: "airflow"
                  namespace: "airflow"
                spec:
                  releaseName: "airflow"
                  interval: "10m"
                  timeout: "15m"
                  chart:
                    spec:
                      chart: "airflow"
                      version: "1.22.0"
                      sourceRef:
                        kind: "HelmRepository"
                        name: "apache-airflow"
                  install:
                    disableWaitForJobs: true
                    remediation:
                      retries: 3
                  upgrade:
                    disableWaitForJobs: true
                    remediation:
                      retries: 0
                  values:
                """);
    }

    @Test
    void nullTravelsAsText() throws Exception {
        AirflowDeployment argo = withNull(Delivery.ARGO_CD);
        Map<String, ?> helm = at(documents(ArgoCdApplication.of(argo).asText()).get(0), "spec", "source", "helm");
        List<Map<String, ?>> flux =
                documents(FluxRelease.of(withNull(Delivery.FLUX)).asText());

        assertThat(helm).doesNotContainKey("valuesObject");
        assertThat((String) helm.get("values")).isEqualTo(HelmValues.of(argo).asText());
        assertThat(at(flux.get(2), "spec")).doesNotContainKey("values");
        assertThat(at(flux.get(2), "spec").get("valuesFrom"))
                .isEqualTo(List.of(Map.of("kind", "ConfigMap", "name", "airflow-values", "valuesKey", "values.yaml")));
        assertThat(at(flux.get(1), "metadata").get("name")).isEqualTo("airflow-values");
    }

    /** Everything else is as with embedded values, also where those would be text. */
    @Test
    void valuesMayComeFromTheRepository() throws Exception {
        for (AirflowDeployment argo : List.of(ARGO, withNull(Delivery.ARGO_CD))) {
            ArgoCdApplication application = ArgoCdApplication.of(argo).automated();
            String text = application
                    .valuesFromRepository("https://git.acme.io/airflow.git", "v7", "eu/values-production.yaml")
                    .asText();

            assertThat(text).contains("""
                      sources:
                        - repoURL: "https://airflow.apache.org"
                          chart: "airflow"
                          targetRevision: "1.22.0"
                          helm:
                            releaseName: "airflow"
                            valueFiles:
                              - "$values/eu/values-production.yaml"
                        - repoURL: "https://git.acme.io/airflow.git"
                          targetRevision: "v7"
                          ref: "values"
                      syncPolicy:
                    """);
            assertThat(specWithout("sources", text)).isEqualTo(specWithout("source", application.asText()));
        }
    }

    @Test
    void valuesMayComeFromSomebodyElsesConfigMap() throws Exception {
        for (AirflowDeployment flux : List.of(FLUX, withNull(Delivery.FLUX))) {
            String text = FluxRelease.of(flux).valuesFromConfigMap("from-git").asText();

            assertThat(text).doesNotContain("kind: \"ConfigMap\"\nmetadata").endsWith("""
                      valuesFrom:
                        - kind: "ConfigMap"
                          name: "from-git"
                          valuesKey: "values.yaml"
                    """);
            assertThat(specWithout("valuesFrom", text))
                    .isEqualTo(specWithout("values", FluxRelease.of(FLUX).asText()));
        }
    }

    @Test
    void aToolGetsOnlyValuesThatAreMadeForIt() {
        assertThatThrownBy(() -> ArgoCdApplication.of(SampleDeployments.exercise()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the deployment is delivered by HELM, and its values are made for that; set"
                        + " delivery(Delivery.ARGO_CD)");
        assertThatThrownBy(() -> FluxRelease.of(ARGO)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The spec of the last document, without a key that it has. */
    private static Map<String, Object> specWithout(String key, String text) throws Exception {
        List<Map<String, ?>> documents = documents(text);
        Map<String, Object> spec = new HashMap<>(at(documents.get(documents.size() - 1), "spec"));
        assertThat(spec).containsKey(key);
        spec.remove(key);
        return spec;
    }

    private static AirflowDeployment withNull(Delivery delivery) {
        return SampleDeployments.scheduler(it -> it.disruptionBudget(DisruptionBudget.minAvailable(1))).toBuilder()
                .delivery(delivery)
                .build();
    }

    /** The lines that are more indented than a key, taken out. */
    private static String withoutValues(String text, String key) {
        StringBuilder kept = new StringBuilder();
        boolean inside = false;
        String indent = key.substring(0, key.length() - key.strip().length()) + " ";
        for (String line : text.lines().toList()) {
            inside = inside && (line.startsWith(indent) || line.isEmpty());
            if (!inside) {
                kept.append(line).append('\n');
            }
            inside = inside || line.equals(key);
        }
        return kept.toString();
    }

    private static List<Map<String, ?>> documents(String text) throws Exception {
        List<Map<String, ?>> documents = new ArrayList<>();
        for (String document : text.split("(?m)^---\\n")) {
            if (!document.isBlank()) {
                documents.add(ValuesYaml.read(document).values());
            }
        }
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> at(Map<String, ?> tree, String... path) {
        Map<String, ?> here = tree;
        for (String key : path) {
            here = (Map<String, ?>) here.get(key);
        }
        return here;
    }
}
