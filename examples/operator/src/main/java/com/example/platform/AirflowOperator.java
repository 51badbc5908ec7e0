package com.example.platform;

import static java.util.stream.Collectors.toMap;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.gitops.FluxRelease;
import io.airworthy.render.kubernetes.ExistingSecrets;
import io.airworthy.render.kubernetes.KubernetesSecrets;
import io.airworthy.render.report.Report;
import io.airworthy.render.source.SourceText;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Keeps what custom resources describe: their Secrets, and the release that Flux installs. Each says how it is in conditions. */
public final class AirflowOperator implements ResourceEventHandler<GenericKubernetesResource> {

    static final ResourceDefinitionContext AIRFLOW = new ResourceDefinitionContext.Builder()
            .withGroup("airworthy.io")
            .withVersion("v1alpha1")
            .withKind(DeploymentFile.KIND)
            .withPlural("airflowdeployments")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;

    AirflowOperator(KubernetesClient client) {
        this.client = client;
    }

    public static void main(String[] arguments) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        client.load(stream(DeploymentFile.customResourceDefinition())).serverSideApply();
        client.genericKubernetesResources(AIRFLOW).inAnyNamespace().inform(new AirflowOperator(client)).run();
    }

    @Override
    public void onAdd(GenericKubernetesResource resource) {
        say(resource, reconcile(resource));
    }

    @Override
    public void onUpdate(GenericKubernetesResource old, GenericKubernetesResource resource) {
        onAdd(resource);
    }

    /** The release stays, as long as nobody takes it away: its database is worth more than a resource. */
    @Override
    public void onDelete(GenericKubernetesResource resource, boolean unknown) {}

    private Map<String, String> reconcile(GenericKubernetesResource resource) {
        DeploymentFile file = DeploymentFile.read(SourceText.of(
                resource.getMetadata().getName(), client.getKubernetesSerialization().asJson(resource)));
        Report report = Report.of(resource.getMetadata().getName(), file);
        if (report.hasErrors()) {
            return condition("False", "Invalid", report.asText());
        }
        AirflowDeployment airflow = file.deployment().orElseThrow();
        try {
            apply(KubernetesSecrets.of(airflow, material(airflow)).text().reveal());
            apply(FluxRelease.of(airflow).asText());
            return condition("True", "Applied", report.asText());
        } catch (SecretMaterialException incomplete) {
            return condition("False", "SecretsMissing", incomplete.getMessage());
        }
    }

    /** What is in the cluster stays; what only people have is in the Secret {@code <release>-sources}; the rest is made. */
    private SecretMaterial material(AirflowDeployment airflow) {
        Map<String, Map<String, byte[]>> cluster = client.secrets().inNamespace(airflow.namespace()).list().getItems().stream()
                .collect(toMap(secret -> secret.getMetadata().getName(), secret -> decoded(secret.getData())));
        Map<String, String> sources = cluster.getOrDefault(airflow.releaseName() + "-sources", Map.of()).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> new String(entry.getValue(), StandardCharsets.UTF_8)));
        return SecretMaterial.forDeployment(airflow)
                .existing(ExistingSecrets.of(cluster, airflow).material())
                .fromSources(sources)
                .generateMissing();
    }

    private void apply(String manifests) {
        client.load(stream(manifests)).resources().forEach(each -> each.createOr(NonDeletingOperation::update));
    }

    /** Only where it is news: each change of a status is an event. */
    private void say(GenericKubernetesResource resource, Map<String, String> condition) {
        Map<String, Object> status = Map.of("conditions", List.of(condition));
        if (!status.equals(resource.get("status"))) {
            resource.setAdditionalProperty("status", status);
            client.resource(resource).updateStatus();
        }
    }

    private static Map<String, String> condition(String status, String reason, String message) {
        return Map.of("type", "Ready", "status", status, "reason", reason, "message", message);
    }

    private static Map<String, byte[]> decoded(Map<String, String> data) {
        return data.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> Base64.getDecoder().decode(e.getValue())));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
