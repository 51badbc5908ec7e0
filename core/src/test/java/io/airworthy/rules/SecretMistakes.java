package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.ExternalSecretsBuilder;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretSource;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The way of the Secrets into the cluster. */
final class SecretMistakes {

    private static final SecretStore PLATFORM =
            SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER);

    static final List<Mistake> ALL = List.of(
            new Mistake("SEC-001", from(SecretStore.existingClusterStore("Platform", StoreType.VAULT)), """
                        error   SEC-001  secretDelivery.store.name: 'Platform' is not a valid name
                                neither the store nor the objects that read from it can be created, and every pod waits for its Secrets.
                                Fix: use lower-case letters, digits, dashes and dots, and begin and end with a letter or digit."""),
            new Mistake(
                    "SEC-002",
                    passwordIn(
                            SecretSource.remote("teams/airflow_rds", ""),
                            SecretStore.rendered(
                                    "key-vault",
                                    StoreProvider.azureKeyVault(
                                            "https://kv.vault.azure.net", AzureAuth.workloadIdentity("reader")))),
                    """
                        error   SEC-002  secretDelivery: Azure Key Vault does not accept 'teams/airflow_rds' for the database role's password
                                the entry cannot exist, so the operator never makes the Secret, and the pods never start.
                                Fix: use a prefix and entry names with characters that the store accepts; Azure Key Vault accepts only letters, digits and dashes."""),
            new Mistake("SEC-003", passwordIn(SecretSource.remote("airflow/airflow/fernet-keys", ""), PLATFORM), """
                        error   SEC-003  secretDelivery: secret store entry airflow/airflow/fernet-keys is the database role's password and the Fernet key that encrypts connections and variables
                                one of the two gets the other's material, and then a login or a decryption fails.
                                Fix: use a separate entry for each, or a separate property of the entry."""),
            new Mistake("SEC-004", external(it -> it.refreshInterval(Duration.ofHours(-1))), """
                        error   SEC-004  secretDelivery.refreshInterval: 'PT-1H' is negative
                                the operator treats it as never, and no change in the store reaches the cluster.
                                Fix: use one hour, or zero if you mean never."""),
            new Mistake(
                    "SEC-005",
                    from(SecretStore.rendered(
                            "aws",
                            StoreProvider.awsSecretsManager(
                                    "eu-west-1",
                                    AwsAuth.Irsa.builder()
                                            .account(ServiceAccountRef.builder()
                                                    .name("reader")
                                                    .namespace("external-secrets")
                                                    .build())
                                            .build()))),
                    """
                        error   SEC-005  secretDelivery.store: the store is in airflow and refers to external-secrets
                                the operator refuses to log in with it, and the Secrets are never created.
                                Fix: remove the namespace, or make it a ClusterSecretStore."""),
            new Mistake(
                    "SEC-006",
                    from(SecretStore.rendered(
                            "vault",
                            StoreProvider.vault(
                                    "http://vault.example.com:8200", VaultAuth.kubernetes("airflow", "reader")))),
                    """
                        error   SEC-006  secretDelivery.store.provider.server: 'http://vault.example.com:8200' does not begin with https://
                                anyone on the network path can read every secret, or the store is never found.
                                Fix: use https://, for example https://vault.example.com:8200."""),
            new Mistake("SEC-007", external(it -> it.apiVersion(ExternalSecrets.ApiVersion.V1BETA1)), """
                        warning SEC-007  secretDelivery.apiVersion: external-secrets.io/v1beta1 is configured
                                since 0.17 applying the manifests fails with "no matches for kind", unless the operator is configured to serve the old version.
                                Fix: use ExternalSecrets.ApiVersion.V1, which the operator has had since 0.16."""),
            new Mistake("SEC-008", external(it -> it.refreshInterval(Duration.ofSeconds(10))), """
                        warning SEC-008  secretDelivery.refreshInterval: every 10 s
                                every Secret is read again each time, and cloud stores bill and throttle that.
                                Fix: use one hour; a pod reads a Secret only when it starts anyway."""),
            new Mistake("SEC-009", but(it -> it.database(inStore(SecretSource.remote("rds", "password")))), """
                        warning SEC-009  secretDelivery: the database role's password is in secret store entry rds, property password
                                nothing here reads the store: you have to supply the material by hand, and changes in the store go unnoticed.
                                Fix: use ExternalSecrets.from(store), or name another source for the material."""),
            new Mistake(
                    "SEC-010",
                    but(it -> it.secretDelivery(SealedSecrets.builder()
                            .scope(SealedSecrets.Scope.CLUSTER_WIDE)
                            .build())),
                    """
                        warning SEC-010  secretDelivery.scope: Sealed Secrets can be opened anywhere in the cluster
                                anyone who may create a Secret in any namespace can copy the sealed one there and read it.
                                Fix: use the scope STRICT, or NAMESPACE_WIDE if names must change."""),
            new Mistake(
                    "SEC-011",
                    but(it -> it.secretsBackend(SecretsBackend.awsSecretsManager("eu-west-1"))
                            .airflowConfig("secrets.backend_kwargs", "{}")),
                    """
                        error   SEC-011  airflowConfig[secrets.backend_kwargs]: secrets.backend_kwargs is set together with secretsBackend
                                one of the two silently wins, and Airflow may look for connections in the wrong place.
                                Fix: remove secrets.backend and secrets.backend_kwargs from airflowConfig and environment.
                                In the values: config.secrets.backend_kwargs"""),
            new Mistake(
                    "SEC-012",
                    but(it -> it.secretsBackend(SecretsBackend.azureKeyVault("https://kv.vault.azure.net"))),
                    """
                        warning SEC-012  secretsBackend: Airflow's pods have no identity for the secrets backend
                                if the store refuses them, Airflow only logs it, looks in its database instead, and does not find the connection.
                                Fix: give remoteLogging an identity of the backend's cloud, which applies to every pod, or annotate the service accounts in extraValues; waive this if the nodes themselves may read the store."""),
            new Mistake(
                    "SEC-013",
                    from(SecretStore.rendered(
                            "aws", StoreProvider.awsSecretsManager("Ireland", AwsAuth.controllerIdentity()))),
                    """
                        error   SEC-013  secretDelivery.store.provider.region: 'Ireland' is not a valid region
                                the login fails, or nothing is found there, and the pods never get what the store holds.
                                Fix: copy it from the store: names that Kubernetes accepts, regions such as eu-west-1, projects and tenants as the cloud writes them."""));

    private SecretMistakes() {}

    private static AirflowDeployment external(UnaryOperator<ExternalSecretsBuilder> mistake) {
        return but(it -> it.secretDelivery(
                mistake.apply(ExternalSecrets.builder().store(PLATFORM)).build()));
    }

    private static AirflowDeployment from(SecretStore store) {
        return but(it -> it.secretDelivery(ExternalSecrets.from(store)));
    }

    private static AirflowDeployment passwordIn(SecretSource source, SecretStore store) {
        return but(it -> it.database(inStore(source)).secretDelivery(ExternalSecrets.from(store)));
    }

    private static ExternalDatabase inStore(SecretSource source) {
        return SampleDeployments.exercise().database().toBuilder()
                .passwordFrom(source)
                .build();
    }
}
