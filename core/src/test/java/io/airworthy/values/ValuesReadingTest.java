package io.airworthy.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.ExtraConfigMap;
import io.airworthy.ServicePort;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.frozen.Tree;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What values of somebody's own say in the terms of the model. */
class ValuesReadingTest {

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.valid()
                .map(deployment -> deployment.toBuilder().extraValues(Map.of()).build());
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void ofItsOwnValuesNothingIsLeftAndNothingChanges(@ForAll("deployments") AirflowDeployment airflow) {
        ValuesReading reading =
                ValuesReading.of(airflow, ChartValues.of(airflow).asMap());

        assertThat(reading.others()).isEmpty();
        assertThat(ChartValues.of(reading.deployment()).asMap())
                .isEqualTo(ChartValues.of(airflow).asMap());
    }

    @Example
    void whatNoAttributeSaysIsLeft() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("allowPodLaunching", true);
        values.put("executor", "KubernetesExecutor");
        values.put("config", Map.of("core", Map.of("parallelism", 64)));
        values.put("scheduler", Map.of("replicas", 3));
        values.put("kerberos", Map.of("enabled", true));
        values.put("extraEnv", "- name: A\n");

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEqualTo(List.of("kerberos.enabled", "extraEnv"));
        assertThat(reading.deployment().executorText()).isEqualTo("KubernetesExecutor");
        assertThat(reading.deployment().ha().scheduler().replicas()).isEqualTo(3);
        assertThat(reading.deployment().concurrency().parallelism()).isEqualTo(64);
    }

    @Example
    void whatHasNoEffectAndWhatIsElsewhereIsNamed() {
        Map<String, Object> values = Map.of(
                "schedular", Map.of("replicas", 3),
                "flower", Map.of("enabled", false, "replicas", 2),
                "postgresql", Map.of("image", Map.of("tag", "16")),
                "fernetKey", "b3VyIHNlY3JldCBrZXk=",
                "scheduler", Map.of("replicas", 2));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.unread()).containsExactlyInAnyOrder("schedular.replicas", "flower.replicas");
        assertThat(reading.replaced()).containsExactlyInAnyOrder("postgresql.image.tag", "fernetKey");
        assertThat(reading.others()).isEmpty();
    }

    @Example
    void dataOfConfigMapsIsReadAsPeopleWriteIt() {
        String data = """
                # of the team
                TEAM: data   # ours
                "URL": 'https://wiki.example.com/it''s'
                NAMESPACE: {{ .Release.Namespace }}
                ESCAPED: "a\tb \u00fc"
                NOTHING:
                settings.ini: |-
                  [team]

                    name = {{ `{{` }} data
                script.sh: |
                  exit 0

                """;
        Map<String, Object> values = Map.of(
                "extraConfigMaps",
                Map.of(
                        "{{ .Release.Name }}-team",
                        Map.of("data", data, "labels", Map.of("team", "data")),
                        "{{ include \"airflow.fullname\" . }}-other",
                        Map.of("useHelmHooks", false),
                        "folded",
                        Map.of("data", "a: >\n  b\n")));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.deployment().extraConfigMaps())
                .containsExactly(ExtraConfigMap.builder()
                        .name("airflow-team")
                        .data("TEAM", "data")
                        .data("URL", "https://wiki.example.com/it's")
                        .data("NAMESPACE", "airflow")
                        .data("ESCAPED", "a\tb ü")
                        .data("NOTHING", "")
                        .data("settings.ini", "[team]\n\n  name = {{ data")
                        .data("script.sh", "exit 0\n")
                        .label("team", "data")
                        .hook(true)
                        .build());
        assertThat(reading.others())
                .containsExactlyInAnyOrder(
                        "extraConfigMaps[\"{{ include \\\"airflow.fullname\\\" . }}-other\"].useHelmHooks",
                        "extraConfigMaps.folded.data");
    }

    @Example
    void aBrokersUrlIsSomebodyElsesWhereTheModelHasNoBroker() {
        AirflowDeployment without = SampleDeployments.exercise().toBuilder()
                .executors(List.of(Executor.LOCAL))
                .broker(Optional.empty())
                .build();

        for (String name : List.of("team-broker", without.names().secret(Purpose.BROKER))) {
            ValuesReading reading = ValuesReading.of(
                    without,
                    Map.of(
                            "executor",
                            "CeleryExecutor",
                            "redis",
                            Map.of("enabled", false),
                            "data",
                            Map.of("brokerUrlSecretName", name)));

            assertThat(reading.deployment().broker()).contains(CeleryBroker.urlFrom(name));
            assertThat(reading.others()).isEmpty();
        }
    }

    @Example
    void secretsThatTheUserNamesForReloaderStay() {
        AirflowDeployment airflow = SampleDeployments.exercise().toBuilder()
                .secretDelivery(
                        ExternalSecrets.from(SecretStore.existingClusterStore("vault", StoreType.VAULT)).toBuilder()
                                .reloader(true)
                                .build())
                .ha(ha -> ha.scheduler(scheduler ->
                        scheduler.annotation("secret.reloader.stakater.com/reload", "team-dwh, airflow-fernet-secret")))
                .build();

        Map<String, Object> values = ChartValues.of(airflow).asMap();

        assertThat(Tree.find(values, "scheduler.annotations")
                        .map(Tree::mapOrEmpty)
                        .orElseThrow()
                        .values())
                .singleElement()
                .asString()
                .startsWith("team-dwh,airflow-fernet-secret,")
                .contains(airflow.names().secret(Purpose.DATABASE));
        assertThat(ValuesReading.of(airflow, values)
                        .deployment()
                        .ha()
                        .scheduler()
                        .annotations()
                        .values())
                .containsExactly("team-dwh");
    }

    /** The attributes that stand in Secrets, and that the chart has keys for. */
    @Example
    void whatIsInSecretsIsReadFromTheChartsOwnKeys() {
        AirflowDeployment without = SampleDeployments.exercise().toBuilder()
                .pgBouncer(Optional.empty())
                .gitSync(Optional.empty())
                .adminUser(Optional.empty())
                .build();
        Map<String, Object> values = Map.of(
                "data",
                Map.of(
                        "metadataConnection",
                        Map.of(
                                "user", "airflow_user",
                                "pass", "REDACTED",
                                "host", "pg.example.com",
                                "port", 6432,
                                "db", "airflow_db",
                                "sslmode", "require")),
                "fernetKey",
                "REDACTED",
                "pgbouncer",
                Map.of("enabled", true, "maxClientConn", 300, "metadataPoolSize", 20, "resultBackendPoolSize", 10),
                "createUserJob",
                Map.of(
                        "defaultUser",
                        Map.of("enabled", true, "username", "ann", "email", "ann@example.com", "role", "Op")),
                "dags",
                Map.of(
                        "gitSync",
                        Map.of("enabled", true, "repo", "https://git.example.com/dags", "credentialsSecret", "git")));

        ValuesReading reading = ValuesReading.of(without, values);

        assertThat(reading.others()).isEmpty();
        AirflowDeployment read = reading.deployment();
        assertThat(read.database())
                .isEqualTo(without.database().toBuilder()
                        .host("pg.example.com")
                        .port(6432)
                        .database("airflow_db")
                        .user("airflow_user")
                        .tls(TlsMode.REQUIRE)
                        .build());
        assertThat(read.pgBouncer())
                .contains(PgBouncerPool.builder()
                        .maxClientConnections(300)
                        .metadataPoolSize(20)
                        .resultBackendPoolSize(10)
                        .build());
        assertThat(read.adminUser().map(AdminUser::role)).contains("Op");
        assertThat(read.gitSync().map(GitSync::access)).contains(GitAccess.httpsCredentials("git"));
        assertThat(read.secretNames()).isEqualTo(Map.of(Purpose.GIT_HTTPS, "git"));
    }

    @Example
    void credentialsInKeysOfASecretAreRead() {
        AirflowDeployment without = SampleDeployments.exercise();
        DatabaseCredentials keys = DatabaseCredentials.keysFrom("airflow-db-app", "username", "password").toBuilder()
                .hostKey("host")
                .build();
        AirflowDeployment airflow = without.toBuilder()
                .database(database -> database.credentials(keys))
                .build();

        ValuesReading reading =
                ValuesReading.of(without, ChartValues.of(airflow, Map.of()).asMap());

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().database()).isEqualTo(airflow.database());
        assertThat(reading.deployment().pods()).isEqualTo(airflow.pods());
    }

    @Example
    void linesOfPgBouncersFileAreReadAsOptions() {
        Map<String, Object> values = Map.of(
                "pgbouncer",
                Map.of(
                        "enabled",
                        true,
                        "logConnections",
                        1,
                        "extraIni",
                        "; ours\nserver_reset_query = DISCARD ALL\nserver_lifetime=600\n",
                        "extraIniMetadata",
                        "reserve_pool_size=5 connect_query='SELECT 1'"));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        PgBouncerPool pool = reading.deployment().pgBouncer().orElseThrow();
        assertThat(pool.options())
                .isEqualTo(Map.of(
                        "server_reset_query", "DISCARD ALL",
                        "server_lifetime", "600",
                        "log_connections", "1"));
        assertThat(pool.metadataOptions()).isEqualTo(Map.of("reserve_pool_size", "5", "connect_query", "SELECT 1"));
    }

    /** Airflow reads them from variables, and under old names as long as it says so. */
    @Example
    void optionsAreReadFromVariablesAndUnderNamesThatCount() {
        Map<String, Object> values = Map.of(
                "env",
                List.of(
                        Map.of("name", "AIRFLOW__CELERY__WORKER_CONCURRENCY", "value", "4"),
                        Map.of("name", "AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE", "value", "tasks"),
                        Map.of("name", "TZ", "value", "UTC")),
                "config",
                Map.of(
                        "scheduler",
                        Map.of("parsing_processes", 3),
                        "webserver",
                        Map.of("base_url", "https://airflow.example.com")));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        AirflowDeployment read = reading.deployment();
        assertThat(read.concurrency().workerConcurrency()).isEqualTo(4);
        assertThat(read.externalUrl().map(Object::toString)).contains("https://airflow.example.com");
        assertThat(read.namespace()).isEqualTo("tasks");
        assertThat(read.environment()).isEqualTo(Map.of("TZ", "UTC"));
        assertThat(read.airflowConfig()).containsEntry("scheduler.parsing_processes", "3");
    }

    /** Only one component reads such an option. */
    @Example
    void optionsAreReadFromVariablesOfTheComponentThatReadsThem() {
        Map<String, Object> values = Map.of(
                "scheduler",
                Map.of(
                        "env",
                        List.of(
                                Map.of("name", "AIRFLOW__CORE__PARALLELISM", "value", "48"),
                                Map.of("name", "TZ", "value", "UTC"))));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        AirflowDeployment read = reading.deployment();
        assertThat(read.concurrency().parallelism()).isEqualTo(48);
        assertThat(read.ha().scheduler().pods().variables()).containsExactly(Variable.of("TZ", "UTC"));
    }

    @Example
    void plainReferencesInOptionsAreWhatTheyStandFor() {
        Map<String, Object> values = Map.of(
                "uid",
                1002490000,
                "config",
                Map.of(
                        "kubernetes_executor",
                        Map.of("run_as_user", "{{ .Values.uid }}"),
                        "operators",
                        Map.of("default_owner", "{{ .Release.Name }}-{{ .Release.Namespace }}")));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().airflowConfig())
                .containsEntry("kubernetes_executor.run_as_user", "1002490000")
                .containsEntry("operators.default_owner", "airflow-airflow");
    }

    /** Without an annotation, pods are what their nodes are; an id alone names what is in Airflow's database. */
    @Example
    void aLogFolderThatNamesNoIdentityIsWrittenToAnyway() {
        assertThat(logging("").store()).isEqualTo(LogStore.s3("acme-logs", "airflow"));
        assertThat(logging("").identity()).isEqualTo(CloudIdentity.ofNodes());
        assertThat(logging("S3Logs").identity()).isEqualTo(CloudIdentity.existingConnection());
    }

    private static RemoteLogging logging(String connectionId) {
        return ValuesReading.of(
                        SampleDeployments.exercise().toBuilder()
                                .remoteLogging(Optional.empty())
                                .build(),
                        Map.of(
                                "config",
                                Map.of(
                                        "logging",
                                        Map.of(
                                                "remote_logging", "True",
                                                "remote_base_log_folder", "s3://acme-logs/airflow/",
                                                "remote_log_conn_id", connectionId))))
                .deployment()
                .remoteLogging()
                .orElseThrow();
    }

    /** The chart's own exporter may run beside it, but gets nothing. */
    @Example
    void metricsGoWhereSomebodySaysAndNowhereElse() {
        Map<String, Object> values = Map.of(
                "statsd",
                Map.of("enabled", true),
                "config",
                Map.of("metrics", Map.of("statsd_on", "True", "statsd_host", "metrics.acme", "statsd_port", "9125")));

        AirflowDeployment read =
                ValuesReading.of(SampleDeployments.exercise(), values).deployment();

        assertThat(read.metrics().exporters())
                .containsExactly(
                        Metrics.statsd("metrics.acme", 9125).exporters().get(0));
    }

    @Example
    void optionsThatHelmComposesAreNoTexts() {
        Map<String, Object> values =
                Map.of("config", Map.of("core", Map.of("dags_folder", "{{ .Values.ours }}", "load_examples", "True")));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEqualTo(List.of("config.core.dags_folder"));
        assertThat(reading.deployment().airflowConfig()).isEqualTo(Map.of("core.load_examples", "True"));
    }

    @Example
    void whatTheChartsOwnValuesSayIsNothingNew() {
        Map<String, Object> values = Map.of(
                "config",
                Map.of(
                        "kerberos", Map.of("keytab", "{{ .Values.kerberos.keytabPath }}"),
                        "kubernetes",
                                Map.of(
                                        "namespace",
                                        "{{ .Release.Namespace }}",
                                        "multi_namespace_mode",
                                        "{{ if .Values.multiNamespaceMode }}True{{ else }}False{{ end }}"),
                        "scheduler", Map.of("statsd_host", "{{ printf \"%s-statsd\" .Release.Name }}")));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().airflowConfig()).isEmpty();
    }

    @Example
    void variablesInTextSayOptionsConnectionsAndTheDatabase() {
        Map<String, Object> values = Map.of(
                "enableBuiltInSecretEnvVars", Map.of("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", false), "extraEnv", """
                - name: AIRFLOW__LOGGING__REMOTE_LOGGING
                  value: "True"
                - name: AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER
                  value: s3://acme-logs/airflow
                - name: AIRFLOW__LOGGING__REMOTE_LOG_CONN_ID
                  value: aws_default
                - name: AIRFLOW_CONN_AWS_DEFAULT
                  value: aws:///?region_name=eu-central-1
                - name: AIRFLOW__DATABASE__SQL_ALCHEMY_CONN
                  valueFrom: {secretKeyRef: {name: acme-db, key: url}}
                - name: TEAM
                  value: data
                """);

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        AirflowDeployment read = reading.deployment();
        assertThat(read.remoteLogging().map(RemoteLogging::store))
                .contains(LogStore.S3
                        .builder()
                        .bucket("acme-logs")
                        .prefix("airflow")
                        .region("eu-central-1")
                        .build());
        assertThat(read.database().credentials()).isEqualTo(DatabaseCredentials.urlFrom("acme-db", "url"));
        assertThat(read.pods().variables()).containsExactly(Variable.of("TEAM", "data"));
    }

    @Example
    void theDatabasesUrlIsNotSaidAgainWhereTheChartReadsItAnyway() {
        Map<String, Object> url = Map.of(
                "name",
                "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
                "valueFrom",
                Map.of("secretKeyRef", Map.of("name", "acme-db", "key", "connection")));
        Map<String, Object> values = Map.of(
                "enableBuiltInSecretEnvVars",
                Map.of("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", false),
                "secret",
                List.of(Map.of(
                        "envName", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
                        "secretName", "acme-db",
                        "secretKey", "connection")),
                "migrateDatabaseJob",
                Map.of("applyCustomEnv", false, "env", List.of(url)));

        AirflowDeployment read =
                ValuesReading.of(SampleDeployments.exercise(), values).deployment();

        assertThat(read.database().credentials()).isEqualTo(DatabaseCredentials.urlFrom("acme-db", "connection"));
        assertThat(read.pods().variables()).isEmpty();
        assertThat(read.migrationJob().pods().variables()).isEmpty();
    }

    @Example
    void whatIsOffWithoutSayingSoIsOff() {
        Map<String, Object> values = Map.of(
                "executor", "KubernetesExecutor",
                "flower", Map.of("enabled", true),
                "images", Map.of("flower", Map.of("tag", "2.1.4")),
                "triggerer", Map.of("replicas", 0));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().ha().deferrableTasks()).isFalse();
        assertThat(reading.deployment().flower()).isEmpty();
    }

    @Example
    void portsAreReadWhereTheChartHasThem() {
        Map<String, Object> values = Map.of(
                "ports",
                Map.of("airflowUI", 8081),
                "webserver",
                Map.of(
                        "service",
                        Map.of(
                                "ports",
                                List.of(Map.of(
                                        "name", "airflow-ui",
                                        "port", "{{ .Values.ports.airflowUI }}",
                                        "targetPort", "{{.Values.ports.airflowUI}}")))));

        AirflowDeployment read =
                ValuesReading.of(SampleDeployments.airflow2(), values).deployment();

        assertThat(read.webService().ports())
                .containsExactly(
                        ServicePort.builder().port(8081).targetPort("8081").build());
    }

    @Example
    void aVolumeOfAllPodsIsOfThoseThatMountIt() {
        Map<String, Object> source = Map.of("persistentVolumeClaim", Map.of("claimName", "models"));
        Map<String, Object> volume = new LinkedHashMap<>(source);
        volume.put("name", "models");
        Map<String, Object> values = Map.of(
                "volumes",
                List.of(volume),
                "scheduler",
                Map.of("extraVolumeMounts", List.of(Map.of("name", "models", "mountPath", "/models"))));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().ha().scheduler().pods().volumes())
                .extracting(Volume::source)
                .containsExactly(source);
        assertThat(reading.deployment().pods().volumes()).isEmpty();
    }

    @Example
    void gitSyncWaitsAsTheOldKeySays() {
        Map<String, Object> values = Map.of("dags", Map.of("gitSync", Map.of("period", "5s", "wait", 30)));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.deployment().gitSync().map(GitSync::period)).contains(Duration.ofSeconds(30));
    }

    @Example
    void oneSecretForSeveralPurposesIsSomebodyElses() {
        Map<String, Object> values = Map.of(
                "fernetKeySecretName", "airflow-secrets", "data", Map.of("metadataSecretName", "airflow-secrets"));

        AirflowDeployment read =
                ValuesReading.of(SampleDeployments.exercise(), values).deployment();

        assertThat(read.suppliedSecrets()).containsExactlyInAnyOrder(Purpose.FERNET, Purpose.DATABASE);
    }

    @Example
    void whatTheWorkloadDoesNotHaveIsNotRead() {
        Map<String, Object> rolling = Map.of("rollingUpdate", Map.of("maxSurge", 1, "maxUnavailable", "30%"));
        Map<String, Object> values = Map.of(
                "triggerer", Map.of("strategy", rolling),
                "webserver", Map.of("networkPolicy", Map.of("ingress", Map.of("ports", List.of(Map.of("port", 1))))));

        ValuesReading reading = ValuesReading.of(SampleDeployments.airflow2(), values);

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().ha().triggerer().updateStrategy()).isEmpty();
        assertThat(reading.deployment().ha().standaloneDagProcessor()).isFalse();
    }

    @Example
    void whatIsTheDefaultAnywayNeedNotBeSaid() {
        Map<String, Object> values = Map.of(
                "scheduler",
                Map.of(
                        "env",
                        List.of(Map.of(
                                "name",
                                "TOKEN",
                                "valueFrom",
                                Map.of("secretKeyRef", Map.of("name", "api", "key", "token", "optional", false))))),
                "config",
                Map.of(
                        "logging",
                        Map.of("remote_logging", "true", "remote_base_log_folder", "s3://acme-logs/airflow/")));

        ValuesReading reading = ValuesReading.of(SampleDeployments.exercise(), values);

        assertThat(reading.others()).isEmpty();
        assertThat(reading.deployment().ha().scheduler().pods().variables())
                .containsExactly(Variable.fromSecret("TOKEN", "api", "token"));
        assertThat(reading.deployment().remoteLogging().map(RemoteLogging::store))
                .contains(LogStore.s3("acme-logs", "airflow"));
    }
}
