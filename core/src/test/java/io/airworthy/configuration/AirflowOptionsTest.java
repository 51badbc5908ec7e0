package io.airworthy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.configuration.OptionStanding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AirflowOptionsTest {

    @ParameterizedTest(name = "in Airflow {0}, {1} is {2}, now {3}, since {4}")
    @CsvSource({
        "2.9.0,  core.parallelism,                            KNOWN,      ,                                        ",
        "3.2.2,  core.parallelism,                            KNOWN,      ,                                        ",
        "3.2.2,  CORE.Parallelism,                            KNOWN,      ,                                        ",
        "2.11.0, scheduler.parsing_processes,                 KNOWN,      ,                                        ",
        "3.0.0,  scheduler.parsing_processes,                 GONE,       dag_processor.parsing_processes,    3.0.0",
        "2.11.0, dag_processor.parsing_processes,             NOT_YET,    scheduler.parsing_processes,        3.0.0",
        "3.0.1,  webserver.secret_key,                        KNOWN,      ,                                        ",
        "3.0.2,  webserver.secret_key,                        RENAMED,    api.secret_key,                     3.0.2",
        "3.0.1,  api.secret_key,                              NOT_YET,    webserver.secret_key,               3.0.2",
        "3.0.2,  api.secret_key,                              KNOWN,      ,                                        ",
        "2.10.5, api.base_url,                                NOT_YET,    webserver.base_url,                 3.0.0",
        "3.2.2,  webserver.base_url,                          RENAMED,    api.base_url,                       3.1.0",
        "3.0.6,  webserver.access_logfile,                    RENAMED,    api.access_logfile,                 3.0.0",
        "3.1.0,  webserver.access_logfile,                    RENAMED,    api.log_config,                     3.0.0",
        "3.2.0,  scheduler.running_metrics_interval,          RENAMED,    scheduler.ti_metrics_interval,      3.2.0",
        "3.2.0,  scheduler.scheduler_zombie_task_threshold,   GONE,       scheduler.task_instance_heartbeat_timeout, 3.0.0",
        "2.9.3,  core.sql_alchemy_pool_size,                  RENAMED,    database.sql_alchemy_pool_size,     2.3.0",
        "3.0.0,  core.sql_alchemy_pool_size,                  GONE,       database.sql_alchemy_pool_size,     2.3.0",
        "3.2.2,  scheduler.statsd_allow_list,                 GONE,       metrics.metrics_allow_list,         2.0.0",
        "3.0.0,  logging.enable_task_context_logger,          GONE,       ,                                   3.0.0",
        "2.10.5, metrics.timer_unit_consistency,              NOT_YET,    ,                                   2.11.0",
        "2.11.0, metrics.timer_unit_consistency,              KNOWN,      ,                                        ",
        "2.11.1, logging.use_historical_filename_templates,   KNOWN,      ,                                        ",
        "2.10.5, webserver.max_form_parts,                    KNOWN,      ,                                        ",
        "2.10.5, core.colored_log_format,                     RENAMED,    logging.colored_log_format,         2.0.0",
        "3.0.4,  dag_processor.parsing_pre_import_modules,    KNOWN,      ,                                        ",
        "3.0.6,  webserver.base_url,                          GONE,       api.base_url,                       3.0.0",
        "3.0.6,  core.dag_file_processor_timeout,             GONE,       dag_processor.dag_file_processor_timeout, 3.0.0",
        "3.1.0,  core.dag_file_processor_timeout,             RENAMED,    dag_processor.dag_file_processor_timeout, 3.1.0",
        "3.1.7,  core.mp_start_method,                        KNOWN,      ,                                        ",
        "3.1.8,  core.mp_start_method,                        NOT_YET,    ,                                   3.3.0",
        "3.3.0,  core.mp_start_method,                        KNOWN,      ,                                        ",
        "3.1.8,  logging.callsite_parameters,                 KNOWN,      ,                                        ",
        "3.2.2,  triggerer.runner_health_check_threshold,     KNOWN,      ,                                        ",
        "3.2.1,  api.dag_cache_size,                          NOT_YET,    ,                                   3.2.2",
        "3.2.0,  core.allow_double_dot_in_ids,                NOT_YET,    ,                                   3.3.0",
        "3.3.2,  workers.execution_api_server_url,            RENAMED,    core.execution_api_server_url,      3.3.0",
        "3.3.2,  scheduler.batch_asset_events,                NOT_YET,    ,                                   3.4.0",
        "3.4.0,  scheduler.batch_asset_events,                KNOWN,      ,                                        ",
        "3.2.0,  api.page_size,                               RENAMED,    api.fallback_page_limit,            3.2.0",
        "3.0.0,  metrics.timer_unit_consistency,              GONE,       ,                                   3.0.0",
        "3.1.8,  metrics.otel_host,                           KNOWN,      ,                                        ",
        "3.2.0,  metrics.otel_host,                           DEPRECATED, ,                                   3.2.0",
        "2.10.2, metrics.otel_service,                        NOT_YET,    ,                                  2.10.3",
        "2.10.3, metrics.otel_service,                        KNOWN,      ,                                        ",
        "2.11.0, scheduler.create_delta_data_intervals,       KNOWN,      ,                                        ",
        "3.0.6,  database.sql_alchemy_conn_async,             NOT_YET,    ,                                   3.1.0",
        "3.0.6,  database.sql_alchemy_conn_async_secret,      NOT_YET,    ,                                   3.1.0",
        "3.2.2,  core.fernet_key_cmd,                         KNOWN,      ,                                        ",
        "3.2.2,  core.parallelism_cmd,                        UNKNOWN,    ,                                        ",
        "3.2.2,  core.paralelism,                             UNKNOWN,    ,                                        ",
        "3.2.2,  celery.worker_concurrency,                   FOREIGN,    ,                                        ",
        "2.9.0,  edge.api_url,                                FOREIGN,    ,                                        ",
        "3.2.2,  celery.no_such_option,                       FOREIGN,    ,                                        ",
        "3.2.2,  acme.no_such_section,                        FOREIGN,    ,                                        ",
        "3.2.2,  sentry.traces_sample_rate,                   FOREIGN,    ,                                        ",
        "3.2.2,  secrets.backend_kwarg__vault_url,            FOREIGN,    ,                                        ",
    })
    void knowsWhatAVersionMakesOfAnOption(String version, String option, Kind kind, String successor, String since) {
        OptionStanding standing = in(version).standing(option);

        assertThat(standing.kind()).isEqualTo(kind);
        assertThat(standing.successor().orElse(null)).isEqualTo(successor);
        assertThat(standing.since().map(AirflowVersion::text).orElse(null)).isEqualTo(since);
    }

    @ParameterizedTest(name = "Airflow {0} calls {1} {2}")
    @CsvSource({
        "2.11.0, webserver.workers,            webserver.workers",
        "3.0.0,  webserver.workers,            api.workers",
        "3.0.0,  scheduler.max_threads,        dag_processor.parsing_processes",
        "3.0.0,  scheduler.dag_dir_list_interval, dag_processor.refresh_interval",
        "3.2.2,  acme.anything,                acme.anything",
    })
    void namesAnOptionAsTheVersionDoes(String version, String option, String name) {
        assertThat(in(version).nameOf(option)).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} sets {1}")
    @CsvSource({
        "AIRFLOW__CORE__PARALLELISM,                            core.parallelism",
        "AIRFLOW__COMMON_IO__XCOM_OBJECTSTORAGE_PATH,           common.io.xcom_objectstorage_path",
        "AIRFLOW__ACME__ANY__THING,                             acme.any__thing",
        "AIRFLOW_CONN_AWS_DEFAULT,                              ",
        "PATH,                                                  ",
    })
    void knowsWhichOptionAVariableSets(String variable, String option) {
        assertThat(AirflowOptions.ofVariable(variable).orElse(null)).isEqualTo(option);
    }

    @Test
    void findsTheOptionThatWasMeant() {
        assertThat(in("3.2.2").nearest("core.paralelism")).contains("core.parallelism");
        assertThat(in("3.2.2").nearest("core.bananas")).isEmpty();
    }

    @Test
    void knowsWhichOptionsAreSecret() {
        assertThat(AirflowOptions.isSensitive("core.fernet_key")).isTrue();
        assertThat(AirflowOptions.isSensitive("core.parallelism")).isFalse();
    }

    static List<String> lines() {
        return List.of("2.9.0", "2.10.0", "2.11.0", "3.0.0", "3.0.2", "3.1.0", "3.2.0", "3.2.2");
    }

    @ParameterizedTest(name = "Airflow {0}")
    @MethodSource("lines")
    void everySuccessorIsAnOptionOfTheSameVersion(String version) {
        AirflowOptions options = in(version);

        assertThat(OptionTable.read().options())
                .allSatisfy(option -> options.standing(option)
                        .successor()
                        .ifPresent(successor -> assertThat(
                                        options.standing(successor).kind())
                                .as(option + " -> " + successor)
                                .isIn(Kind.KNOWN, Kind.FOREIGN)));
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThatThrownBy(() -> in("3.1.0rc1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'3.1.0rc1' is not a release; write three numbers, 3.2.2");
        assertThatThrownBy(() -> in("3.2.2").standing("parallelism"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'parallelism' is not an option; write section.option");
    }

    private static AirflowOptions in(String version) {
        return AirflowOptions.of(AirflowVersion.of(version));
    }
}
