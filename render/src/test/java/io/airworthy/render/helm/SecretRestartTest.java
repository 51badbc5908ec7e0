package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Purpose;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.StoreType;
import io.airworthy.validation.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle is the chart: which pod templates change when one Secret has another revision. */
class SecretRestartTest {

    private static final String CHARTS = System.getProperty("airworthy.charts", "");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<Purpose, Set<String>> OWN_READERS = Map.of(
            Purpose.POOL, Set.of("pgbouncer"),
            Purpose.POOL_STATS, Set.of("pgbouncer"),
            Purpose.POOL_TLS, Set.of("pgbouncer"),
            Purpose.REDIS, Set.of("redis"),
            Purpose.JWT, Set.of("scheduler", "api-server"),
            Purpose.GIT_SSH, Set.of("dag-processor", "triggerer", "worker"));

    @TempDir
    private Path folder;

    /** Chart 1.20.0 takes its time and differs from its neighbours in nothing that counts here. */
    static Stream<Arguments> charts() {
        return Stream.of(
                        Arguments.of("1.15.0", "2.9.3"),
                        Arguments.of("1.18.0", "3.0.2"),
                        Arguments.of("1.20.0", "3.1.8"),
                        Arguments.of("1.22.0", "3.2.2"))
                .filter(chart -> Boolean.getBoolean("airworthy.extended") || !chart.get()[0].equals("1.20.0"));
    }

    @ParameterizedTest(name = "chart {0}")
    @MethodSource("charts")
    void rotatingOneSecretRestartsItsReadersAndNothingElse(String chart, String airflow) throws Exception {
        AirflowDeployment deployment = deployment(chart, airflow, Executor.CELERY);
        Set<String> web = Set.of(airflow.startsWith("3") ? "api-server" : "webserver");
        Set<String> allAirflow = new TreeSet<>(Set.of("scheduler", "dag-processor", "triggerer", "worker"));
        allAirflow.addAll(web);
        Map<String, JsonNode> before = podTemplates(deployment, SecretRevisions.none());
        for (var secret : SecretCatalogue.of(deployment).required()) {
            Purpose purpose = secret.purpose();
            Set<String> expected = new TreeSet<>(OWN_READERS.getOrDefault(purpose, allAirflow));
            if (purpose == Purpose.DATABASE_CA) {
                expected.add("pgbouncer");
            }
            Map<String, JsonNode> after =
                    podTemplates(deployment, SecretRevisions.none().renewed(Set.of(purpose)));

            assertThat(changed(before, after)).as("%s", purpose).isEqualTo(expected);
        }
    }

    @Test
    void whereTheSchedulerRunsTasksItReadsTheRepositoryToo() throws Exception {
        AirflowDeployment deployment = deployment("1.22.0", "3.2.2", Executor.LOCAL);

        assertThat(changed(
                        podTemplates(deployment, SecretRevisions.none()),
                        podTemplates(deployment, SecretRevisions.none().renewed(Set.of(Purpose.GIT_SSH)))))
                .containsExactly("dag-processor", "scheduler", "triggerer");
    }

    @Test
    void whatIsNotRotatedLeavesNoTrace() {
        AirflowDeployment deployment = deployment("1.22.0", "3.2.2", Executor.CELERY);

        assertThat(HelmValues.of(deployment, RuleSet.standard(), SecretRevisions.none())
                        .asText())
                .isEqualTo(HelmValues.of(deployment).asText())
                .doesNotContain("Annotations");
    }

