package io.airworthy.render.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.Resources;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.AirworthyDomain;
import io.airworthy.testkit.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeploymentFileTest {

    private static final AirflowDeployment FIRST = AirflowDeployment.builder()
            .chartVersion("1.22.0")
            .airflowVersion("3.2.2")
            .executor(Executor.CELERY)
            .broker(CeleryBroker.chartRedis())
            .database(ExternalDatabase.builder()
                    .provider(DatabaseProvider.AWS_RDS)
                    .host("airflow.c1example.eu-west-1.rds.amazonaws.com")
                    .maxConnections(450)
                    .build())
            .pgBouncer(PgBouncerPool.ofDefaults())
            .gitSync(GitSync.builder()
                    .repository("git@github.com:your-org/airflow-dags.git")
                    .ref(GitRef.branch("main"))
                    .subPath("dags")
                    .access(GitAccess.deployKey(KnownHosts.github()))
                    .build())
            .remoteLogging(RemoteLogging.to(LogStore.s3("my-airflow-logs-bucket", "logs"))
                    .as(CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-logs")))
            .metrics(Metrics.statsd())
            .build();

    private static final String FIRST_FILE = """
            apiVersion: airworthy.io/v1alpha1
            kind: AirflowDeployment
            spec:
              chartVersion: 1.22.0
              airflowVersion: 3.2.2
              executors: [CeleryExecutor]
              database:
                provider: aws-rds
                host: airflow.c1example.eu-west-1.rds.amazonaws.com
                maxConnections: 450
              pgBouncer: {}
              broker: chartRedis
              gitSync:
                repository: git@github.com:your-org/airflow-dags.git
                ref: {branch: main}
                subPath: dags
                access:
                  deployKey: {knownHosts: github}
              remoteLogging:
                store:
                  s3:
                    bucket: my-airflow-logs-bucket
                    prefix: logs
                identity:
                  irsa: {roleArn: arn:aws:iam::111122223333:role/airflow-logs}
              metrics: statsd
            """;

    @Test
    void writesTheFirstProgramAsAPersonWould() {
        assertThat(DeploymentFile.write(FIRST)).isEqualTo(FIRST_FILE);
    }

    @Test
    void readsTheFirstProgram() {
        DeploymentFile file = read(FIRST_FILE);

        assertThat(file.problems()).isEmpty();
        assertThat(file.deployment()).contains(FIRST);
    }

    @Property(tries = 150)
    @Domain(AirworthyDomain.class)
    void whatIsWrittenIsReadBack(@ForAll AirflowDeployment airflow) {
        DeploymentFile yaml = read(DeploymentFile.write(airflow));
        DeploymentFile json = read(DeploymentFile.writeJson(airflow));

        assertThat(yaml.problems()).isEmpty();
        assertThat(yaml.deployment()).contains(airflow);
        assertThat(json.problems()).isEmpty();
        assertThat(json.deployment()).contains(airflow);
        assertThat(DeploymentFile.write(yaml.deployment().orElseThrow())).isEqualTo(DeploymentFile.write(airflow));
    }

    static Stream<Arguments> changes() {
        Resources ofWeb = HaSettings.production().web().resources();
        return Stream.of(
                change("ha: {web: {replicas: 3}}", ha -> ha.web(web -> web.replicas(3))),
                change(
                        "ha: {web: {resources: {memoryLimit: 4Gi}}}",
                        ha -> ha.web(web -> web.resources(
                                ofWeb.toBuilder().memoryLimit("4Gi").build()))),
                change(
                        "ha: {web: {resources: {cpuLimit: null}}}",
                        ha -> ha.web(web -> web.resources(
                                ofWeb.toBuilder().cpuLimit(Optional.empty()).build()))),
                change(
                        "ha: {web: {resources: null}}",
                        ha -> ha.web(web -> web.resources(Resources.builder().build()))),
                change(
                        "ha: {taskPodResources: {memoryLimit: 8Gi}}",
                        ha -> ha.taskPodResources(HaSettings.production().taskPodResources().toBuilder()
                                .memoryLimit("8Gi")
                                .build())));
    }

    private static Arguments change(String text, UnaryOperator<HaSettingsBuilder> inJava) {
        return Arguments.of(text, inJava);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatIsWrittenChangesTheDefaultAsInJava(String text, UnaryOperator<HaSettingsBuilder> inJava) {
        AirflowDeployment changed = FIRST.toBuilder().ha(inJava).build();

        assertThat(read(FIRST_FILE + "  " + text + "\n").deployment()).contains(changed);
        assertThat(read(DeploymentFile.write(changed)).deployment()).contains(changed);
    }

    @Test
    void writesOnlyWhatIsOtherwiseThanTheDefault() {
        assertThat(DeploymentFile.write(FIRST.toBuilder()
                        .ha(ha -> ha.web(web -> web.replicas(3))
                                .workers(workers -> workers.resources(Resources.requests("1", "2Gi"))))
                        .build()))
                .endsWith("""
                          ha:
                            web: {replicas: 3}
                            workers:
                              resources:
                                cpuRequest: "1"
                                cpuLimit: null
                                memoryLimit: null
                          metrics: statsd
                        """);
    }

    @Test
    void equalDeploymentsAreWrittenAlike() {
        Map<String, String> oneWay = new LinkedHashMap<>();
        oneWay.put("A", "1");
        oneWay.put("B", "2");
        Map<String, String> otherWay = new LinkedHashMap<>();
        otherWay.put("B", "2");
        otherWay.put("A", "1");

        assertThat(DeploymentFile.write(FIRST.toBuilder()
                        .environment(oneWay)
                        .extraValue("extra", List.of(oneWay))
                        .build()))
                .isEqualTo(DeploymentFile.write(FIRST.toBuilder()
                        .environment(otherWay)
                        .extraValue("extra", List.of(otherWay))
                        .build()));
    }

    @Property(tries = 600)
    void everyPartIsReadBack(@ForAll("parts") Tuple.Tuple2<Class<?>, Object> part) {
        Shape shape = Shapes.of(part.get1());
        String text = FileYaml.write(java.util.Collections.singletonMap("it", shape.write(part.get2())));
        Reading reading = new Reading();
        var root = SourceText.of("", text).read().documents().get(0);
        var value = ((io.airworthy.render.source.SourceMapping) root.root())
                .entries()
                .get(0)
                .value();
        var read = shape.read(
                reading, ModelPath.ROOT, List.of(new Layer(new FilePlace("", value.region()), value, false)));

        assertThat(reading.problems()).as(text).isEmpty();
        assertThat(read).as(text).contains(part.get2());
    }

    @Provide
    Arbitrary<Tuple.Tuple2<Class<?>, Object>> parts() {
        List<Class<?>> types = ModelTypes.all().stream()
                .filter(type -> Values.of(type).isPresent())
                .filter(type -> Arrays.stream(type.getInterfaces()).noneMatch(Class::isSealed))
                .toList();
        return Arbitraries.of(types)
                .flatMap(type -> Values.of(type).orElseThrow().map(value -> Tuple.of((Class<?>) type, (Object) value)));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", "f:1:1: the file is empty"),
                Arguments.of("- a\n", "f:1:1: a deployment is a mapping with the keys apiVersion, kind and spec"),
                Arguments.of(
                        FIRST_FILE + "---\n" + FIRST_FILE,
                        "f:28:1: a second document; write each deployment into a file of its own"),
                Arguments.of(FIRST_FILE.replace("v1alpha1", "v2"), "f:1:1: apiVersion must be airworthy.io/v1alpha1"),
                Arguments.of(
                        FIRST_FILE.replace("spec:", "specs:"),
                        "f:1:1: spec is missing\nf:3:1: no such key: specs; did you mean spec?"),
                Arguments.of(
                        "executor: CeleryExecutor\nairflowVersion: 3.2.2\nscheduler: {replicas: 2}\nmine: {}\n",
                        "f:1:1: these are values for the Helm chart, not a deployment. To check them, use lint (ValuesLinter);"
                                + " to make a deployment of them, import (ValuesImporter)"),
                Arguments.of(
                        "chartVersion: 1.22.0\nairflowVersion: 3.2.2\ndatabase: {}\n",
                        "f:1:1: apiVersion and kind are missing, and the attributes belong below spec"),
                Arguments.of("{a: 1}", "f:1:1: a deployment is a mapping with the keys apiVersion, kind and spec"),
                Arguments.of(
                        "apiVersion: v1\nkind: Service\nspec: {ports: []}\n",
                        "f:1:1: apiVersion must be airworthy.io/v1alpha1\nf:2:1: kind must be AirflowDeployment"),
                Arguments.of(
                        FIRST_FILE.replace("{branch: main}", "{branch: main, tga: v1}"),
                        "f:15:25: gitSync.ref.tga: no such key; did you mean tag?"),
                Arguments.of(
                        FIRST_FILE.replace("knownHosts: github", "knownHost: github"),
                        "f:18:19: gitSync.access.deployKey.knownHost: no such key; did you mean knownHosts?"),
                Arguments.of(FIRST_FILE + "namespace: a\n", "f:27:1: no such key: namespace; it belongs below spec"),
                Arguments.of(
                        FIRST_FILE.replace("host:", "hots:"), "f:9:5: database.hots: no such key; did you mean host?"),
                Arguments.of(
                        FIRST_FILE.replace("bucket:", "buckets:"),
                        "f:22:9: remoteLogging.store.s3.buckets: no such key; did you mean bucket?"),
                Arguments.of(
                        FIRST_FILE.replace("s3:", "s4:"),
                        "f:21:7: remoteLogging.store.s4: no such key; did you mean s3?"),
                Arguments.of(
                        FIRST_FILE.replace("aws-rds", "AWS"),
                        "f:8:5: database.provider: \"AWS\" is not allowed here; did you mean aws-rds?"),
                Arguments.of(
                        FIRST_FILE.replace("aws-rds", "rds"),
                        "f:8:5: database.provider: \"rds\" is not allowed here; did you mean aws-rds?"),
                Arguments.of(
                        FIRST_FILE.replace("450", "many"),
                        "f:10:5: database.maxConnections: takes a whole number, but here is a text"),
                Arguments.of(
                        FIRST_FILE.replace("450", "1e3"),
                        "f:10:5: database.maxConnections: takes a whole number from -2147483648 to 2147483647, but here is the number 1e3"),
                Arguments.of(
                        FIRST_FILE.replace("subPath: dags", "subPath: yes"),
                        "f:16:5: gitSync.subPath: takes a text; write \"yes\" with quotes, as it is read as the boolean yes otherwise"),
                Arguments.of(
                        FIRST_FILE.replace("subPath: dags", "subPath: [dags]"),
                        "f:16:5: gitSync.subPath: takes a text, but here is a list"),
                Arguments.of(
                        FIRST_FILE.replace("[CeleryExecutor]", "CeleryExecutor"),
                        "f:6:3: executors: takes a list, in brackets or with a dash before each element, but here is a text"),
                Arguments.of(
                        FIRST_FILE.replace("pgBouncer: {}", "pgBouncer:"),
                        "f:11:3: pgBouncer: no value; write one, {} for all defaults, or leave the key out"),
                Arguments.of(
                        FIRST_FILE.replace("pgBouncer: {}", "ha: {web: {replicas: null}}"),
                        "f:11:14: ha.web.replicas: no value; write one, {} for all defaults, or leave the key out"),
                Arguments.of(
                        FIRST_FILE.replace("pgBouncer: {}", "pods: {affinity: {nodeAffinity: null}}"),
                        "f:11:21: pods.affinity[nodeAffinity]: no value; write one, {} for all defaults, or leave the key out"),
                Arguments.of(
                        FIRST_FILE.replace("pgBouncer: {}", "pods: {sidecars: [{name: a, image: null}]}"),
                        "f:11:31: pods.sidecars[0][image]: no value; write one, {} for all defaults, or leave the key out"),
                Arguments.of(
                        FIRST_FILE.replace("pgBouncer: {}", "pgBouncer: yes"),
                        "f:11:3: pgBouncer: takes a mapping, but here is the boolean yes"),
                Arguments.of(
                        FIRST_FILE.replace("chartRedis", "redis"),
                        "f:12:3: broker: \"redis\" is not allowed here; did you mean redisSentinel?"),
                Arguments.of(
                        FIRST_FILE.replace("chartRedis", "sqs"),
                        "f:12:3: broker: sqs needs more than its name; write {sqs: …}"),
                Arguments.of(FIRST_FILE.replace("knownHosts: github", "knownHosts: 12"), ""),
                Arguments.of(
                        FIRST_FILE.replace("subPath: dags", "period: 60"),
                        "f:16:5: gitSync.period: \"60\" is not a duration; write one like 90s, 1h30m or 7d"),
                Arguments.of(
                        FIRST_FILE.replace("subPath: dags", "period: 60x"),
                        "f:16:5: gitSync.period: \"60x\" is not a duration; write one like 90s, 1h30m or 7d"),
                Arguments.of(
                        FIRST_FILE.replace(
                                "  pgBouncer: {}", "  ha: {web: {disruptionBudget: {maxUnavailable: half}}}"),
                        "f:11:33: ha.web.disruptionBudget.maxUnavailable: \"half\" is not an amount of pods; write a number, or a percentage like 25%"),
                Arguments.of(
                        FIRST_FILE.replace("  pgBouncer: {}", "  pgBouncer: {}\n  pgBouncer: {}"),
                        "f:12:3: pgBouncer: here for the second time"),
                Arguments.of(
                        FIRST_FILE.replace("    access:", "  access:"),
                        "f:13:3: gitSync.access: missing\nf:17:3: access: no such key; it belongs below gitSync"),
                Arguments.of(
                        FIRST_FILE + "  autoscaling: true\n",
                        "f:27:3: autoscaling: no such key; known here are 50 others, such as gitSync, externalUrl, authManager, extraValues, fullName"),
                Arguments.of(
                        FIRST_FILE.replace("branch: main", "branch: main, tag: v1"),
                        "f:15:5: gitSync.ref: takes one of the keys branch, tag, commit, head, but here are 2"),
                Arguments.of(
                        FIRST_FILE.replace("  pgBouncer: {}", "  secretNames: {fernets: a}"),
                        "f:11:17: secretNames[fernets]: no such key; did you mean fernet?"),
                Arguments.of(
                        "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + bomb(),
                        "f:6:8: aliases that stand for more than 100,000 values; write less, or without them"),
                Arguments.of(
                        "a: 1\n".repeat(10_000_000),
                        "f:1:1: this file has 50,000,000 characters; at most 10,000,000 are read"));
    }

    private static String bomb() {
        return IntStream.range(0, 20)
                .mapToObj(i -> (char) ('b' + i) + ": &" + (char) ('b' + i) + " ["
                        + ("*" + (char) ('a' + i) + " , ").repeat(9) + "]\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("broken")
    void saysAllThatIsWrongWithItsPlace(String text, String expected) {
        DeploymentFile file = read(text);

        assertThat(file.problems().stream().map(FileProblem::toString).collect(Collectors.joining("\n")))
                .isEqualTo(expected);
        assertThat(file.deployment().isPresent()).isEqualTo(expected.isEmpty());
    }

    @Test
    void leavesOutWhatNobodyReads() {
        String many =
                IntStream.range(0, 2000).mapToObj(i -> "  x" + i + ": 1\n").collect(Collectors.joining());

        DeploymentFile file = read(FIRST_FILE + many);

        assertThat(file.problems()).hasSize(1001);
        assertThat(file.problems().get(1000))
                .hasToString("f:1027:3: more than 1,000 problems; the others are left out");
        assertThat(file.deployment()).isEmpty();
        assertThat(read(many + FIRST_FILE).deployment()).isEmpty();
        assertThat(read(FIRST_FILE.replaceFirst(
                                "(?s)database:.*maxConnections: 450\n", "database:\n  " + many.replace("\n", "\n  ")))
                        .deployment())
                .isEmpty();
    }

    @Test
    void whatIsDeeperThanADeploymentMayBeIsAnError() {
        String deep = "{a: ".repeat(190) + "1" + "}".repeat(190);

        AirflowDeployment airflow =
                read(FIRST_FILE + "  extraValues: " + deep + "\n").deployment().orElseThrow();

        assertThat(airflow.validate().errors())
                .extracting(violation -> violation.rule().id())
                .contains("VAL-003");
    }

    @Test
    void saysWhereBytesAreNoText() {
        byte[] bytes = FIRST_FILE.getBytes(StandardCharsets.UTF_8);
        bytes[60] = (byte) 0xff;

        assertThat(DeploymentFile.read(SourceText.of("f", bytes)).problems())
                .extracting(FileProblem::toString)
                .containsExactly("f:3:3: the byte 0xff, which is not UTF-8");
    }

    @Test
    void namesThePlaceOfEachViolation() {
        DeploymentFile file = read(FIRST_FILE.replace("pgBouncer: {}", "pgBouncer: {maxClientConnections: 5}"));

        assertThat(file.placeOf("pgBouncer.maxClientConnections"))
                .map(FilePlace::toString)
                .contains("f:11:15");
        assertThat(file.placeOf("pgBouncer.poolMode")).map(FilePlace::toString).contains("f:11:3");
        assertThat(file.placeOf("remoteLogging.store.bucket"))
                .map(FilePlace::toString)
                .contains("f:22:9");
        assertThat(file.placeOf("executors[0]")).map(FilePlace::toString).contains("f:6:15");
        assertThat(file.placeOf("ha.scheduler.replicas"))
                .map(FilePlace::toString)
                .contains("f:3:1");
        assertThat(read("").placeOf("namespace")).isEmpty();
    }

    @Test
    void writesPathsOfTheModelWithTheirVariants() {
        DeploymentFile file = read(FIRST_FILE);

        assertThat(file.pathInFile("remoteLogging.store.bucket")).isEqualTo("remoteLogging.store.s3.bucket");
        assertThat(file.pathInFile("remoteLogging.store")).isEqualTo("remoteLogging.store");
        assertThat(file.pathInFile("broker.pods.tolerations[0].key"))
                .isEqualTo("broker.chartRedis.pods.tolerations[0].key");
        assertThat(file.pathInFile("database.host")).isEqualTo("database.host");
    }

    @Test
    void laterFilesSayWhatIsOtherwise() {
        String base = FIRST_FILE + """
                  environment: {TEAM: base, STAGE: base}
                  extraValues:
                    scheduler: {args: [a], strategy: {type: Recreate}}
                """;
        String production = """
                apiVersion: airworthy.io/v1alpha1
                kind: AirflowDeployment
                spec:
                  database: {maxConnections: 900}
                  metrics: {prefix: prod}
                  environment: {STAGE: prod}
                  remoteLogging:
                    store: {gcs: {bucket: other}}
                """;
        String tenant = """
                apiVersion: airworthy.io/v1alpha1
                kind: AirflowDeployment
                spec:
                  namespace: tenant-a
                  pgBouncer: null
                  gitSync: {access: {deployKey: {knownHosts: gitlab}}}
                  extraValues: {scheduler: {args: null}}
                """;

        DeploymentFile file = DeploymentFile.read(List.of(
                SourceText.of("base.yaml", base),
                SourceText.of("prod.yaml", production),
                SourceText.of("tenant.yaml", tenant)));

        assertThat(file.problems()).isEmpty();
        AirflowDeployment airflow = file.deployment().orElseThrow();
        assertThat(airflow.database().maxConnections()).hasValue(900);
        assertThat(airflow.database().host()).startsWith("airflow.c1example");
        assertThat(airflow.metrics())
                .isEqualTo(Metrics.statsd().toBuilder().prefix("prod").build());
        assertThat(airflow.environment()).isEqualTo(Map.of("TEAM", "base", "STAGE", "prod"));
        assertThat(airflow.remoteLogging().orElseThrow().store()).isEqualTo(LogStore.gcs("other", ""));
        assertThat(airflow.pgBouncer()).isEmpty();
        assertThat(airflow.namespace()).isEqualTo("tenant-a");
        assertThat(airflow.gitSync().orElseThrow().access()).isEqualTo(GitAccess.deployKey(KnownHosts.gitlab()));
        assertThat(airflow.extraValues()).hasToString("{scheduler={args=null, strategy={type=Recreate}}}");
        assertThat(file.placeOf("database.maxConnections"))
                .map(FilePlace::toString)
                .contains("prod.yaml:4:14");
        assertThat(file.placeOf("database.host")).map(FilePlace::toString).contains("base.yaml:9:5");
        assertThat(file.placeOf("metrics.exporters")).map(FilePlace::toString).contains("base.yaml:26:3");
        assertThat(file.placeOf("extraValues[scheduler.strategy.type]"))
                .map(FilePlace::toString)
                .contains("base.yaml:29:39");
    }

    @Test
    void laterFilesChangeADefaultFurther() {
        String base = FIRST_FILE + "  ha: {web: {replicas: 3}, workers: {resources: {memoryLimit: 8Gi}}}\n";
        String head = "apiVersion: airworthy.io/v1alpha1\nkind: AirflowDeployment\nspec:\n";

        DeploymentFile file = DeploymentFile.read(List.of(
                SourceText.of("base.yaml", base),
                SourceText.of("prod.yaml", head + "  ha: {web: {priorityClass: high}, workers: null}\n"),
                SourceText.of("tenant.yaml", head + "  ha: {workers: {replicas: 4}}\n")));

        assertThat(file.problems()).isEmpty();
        assertThat(file.deployment())
                .contains(FIRST.toBuilder()
                        .ha(ha -> ha.web(web -> web.replicas(3).priorityClass("high"))
                                .workers(workers -> workers.replicas(4)))
                        .build());
    }

    @Test
    void saysInWhichFileAMistakeIs() {
        DeploymentFile file = DeploymentFile.read(
                List.of(
                        SourceText.of("base.yaml", FIRST_FILE),
                        SourceText.of(
                                "prod.yaml",
                                "apiVersion: airworthy.io/v1alpha1\nkind: AirflowDeployment\nspec: {database: {maxConnection: 1}}\n")));

        assertThat(file.problems())
                .extracting(FileProblem::toString)
                .containsExactly("prod.yaml:3:19: database.maxConnection: no such key; did you mean maxConnections?");
    }

    private static DeploymentFile read(String text) {
        return DeploymentFile.read(SourceText.of("f", text));
    }
}
