package io.airworthy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.airworthy.render.helm.ValuesYaml;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartProfileTest {

    @Test
    void knowsEightChartVersions() {
        assertThat(ChartProfile.supported())
                .containsExactly("1.15.0", "1.16.0", "1.17.0", "1.18.0", "1.19.0", "1.20.0", "1.21.0", "1.22.0");
        assertThat(ChartProfile.supported()).allSatisfy(version -> {
            assertThat(ChartProfile.of(version).version()).isEqualTo(version);
            assertThat(ChartProfile.of(version).check(Map.of())).isEmpty();
        });
    }

    @Test
    void saysWhichVersionsItKnowsWhenAskedForAnother() {
        assertThatThrownBy(() -> ChartProfile.of("1.14.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Chart 1.14.0 is not supported; supported are "
                        + "1.15.0, 1.16.0, 1.17.0, 1.18.0, 1.19.0, 1.20.0, 1.21.0, 1.22.0");
    }

    @ParameterizedTest(name = "chart {0}, {1}: {2}")
    @CsvSource({
        "1.22.0, apiServer,                                           true",
        "1.15.0, apiServer,                                           false",
        "1.22.0, config.logging.remote_logging,                       true",
        "1.22.0, scheduler.env[0].valueFrom.secretKeyRef.name,        true",
        "1.22.0, scheduler.env[].name,                                true",
        "1.22.0, scheduler.extraEnv,                                  false",
        "1.22.0, scheduler.affinity.podAntiAffinity,                  true",
        "1.22.0, scheduler.affinity.podAntiAffinities,                false",
        "1.22.0, scheduler.serviceAccount.annotations[\"a.b/c\"],     true",
        "1.22.0, scheduler.serviceAccount.lables,                     false",
        "1.22.0, scheduler.strategy.rollingUpdate.maxSurge,           true",
        "1.22.0, scheduler.replicas.deeper,                           false",
        "1.15.0, securityContexts.containers,                         true",
        "1.18.0, ingress.apiServer.enabled,                           true",
        "1.20.0, jwtSecretName,                                       true",
        "1.16.0, jwtSecretName,                                       false",
        "1.22.0, workers.celery.sets[0].anything,                     true",
    })
    void knowsWhichKeysAChartVersionHas(String version, String path, boolean has) {
        assertThat(ChartProfile.of(version).has(path)).isEqualTo(has);
    }

    @ParameterizedTest(name = "chart {0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Keys that the chart does not have
                "1.22.0 | {\"scheduler\":{\"extraEnv\":[]}} | scheduler.extraEnv is not a key of chart 1.22.0, which"
                        + " rejects it; use scheduler.env",
                "1.22.0 | {\"scheduler\":{\"replica\":2}} | scheduler.replica is not a key of chart 1.22.0, which"
                        + " rejects it; use replicas, if that is what you mean",
                "1.22.0 | {\"shceduler\":{}} | shceduler is not a key of chart 1.22.0, and Helm silently drops it;"
                        + " use scheduler, if that is what you mean",
                "1.21.0 | {\"otelCollector\":{}} |"
                        + " otelCollector is not a key of chart 1.21.0, and Helm silently drops it;"
                        + " use chart 1.22 or later",
                "1.17.0 | {\"apiSecretKeySecretName\":\"a\"} |"
                        + " apiSecretKeySecretName is not a key of chart 1.17.0, and Helm silently drops it;"
                        + " use chart 1.18 or later",
                "1.18.0 | {\"createUserJob\":{\"enabled\":false}} | createUserJob.enabled is not a key of chart"
                        + " 1.18.0, which rejects it; use chart 1.19 or later, or use webserver.defaultUser.enabled",
                "1.22.0 | {\"enableBuiltInSecretEnvVars\":{\"AIRFLOW__CORE__SQL_ALCHEMY_CONN\":false}} |"
                        + " enableBuiltInSecretEnvVars.AIRFLOW__CORE__SQL_ALCHEMY_CONN is not a key of chart 1.22.0, which"
                        + " rejects it; remove it: chart 1.20 dropped it, or use"
                        + " enableBuiltInSecretEnvVars.AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
                "1.22.0 | {\"pgbouncer\":{\"authType\":\"md5\"}} | pgbouncer.authType is not a key of chart 1.22.0,"
                        + " which rejects it; use pgbouncer.auth_type",
                "1.18.0 | {\"scheduler\":{\"podDisruptionBudget\":{\"minAvailable\":1}}} |"
                        + " scheduler.podDisruptionBudget.minAvailable is not a key of chart 1.18.0, which rejects it;"
                        + " use scheduler.podDisruptionBudget.config.minAvailable",
                "1.22.0 | {\"postgresql\":{\"postgresqlUsername\":\"a\"}} |"
                        + " postgresql.postgresqlUsername stops the installation of chart 1.22.0;"
                        + " use postgresql.auth.username",

                // Keys that do nothing
                "1.22.0 | {\"scheduler\":{\"podDisruptionBudget\":{\"minAvailable\":1}}} |"
                        + " scheduler.podDisruptionBudget.minAvailable is accepted by chart 1.22.0 but has no effect;"
                        + " use scheduler.podDisruptionBudget.config.minAvailable",
                "1.22.0 | {\"scheduler\":{\"securityContexts\":{\"containers\":{}}}} |"
                        + " scheduler.securityContexts.containers is accepted by chart 1.22.0 but has no effect; use"
                        + " scheduler.securityContexts.container",
                "1.15.0 | {\"securityContexts\":{\"container\":{\"privileged\":false}}} |"
                        + " securityContexts.container has no effect in chart 1.15.0 with Airflow 2;"
                        + " use securityContexts.containers",
                "1.22.0 | {\"pgbouncer\":{\"ssl\":{\"secretName\":\"a\"}}} | pgbouncer.ssl.secretName is accepted by"
                        + " chart 1.22.0 but has no effect; use one of ca, cert, key",
                "1.20.0 | {\"workers\":{\"kubernetes\":{\"env\":[]}}} | workers.kubernetes.env is accepted by chart"
                        + " 1.20.0 but has no effect; use chart 1.21 or later",
                "1.22.0 | {\"webserver\":{\"webserverConfig\":\"A = 1\"}} |"
                        + " webserver.webserverConfig has no effect in chart 1.22.0 with Airflow 3;"
                        + " use apiServer.apiServerConfig",
                "1.22.0 | {\"webserver\":{\"replicas\":2}} |"
                        + " webserver.replicas has no effect in chart 1.22.0 with Airflow 3; use apiServer.replicas",
                "1.18.0 | {\"webserver\":{\"hpa\":{\"enabled\":true}}} |"
                        + " webserver.hpa has no effect in chart 1.18.0 with Airflow 3; remove it",
                "1.22.0 | {\"airflowVersion\":\"2.11.0\",\"apiServer\":{\"replicas\":2}} |"
                        + " apiServer.replicas has no effect in chart 1.22.0 with Airflow 2; use webserver.replicas",
                "1.18.0 | {\"webserverSecretKeySecretName\":\"a\"} |"
                        + " webserverSecretKeySecretName has no effect in chart 1.18.0 with Airflow 3;"
                        + " use apiSecretKeySecretName",

                // Keys that will go
                "1.22.0 | {\"workers\":{\"replicas\":3}} |"
                        + " workers.replicas is deprecated in chart 1.22.0; use workers.celery.replicas",
                "1.15.0 | {\"dags\":{\"gitSync\":{\"wait\":60}}} |"
                        + " dags.gitSync.wait is deprecated in chart 1.15.0; use dags.gitSync.period",
                "1.22.0 | {\"dags\":{\"gitSync\":{\"readinessProbe\":{\"periodSeconds\":5}}}} |"
                        + " dags.gitSync.readinessProbe is deprecated in chart 1.22.0; remove it",

                // Types and limits
                "1.22.0 | {\"extraEnv\":[]} |"
                        + " extraEnv is a list, but must be a string or null; use a string or null",
                "1.22.0 | {\"scheduler\":{\"replicas\":\"2\"}} |"
                        + " scheduler.replicas is a string, but must be an integer; write it without quotes",
                "1.22.0 | {\"env\":[{\"name\":\"A\",\"value\":true}]} |"
                        + " env[0].value is a boolean, but must be a string; put it in double quotes",
                "1.22.0 | {\"config\":{\"core\":{\"parallelism\":null}}} |"
                        + " config.core.parallelism is null, but must be a string or an integer or a number"
                        + " or true or false; remove it",
                "1.22.0 | {\"pgbouncer\":{\"sslmode\":\"verify\"}} |"
                        + " pgbouncer.sslmode is \"verify\";"
                        + " use one of disable, allow, prefer, require, verify-ca, verify-full",
                "1.15.0 | {\"executor\":\"CeleryExecutor,KubernetesExecutor\"} |"
                        + " executor is \"CeleryExecutor,KubernetesExecutor\"; use one of LocalExecutor,"
                        + " LocalKubernetesExecutor, CeleryExecutor, KubernetesExecutor, CeleryKubernetesExecutor,"
                        + " airflow.providers.amazon.aws.executors.batch.AwsBatchExecutor,"
                        + " airflow.providers.amazon.aws.executors.ecs.AwsEcsExecutor",
                "1.22.0 | {\"databaseCleanup\":{\"retentionDays\":0}} |"
                        + " databaseCleanup.retentionDays is 0; use at least 1",
                "1.22.0 | {\"workers\":{\"celery\":{\"logGroomerSidecar\":{\"maxSizePercent\":101}}}} |"
                        + " workers.celery.logGroomerSidecar.maxSizePercent is 101; use at most 100",
                "1.22.0 | {\"workers\":{\"celery\":{\"logGroomerSidecar\":{\"maxSizePercent\":0.5}}}} |"
                        + " workers.celery.logGroomerSidecar.maxSizePercent is a number, but must be an integer or null;"
                        + " use an integer or null",
                "1.22.0 | {\"executor\":\"Celery\"} | executor is \"Celery\"; use a value that matches"
                        + " ^(([a-zA-Z_][a-zA-Z0-9_]*.)*[A-Z][a-zA-Z0-9]+Executor)(,(([a-zA-Z_][a-zA-Z0-9_]*.)*[A-Z][a-zA-Z0-9]+Executor))*$",
                "1.22.0 | {\"allowPodLaunching\":\"false\"} |"
                        + " allowPodLaunching is a string, but must be true or false; write it without quotes",
                "1.22.0 | {\"allowPodLaunching\":\"true\"} |"
                        + " allowPodLaunching is a string, but must be true or false; write it without quotes",
                "1.22.0 | {\"allowPodLaunching\":\"no\"} |"
                        + " allowPodLaunching is a string, but must be true or false; use true or false",
                "1.22.0 | {\"workers\":{\"celery\":{\"volumeClaimTemplates\":[{\"metadata\":{\"creationTimestamp\":\"soon\"},\"spec\":{}}]}}} |"
                        + " workers.celery.volumeClaimTemplates[0].metadata.creationTimestamp is not a date and time;"
                        + " write it like 2026-01-31T12:00:00Z",
                "1.22.0 | {\"imagePullSecrets\":[\"a\",\"a\"]} | imagePullSecrets lists an element twice; list each element once",
                "1.22.0 | {\"extraSecrets\":{\"a\":{}}} | extraSecrets.a is empty; give it a key, or remove it",
                "1.22.0 | {\"env\":[{\"name\":\"A\"}]} | env[0].value is missing; add it",
                "1.22.0 | {\"scheduler\":{\"env\":[{\"name\":\"A\"}]}} |"
                        + " scheduler.env[0] has no value or valueFrom; add one of them",
                "1.22.0 | {\"tolerations\":[{\"efect\":\"NoSchedule\"}]} | tolerations[0].efect is not a key of chart"
                        + " 1.22.0, which rejects it; use effect, if that is what you mean",
                "1.22.0 | {\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{}}}} |"
                        + " affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
                        + " is missing; add it",
            })
    void saysWhatIsWrongAndWhatWouldBeRight(String version, String values, String expected) throws Exception {
        assertThat(ChartProfile.of(version).check(ValuesYaml.read(values).values()))
                .extracting(ValuesProblem::toString)
                .containsExactly(expected);
    }

    @ParameterizedTest(name = "chart {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.15.0 | {\"scheduler\":{\"podDisruptionBudget\":{\"config\":{\"minAvailable\":1,\"maxUnavailable\":null}}}}",
                "1.22.0 | {\"scheduler\":{\"podDisruptionBudget\":{\"config\":{\"minAvailable\":1,\"maxUnavailable\":null}}}}",
                "1.22.0 | {\"scheduler\":{\"podDisruptionBudget\":{\"config\":{\"unhealthyPodEvictionPolicy\":\"AlwaysAllow\"}}}}",
                "1.15.0 | {\"securityContexts\":{\"containers\":{\"privileged\":false}}}",
                "1.22.0 | {\"workers\":{\"replicas\":1}}",
                "1.22.0 | {\"workers\":{\"celery\":{\"logGroomerSidecar\":{\"maxSizePercent\":0}}}}",
                "1.22.0 | {\"workers\":{\"celery\":{\"logGroomerSidecar\":{\"maxSizePercent\":100}}}}",
                "1.22.0 | {\"databaseCleanup\":{\"retentionDays\":1.0}}",
                "1.22.0 | {\"workers\":{\"celery\":{\"volumeClaimTemplates\":[{\"metadata\":{\"creationTimestamp\":\"2026-01-31T12:00:00Z\"},\"spec\":{}}]}}}",
                "1.22.0 | {\"ingress\":{\"web\":{\"enabled\":false}}}",
                "1.20.0 | {\"workers\":{\"celery\":{\"tolerations\":[]}}}",
                "1.22.0 | {\"airflowVersion\":\"2.11.0\",\"webserver\":{\"webserverConfig\":\"a\"}}",
                "1.18.0 | {\"webserver\":{\"defaultUser\":{\"enabled\":false}}}",
                "1.18.0 | {\"airflowVersion\":\"2.11.0\",\"webserver\":{\"replicas\":2}}",
                "1.22.0 | {\"postgresql\":{\"primary\":{\"persistence\":{\"size\":\"8Gi\"}}}}",
                "1.22.0 | {\"labels\":{\"a/b\":\"c\"},\"quotas\":{\"pods\":10},\"scheduler\":{\"resources\":{\"limits\":{\"cpu\":0.5}}}}",
            })
    void acceptsWhatTheChartReads(String version, String values) throws Exception {
        assertThat(ChartProfile.of(version).check(ValuesYaml.read(values).values()))
                .isEmpty();
    }

    @Test
    void saysEverythingAtOnceInTheOrderOfThePaths() {
        List<ValuesProblem> problems = ChartProfile.of("1.22.0")
                .check(Map.of(
                        "workers", Map.of("replicas", 2),
                        "scheduler", Map.of("replicas", "2", "extraEnv", List.of()),
                        "aiflowVersion", "3.2.2"));

        assertThat(problems)
                .extracting(ValuesProblem::path, ValuesProblem::kind, ValuesProblem::isError)
                .containsExactly(
                        tuple("aiflowVersion", ValuesProblem.Kind.UNKNOWN_KEY, true),
                        tuple("scheduler.extraEnv", ValuesProblem.Kind.UNKNOWN_KEY, true),
                        tuple("scheduler.replicas", ValuesProblem.Kind.WRONG_TYPE, true),
                        tuple("workers.replicas", ValuesProblem.Kind.DEPRECATED_KEY, false));
    }

    @Test
    void refusesWhatYamlCouldNotSay() {
        ChartProfile profile = ChartProfile.of("1.22.0");

        assertThatThrownBy(() -> profile.check(Map.of("scheduler", Map.of("replicas", new Date(0)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scheduler.replicas contains a java.util.Date;"
                        + " values are maps, lists, strings, numbers, booleans and nulls");
        assertThatThrownBy(() -> profile.check(Map.of("labels", Map.of(1, "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels contains the key 1, which is not text");
    }
}
