package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.render.source.SourceText;
import org.junit.jupiter.api.Test;

class ValuesMigrationTest {

    private static final String OLD = """
            airflowVersion: "2.11.0"   # the last of its line
            defaultAirflowTag: 2.11.0
            executor: CeleryExecutor
            webserver:
              # Two, because of node upgrades.
              replicas: 2
              resources:
                limits: {cpu: 2}
              extraKey: 1
            webserverSecretKeySecretName: team-web
            # Who runs tasks.
            workers:
              # Three,
              # one in each zone.
              replicas: 3  # not two

              # Not measured yet.

              resources:
                requests:
                  # half of one
                  cpu: 500m
            dags:
              gitSync: {enabled: true, wait: 30}
            ingress:
              web: {enabled: true, hosts: [{name: airflow.example.com}]}
            config:
              webserver:
                expose_config: "False"
              scheduler:
                min_file_process_interval: 60
            env:
              - name: AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL
                value: "120"
            """;

    private static final String NEW = """
            airflowVersion: "3.2.2"   # the last of its line
            defaultAirflowTag: "3.2.2"
            executor: CeleryExecutor
            webserver:
              extraKey: 1
            apiSecretKeySecretName: team-web
            # Who runs tasks.
            workers:

              # Not measured yet.

              celery:
                # Three,
                # one in each zone.
                replicas: 3  # not two
                resources:
                  requests:
                    # half of one
                    cpu: 500m
              kubernetes:
                resources:
                  requests:
                    # half of one
                    cpu: 500m
            dags:
              gitSync: {enabled: true, period: "30s"}
            ingress:
              apiServer: {enabled: true, hosts: [{name: airflow.example.com}]}
            config:
              api:
                expose_config: "False"
              dag_processor:
                min_file_process_interval: 60
            env:
              - name: AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL
                value: "120"
            apiServer:
              # Two, because of node upgrades.
              replicas: 2
              resources:
                limits: {cpu: 2}
            """;

    @Test
    void keysAndOptionsFollow() {
        MigrationResult result = ValuesLinter.forChart("1.18.0")
                .airflow("2.11.0")
                .migrateTo("1.22.0")
                .airflow("3.2.2")
                .migrate(SourceText.of("v.yaml", OLD));

        assertThat(result.changed().get("v.yaml")).isEqualTo(NEW);
        assertThat(result.report().entries())
                .extracting(
                        entry -> entry.rule().id() + " " + entry.valuesPath().orElse(""))
                .contains("VAL-013 webserver.extraKey")
                .doesNotContain("VAL-014 webserver.replicas");
    }

    @Test
    void anApplicationGetsTheVersion() {
        MigrationResult result =
                ValuesLinter.forChart("1.22.0").migrateTo("1.22.0").migrate(SourceText.of("a.yaml", """
                        kind: Application
                        spec:
                          source:
                            chart: airflow
                            targetRevision: '1.18.0'
                            helm:
                              values: |
                                workers:
                                  replicas: 3
                                logs: {persistence: {enabled: true}}
                        """));

        assertThat(result.changed()).containsEntry("a.yaml", """
                        kind: Application
                        spec:
                          source:
                            chart: airflow
                            targetRevision: '1.22.0'
                            helm:
                              values: |
                                workers:
                                  celery:
                                    replicas: 3
                                logs: {persistence: {enabled: true}}
                        """);
    }

    @Test
    void whatIsRightAlreadyStays() {
        MigrationResult result = ValuesLinter.forChart("1.22.0")
                .airflow("3.2.2")
                .migrateTo("1.22.0")
                .migrate(SourceText.of("v.yaml", NEW));

        assertThat(result.changed()).isEmpty();
        assertThat(result.moves()).isEmpty();
    }
}
