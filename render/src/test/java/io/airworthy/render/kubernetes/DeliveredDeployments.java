package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.ExternalSecrets.ApiVersion;
import io.airworthy.material.SecretSource;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import io.airworthy.testkit.SecretDeployments;
import java.util.ArrayList;
import java.util.List;

/** Deployments whose Secrets come from every kind of store, logged in to in every way. */
final class DeliveredDeployments {

    private static final CredentialRef CREDENTIAL = CredentialRef.of("store-login", "credential");
    private static final ServiceAccountRef ACCOUNT = ServiceAccountRef.builder()
            .name("reader")
            .namespace("external-secrets")
            .build();

    private DeliveredDeployments() {}

    static List<StoreProvider> providers() {
        return List.of(
                StoreProvider.vault("https://vault.example.com:8200", VaultAuth.kubernetes("airflow", "reader")),
                StoreProvider.vault("https://vault.example.com:8200", VaultAuth.jwt("airflow", "reader")).toBuilder()
                        .mount("kv/team")
                        .caPem(SecretDeployments.CERTIFICATE)
                        .build(),
                StoreProvider.vault("https://vault.example.com:8200", VaultAuth.appRole("a-role-id", CREDENTIAL)),
                StoreProvider.vault("https://vault.example.com:8200", VaultAuth.token(CREDENTIAL)),
                StoreProvider.vault(
                        "https://vault.example.com:8200",
                        VaultAuth.Kubernetes.builder()
                                .mountPath("kubernetes")
                                .role("airflow")
                                .account(ACCOUNT)
                                .build()),
                StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.controllerIdentity()),
                StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.irsa("reader")),
                StoreProvider.awsParameterStore("eu-west-1", AwsAuth.accessKey(CREDENTIAL, CREDENTIAL)),
                StoreProvider.azureKeyVault("https://kv.vault.azure.net", AzureAuth.workloadIdentity("reader")),
                StoreProvider.azureKeyVault(
                        "https://kv.vault.azure.net",
                        AzureAuth.servicePrincipal("11111111-2222-3333-4444-555555555555", CREDENTIAL, CREDENTIAL)),
                StoreProvider.googleSecretManager(
                        "a-project", GoogleAuth.workloadIdentity("europe-west1", "prod", "reader")),
                StoreProvider.googleSecretManager("a-project", GoogleAuth.keyFile(CREDENTIAL)));
    }

    static List<SecretStore> stores() {
        List<SecretStore> stores = new ArrayList<>();
        for (StoreProvider provider : providers()) {
            stores.add(SecretStore.rendered("airflow-store", provider));
            stores.add(SecretStore.Rendered.builder()
                    .kind(SecretStore.Kind.CLUSTER)
                    .name("airflow-store")
                    .provider(provider)
                    .build());
        }
        for (StoreType type : StoreType.values()) {
            stores.add(SecretStore.existingClusterStore("platform", type));
        }
        return stores;
    }

    static List<AirflowDeployment> plain() {
        return List.of(
                SecretDeployments.plain(),
                SecretDeployments.withEverythingMade(),
                SecretDeployments.withEverythingGiven(),
                SecretDeployments.withEverythingMade().toBuilder()
                        .chartVersion("1.15.0")
                        .airflowVersion("2.9.3")
                        .delivery(Delivery.ARGO_CD)
                        .build(),
                SecretDeployments.plain().toBuilder()
                        .releaseName("prod-eu")
                        .namespace("data-platform")
                        .database(ExternalDatabase.builder()
                                .provider(DatabaseProvider.AWS_RDS)
                                .host("db.example.com")
                                .database("{{ .Values }}{")
                                .passwordFrom(SecretSource.remote("teams-airflow-rds", "password"))
                                .build())
                        .build());
    }

    /** Every plain deployment from some store, and one of them from every store, in both versions of the API. */
    static List<AirflowDeployment> external() {
        List<AirflowDeployment> all = new ArrayList<>();
        List<SecretStore> stores = stores();
        for (ApiVersion version : ApiVersion.values()) {
            for (AirflowDeployment deployment : plain()) {
                all.add(from(stores.get(all.size() % stores.size()), version, deployment));
            }
            stores.forEach(store -> all.add(from(store, version, SecretDeployments.withEverythingMade())));
        }
        return all;
    }

    private static AirflowDeployment from(SecretStore store, ApiVersion version, AirflowDeployment deployment) {
        return deployment.toBuilder()
                .secretDelivery(ExternalSecrets.builder()
                        .store(store)
                        .apiVersion(version)
                        .build())
                .build();
    }
}
