package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.secret.ExternalSecrets;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreProvider.AwsParameterStore;
import io.airworthy.store.StoreProvider.AwsSecretsManager;
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
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", external.apiVersion().toString());
        manifest.put("kind", store.kind().toString());
        manifest.put(
                "metadata",
                isClusterWide()
                        ? DeliveredObject.clusterMetadata(deployment, store.name(), DeliveredObject.STORE_WAVE)
                        : DeliveredObject.metadata(deployment, store.name(), DeliveredObject.STORE_WAVE));
        Map<String, Object> spec = new LinkedHashMap<>();
        if (isClusterWide()) {
            // Without a condition every namespace of the cluster could read these secrets.
            spec.put("conditions", List.of(Map.of("namespaces", List.of(deployment.namespace()))));
        }
        spec.put("provider", provider());
        manifest.put("spec", spec);
        return manifest;
    }

    private boolean isClusterWide() {
        return store.kind() == SecretStore.Kind.CLUSTER;
    }

    private Map<String, Object> provider() {
        StoreProvider provider = store.provider();
        if (provider instanceof Vault vault) {
            return Map.of("vault", vault(vault));
        }
        if (provider instanceof AwsSecretsManager aws) {
            return Map.of("aws", aws("SecretsManager", aws.region(), aws.auth()));
        }
        if (provider instanceof AwsParameterStore aws) {
            return Map.of("aws", aws("ParameterStore", aws.region(), aws.auth()));
        }
        return provider instanceof AzureKeyVault azure
                ? Map.of("azurekv", azure(azure))
                : Map.of("gcpsm", google((GoogleSecretManager) provider));
    }

    private Map<String, Object> vault(Vault vault) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("server", vault.server());
        fields.put("path", vault.mount());
        fields.put("version", vault.engine().toString());
        vault.vaultNamespace().ifPresent(namespace -> fields.put("namespace", namespace));
        vault.caPem()
                .ifPresent(pem -> fields.put(
                        "caBundle", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8))));
        fields.put("auth", vaultAuth(vault.auth()));
        return fields;
    }

    private Map<String, Object> vaultAuth(VaultAuth auth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (auth instanceof VaultAuth.Kubernetes kubernetes) {
            fields.put("mountPath", kubernetes.mountPath());
            fields.put("role", kubernetes.role());
            fields.put("serviceAccountRef", account(kubernetes.account()));
            return Map.of("kubernetes", fields);
        }
        if (auth instanceof VaultAuth.Jwt jwt) {
            fields.put("path", jwt.path());
            fields.put("role", jwt.role());
            fields.put("kubernetesServiceAccountToken", Map.of("serviceAccountRef", account(jwt.account())));
            return Map.of("jwt", fields);
        }
        if (auth instanceof VaultAuth.AppRole appRole) {
            fields.put("path", appRole.path());
            fields.put("roleId", appRole.roleId());
            fields.put("secretRef", credential(appRole.secretId()));
            return Map.of("appRole", fields);
        }
        return Map.of("tokenSecretRef", credential(((VaultAuth.Token) auth).token()));
    }

    private Map<String, Object> aws(String service, String region, AwsAuth auth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("service", service);
        fields.put("region", region);
        if (auth instanceof AwsAuth.Irsa irsa) {
            fields.put("auth", Map.of("jwt", Map.of("serviceAccountRef", account(irsa.account()))));
        } else if (auth instanceof AwsAuth.AccessKey key) {
            Map<String, Object> references = new LinkedHashMap<>();
            references.put("accessKeyIDSecretRef", credential(key.keyId()));
            references.put("secretAccessKeySecretRef", credential(key.key()));
            fields.put("auth", Map.of("secretRef", references));
        }
        return fields;
    }

    private Map<String, Object> azure(AzureKeyVault azure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("vaultUrl", azure.vaultUrl());
        if (azure.auth() instanceof AzureAuth.WorkloadIdentity identity) {
            fields.put("authType", "WorkloadIdentity");
            fields.put("serviceAccountRef", account(identity.account()));
        } else if (azure.auth() instanceof AzureAuth.ServicePrincipal principal) {
            fields.put("authType", "ServicePrincipal");
            fields.put("tenantId", principal.tenantId());
            Map<String, Object> references = new LinkedHashMap<>();
            references.put("clientId", credential(principal.clientId()));
            references.put("clientSecret", credential(principal.clientSecret()));
            fields.put("authSecretRef", references);
        }
        return fields;
    }

    private Map<String, Object> google(GoogleSecretManager google) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("projectID", google.projectId());
        if (google.auth() instanceof GoogleAuth.WorkloadIdentity identity) {
            Map<String, Object> login = new LinkedHashMap<>();
            login.put("clusterLocation", identity.clusterLocation());
            login.put("clusterName", identity.clusterName());
            login.put("serviceAccountRef", account(identity.account()));
            fields.put("auth", Map.of("workloadIdentity", login));
        } else if (google.auth() instanceof GoogleAuth.KeyFile file) {
            fields.put("auth", Map.of("secretRef", Map.of("secretAccessKeySecretRef", credential(file.keyFile()))));
        }
        return fields;
    }

    private Map<String, Object> account(ServiceAccountRef account) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("name", account.name());
        namespace(account.namespace()).ifPresent(namespace -> reference.put("namespace", namespace));
        return reference;
    }

    private Map<String, Object> credential(CredentialRef credential) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("name", credential.secretName());
        reference.put("key", credential.key());
        namespace(credential.namespace()).ifPresent(namespace -> reference.put("namespace", namespace));
        return reference;
    }

    /** A namespaced store looks into its own namespace and nowhere else; a cluster-wide one has none of its own. */
    private Optional<String> namespace(Optional<String> chosen) {
        return isClusterWide() ? Optional.of(chosen.orElse(deployment.namespace())) : Optional.empty();
    }
}
