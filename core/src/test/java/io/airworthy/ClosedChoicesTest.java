package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.material.Encoding;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.SecretDelivery;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.operations.Monitoring;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.Variable;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each closed choice of the model can be taken apart, and each of its variants reaches its own function. */
class ClosedChoicesTest {

    private static final CredentialRef CREDENTIAL = CredentialRef.of("store-login", "token");

    private static final AwsAuth AWS = AwsAuth.controllerIdentity();

    private static final StoreProvider PROVIDER = StoreProvider.awsSecretsManager("eu-west-1", AWS);

    /** One value for each variant, in the order of declaration. */
    private static final Map<Class<?>, List<?>> VARIANTS = variants();

    private static Map<Class<?>, List<?>> variants() {
        Map<Class<?>, List<?>> all = new LinkedHashMap<>();
        all.put(
                LogStore.class,
                List.of(
                        LogStore.s3("logs", ""),
                        LogStore.gcs("logs", ""),
                        LogStore.azureBlob("account", "logs", ""),
                        LogStore.cloudWatch("arn")));
        all.put(
                CloudIdentity.class,
                List.of(
                        CloudIdentity.irsa("arn"),
                        CloudIdentity.eksPodIdentity("arn"),
                        CloudIdentity.gkeWorkloadIdentity("account"),
                        CloudIdentity.azureWorkloadIdentity("client", "tenant"),
                        CloudIdentity.keySecret(),
                        CloudIdentity.keyFile("/etc/gcp/key.json"),
                        CloudIdentity.ofNodes(),
                        CloudIdentity.existingConnection()));
        all.put(
                DagBundle.class,
                List.of(
                        DagBundle.git("git", GitRef.branch("main"), "git"),
                        DagBundle.s3("s3", "dags", ""),
                        DagBundle.gcs("gcs", "dags", ""),
                        DagBundle.local("local")));
        all.put(
                GitAccess.class,
                List.of(
                        GitAccess.deployKey(KnownHosts.none()),
                        GitAccess.httpsCredentials("user"),
                        GitAccess.gitHubApp("1", 2, "secret", "key"),
                        GitAccess.anonymous()));
        all.put(
                CeleryBroker.class,
                List.of(
                        CeleryBroker.chartRedis(),
                        CeleryBroker.externalRedis("redis"),
                        CeleryBroker.redisSentinel("mymaster", List.of("sentinel:26379")),
                        CeleryBroker.rabbitMq("rabbit", "airflow"),
                        CeleryBroker.sqs("eu-west-1", "https://sqs"),
                        CeleryBroker.urlFrom("broker")));
        all.put(
                MetricsExporter.class,
                List.of(
                        MetricsExporter.ChartStatsd.builder().build(),
                        MetricsExporter.ExternalStatsd.builder()
                                .host("statsd")
                                .port(8125)
                                .build(),
                        MetricsExporter.NodeStatsd.builder().build(),
                        MetricsExporter.OpenTelemetry.builder()
                                .host("otel")
                                .port(4318)
                                .tls(true)
                                .interval(Duration.ofMinutes(1))
                                .build()));
        all.put(SharedVolume.class, List.of(SharedVolume.existing("files"), SharedVolume.made("1Gi", "nfs")));
        all.put(Persistence.class, List.of(Persistence.of("20Gi"), Persistence.none()));
        all.put(
                Variable.class,
                List.of(
                        Variable.of("TEAM", "data"),
                        Variable.fromSecret("DWH", "dwh", "uri"),
                        Variable.fromConfigMap("REGION", "cluster", "region"),
                        Variable.fromField("DD_AGENT_HOST", "status.hostIP")));
        all.put(
                WebConfiguration.class,
                List.of(WebConfiguration.text("AUTH_TYPE = 1"), WebConfiguration.configMap("web")));
        all.put(WorkerScaling.class, List.of(WorkerScaling.keda(0, 3), WorkerScaling.hpa(1, 3)));
        all.put(
                DisruptionBudget.class,
                List.of(DisruptionBudget.maxUnavailable(1), DisruptionBudget.minAvailable(1), DisruptionBudget.none()));
        all.put(
                UpdateStrategy.class,
                List.of(UpdateStrategy.rolling(1, 0), UpdateStrategy.recreate(), UpdateStrategy.onDelete()));
        all.put(
                SecretDelivery.class,
                List.of(
                        SecretDelivery.plain(),
                        ExternalSecrets.from(SecretStore.rendered("store", PROVIDER)),
                        SecretDelivery.sealed()));
        all.put(
                SecretSource.class,
                List.of(
                        SecretSource.environment("PASSWORD"),
                        SecretSource.file("password.txt"),
                        SecretSource.remote("password", "")));
        all.put(
                Monitoring.class,
                List.of(Monitoring.prometheusOperator(Map.of()), Monitoring.annotations(), Monitoring.files()));
        all.put(
                DatabaseCredentials.class,
                List.of(
                        DatabaseCredentials.ours(),
                        DatabaseCredentials.identity(),
                        DatabaseCredentials.urlFrom("database", "uri"),
                        DatabaseCredentials.keysFrom("database", "user", "password")));
        all.put(
                SecretTemplate.Piece.class,
                List.of(
                        new SecretTemplate.Literal("text"),
                        new SecretTemplate.Placeholder(Material.FERNET_KEYS, Encoding.PLAIN)));
        all.put(
                SecretStore.class,
                List.of(
                        SecretStore.rendered("store", PROVIDER),
                        SecretStore.existingClusterStore("store", StoreType.VAULT)));
        all.put(
                StoreProvider.class,
                List.of(
                        StoreProvider.vault("https://vault", VaultAuth.token(CREDENTIAL)),
                        PROVIDER,
                        StoreProvider.awsParameterStore("eu-west-1", AWS),
                        StoreProvider.azureKeyVault("https://vault", AzureAuth.workloadIdentity("account")),
                        StoreProvider.googleSecretManager("project", GoogleAuth.keyFile(CREDENTIAL))));
        all.put(
                SecretsBackend.class,
                List.of(
                        SecretsBackend.vault("https://vault", "airflow"),
                        SecretsBackend.awsSecretsManager("eu-west-1"),
                        SecretsBackend.awsParameterStore("eu-west-1"),
                        SecretsBackend.azureKeyVault("https://vault"),
                        SecretsBackend.googleSecretManager("project"),
                        SecretsBackend.connectionsFile("/etc/connections.yaml")));
        all.put(
                VaultAuth.class,
                List.of(
                        VaultAuth.kubernetes("role", "account"),
                        VaultAuth.jwt("role", "account"),
                        VaultAuth.appRole("role", CREDENTIAL),
                        VaultAuth.token(CREDENTIAL)));
        all.put(AwsAuth.class, List.of(AWS, AwsAuth.irsa("account"), AwsAuth.accessKey(CREDENTIAL, CREDENTIAL)));
        all.put(
                AzureAuth.class,
                List.of(
                        AzureAuth.workloadIdentity("account"),
                        AzureAuth.servicePrincipal("tenant", CREDENTIAL, CREDENTIAL)));
        all.put(
                GoogleAuth.class,
                List.of(
                        GoogleAuth.workloadIdentity("europe-west1", "cluster", "account"),
                        GoogleAuth.keyFile(CREDENTIAL)));
        return all;
    }

