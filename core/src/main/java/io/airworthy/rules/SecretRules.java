package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.EXTERNAL_SECRETS;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.ExternalSecrets.ApiVersion;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.rules.Subject.Part;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How Secrets reach the cluster, and which store Airflow asks for connections and variables. */
final class SecretRules {

    private static final String STORE_PAGE = "https://external-secrets.io/latest/api/secretstore/";

    private static final Pattern PLAIN = Pattern.compile("(?i)http://([^/:]+)");

    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)https://(\\[[0-9a-f:.]{2,45}\\]|[^/?#\\s@:\\[\\]]{1,253})(?::(\\d{1,5}))?(?:/[^?#\\s\\p{Cntrl}\\p{Cs}]*)?");

    private static final Duration USUALLY_SHORTEST = Duration.ofMinutes(1);

    private static final Subject<Duration> REFRESH =
            EXTERNAL_SECRETS.at("refreshInterval", ExternalSecrets::refreshInterval);

    /** The provider of a store that is rendered; what others are is not for this deployment to say. */
    private static final Subject<StoreProvider> PROVIDER = EXTERNAL_SECRETS.given(
            "store.provider", external -> external.store().rendered().map(SecretStore.Rendered::provider));

    private static final Subject<SecretsBackend> BACKEND =
            DEPLOYMENT.given("secretsBackend", AirflowDeployment::secretsBackend);

    static final Rule STORE_NAME_IS_VALID = Rule.error("SEC-001")
            .title("The name of the secret store is not valid")
            .because("neither the store nor the objects that read from it can be created, and every pod waits for its"
                    + " Secrets")
            .remedy("use lower-case letters, digits, dashes and dots, and begin and end with a letter or digit")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.secretDelivery(
                    ExternalSecrets.from(SecretStore.existingClusterStore("Platform", StoreType.VAULT))))
            .finds(EXTERNAL_SECRETS
                    .at("store.name", external -> external.store().name())
                    .unless(KubernetesNames::isSubdomain, KubernetesNames::describe));

    static final Rule ENTRY_NAMES_ARE_VALID = Rule.error("SEC-002")
            .title("The secret store does not accept the name of an entry")
            .because("the entry cannot exist, so the operator never makes the Secret, and the pods never start")
            .remedy("use a prefix and entry names with characters that the store accepts; Azure Key Vault accepts"
                    + " only letters, digits and dashes")
            .source(STORE_PAGE)
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.rendered(
                            "key-vault",
                            StoreProvider.azureKeyVault(
                                    "https://kv.vault.azure.net", AzureAuth.workloadIdentity("reader")))))
                    .database(database -> database.passwordFrom(SecretSource.remote("teams/airflow_rds", ""))))
            .finds(EXTERNAL_SECRETS.finds(part -> entries(part.deployment()).entrySet().stream()
                    .filter(entry ->
                            !part.value().store().type().takes(entry.getValue().key()))
                    .map(entry -> part.finding(part.value().store().type() + " does not accept '"
                            + entry.getValue().key() + "' for " + entry.getKey().description()))));

    static final Rule ENTRIES_ARE_UNIQUE = Rule.error("SEC-003")
            .title("One entry of the secret store is used for two different things")
            .because("one of the two gets the other's material, and then a login or a decryption fails")
            .remedy("use a separate entry for each, or a separate property of the entry")
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.from(
                            SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER)))
                    .database(
                            database -> database.passwordFrom(SecretSource.remote("airflow/airflow/fernet-keys", ""))))
            .finds(EXTERNAL_SECRETS.finds(part -> byEntry(part.deployment()).entrySet().stream()
                    .filter(entry -> entry.getValue().size() > 1)
                    .map(entry -> part.finding(entry.getKey() + " is "
                            + entry.getValue().stream()
                                    .map(Material::description)
                                    .collect(Collectors.joining(" and "))))));

    static final Rule REFRESH_INTERVAL_IS_NOT_NEGATIVE = Rule.error("SEC-004")
            .title("The refresh interval is negative")
            .because("the operator never refreshes, and no change in the store reaches the cluster")
            .remedy("use one hour, or zero if you mean never")
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.builder()
                    .store(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER))
                    .refreshInterval(Duration.ofHours(-1))
                    .build()))
            .finds(REFRESH.when(Duration::isNegative, interval -> "'" + interval + "' is negative"));

    static final Rule STORE_STAYS_IN_ITS_NAMESPACE = Rule.error("SEC-005")
            .title("A SecretStore cannot refer to another namespace")
            .because("the operator refuses to log in with it, and the Secrets are never created")
            .remedy("remove the namespace, or make it a ClusterSecretStore")
            .source(STORE_PAGE)
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.rendered(
                    "aws",
                    StoreProvider.awsSecretsManager(
                            "eu-west-1",
                            AwsAuth.Irsa.builder()
                                    .account(ServiceAccountRef.builder()
                                            .name("reader")
                                            .namespace("external-secrets")
                                            .build())
                                    .build())))))
            .finds(EXTERNAL_SECRETS
                    .given("store", external -> external.store().rendered())
                    .finds(part -> foreignNamespaces(
                                    part.value(), part.deployment().namespace())
                            .map(namespace -> part.finding("the store is in "
                                    + part.deployment().namespace() + " and refers to " + namespace))));

    static final Rule ADDRESS_IS_HTTPS = Rule.error("SEC-006")
            .title("A secret store does not have an HTTPS address")
            .because("anyone on the network path can read every secret, or the store is never found")
            .remedy("use https://, for example https://vault.example.com:8200")
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.rendered(
                    "vault",
                    StoreProvider.vault("http://vault.example.com:8200", VaultAuth.kubernetes("airflow", "reader"))))))
            .finds(Subject.of(SecretRules::addresses).faults(SecretRules::addressFault));

    static final Rule STORE_IS_ENCRYPTED = Rule.warning("SEC-017")
            .title("A secret store is read over plain HTTP inside the cluster")
            .because("whoever can listen on the cluster's network can read every secret and the login of the store")
            .remedy("use https://, or waive this if a service mesh encrypts the connection")
            .brokenBy(it -> it.secretsBackend(SecretsBackend.vault("http://vault.vault.svc:8200", "airflow")))
            .finds(Subject.of(SecretRules::addresses)
                    .when(
                            address -> plain(address).isPresent(),
                            address -> "'" + address + "' does not begin with https://"));

    static final Rule API_VERSION_IS_SERVED = Rule.warning("SEC-007")
            .title("The External Secrets Operator no longer serves v1beta1")
            .because("since 0.17 applying the manifests fails with \"no matches for kind\", unless the operator is"
                    + " configured to serve the old version")
            .remedy("use ExternalSecrets.ApiVersion.V1, which the operator has had since 0.16")
            .suggesting(ApiVersion.V1)
            .source("https://external-secrets.io/latest/introduction/stability-support/")
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.builder()
                    .store(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER))
                    .apiVersion(ExternalSecrets.ApiVersion.V1BETA1)
                    .build()))
            .finds(EXTERNAL_SECRETS
                    .at("apiVersion", ExternalSecrets::apiVersion)
                    .when(version -> version == ApiVersion.V1BETA1, version -> version + " is configured"));

    static final Rule REFRESH_INTERVAL_IS_NOT_SHORT = Rule.warning("SEC-008")
            .title("The secret store is read very often")
            .because("every Secret is read again each time, and cloud stores bill and throttle that")
            .remedy("use one hour; a pod reads a Secret only when it starts anyway")
            .after("SEC-004")
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.builder()
                    .store(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER))
                    .refreshInterval(Duration.ofSeconds(10))
                    .build()))
            .finds(REFRESH.when(
                    interval -> !interval.isZero() && interval.compareTo(USUALLY_SHORTEST) < 0,
                    interval -> "every " + interval.toSeconds() + " s"));

    static final Rule STORE_IS_READ = Rule.warning("SEC-009")
            .title("Material is in a secret store that this deployment does not read")
            .because("nothing here reads the store: you have to supply the material by hand, and changes in the store"
                    + " go unnoticed")
            .remedy("use ExternalSecrets.from(store), or name another source for the material")
            .brokenBy(it -> it.database(database -> database.passwordFrom(SecretSource.remote("rds", "password"))))
            .finds(deployment -> deployment.secretDelivery().external().isPresent()
                    ? List.of()
                    : deployment.release().secrets().sources().entrySet().stream()
                            .filter(source -> source.getValue().remote().isPresent())
                            .map(source -> Finding.at(
                                    "secretDelivery", source.getKey().description() + " is in " + source.getValue()))
                            .toList());

    static final Rule SEALED_SECRETS_ARE_SCOPED = Rule.warning("SEC-010")
            .title("Sealed Secrets can be opened anywhere in the cluster")
            .because("anyone who may create a Secret in any namespace can copy the sealed one there and read it")
            .remedy("use the scope STRICT, or NAMESPACE_WIDE if names must change")
            .suggesting(SealedSecrets.Scope.STRICT)
            .source("https://github.com/bitnami-labs/sealed-secrets#scopes")
            .brokenBy(it -> it.secretDelivery(SealedSecrets.builder()
                    .scope(SealedSecrets.Scope.CLUSTER_WIDE)
                    .build()))
            .brokenWhen(deployment -> deployment
                    .secretDelivery()
                    .match(plain -> false, external -> false, it -> it.scope() == SealedSecrets.Scope.CLUSTER_WIDE))
            .at("secretDelivery.scope");

    static final Rule BACKEND_HAS_AN_IDENTITY = Rule.warning("SEC-012")
            .title("Airflow's pods have no identity for the secrets backend")
            .because("if the store refuses them, Airflow only logs it, looks in its database instead, and does not"
                    + " find the connection")
            .remedy("give remoteLogging an identity of the backend's cloud, which applies to every pod, or annotate"
                    + " the service accounts in extraValues; waive this if the nodes themselves may read the store")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/secrets-backend/index.html")
            .brokenBy(it -> it.secretsBackend(SecretsBackend.azureKeyVault("https://kv.vault.azure.net")))
            .brokenWhen(deployment -> BACKEND.any(backend -> !isAskedWithIdentity(deployment, backend))
                    .test(deployment))
            .at("secretsBackend");

    static final Rule STORE_IS_VALID = Rule.error("SEC-013")
            .title("The description of the secret store is not valid")
            .because("the login fails, or nothing is found there, and the pods never get what the store holds")
            .remedy("copy it from the store: names that Kubernetes accepts, regions such as eu-west-1, projects and"
                    + " tenants as the cloud writes them")
            .source(STORE_PAGE)
            .brokenBy(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.rendered(
                    "aws", StoreProvider.awsSecretsManager("Ireland", AwsAuth.controllerIdentity())))))
            .finds(together(List.of(
                    PROVIDER.finds(part -> StoreFaults.of(part.value()).stream()),
                    BACKEND.finds(part -> StoreFaults.of(part.value()).stream()))));

    private static final Subject<Purpose> SUPPLIED = Subject.of(deployment -> deployment.suppliedSecrets().stream()
            .map(purpose -> new Part<>(purpose, deployment, "suppliedSecrets[" + purpose + "]", Optional.empty())));

    static final Rule SUPPLIED_SECRETS_ARE_READ = Rule.warning("SEC-014")
            .title("A supplied Secret is not part of this deployment")
            .because("nothing reads it, so nobody has to make it")
            .remedy("remove it, or check its purpose")
            .brokenBy(it -> it.suppliedSecret(Purpose.WEBSERVER_KEY))
            .finds(SUPPLIED.when(
                    (purpose, deployment) ->
                            deployment.release().secrets().find(purpose).isEmpty(),
                    (purpose, deployment) -> "this deployment has no Secret for: " + purpose.title()));

    static final Rule MATERIAL_HAS_ONE_MAKER = Rule.error("SEC-015")
            .title("A supplied Secret and a generated one share a value")
            .because("each side generates its own value; the two differ, and the login between the containers that"
                    + " read them fails")
            .remedy("supply the other Secret as well, or neither")
            .brokenBy(it -> it.suppliedSecret(Purpose.POOL_STATS))
            .finds(SUPPLIED.finds(part -> part.deployment().release().secrets().find(part.value()).stream()
                    .flatMap(supplied -> divided(part.deployment(), supplied).map(part::finding))));

    static final Rule KEYS_CAN_BE_CHOSEN = Rule.error("SEC-016")
            .title("The key of a Secret cannot be chosen")
            .because("pods read this Secret under another key and do not start without it")
            .remedy(
                    "name keys of supplied Secrets with the Fernet key, the API server's or webserver's key or the JWT secret"
                            + " only: suppliedSecret(purpose, name, key)")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html")
            .brokenBy(it -> it.secretKeys(Map.of(Purpose.FERNET, "key")))
            .finds(Subject.<Map.Entry<Purpose, String>>of(deployment -> deployment.secretKeys().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(key ->
                                    new Part<>(key, deployment, "secretKeys[" + key.getKey() + "]", Optional.empty())))
                    .faults((key, deployment) -> !KubernetesNames.isSecretKey(key.getValue())
                            ? Optional.of("'" + key.getValue() + "' is not a valid key")
                            : SecretCatalogue.keyVariable(key.getKey()).isEmpty()
                                    ? Optional.of("the key of this Secret is fixed: "
                                            + key.getKey().title())
                                    : deployment.suppliedSecrets().contains(key.getKey())
                                            ? Optional.empty()
                                            : Optional.of("the library makes this Secret, with keys of its own")));

    static final List<Rule> ALL = List.of(
            STORE_NAME_IS_VALID,
            ENTRY_NAMES_ARE_VALID,
            ENTRIES_ARE_UNIQUE,
            REFRESH_INTERVAL_IS_NOT_NEGATIVE,
            STORE_STAYS_IN_ITS_NAMESPACE,
            ADDRESS_IS_HTTPS,
            STORE_IS_ENCRYPTED,
            API_VERSION_IS_SERVED,
            REFRESH_INTERVAL_IS_NOT_SHORT,
            STORE_IS_READ,
            SEALED_SECRETS_ARE_SCOPED,
            BACKEND_HAS_AN_IDENTITY,
            STORE_IS_VALID,
            SUPPLIED_SECRETS_ARE_READ,
            MATERIAL_HAS_ONE_MAKER,
            KEYS_CAN_BE_CHOSEN);

    private SecretRules() {}

    /** What a supplied Secret has in common with ours, of what we would generate or derive. */
    private static Stream<String> divided(AirflowDeployment deployment, RequiredSecret supplied) {
        SecretCatalogue catalogue = deployment.release().secrets();
        Set<Material> ours = catalogue.materials();
        return catalogue.required().stream()
                .flatMap(secret -> secret.materials().stream()
                        .filter(material -> material.origin() == Material.Origin.GENERATED
                                        && supplied.materials().contains(material)
                                || material == Material.DATABASE_VERIFIER
                                        && supplied.materials().contains(Material.DATABASE_PASSWORD)
                                        && !ours.contains(Material.DATABASE_PASSWORD))
                        .map(material -> secret.name() + " holds " + material.description() + ", which has to fit "
                                + supplied.name()));
    }

    private static Map<Material, Remote> entries(AirflowDeployment deployment) {
        return RemoteEntries.of(deployment).map(RemoteEntries::all).orElse(new EnumMap<>(Material.class));
    }

    private static Map<Remote, List<Material>> byEntry(AirflowDeployment deployment) {
        return entries(deployment).entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    }

    /** The namespaces that a store of this namespace alone cannot refer to. */
    private static Stream<String> foreignNamespaces(SecretStore.Rendered store, String own) {
        return store.kind() == SecretStore.Kind.NAMESPACED
                ? StoreNamespaces.of(store.provider()).stream().filter(namespace -> !namespace.equals(own))
                : Stream.empty();
    }

    private static Stream<Part<String>> addresses(AirflowDeployment deployment) {
        return Stream.concat(
                PROVIDER.in(deployment)
                        .flatMap(part -> part.value()
                                .match(
                                        vault -> Stream.of(part.part("server", vault.server())),
                                        secrets -> Stream.empty(),
                                        parameters -> Stream.empty(),
                                        azure -> Stream.of(part.part("vaultUrl", azure.vaultUrl())),
                                        google -> Stream.empty())),
                BACKEND.in(deployment)
                        .flatMap(part -> part.value()
                                .match(
                                        vault -> Stream.of(part.part("url", vault.url())),
                                        secrets -> Stream.empty(),
                                        parameters -> Stream.empty(),
                                        azure -> Stream.of(part.part("vaultUrl", azure.vaultUrl())),
                                        google -> Stream.empty(),
                                        files -> Stream.empty())));
    }

    /** What follows the scheme is not shown again: somebody may have written a login there. */
    /** An address inside the cluster as it would be with TLS. */
    private static Optional<String> plain(String address) {
        return Optional.of(PLAIN.matcher(address))
                .filter(Matcher::lookingAt)
                .filter(parts -> HostNames.isInCluster(parts.group(1)))
                .map(parts -> "https" + address.substring("http".length()));
    }

    private static Optional<String> addressFault(String given) {
        String address = plain(given).orElse(given);
        if (!address.toLowerCase(Locale.ROOT).startsWith("https://")) {
            return Optional.of("'" + address + "' does not begin with https://");
        }
        Matcher parts = ADDRESS.matcher(address);
        boolean isAddress = parts.matches()
                && HostNames.isHost(parts.group(1).replaceAll("[\\[\\]]", ""))
                && (parts.group(2) == null || HostNames.isPort(Integer.parseInt(parts.group(2))));
        return isAddress
                ? Optional.empty()
                : Optional.of("after https:// there must be a host, optionally with a port and a path");
    }

    /** Kubernetes itself tells Vault who asks. */
    private static boolean isAskedWithIdentity(AirflowDeployment deployment, SecretsBackend backend) {
        return backend.cloud().isEmpty()
                || deployment
                        .remoteLogging()
                        .filter(logging -> logging.identity()
                                .match(
                                        irsa -> backend.cloud().equals(irsa.cloud()),
                                        pod -> backend.cloud().equals(pod.cloud()),
                                        gke -> backend.cloud().equals(gke.cloud()),
                                        azure -> backend.cloud().equals(azure.cloud()),
                                        key -> false,
                                        file -> false,
                                        nodes -> true,
                                        connection -> false))
                        .isPresent()
                || deployment.serviceAccountsByPath().values().stream()
                        .anyMatch(account -> !account.annotations().isEmpty())
                || ValuesTree.of(deployment)
                        .leaves()
                        .anyMatch(leaf -> leaf.path().contains("serviceAccount.annotations."));
    }
}
