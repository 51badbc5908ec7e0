package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.ExternalSecretsBuilder;
import io.airworthy.material.Material;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.material.SecretSource;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.StoreType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The way of the Secrets into the cluster. */
final class SecretMistakes {

    private static final SecretStore PLATFORM =
            SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER);

    static final List<Mistake> ALL = List.of(
            new Mistake("SEC-003", SecretMistakes::withTwoThingsInOneEntry),
            new Mistake(
                    "SEC-009",
                    both(
                            passwordFrom(SecretSource.remote("airflow/db", "password")),
                            Change.of(it -> it.secretDelivery(SecretDelivery.plain())))),
            new Mistake(
                    "SEC-010",
                    both(
                            passwordFrom(SecretSource.environment("DB_PASSWORD")),
                            Change.of(it -> it.secretDelivery(SealedSecrets.builder()
                                    .scope(SealedSecrets.Scope.CLUSTER_WIDE)
                                    .build())))),
            new Mistake(
                    "SEC-012",
                    Change.of(it -> it.secretsBackend(SecretsBackend.azureKeyVault("https://kv.vault.azure.net")))
                            .where(deployment -> deployment
                                    .remoteLogging()
                                    .filter(it -> it.identity() instanceof CloudIdentity.AzureWorkloadIdentity)
                                    .isEmpty())));

    private SecretMistakes() {}

    private static Change external(UnaryOperator<ExternalSecretsBuilder> change) {
        ExternalSecrets external =
                change.apply(ExternalSecrets.builder().store(PLATFORM)).build();
        return Change.of(it -> it.secretDelivery(external));
    }

    private static Change from(SecretStore store) {
        return Change.of(it -> it.secretDelivery(ExternalSecrets.from(store)));
    }

    private static Change passwordFrom(SecretSource source) {
        return ofDatabase(it -> it.passwordFrom(source));
    }

    private static Change both(Change first, Change second) {
        return deployment -> first.in(deployment).flatMap(second::in);
    }

    /** The password is where the Fernet key will be. */
    private static Optional<AirflowDeployment> withTwoThingsInOneEntry(AirflowDeployment deployment) {
        return from(PLATFORM).in(deployment).flatMap(external -> {
            SecretSource taken = RemoteEntries.of(external).orElseThrow().of(Material.FERNET_KEYS);
            return passwordFrom(taken).in(external);
        });
    }
}
