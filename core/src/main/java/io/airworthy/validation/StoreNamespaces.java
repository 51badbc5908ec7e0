package io.airworthy.validation;

import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.VaultAuth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The namespaces into which a store looks for accounts and credentials. */
final class StoreNamespaces {

    private StoreNamespaces() {}

    static List<String> of(StoreProvider provider) {
        Stream<Optional<String>> namespaces = Stream.empty();
        if (provider instanceof StoreProvider.Vault vault) {
            namespaces = of(vault.auth());
        } else if (provider instanceof StoreProvider.AwsSecretsManager aws) {
            namespaces = of(aws.auth());
        } else if (provider instanceof StoreProvider.AwsParameterStore aws) {
            namespaces = of(aws.auth());
        } else if (provider instanceof StoreProvider.AzureKeyVault azure) {
            namespaces = of(azure.auth());
        } else if (provider instanceof StoreProvider.GoogleSecretManager google) {
            namespaces = of(google.auth());
        }
        return namespaces.flatMap(Optional::stream).distinct().toList();
    }

    private static Stream<Optional<String>> of(VaultAuth auth) {
        if (auth instanceof VaultAuth.Kubernetes kubernetes) {
            return of(kubernetes.account());
        }
        if (auth instanceof VaultAuth.Jwt jwt) {
            return of(jwt.account());
        }
        return auth instanceof VaultAuth.AppRole appRole
                ? of(appRole.secretId())
                : of(((VaultAuth.Token) auth).token());
    }

    private static Stream<Optional<String>> of(AwsAuth auth) {
        if (auth instanceof AwsAuth.Irsa irsa) {
            return of(irsa.account());
        }
        return auth instanceof AwsAuth.AccessKey key ? of(key.keyId(), key.key()) : Stream.empty();
    }

    private static Stream<Optional<String>> of(AzureAuth auth) {
        return auth instanceof AzureAuth.WorkloadIdentity identity
                ? of(identity.account())
                : of(
                        ((AzureAuth.ServicePrincipal) auth).clientId(),
                        ((AzureAuth.ServicePrincipal) auth).clientSecret());
    }

    private static Stream<Optional<String>> of(GoogleAuth auth) {
        return auth instanceof GoogleAuth.WorkloadIdentity identity
                ? of(identity.account())
                : of(((GoogleAuth.KeyFile) auth).keyFile());
    }

    private static Stream<Optional<String>> of(ServiceAccountRef account) {
        return Stream.of(account.namespace());
    }

    private static Stream<Optional<String>> of(CredentialRef... credentials) {
        return Stream.of(credentials).map(CredentialRef::namespace);
    }
}
