package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.VaultAuth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFaultsTest {

    private static final String VAULT = "https://vault.example.com:8200";

    private static final CredentialRef CREDENTIAL = CredentialRef.of("login", "key");

    static Stream<Arguments> storesThatCannotBe() {
        return Stream.of(
                arguments(
                        StoreProvider.vault(VAULT, VaultAuth.kubernetes("", "Reader")),
                        List.of("auth.role: it is empty", "auth.account.name: 'Reader' is not a valid name")),
                arguments(
                        StoreProvider.vault(VAULT, VaultAuth.jwt("air flow", "reader")),
                        List.of("auth.role: it contains white space")),
                arguments(
                        StoreProvider.vault(VAULT, VaultAuth.appRole("", CredentialRef.of("log_in", "a/b"))),
                        List.of(
                                "auth.roleId: it is empty",
                                "auth.secretId.secretName: 'log_in' is not a valid name",
                                "auth.secretId.key: 'a/b' is not a valid name")),
                arguments(
                        StoreProvider.Vault.builder()
                                .server(VAULT)
                                .mount("")
                                .engine(StoreProvider.KeyValueEngine.V2)
                                .vaultNamespace(" ")
                                .caPem("s3cret")
                                .auth(VaultAuth.token(CREDENTIAL))
                                .build(),
                        List.of(
                                "mount: it is empty",
                                "vaultNamespace: it contains white space",
                                "caPem: there is no certificate in it")),
                arguments(
                        StoreProvider.awsParameterStore("eu-west-1a", AwsAuth.irsa("")),
                        List.of(
                                "region: 'eu-west-1a' is not a valid region",
                                "auth.account.name: '' is not a valid name")),
                arguments(
                        StoreProvider.awsSecretsManager(
                                "eu-west-1", AwsAuth.accessKey(CREDENTIAL, CredentialRef.of("login", ""))),
                        List.of("auth.key.key: '' is not a valid name")),
                arguments(
                        StoreProvider.Vault.builder()
                                .server(VAULT)
                                .mount("secret")
                                .engine(StoreProvider.KeyValueEngine.V2)
                                .auth(VaultAuth.Kubernetes.builder()
                                        .mountPath(" ")
                                        .role("airflow")
                                        .account(ServiceAccountRef.of("A"))
                                        .build())
                                .build(),
                        List.of(
                                "auth.mountPath: it contains white space",
                                "auth.account.name: 'A' is not a valid name")),
                arguments(
                        StoreProvider.vault(
                                VAULT,
                                VaultAuth.Jwt.builder()
                                        .path("")
                                        .role("airflow")
                                        .account(ServiceAccountRef.of("B"))
                                        .build()),
                        List.of("auth.path: it is empty", "auth.account.name: 'B' is not a valid name")),
                arguments(
                        StoreProvider.vault(
                                VAULT,
                                VaultAuth.AppRole.builder()
                                        .path("")
                                        .roleId("a-role")
                                        .secretId(CREDENTIAL)
                                        .build()),
                        List.of("auth.path: it is empty")),
                arguments(
                        StoreProvider.vault(VAULT, VaultAuth.token(CredentialRef.of("login", "a b"))),
                        List.of("auth.token.key: 'a b' is not a valid name")),
                arguments(
                        StoreProvider.awsSecretsManager(
                                "eu-west-1", AwsAuth.accessKey(CredentialRef.of("Login", "id"), CREDENTIAL)),
                        List.of("auth.keyId.secretName: 'Login' is not a valid name")),
                arguments(
                        StoreProvider.azureKeyVault("https://kv.vault.azure.net", AzureAuth.workloadIdentity("")),
                        List.of("auth.account.name: '' is not a valid name")),
                arguments(
                        StoreProvider.azureKeyVault(
                                "https://kv.vault.azure.net",
                                AzureAuth.servicePrincipal(
                                        "our tenant", CredentialRef.of("login", ""), CredentialRef.of("L", "key"))),
                        List.of(
                                "auth.tenantId: 'our tenant' is not a valid tenant",
                                "auth.clientId.key: '' is not a valid name",
                                "auth.clientSecret.secretName: 'L' is not a valid name")),
                arguments(
                        StoreProvider.googleSecretManager(
                                "a-project", GoogleAuth.workloadIdentity("europe-west1", "", "C")),
                        List.of("auth.clusterName: it is empty", "auth.account.name: 'C' is not a valid name")),
                arguments(
                        StoreProvider.googleSecretManager(
                                "a-project", GoogleAuth.keyFile(CredentialRef.of("login", "?"))),
                        List.of("auth.keyFile.key: '?' is not a valid name")),
                arguments(
                        StoreProvider.googleSecretManager(
                                "My Project", GoogleAuth.workloadIdentity("", "prod", "reader")),
                        List.of(
                                "projectId: 'My Project' is not a valid project",
                                "auth.clusterLocation: it is empty")));
    }

    static Stream<Arguments> backendsThatCannotBe() {
        return Stream.of(
                arguments(
                        SecretsBackend.VaultBackend.builder()
                                .url(VAULT)
                                .mountPoint("")
                                .connectionsPath("a b")
                                .variablesPath("")
                                .kubernetesRole("")
                                .build(),
                        List.of(
                                "mountPoint: it is empty",
                                "kubernetesRole: it is empty",
                                "connectionsPath: it contains white space")),
                arguments(
                        SecretsBackend.VaultBackend.builder()
                                .url(VAULT)
                                .mountPoint("secret")
                                .connectionsPath("connections")
                                .variablesPath("a b")
                                .kubernetesRole("airflow")
                                .build(),
                        List.of("variablesPath: it contains white space")),
                arguments(SecretsBackend.awsSecretsManager(""), List.of("region: '' is not a valid region")),
                arguments(
                        SecretsBackend.AwsSecretsManagerBackend.builder()
                                .connectionsPrefix("a b")
                                .variablesPrefix("c d")
                                .build(),
                        List.of(
                                "connectionsPrefix: it contains white space",
                                "variablesPrefix: it contains white space")),
                arguments(
                        SecretsBackend.AwsParameterStoreBackend.builder()
                                .region("nowhere")
                                .connectionsPrefix("")
                                .variablesPrefix("")
                                .build(),
                        List.of("region: 'nowhere' is not a valid region")),
                arguments(
                        SecretsBackend.AzureKeyVaultBackend.builder()
                                .vaultUrl("https://kv.vault.azure.net")
                                .connectionsPrefix("a b")
                                .variablesPrefix("airflow-variables")
                                .build(),
                        List.of("connectionsPrefix: it contains white space")),
                arguments(
                        SecretsBackend.GoogleSecretManagerBackend.builder()
                                .connectionsPrefix("airflow-connections")
                                .variablesPrefix("a b")
                                .build(),
                        List.of("variablesPrefix: it contains white space")),
                arguments(
                        SecretsBackend.AwsParameterStoreBackend.builder()
                                .connectionsPrefix("/airflow/connections ")
                                .variablesPrefix("/airflow/variables")
                                .build(),
                        List.of("connectionsPrefix: it contains white space")),
                arguments(SecretsBackend.googleSecretManager("-"), List.of("projectId: '-' is not a valid project")));
    }

    @ParameterizedTest
    @MethodSource("storesThatCannotBe")
    void saysWhatCannotBeOfAStore(StoreProvider provider, List<String> expected) {
        assertThat(said(from(provider), "secretDelivery.store.provider.")).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("backendsThatCannotBe")
    void saysWhatCannotBeOfABackend(SecretsBackend backend, List<String> expected) {
        assertThat(said(but(it -> it.secretsBackend(backend)), "secretsBackend."))
                .isEqualTo(expected);
    }

    @Test
    void aNamespaceIsAName() {
        ServiceAccountRef account =
                ServiceAccountRef.builder().name("reader").namespace("Team A").build();

        assertThat(from(StoreProvider.awsSecretsManager(
                                "eu-west-1",
                                AwsAuth.Irsa.builder().account(account).build()))
                        .validate()
                        .errors())
                .extracting(error -> error.rule().id() + " " + error.finding().modelPath())
                .contains("SEC-013 secretDelivery.store.provider.auth.account.namespace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "https:// vault",
                "https://vault.example.com:0",
                "https://root:s3cret@vault.example.com",
                "https://vault.example.com/a b",
                "https://vault.example.com?x=1",
                "https://vault_.example..com"
            })
    void anAddressIsAnAddressAndItsLoginIsNotShown(String address) {
        assertThat(from(StoreProvider.vault(address, VaultAuth.token(CREDENTIAL)))
                        .validate()
                        .errors())
                .extracting(error -> error.rule().id() + " " + error.finding().what())
                .containsExactly("SEC-006 after https:// there must be a host, optionally with a port and a path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault",
                "HTTPS://vault.example.com/",
                "https://vault.vault.svc:8200/v1",
                "https://10.0.0.1",
                "https://[fd00::1]:8200"
            })
    void anAddressMayHaveAPortAndAPath(String address) {
        assertThat(from(StoreProvider.vault(address, VaultAuth.token(CREDENTIAL)))
                        .validate()
                        .errors())
                .isEmpty();
    }

    private static AirflowDeployment from(StoreProvider provider) {
        return but(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.rendered("store", provider))));
    }

    private static List<String> said(AirflowDeployment deployment, String place) {
        return deployment.validate().errors().stream()
                .filter(error -> error.rule().id().equals("SEC-013"))
                .map(error -> error.finding().modelPath().substring(place.length()) + ": "
                        + error.finding().what())
                .toList();
    }
}
