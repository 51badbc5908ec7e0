package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.airworthy.Delivery;
import io.airworthy.dags.KnownHosts;
import io.airworthy.render.report.Entry;
import io.airworthy.render.report.TextReport;
import io.airworthy.render.source.SourceText;
import io.airworthy.validation.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesLinterTest {

    /** Values that nothing is wrong with, and that others are added to. */
    private static final String SOUND = """
            postgresql: {enabled: false}
            data: {metadataSecretName: db}
            apiSecretKeySecretName: api
            jwtSecretName: jwt
            createUserJob: {enabled: false}
            """;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("schedular:\n  replicas: 2\n", "6:1 VAL-013 schedular"),
                mistake("scheduler:\n  replcas: 2\n", "7:3 VAL-013 scheduler.replcas"),
                mistake("scheduler:\n  replicas: \"2\"\n", "7:13 VAL-013 scheduler.replicas"),
                mistake("pgbouncer:\n  sslmode: sometimes\n", "7:12 VAL-013 pgbouncer.sslmode"),
                mistake("webserver:\n  replicas: 2\n", "7:3 VAL-014 webserver.replicas"),
                mistake("webserverSecretKeySecretName: web\n", "6:1 VAL-014 webserverSecretKeySecretName"),
                mistake(
                        "scheduler:\n  podDisruptionBudget: {enabled: true, minAvailable: 1}\n",
                        "7:40 VAL-014 scheduler.podDisruptionBudget.minAvailable"),
                mistake(
                        "scheduler:\n  replicas: 3\n  podDisruptionBudget:\n    enabled: true\n    config: {minAvailable: 1}\n",
                        "10:28 VALS-004 scheduler.podDisruptionBudget.config.minAvailable"),
                mistake(
                        "config:\n  scheduler:\n    min_file_process_interval: 30\n",
                        "8:5 OPT-001 config.scheduler.min_file_process_interval"),
                mistake("config:\n  core:\n    default_timezon: utc\n", "8:5 OPT-003 config.core.default_timezon"),
                mistake("airflowVersion: 2.11.0\n", "6:17 IMG-003 airflowVersion"),
                mistake("airflowVersion: 2.8.4\n", "6:17 VER-005 airflowVersion"),
                mistake(
                        "airflowVersion: 2.11.0\ndefaultAirflowTag: 2.11.0\nconfig:\n  core: {remote_logging: \"True\"}\n",
                        "9:10 OPT-001 config.core.remote_logging"),
                mistake(
                        "config:\n  kubernetes: {delete_worker_pods: \"False\"}\n",
                        "7:16 OPT-001 config.kubernetes.delete_worker_pods"),
                mistake("env:\n  - name: AIRFLOW__CORE__PARALELISM\n    value: \"4\"\n", "8:5 OPT-003 env[0].value"),
                mistake("pgbouncer:\n  enabled: true\n", "2:28 VALS-001 data.metadataSecretName"),
                mistake(
                        "dags:\n  gitSync:\n    enabled: true\n    repo: https://example.com/a.git\n    ref: main\n",
                        "10:10 VALS-003 dags.gitSync.ref"),
                mistake(
                        "dags:\n  gitSync:\n    enabled: true\n    repo: https://example.com/a.git\n    branch: main\n    rev: v1\n",
                        "11:10 VALS-003 dags.gitSync.rev"),
                mistake(
                        "executor: LocalExecutor\ndags:\n  persistence: {enabled: true, existingClaim: dags}\n"
                                + "  gitSync: {enabled: true, repo: 'git@github.com:a/b.git', sshKeySecret: key, knownHosts: '"
                                + KnownHosts.github().text().lines().findFirst().orElseThrow() + "'}\n",
                        "8:26 VALS-017 dags.persistence.enabled"),
                mistake("executor: KubernetesExecutor\n", "1:1 LOG-001 config.logging.remote_logging"),
                mistake(
                        "env:\n  - name: AIRFLOW__CORE__FERNET_KEY_CMD\n    value: cat /key\n",
                        "7:11 VALS-010 env[0].name"),
                mistake("fernetKey: b3VyIHNlY3JldCBrZXkgaXMgaGVyZSBpbiBwbGFpbiE=\n", "6:12 RISK-001 fernetKey"),
                mistake(
                        "statsd: {enabled: true}\nconfig: {metrics: {statsd_host: localhost}}\n",
                        "7:33 VALS-015 config.metrics.statsd_host"),
                mistake("airflowVersion: 3.1.0-python3.12\n", "6:17 VER-002 airflowVersion"),
                mistake("executor: CeleryExecutor\nredis: {enabled: false}\n", "7:18 VAL-018 redis.enabled"),
                mistake(
                        "executor: LocalExecutor\nconfig: {core: {executor: x.Y}}\n",
                        "7:27 VAL-018 config.core.executor"),
                mistake("logs: {}\nlogs: {persistence: {enabled: true}}\n", "7:1 YAML-002 logs"),
                mistake("config: {core: {dag_file_mode: 0644}}\n", "6:32 YAML-003 config.core.dag_file_mode"),
                mistake("defaultAirflowTag: 3.20\n", "6:20 YAML-003 defaultAirflowTag"),
                mistake("labels: {on: \"1\"}\n", "6:10 YAML-003 labels.true"),
                mistake("scheduler: {replicas: .inf}\n", "6:23 YAML-001 "));
    }

    private static Arguments mistake(String values, String expected) {
        return Arguments.of(values, expected);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void saysWhereAMistakeIs(String values, String expected) {
        assertThat(found(SOUND + values)).contains(expected);
    }

    @Test
    void saysNothingAboutKeysThatStandAtTheirNewPlaceAsWell() {
        assertThat(found(SOUND + "webserver: {replicas: 3}\napiServer: {replicas: 3}\n"))
                .isEmpty();
        assertThat(found(SOUND + "webserver: {replicas: 3}\napiServer: {replicas: 2}\n"))
                .containsExactly("6:13 VAL-014 webserver.replicas");
    }

    @Test
    void saysNothingAboutSoundValues() {
        assertThat(found(SOUND)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.18.0, 3.0.2", "1.20.0, 3.1.8", "1.22.0, 3.2.2"})
    void findsTheMistakesOfTheExercise(String chart, String airflow) throws IOException {
        SourceText exercise = SourceText.of("exercise-values.yaml", resource("exercise-values.yaml"));

        String report = TextReport.of(ValuesLinter.forChart(chart)
                        .airflow(airflow)
                        .lint(exercise)
                        .report())
                .quoting(name -> Optional.of(exercise.text()))
                .asText();

        assertThat(report).isEqualTo(resource("exercise-report-" + chart + ".txt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"apiVersion: airworthy.io/v1alpha1\nkind: AirflowDeployment\nspec: {chartVersion: 1.22.0}\n\""
                        + "| it is a deployment, not values for the Helm chart | use validate (DeploymentFile) to check it",
                "\"apiVersion: v1\nkind: Secret\nstringData: {a: b}\n\" | it is a Kubernetes object of kind Secret"
                        + "| write the chart's keys",
                "- 1 | it is not a mapping | write the chart's keys"
            })
    void whatHoldsNoValuesIsSaidOnce(String text, String what, String remedy) {
        LintResult result = ValuesLinter.forChart("1.22.0").lint(SourceText.of("a.yaml", text));

        assertThat(result.report().entries())
                .extracting(entry -> entry.rule().id(), Entry::what, Entry::remedy)
                .containsExactly(tuple("YAML-005", what, remedy));
    }

    @Test
    void theFileThatDecidesIsNamed() {
        SourceText common = SourceText.of("common.yaml", SOUND + "scheduler: {replicas: two}\n");
        SourceText production =
                SourceText.of("production.yaml", "scheduler: {replicas: 2}\nwebserver: {replicas: 2}\n");

        assertThat(places(linter().lint(common, production)))
                .containsExactly("production.yaml:2:13 VAL-014 webserver.replicas");
        assertThat(places(linter().lint(production, common)))
                .containsExactly(
                        "production.yaml:2:13 VAL-014 webserver.replicas",
                        "common.yaml:6:23 VAL-013 scheduler.replicas");
        assertThat(places(linter().set("scheduler.replicas=3").lint(common))).isEmpty();
        assertThat(places(linter().set("scheduler.replicas=x").lint(SourceText.of("v.yaml", SOUND))))
                .containsExactly("--set scheduler.replicas=x:1:1 VAL-013 scheduler.replicas");
    }

    @Test
    void anApplicationBringsItsVersionAndItsHooks() {
        String application =
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                spec:
                  source:
                    chart: airflow
                    targetRevision: 1.19.0
                    helm:
                      values: |
                """ + SOUND.indent(8) + "        workers:\n          podDisruptionBudgets: {enabled: true}\n";

        LintResult result = linter().lint(SourceText.of("app.yaml", application));

        assertThat(result.chartVersions()).containsExactly("1.19.0");
        assertThat(places(result))
                .containsExactly(
                        "app.yaml:9:9 VALS-005 migrateDatabaseJob.useHelmHooks",
                        "app.yaml:15:11 VAL-013 workers.podDisruptionBudgets");
    }

    @Test
    void aHelmReleaseBringsItsVersion() {
        String release = "kind: HelmRelease\nspec:\n  chart: {spec: {chart: airflow, version: 1.20.0}}\n  values:\n"
                + (SOUND + "migrateDatabaseJob: {useHelmHooks: false}\nschedular: {a: 1}\n").indent(4);

        LintResult result = linter().lint(SourceText.of("release.yaml", release));

        assertThat(result.chartVersions()).containsExactly("1.20.0");
        assertThat(places(result)).containsExactly("release.yaml:11:5 VAL-013 schedular");
    }

    @Test
    void anUmbrellaChartHandsItsValuesOn() {
        assertThat(found("ours: {a: 1}\nairflow:\n" + (SOUND + "schedular: {a: 1}\n").indent(2)))
                .containsExactly("8:3 VAL-013 schedular");
    }

    @Test
    void anUmbrellaChartKeepsItsConditionAmongTheValues() {
        assertThat(found("airflow:\n" + (SOUND + "enabled: true\n").indent(2))).isEmpty();
        assertThat(found(SOUND + "enabled: true\n")).containsExactly("6:1 VAL-013 enabled");
    }

    @Test
    void aDeliveryThatWaitsNeedsJobsThatAreNoHooks() {
        assertThat(places(linter().delivery(Delivery.TERRAFORM).lint(SourceText.of("v.yaml", SOUND))))
                .containsExactly("v.yaml:1:1 VALS-005 migrateDatabaseJob.useHelmHooks");
    }

    @Test
    void whatIsFilledInLaterIsNotJudged() {
        assertThat(found(SOUND
                        + "scheduler: {replicas: \"${REPLICAS}\"}\nimages: {airflow: {repository: <REGISTRY>/airflow}}\n"
                        + "redis: {password: \"{{ .Values.password }}\"}\n"
                        + "apiServer: {apiServerConfig: \"import os\\nA = {'client_secret': os.environ['S']}\"}\n"))
                .isEmpty();
    }

    @Test
    void whatAsksForNothingIsNotJudged() {
        assertThat(
                        found(
                                SOUND
                                        + "_volume: &volume {name: src, emptyDir: {}}\nvolumes: [*volume]\n"
                                        + "kubeVersionOverride: \"\"\nextraPipPackages: []\n"
                                        + "config: {core: {colored_console_log: \"False\"}, logging: {remote_log_conn_id: replaced-at-deploy-time}}\n"))
                .isEmpty();
    }

    @Test
    void aKeyOfAnotherChartAmongOurOwnIsMisspelt() {
        assertThat(found(SOUND + "worker: {replicas: 2}\nwebserver: {replicas: 2}\n"))
                .containsExactly("6:1 VAL-013 worker", "7:13 VAL-014 webserver.replicas");
    }

    @Test
    void aCommentSuppressesARuleInItsLine() {
        LintResult result = linter().lint(SourceText.of(
                "v.yaml",
                SOUND + "webserver:\n  replicas: 2  # airworthy: ignore VAL-014 the next chart reads it\n"
                        + "  # airworthy: ignore VAL-013 misspelt on purpose\n  replcas: 3\n"));

        assertThat(result.report().entries())
                .extracting(entry -> entry.rule().id() + " " + entry.waiver().orElse(""))
                .containsExactly("VAL-014 the next chart reads it", "VAL-013 misspelt on purpose");
        assertThat(result.report().hasErrors()).isFalse();
    }

    @Test
    void aCommentAtTheHeadSuppressesARuleEverywhere() {
        assertThat(linter().lint(SourceText.of(
                                "v.yaml", "# airworthy: ignore VAL-013 another chart below\n" + SOUND + "a: 1\nb: 2\n"))
                        .report()
                        .entries())
                .hasSize(2)
                .allMatch(entry -> entry.waiver().equals(Optional.of("another chart below")));
    }

    @Test
    void suppressionsWithoutUseOrReasonAreFindings() {
        assertThat(found("# airworthy: ignore DB-006 ours\n" + SOUND
                        + "schedular: {a: 1} # airworthy: ignore VAL-013\n"))
                .containsExactly("1:1 LINT-001 ", "7:1 VAL-013 schedular", "7:18 LINT-002 ");
        assertThat(places(linter().ignoring("DB-006", "ours").lint(SourceText.of("v.yaml", SOUND))))
                .containsExactly("LINT-001 ");
        assertThat(linter().ignoring("VAL-013", "ours")
                        .lint(SourceText.of("v.yaml", SOUND + "schedular: {a: 1}\n"))
                        .report()
                        .hasErrors())
                .isFalse();
    }

    @Test
    void aSafeFixChangesNothingElse() {
        String values = SOUND
                + "# how many\r\nscheduler:   # two\r\n  replicas:  \"2\"\r\n\r\n  podDisruptionBudget:\r\n    enabled: true\r\n"
                + "    config:\r\n      minAvailable: 1\r\n";

        LintResult result = linter().lint(SourceText.of("v.yaml", values));

        String fixed = values.replace("\"2\"", "2")
                .replace("minAvailable: 1\r\n", "minAvailable: 1\r\n      maxUnavailable: null\r\n");
        assertThat(result.fixed()).containsExactly(Map.entry("v.yaml", fixed));
        assertThat(linter().lint(SourceText.of("v.yaml", fixed)).fixed()).isEmpty();
    }

    @Test
    void whatValuesCannotTellIsAQuestion() {
        assertThat(linter().lint(SourceText.of("v.yaml", SOUND)).questions())
                .extracting(OpenQuestion::attribute)
                .contains("database.maxConnections", "database.backup");
    }

    static Stream<Arguments> foundFiles() {
        String argo = "kind: Application\nspec:\n  source:\n    chart: airflow\n    targetRevision: ";
        String noHooks = "{migrateDatabaseJob: {useHelmHooks: false}, createUserJob: {enabled: false}, "
                + "apiSecretKeySecretName: a, jwtSecretName: j, schedular: {a: 1}}";
        return Stream.of(
                Arguments.of(
                        "an umbrella's",
                        "airflow:\n" + (SOUND + "schedular: {a: 1}\n").indent(2),
                        List.of("7:3 VAL-013 schedular")),
                Arguments.of(
                        "Terraform's and envsubst's",
                        SOUND + "executor: ${EXECUTOR}\nscheduler:\n  replicas: $REPLICAS\n"
                                + "airflowVersion: ${var.airflow}\nlabels: {a: \"%{ if x }y%{ endif }\"}\n",
                        List.of()),
                Arguments.of(
                        "a template of Go",
                        SOUND + "executor: {{ .Values.executor }}\nscheduler:\n  replicas: {{ 2 }}\n",
                        List.of("6:12 YAML-001 ")),
                Arguments.of("two documents", SOUND + "---\n" + SOUND, List.of("7:1 YAML-004 ")),
                Arguments.of(
                        "without its secrets",
                        SOUND + "fernetKey: <redacted>\napiSecretKey: '***'\nredis: {password: CHANGE_ME}\n",
                        List.of()),
                Arguments.of(
                        "of SOPS",
                        SOUND + "fernetKey: ENC[AES256_GCM,data:a=,type:str]\nscheduler:\n"
                                + "  replicas: ENC[AES256_GCM,data:b=,type:int]\nsops: {kms: [], version: 3.8.1}\n",
                        List.of()),
                Arguments.of(
                        "of the community's chart",
                        "airflow: {image: {tag: 2.8.4}, users: []}\nweb: {}\nworkers: {enabled: true}\n",
                        List.of("2:1 VALS-013 web")),
                Arguments.of(
                        "of Argo CD, as a map",
                        argo + "1.22.0\n    helm:\n      valuesObject: " + noHooks,
                        List.of("7:143 VAL-013 schedular")),
                Arguments.of(
                        "of Argo CD, for a range",
                        argo + "1.*\n    helm:\n      valuesObject: " + noHooks,
                        List.of("7:143 VAL-013 schedular")),
                Arguments.of("of Argo CD, elsewhere", argo + "1.22.0\n    helm: {valueFiles: [v.yaml]}\n", List.of()),
                Arguments.of(
                        "of Argo CD, one by one",
                        argo + "1.22.0\n    helm:\n      valueFiles: [v.yaml]\n      parameters:\n"
                                + "        - {name: scheduler.replicas, value: '2'}\n"
                                + "        - {name: scheduler.replcas, value: '2'}\n"
                                + "        - {name: workers.replicas, value: '2', forceString: true}\n",
                        List.of("10:44 VAL-013 scheduler.replcas", "11:43 VAL-013 workers.replicas")),
                Arguments.of(
                        "of Flux, with more of them",
                        "kind: HelmRelease\nspec:\n  chart: {spec: {chart: airflow, version: '>=1.18.0 <2.0.0'}}\n"
                                + "  valuesFrom: [{kind: Secret, name: a}]\n  values: {scheduler: {replcas: 2}}\n",
                        List.of("5:24 VAL-013 scheduler.replcas")),
                Arguments.of(
                        "of Helmfile",
                        "releases:\n  - {name: b, chart: b/b}\n  - name: a\n    chart: apache-airflow/airflow\n"
                                + "    version: 1.20.0\n    values:\n      - v.yaml\n      - scheduler: {replcas: 2}\n",
                        List.of("8:21 VAL-013 scheduler.replcas")),
                Arguments.of(
                        "another object", "apiVersion: v1\nkind: ConfigMap\ndata: {}\n", List.of("1:1 YAML-005 ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foundFiles")
    void whateverValuesStandInIsReported(String name, String text, List<String> expected) {
        assertThat(found(text)).as(name).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.10.15", "2.0.0"})
    void anAncientAirflowIsNamedSo(String version) {
        assertThat(found(SOUND + "airflowVersion: " + version + "\n")).contains("6:17 VER-005 airflowVersion");
    }

    static Stream<byte[]> hostileTexts() {
        return Stream.of(
                new byte[0],
                new byte[] {(byte) 0xff, (byte) 0xfe, 0},
                "\u0000".getBytes(StandardCharsets.UTF_8),
                "- a\n- b\n".getBytes(StandardCharsets.UTF_8),
                "a: &a [1]\nb: [*a, *a, *a]\n".getBytes(StandardCharsets.UTF_8),
                "a: {{ b }}\n".getBytes(StandardCharsets.UTF_8),
                "a: 1\n---\nb: 2\n".getBytes(StandardCharsets.UTF_8),
                ("a: " + "[".repeat(20_000)).getBytes(StandardCharsets.UTF_8),
                ("config: " + "{a: ".repeat(900) + "1" + "}".repeat(900)).getBytes(StandardCharsets.UTF_8),
                ("env: {name: " + "x".repeat(300_000) + "}").getBytes(StandardCharsets.UTF_8),
                "airflowVersion: 99\nexecutor: 7\nenv: x\nconfig: []\nworkers: 3\n".getBytes(StandardCharsets.UTF_8),
                "\uFEFFscheduler:\treplicas\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void noTextMakesItFail(byte[] text) {
        assertThat(linter().level(LintLevel.PEDANTIC)
                        .lint(SourceText.of("v.yaml", text))
                        .report())
                .isNotNull();
    }

    @Test
    void aFileOfAnotherChartIsNamedSoOnce() {
        assertThat(found("airflow:\n  image: {tag: 2.8.0}\n  users: []\nweb: {replicas: 1}\nexternalDatabase: {}\n"))
                .containsExactly("5:1 VALS-013 externalDatabase");
    }

    @Test
    void everyRuleWithALevelExists() {
        assertThat(RuleSet.standard().rules()).extracting(rule -> rule.id()).containsAll(Levels.rules());
        assertThat(ValuesLinter.ownRules())
                .extracting(rule -> rule.id())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(RuleSet.standard().rules().stream()
                        .map(rule -> rule.id())
                        .toList());
    }

    private static ValuesLinter linter() {
        return ValuesLinter.forChart("1.22.0").airflow("3.2.2");
    }

    /** The findings in a file, {@code line:column rule path}. */
    private static List<String> found(String values) {
        return places(linter().lint(SourceText.of("v.yaml", values))).stream()
                .map(place -> place.replaceFirst("^v.yaml:", ""))
                .toList();
    }

    private static List<String> places(LintResult result) {
        return result.report().entries().stream().map(ValuesLinterTest::place).toList();
    }

    private static String place(Entry entry) {
        return entry.place().map(place -> place + " ").orElse("") + entry.rule().id() + " "
                + entry.valuesPath().orElse("");
    }

    static String resource(String name) throws IOException {
        try (InputStream in = ValuesLinterTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