    @ParameterizedTest(name = "chart {0}")
    @MethodSource("charts")
    void reloaderIsToldWhichSecretsEachWorkloadReads(String chart, String airflow) throws Exception {
        AirflowDeployment deployment = deployment(chart, airflow, Executor.CELERY).toBuilder()
                .secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore("platform", StoreType.VAULT))
                        .reloader(true)
                        .build())
                .build();
        Map<String, String> reloaded = new TreeMap<>();
        workloads(deployment, SecretRevisions.none())
                .forEach((component, workload) -> reloaded.put(
                        component,
                        workload.at("/metadata/annotations/secret.reloader.stakater.com~1reload")
                                .asText()));

        assertThat(reloaded)
                .containsEntry(
                        "pgbouncer",
                        "airflow-database-ca-secret,airflow-pgbouncer-secret,airflow-pgbouncer-stats-secret,"
                                + "airflow-pgbouncer-tls-secret")
                .containsEntry("redis", "airflow-redis-password-secret");
        assertThat(reloaded.get("worker")).contains("airflow-git-ssh-secret").doesNotContain("jwt");
        assertThat(reloaded.get("scheduler")).contains("airflow-fernet-secret").doesNotContain("git");
        assertThat(reloaded.get("statsd")).isIn(null, "");
    }

    @Test
    void tellsAirflowWhereConnectionsAndVariablesAre() {
        AirflowDeployment deployment = deployment("1.22.0", "3.2.2", Executor.CELERY).toBuilder()
                .secretsBackend(SecretsBackend.vault("https://vault.example.com:8200", "airflow"))
                .build();

        assertThat(((Map<?, ?>) HelmValues.of(deployment).asMap().get("config")).get("secrets"))
                .isEqualTo(Map.of(
                        "backend",
                        "airflow.providers.hashicorp.secrets.vault.VaultBackend",
                        "backend_kwargs",
                        "{\"url\": \"https://vault.example.com:8200\", \"mount_point\": \"secret\","
                                + " \"connections_path\": \"connections\", \"variables_path\": \"variables\","
                                + " \"kv_engine_version\": 2, \"auth_type\": \"kubernetes\","
                                + " \"kubernetes_role\": \"airflow\"}"));
    }

    private static AirflowDeployment deployment(String chart, String airflow, Executor executor) {
        return AirflowDeployment.builder()
                .chartVersion(chart)
                .airflowVersion(airflow)
                .executors(executor)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AWS_RDS)
                        .host("db.example.com")
                        .build())
                .pgBouncer(PgBouncerPool.builder().clientTls(TlsMode.REQUIRE).build())
                .broker(CeleryBroker.chartRedis())
                .gitSync(GitSync.builder()
                        .repository(GitRepository.of("git@github.com:example/dags.git"))
                        .access(GitAccess.deployKey(KnownHosts.github()))
                        .build())
                .build();
    }

    private static Set<String> changed(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.removeIf(component -> before.get(component).equals(after.get(component)));
        return changed;
    }

    private Map<String, JsonNode> podTemplates(AirflowDeployment deployment, SecretRevisions revisions)
            throws IOException {
        Map<String, JsonNode> templates = new TreeMap<>();
        workloads(deployment, revisions)
                .forEach((component, workload) -> templates.put(component, workload.at("/spec/template")));
        return templates;
    }

    private Map<String, JsonNode> workloads(AirflowDeployment deployment, SecretRevisions revisions)
            throws IOException {
        Path chart = Path.of(CHARTS, "airflow-" + deployment.chartVersion() + ".tgz");
        Assumptions.assumeTrue(
                !CHARTS.isEmpty() && Files.exists(chart),
                "Skipped: set -Dairworthy.charts to a folder that holds airflow-<version>.tgz");
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                HelmValues.of(deployment, RuleSet.standard(), revisions).asText());
        String rendered = Helm.template(chart.toString())
                .withName(deployment.releaseName())
                .withNamespace(deployment.namespace())
                .withValuesFile(values)
                .call();
        Map<String, JsonNode> workloads = new TreeMap<>();
        for (JsonNode object : documents(rendered)) {
            if (List.of("Deployment", "StatefulSet")
                    .contains(object.path("kind").asText())) {
                workloads.put(object.at("/metadata/labels/component").asText(), object);
            }
        }
        return workloads;
    }

    private static List<JsonNode> documents(String text) throws IOException {
        try (var documents =
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(new YAMLFactory().createParser(text))) {
            return documents.readAll().stream()
                    .filter(ObjectNode.class::isInstance)
                    .toList();
        }
    }
}
