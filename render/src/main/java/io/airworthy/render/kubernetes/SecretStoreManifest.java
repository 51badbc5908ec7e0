package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.SecretStore;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider.AzureKeyVault;
import io.airworthy.store.StoreProvider.GoogleSecretManager;
import io.airworthy.store.StoreProvider.Vault;
import io.airworthy.store.VaultAuth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SecretStore or ClusterSecretStore that a deployment's ExternalSecrets read from.
 *
 * @see <a href="https://external-secrets.io/latest/api/secretstore/">SecretStore</a>
 */
final class SecretStoreManifest {

    private final AirflowDeployment deployment;
    private final ExternalSecrets external;
    private final SecretStore.Rendered store;

    SecretStoreManifest(AirflowDeployment deployment, ExternalSecrets external, SecretStore.Rendered store) {
        this.deployment = deployment;
        this.external = external;
        this.store = store;
    }

    Map<String, Object> manifest() {
        Map<String, Object> manifest = Tree.of(
                "apiVersion", external.apiVersion().toString(),
                "kind", store.kind().toString(),
                "metadata", metadata());
        Map<String, Object> spec = new LinkedHashMap<>();
        if (isClusterWide()) {
            // Without a condition every namespace of the cluster could read these secrets.
            spec.put("conditions", List.of(Map.of("namespaces", List.of(deployment.namespace()))));
        }
        spec.put("provider", provider());
        manifest.put("spec", spec);
        return manifest;
    }

    private Map<String, Object> metadata() {
        Map<String, String> wave = ManifestHead.wave(deployment, ManifestHead.STORE_WAVE);
        if (!isClusterWide()) {
            return ManifestHead.metadata(deployment, store.name(), wave);
        }
        Map<String, Object> metadata = Tree.of("name", store.name());
        metadata.putAll(ManifestHead.labelsAnd(deployment, wave));
        return metadata;
    }

    private boolean isClusterWide() {
        return store.kind() == SecretStore.Kind.CLUSTER;
    }

    private Map<String, Object> provider() {
        return store.provider()
                .match(
                        vault -> Map.of("vault", vault(vault)),
                        secrets -> Map.of("aws", aws("SecretsManager", secrets.region(), secrets.auth())),
                        parameters -> Map.of("aws", aws("ParameterStore", parameters.region(), parameters.auth())),
                        azure -> Map.of("azurekv", azure(azure)),
                        google -> Map.of("gcpsm", google(google)));
    }

    private Map<String, Object> vault(Vault vault) {
        Map<String, Object> fields = Tree.of(
                "server", vault.server(),
                "path", vault.mount(),
                "version", vault.engine().toString());
        vault.vaultNamespace().ifPresent(namespace -> fields.put("namespace", namespace));
        vault.caPem()
                .ifPresent(pem -> fields.put(
                        "caBundle", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8))));
        fields.put("auth", login(vault.auth()));
        return fields;
    }

    private Map<String, Object> login(VaultAuth auth) {
        return auth.match(
                kubernetes -> Map.of(
                        "kubernetes",
                        Tree.of(
                                "mountPath", kubernetes.mountPath(),
                                "role", kubernetes.role(),
                                "serviceAccountRef", account(kubernetes.account()))),
                jwt -> Map.of(
                        "jwt",
                        Tree.of(
                                "path", jwt.path(),
                                "role", jwt.role(),
                                "kubernetesServiceAccountToken", Map.of("serviceAccountRef", account(jwt.account())))),
                appRole -> Map.of(
                        "appRole",
                        Tree.of(
                                "path", appRole.path(),
                                "roleId", appRole.roleId(),
                                "secretRef", credential(appRole.secretId()))),
                token -> Map.of("tokenSecretRef", credential(token.token())));
    }

    private Map<String, Object> aws(String service, String region, AwsAuth auth) {
        Map<String, Object> fields = Tree.of("service", service, "region", region);
        Optional<Map<String, Object>> login = auth.match(
                controllerIdentity -> Optional.empty(),
                irsa -> Optional.of(Map.of("jwt", Map.of("serviceAccountRef", account(irsa.account())))),
                key -> Optional.of(Map.of(
                        "secretRef",
                        Tree.of(
                                "accessKeyIDSecretRef", credential(key.keyId()),
                                "secretAccessKeySecretRef", credential(key.key())))));
        login.ifPresent(given -> fields.put("auth", given));
        return fields;
    }

    private Map<String, Object> azure(AzureKeyVault azure) {
        Map<String, Object> fields = Tree.of("vaultUrl", azure.vaultUrl());
        fields.putAll(azure.auth()
                .match(
                        identity -> Tree.of(
                                "authType", "WorkloadIdentity", "serviceAccountRef", account(identity.account())),
                        principal -> Tree.of(
                                "authType", "ServicePrincipal",
                                "tenantId", principal.tenantId(),
                                "authSecretRef",
                                        Tree.of(
                                                "clientId", credential(principal.clientId()),
                                                "clientSecret", credential(principal.clientSecret())))));
        return fields;
    }

    private Map<String, Object> google(GoogleSecretManager google) {
        Map<String, Object> login = google.auth()
                .match(
                        identity -> Map.of(
                                "workloadIdentity",
                                Tree.of(
                                        "clusterLocation", identity.clusterLocation(),
                                        "clusterName", identity.clusterName(),
                                        "serviceAccountRef", account(identity.account()))),
                        file -> Map.of("secretRef", Map.of("secretAccessKeySecretRef", credential(file.keyFile()))));
        return Tree.of("projectID", google.projectId(), "auth", login);
    }

    private Map<String, Object> account(ServiceAccountRef account) {
        return reference(Tree.of("name", account.name()), account.namespace());
    }

    private Map<String, Object> credential(CredentialRef credential) {
        return reference(Tree.of("name", credential.secretName(), "key", credential.key()), credential.namespace());
    }

    /** A namespaced store reads only its own namespace; a cluster-wide one has none, so each reference names it. */
    private Map<String, Object> reference(Map<String, Object> reference, Optional<String> namespace) {
        if (isClusterWide()) {
            reference.put("namespace", namespace.orElse(deployment.namespace()));
        }
        return reference;
    }
}
