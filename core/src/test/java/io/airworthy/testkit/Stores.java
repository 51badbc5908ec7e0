package io.airworthy.testkit;

import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.ExternalSecretsBuilder;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Secret stores, how one logs in to them, and the ways from there into the cluster. */
public final class Stores {

    private static final String TENANT = "00000000-1111-2222-3333-444455556666";

    private Stores() {}

    /**
     * Ways of the Secrets into the cluster.
     *
     * @return plain, sealed and external Secrets
     */
    public static Arbitrary<SecretDelivery> deliveries() {
        return Arbitraries.oneOf(
                Arbitraries.just(SecretDelivery.plain()),
                Arbitraries.of(SealedSecrets.Scope.STRICT, SealedSecrets.Scope.NAMESPACE_WIDE)
                        .map(scope -> SealedSecrets.builder().scope(scope).build()),
                externalSecrets().map(external -> external));
    }

    /**
     * Secrets that the External Secrets Operator makes.
     *
     * @return Secrets from stores that take all entries' names
     */
    public static Arbitrary<ExternalSecrets> externalSecrets() {
        return Builders.withBuilder(ExternalSecrets::builder)
                .use(stores().filter(store -> store.type().takes("airflow/db")))
                .in(ExternalSecretsBuilder::store)
                .use(Arbitraries.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(1)))
                .withProbability(0.5)
                .in(ExternalSecretsBuilder::refreshInterval)
                .use(Arbitraries.of("platform/airflow", "a"))
                .withProbability(0.3)
                .in((external, prefix) -> external.prefix(prefix))
                .use(Arbitraries.of(true, false))
                .in(ExternalSecretsBuilder::reloader)
                .build(ExternalSecretsBuilder::build);
    }

    /**
     * Stores of every provider.
     *
     * @return stores of this deployment's own, and others that the cluster has
     */
    public static Arbitrary<SecretStore> stores() {
        return Arbitraries.oneOf(
                Combinators.combine(Names.subdomains(), providers()).as(SecretStore::rendered),
                Combinators.combine(Names.subdomains(), Arbitraries.of(StoreType.values()))
                        .as(SecretStore::existingClusterStore));
    }

    /**
     * Providers of stores.
     *
     * @return every provider, with every way to log in
     */
    public static Arbitrary<StoreProvider> providers() {
        Arbitrary<String> regions = Arbitraries.of("eu-west-1", "us-gov-east-1");
        return Arbitraries.oneOf(
                vaultAuths().map(auth -> StoreProvider.vault("https://vault.example.com:8200", auth)),
                Combinators.combine(regions, awsAuths()).as(StoreProvider::awsSecretsManager),
                Combinators.combine(regions, awsAuths()).as(StoreProvider::awsParameterStore),
                azureAuths().map(auth -> StoreProvider.azureKeyVault("https://team-a.vault.azure.net", auth)),
                googleAuths().map(auth -> StoreProvider.googleSecretManager("my-project", auth)));
    }

    /**
     * Ways to log in to Vault.
     *
     * @return every way
     */
    public static Arbitrary<VaultAuth> vaultAuths() {
        return Arbitraries.oneOf(
                Names.labels().map(account -> VaultAuth.kubernetes("airflow", account)),
                Names.labels().map(account -> VaultAuth.jwt("airflow", account)),
                credentials().map(secret -> VaultAuth.appRole(TENANT, secret)),
                credentials().map(VaultAuth::token));
    }

    /**
     * Ways to log in to AWS.
     *
     * @return every way
     */
    public static Arbitrary<AwsAuth> awsAuths() {
        return Arbitraries.oneOf(
                Arbitraries.just(AwsAuth.controllerIdentity()),
                Names.labels().map(AwsAuth::irsa),
                Combinators.combine(credentials(), credentials()).as(AwsAuth::accessKey));
    }

    /**
     * Ways to log in to Azure.
     *
     * @return every way
     */
    public static Arbitrary<AzureAuth> azureAuths() {
        return Arbitraries.oneOf(
                Names.labels().map(AzureAuth::workloadIdentity),
                Combinators.combine(credentials(), credentials())
                        .as((id, secret) -> AzureAuth.servicePrincipal(TENANT, id, secret)));
    }

    /**
     * Ways to log in to Google Cloud.
     *
     * @return every way
     */
    public static Arbitrary<GoogleAuth> googleAuths() {
        return Arbitraries.oneOf(
                Names.labels().map(account -> GoogleAuth.workloadIdentity("europe-west1", "cluster-1", account)),
                credentials().map(GoogleAuth::keyFile));
    }

    /**
     * Places of credentials in the cluster.
     *
     * @return keys of Secrets in the store's own namespace
     */
    public static Arbitrary<CredentialRef> credentials() {
        return Combinators.combine(Names.subdomains(), Arbitraries.of("token", "tls.key", "KEY_1"))
                .as(CredentialRef::of);
    }

    /**
     * Service accounts.
     *
     * @return accounts with a namespace and without
     */
    public static Arbitrary<ServiceAccountRef> accounts() {
        return Combinators.combine(Names.labels(), Names.labels().optional(0.5))
                .as((name, namespace) -> ServiceAccountRef.builder()
                        .name(name)
                        .namespace(Optional.of(namespace).flatMap(it -> it))
                        .build());
    }

    /**
     * Where Airflow looks for connections and variables.
     *
     * @return backends of every provider
     */
    public static Arbitrary<SecretsBackend> backends() {
        return Arbitraries.of(
                SecretsBackend.vault("https://vault.example.com:8200", "airflow"),
                SecretsBackend.awsSecretsManager("eu-west-1"),
                SecretsBackend.awsParameterStore("eu-west-1"),
                SecretsBackend.azureKeyVault("https://team-a.vault.azure.net"),
                SecretsBackend.googleSecretManager("my-project"),
                SecretsBackend.connectionsFile("/etc/airflow/connections.yaml"));
    }
}
