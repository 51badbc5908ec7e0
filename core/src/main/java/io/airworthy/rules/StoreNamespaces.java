package io.airworthy.rules;

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
        Stream<Optional<String>> namespaces = provider.match(
                vault -> of(vault.auth()),
                secrets -> of(secrets.auth()),
                parameters -> of(parameters.auth()),
                azure -> of(azure.auth()),
                google -> of(google.auth()));
        return namespaces.flatMap(Optional::stream).distinct().toList();
    }

    private static Stream<Optional<String>> of(VaultAuth auth) {
        return auth.match(
                kubernetes -> of(kubernetes.account()),
                jwt -> of(jwt.account()),
                appRole -> of(appRole.secretId()),
                token -> of(token.token()));
    }

    private static Stream<Optional<String>> of(AwsAuth auth) {
        return auth.match(
                controllerIdentity -> Stream.empty(), irsa -> of(irsa.account()), key -> of(key.keyId(), key.key()));
    }

    private static Stream<Optional<String>> of(AzureAuth auth) {
        return auth.match(
                identity -> of(identity.account()), principal -> of(principal.clientId(), principal.clientSecret()));
    }

    private static Stream<Optional<String>> of(GoogleAuth auth) {
        return auth.match(identity -> of(identity.account()), file -> of(file.keyFile()));
    }

    private static Stream<Optional<String>> of(ServiceAccountRef account) {
        return Stream.of(account.namespace());
    }

    private static Stream<Optional<String>> of(CredentialRef... credentials) {
        return Stream.of(credentials).map(CredentialRef::namespace);
    }
}
