package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionRulesTest {

    static List<Arguments> settings() {
        return List.of(
                Arguments.of(
                        "3.2.2",
                        "scheduler.min_file_process_interval",
                        "error OPT-001 airflowConfig[scheduler.min_file_process_interval]:"
                                + " scheduler.min_file_process_interval was removed in Airflow 3.0.0, and this is 3.2.2 / use"
                                + " dag_processor.min_file_process_interval"),
                Arguments.of(
                        "2.11.0",
                        "api.host",
                        "error OPT-001 airflowConfig[api.host]: api.host was added in Airflow 3.0.0, and this is 2.11.0"
                                + " / use webserver.web_server_host"),
                Arguments.of(
                        "3.2.2",
                        "webserver.warn_deployment_exposure",
                        "error OPT-001 airflowConfig[webserver.warn_deployment_exposure]:"
                                + " webserver.warn_deployment_exposure was removed in Airflow 3.1.0, and this is 3.2.2 / remove"
                                + " it"),
                Arguments.of(
                        "3.2.2",
                        "webserver.instance_name",
                        "warning OPT-002 airflowConfig[webserver.instance_name]: webserver.instance_name was renamed in"
                                + " Airflow 3.1.0 / use api.instance_name"),
                Arguments.of(
                        "3.2.2",
                        "traces.otel_host",
                        "warning OPT-002 airflowConfig[traces.otel_host]: traces.otel_host has been deprecated since"
                                + " Airflow 3.2.0 / look in the release notes for what replaces it"),
                Arguments.of(
                        "3.2.2",
                        "core.default_timezon",
                        "warning OPT-003 airflowConfig[core.default_timezon]: core.default_timezon is not among the"
                                + " options that this library knows / check the spelling; perhaps it is core.default_timezone"),
                Arguments.of("3.2.2", "celery.anything", null),
                Arguments.of("3.2.2", "acme.anything", null),
                Arguments.of("3.2.2", "no option at all", null));
    }

    @ParameterizedTest(name = "Airflow {0}, {1}")
    @MethodSource("settings")
    void saysWhatBecameOfAnOption(String version, String option, String expected) {
        AirflowDeployment deployment =
                deployment(version).airflowConfig(option, "5").build();

        assertThat(said(deployment)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void looksAtVariablesAsWell() {
        AirflowDeployment deployment = deployment("3.2.2")
                .environment("AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL", "60")
                .environment("AIRFLOW__CORE__XCOM_SIDECAR_CONTAINER_IMAGE_", "x")
                .environment("TZ", "UTC")
                .build();

        assertThat(said(deployment))
                .containsExactly(
                        "warning OPT-002 environment[AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL]:"
                                + " scheduler.dag_dir_list_interval was renamed in Airflow 3.0.0 / use"
                                + " dag_processor.refresh_interval",
                        "warning OPT-003 environment[AIRFLOW__CORE__XCOM_SIDECAR_CONTAINER_IMAGE_]:"
                                + " core.xcom_sidecar_container_image_ is not among the options that this library knows / check"
                                + " the spelling");
    }

    @Test
    void refusesTheReleasesThatLookForTheSessionKeyElsewhere() {
        assertThat(said(deployment("3.0.1").build()))
                .containsExactly(
                        "error OPT-004 airflowVersion: This Airflow looks for the session key where no chart puts it /"
                                + " use Airflow 3.0.2 or later");
        assertThat(said(deployment("3.0.2").build())).isEmpty();
        assertThat(said(deployment("2.11.0").build())).isEmpty();
    }

    private static List<String> said(AirflowDeployment deployment) {
        return deployment.validate().violations().stream()
                .filter(violation -> violation.rule().id().startsWith("OPT-"))
                .map(violation ->
                        violation.rule().severity() + " " + violation.rule().id() + " "
                                + violation.finding().modelPath() + ": "
                                + violation.finding().what() + " / "
                                + violation.remedy())
                .toList();
    }

    private static AirflowDeploymentBuilder deployment(String airflow) {
        return AirflowDeployment.builder()
                .chartVersion("1.19.0")
                .airflowVersion(airflow)
                .executors(Executor.LOCAL)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AWS_RDS)
                        .host("db.example.com")
                        .build());
    }
}
