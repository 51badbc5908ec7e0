package io.airworthy.validation;

import static io.airworthy.testkit.SampleDeployments.but;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.secret.ExternalSecrets;
import io.airworthy.secret.ExternalSecretsBuilder;
import io.airworthy.secret.SealedSecrets;
import io.airworthy.secret.SecretSource;
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
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The way of the Secrets into the cluster. */
final class SecretMistakes {

    private static final SecretStore PLATFORM =
            SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER);

    static final List<Mistake> ALL = List.of(
            new Mistake("SEC-001", from(SecretStore.existingClusterStore("Platform", StoreType.VAULT)), """
                        error   SEC-001  secretDelivery.store.name: 'Platform' is not a name
                                neither the store nor what reads from it can be created, and every pod waits for its Secrets.
                                Fix: use small letters, digits, dashes and dots, beginning and ending with a letter or digit."""),
            new Mistake(
                    "SEC-002",
                    passwordIn(
                            SecretSource.remote("teams/airflow_rds", ""),
                            SecretStore.rendered(
                                    "key-vault",
                                    StoreProvider.azureKeyVault(
                                            "https://kv.vault.azure.net", AzureAuth.workloadIdentity("reader")))),
                    """
                        error   SEC-002  secretDelivery: Azure Key Vault does not take 'teams/airflow_rds' for the database role's password
                                the entry cannot exist, so the operator never makes the Secret, and the pods never start.
                                Fix: choose a prefix and entries of characters that the store takes; Azure Key Vault takes letters, digits and dashes only."""),
            new Mistake("SEC-003", passwordIn(SecretSource.remote("airflow/airflow/fernet-keys", ""), PLATFORM), """
                        error   SEC-003  secretDelivery: secret store entry airflow/airflow/fernet-keys is the database role's password and the Fernet key that encrypts connections and variables
                                one of the two gets the other's material, and whatever needs it is refused or cannot decrypt.
                                Fix: give each its own entry, or its own property of the entry."""),
            new Mistake("SEC-004", external(it -> it.refreshInterval(Duration.ofHours(-1))), """
                        error   SEC-004  secretDelivery.refreshInterval: 'PT-1H' is negative
                                the operator takes it for never, and no change in the store reaches the cluster.
                                Fix: write one hour, or zero where never is meant."""),
            new Mistake(
                    "SEC-005",
                    from(SecretStore.rendered(
                            "aws",
                            StoreProvider.awsSecretsManager(
                                    "eu-west-1",
                                    new AwsAuth.Irsa(
                                            new ServiceAccountRef("reader", Optional.of("external-secrets")))))),
                    """
                        error   SEC-005  secretDelivery.store: the store is in airflow and refers to external-secrets
                                the operator refuses to log in with it, and the Secrets are never made.
                                Fix: leave the namespace out, or make it a ClusterSecretStore."""),
            new Mistake(
                    "SEC-006",
                    from(SecretStore.rendered(
                            "vault",
                            StoreProvider.vault(
                                    "http://vault.example.com:8200", VaultAuth.kubernetes("airflow", "reader")))),
                    """
                        error   SEC-006  secretDelivery.store.provider.server: 'http://vault.example.com:8200' does not begin with https://
                                whoever is on the way reads every secret, or nobody finds the store at all.
                                Fix: write it with https://, for example https://vault.example.com:8200."""),
            new Mistake("SEC-007", external(it -> it.apiVersion(ExternalSecrets.ApiVersion.V1BETA1)), """
                        warning SEC-007  secretDelivery.apiVersion: external-secrets.io/v1beta1 is asked for
                                since 0.17 applying the manifests ends in "no matches for kind", unless the operator was told to serve the old version.
                                Fix: take ExternalSecrets.ApiVersion.V1, which the operator has had since 0.16."""),
            new Mistake("SEC-008", external(it -> it.refreshInterval(Duration.ofSeconds(10))), """
                        warning SEC-008  secretDelivery.refreshInterval: every 10 s
                                every Secret is read again each time, which cloud stores bill and throttle.
                                Fix: write one hour; a pod reads a Secret when it starts anyway."""),
            new Mistake("SEC-009", but(it -> it.database(inStore(SecretSource.remote("rds", "password")))), """
                        warning SEC-009  secretDelivery: the database role's password is in secret store entry rds, property password
                                nothing here reads the store; the material must be given by hand, and changes there go unnoticed.
                                Fix: deliver with ExternalSecrets.from(store), or say where else the material is."""),
            new Mistake(
                    "SEC-010", but(it -> it.secretDelivery(new SealedSecrets(SealedSecrets.Scope.CLUSTER_WIDE))), """
                        warning SEC-010  secretDelivery.scope: Sealed Secrets can be opened anywhere in the cluster
                                whoever may create a Secret in any namespace copies the sealed one there and reads it.
                                Fix: seal with the scope STRICT, or NAMESPACE_WIDE where names must change."""),
            new Mistake(
                    "SEC-011",
                    but(it -> it.secretsBackend(SecretsBackend.awsSecretsManager("eu-west-1"))
                            .airflowConfig("secrets.backend_kwargs", "{}")),
                    """
                        error   SEC-011  airflowConfig[secrets.backend_kwargs]: secrets.backend_kwargs stands beside secretsBackend
                                one of the two silently wins, and Airflow looks for connections in the wrong place.
                                Fix: take secrets.backend and secrets.backend_kwargs out of airflowConfig and environment.
                                In the values: config.secrets.backend_kwargs"""),
            new Mistake(
                    "SEC-012",
                    but(it -> it.secretsBackend(SecretsBackend.azureKeyVault("https://kv.vault.azure.net"))),
                    """
                        warning SEC-012  secretsBackend: Nobody says who Airflow's pods are to the secrets backend
                                a store that refuses them is only a line in a log: Airflow goes on to its database, and finds no connection there.
                                Fix: give remoteLogging an identity of the backend's cloud, which reaches every pod, or annotate the service accounts in extraValues; waive this where the nodes themselves may read the store."""),
            new Mistake(
                    "SEC-013",
                    from(SecretStore.rendered(
                            "aws", StoreProvider.awsSecretsManager("Ireland", AwsAuth.controllerIdentity()))),
                    """
                        error   SEC-013  secretDelivery.store.provider.region: 'Ireland' is not a region
                                nobody can log in to it, or nothing is found there, and what it holds never reaches the pods.
                                Fix: copy it from the store: names as Kubernetes takes them, regions such as eu-west-1, projects and tenants as the cloud writes them."""));

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