    @Test
    void everyClosedChoiceOfTheModelIsHere() {
        List<? extends Class<?>> choices = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.airworthy").stream()
                        .map(JavaClass::reflect)
                        .filter(type -> type.isSealed() && type.isInterface())
                        .toList();

        assertThat(VARIANTS.keySet()).hasSameElementsAs(choices);
    }

    @TestFactory
    Stream<DynamicTest> everyVariantReachesItsOwnFunction() {
        return VARIANTS.entrySet().stream()
                .map(choice -> DynamicTest.dynamicTest(
                        choice.getKey().getSimpleName(), () -> reachTheirOwn(choice.getKey(), choice.getValue())));
    }

    private static void reachTheirOwn(Class<?> choice, List<?> values) throws ReflectiveOperationException {
        Method match = Arrays.stream(choice.getMethods())
                .filter(method -> method.getName().equals("match"))
                .findFirst()
                .orElseThrow();
        List<Class<?>> variants = List.of(choice.getPermittedSubclasses());
        assertThat(match.getGenericParameterTypes())
                .extracting(ClosedChoicesTest::variant)
                .containsExactlyElementsOf(variants);
        assertThat(values).hasSameSizeAs(variants);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            assertThat(value).isInstanceOf(variants.get(i));
            assertThat(match.invoke(value, functions(i, values.size()))).isSameAs(value);
        }
    }

    /** What a function of a {@code match} is for: the bound of its argument. */
    private static Type variant(Type function) {
        return ((WildcardType) ((ParameterizedType) function).getActualTypeArguments()[0]).getLowerBounds()[0];
    }

    private static Object[] functions(int chosen, int size) {
        return IntStream.range(0, size)
                .<Function<Object, Object>>mapToObj(i ->
                        i == chosen ? Function.identity() : other -> fail("the function of another variant is called"))
                .toArray();
    }
}
