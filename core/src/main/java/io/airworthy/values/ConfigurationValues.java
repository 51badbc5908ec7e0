package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Concurrency;
import io.airworthy.ConcurrencyBuilder;
import io.airworthy.ExternalUrl;
import io.airworthy.WebTier;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.frozen.Tree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What Airflow itself is told: environment variables and {@code airflow.cfg}. */
final class ConfigurationValues {

    private static final Part<Concurrency, ConcurrencyBuilder> CONCURRENCY = DEPLOYMENT.part(
            "concurrency",
            AirflowDeployment::concurrency,
            AirflowDeploymentBuilder::concurrency,
            Concurrency::toBuilder,
            ConcurrencyBuilder::build);

    private static final Format<Integer> NUMBER =
            new Format<>(number -> Integer.toString(number), given -> Format.number(given.toString()));

    /** The address that users type; the model leaves it out where the ingress says it. */
    private static final Attribute<ExternalUrl> BASE_URL = new Attribute<>(
            "externalUrl",
            AirflowDeployment::baseUrl,
            (deployment, url) -> deployment.toBuilder().externalUrl(url.text()).build());

    /** The variables that nothing else of the model sets. */
    static final Setting OTHER_VARIABLES = Setting.of(
            "environment",
            values -> new TreeMap<>(values.deployment().environment()).forEach(values::putVariable),
            ConfigurationValues::readEnvironment,
            "env");

    /** The options that nothing else of the model sets. */
    static final Setting OTHER_OPTIONS = Setting.of(
            "airflowConfig",
            values -> {
                values.deployment().airflowConfig().forEach(values::putOption);
                values.putOptions();
            },
            ConfigurationValues::readOptions,
            "config.*");

    static final Subject ENVIRONMENT = Subject.of(
            "Environment of every Airflow container.",
            LoggingValues.VARIABLES,
            MetricsValues.VARIABLES,
            MetricsValues.NODE_ADDRESS,
            OTHER_VARIABLES,
            Setting.derived(
                    values -> {
                        List<SecretVariable> variables = values.catalogue().variables();
                        if (!variables.isEmpty()) {
                            values.put(
                                    "secret",
                                    variables.stream()
                                            .map(ConfigurationValues::secret)
                                            .toList());
                        }
                    },
                    "secret"));

    static final Subject OPTIONS = Subject.of(
            "airflow.cfg. Every value is text: the chart would write 1000000 as 1e+06.",
            Setting.of(
                            DEPLOYMENT.optional(
                                    "airflowLocalSettings",
                                    AirflowDeployment::airflowLocalSettings,
                                    AirflowDeploymentBuilder::airflowLocalSettings),
                            "airflowLocalSettings",
                            Format.TEMPLATED_TEXT)
                    .alone(),
            concurrency("parallelism", Concurrency::parallelism, ConcurrencyBuilder::parallelism, "core.parallelism"),
            concurrency(
                    "databasePoolSize",
                    Concurrency::databasePoolSize,
                    ConcurrencyBuilder::databasePoolSize,
                    "database.sql_alchemy_pool_size"),
            concurrency(
                    "databaseMaxOverflow",
                    Concurrency::databaseMaxOverflow,
                    ConcurrencyBuilder::databaseMaxOverflow,
                    "database.sql_alchemy_max_overflow"),
            concurrency(
                            "parsingProcesses",
                            Concurrency::parsingProcesses,
                            ConcurrencyBuilder::parsingProcesses,
                            "scheduler.parsing_processes")
                    .deciding("dag_processor.parsing_processes"),
            concurrency(
                            "webserverWorkers",
                            Concurrency::webserverWorkers,
                            ConcurrencyBuilder::webserverWorkers,
                            "webserver.workers")
                    .when(deployment -> deployment.webTier() == WebTier.WEBSERVER),
            concurrency(
                            "apiServerWorkers",
                            Concurrency::apiServerWorkers,
                            ConcurrencyBuilder::apiServerWorkers,
                            "api.workers")
                    .when(deployment -> deployment.webTier() == WebTier.API_SERVER),
            concurrency(
                            "workerConcurrency",
                            Concurrency::workerConcurrency,
                            ConcurrencyBuilder::workerConcurrency,
                            "celery.worker_concurrency")
                    .when(AirflowDeployment::usesCelery)
                    .deciding("celery.celeryd_concurrency", "celery.worker_autoscale"),
            Setting.option(BASE_URL, "webserver.base_url", Format.textOf(ExternalUrl::text, ExternalUrl::of))
                    .deciding("api.base_url"),
            BrokerOptions.OPTIONS,
            BrokerOptions.VISIBILITY_TIMEOUT,
            BundleValues.OPTIONS,
            SignInValues.AUTH_MANAGER,
            LoggingValues.OPTIONS,
            LoggingValues.SEARCH_OPTIONS,
            MetricsValues.OPTIONS,
            MetricsValues.SELECTION.get(0),
            MetricsValues.SELECTION.get(1),
            MetricsValues.SELECTION.get(2),
            MetricsValues.SELECTION.get(3),
            SecretsBackendOptions.SETTING,
            Setting.decides("ha.scheduler", "scheduler.use_row_level_locking"),
            Setting.decides("ha.dagProcessor", "scheduler.standalone_dag_processor"),
            OTHER_OPTIONS);

    private ConfigurationValues() {}

    private static Setting concurrency(
            String name,
            Function<Concurrency, Integer> get,
            BiFunction<ConcurrencyBuilder, Integer, ConcurrencyBuilder> set,
            String option) {
        return Setting.option(CONCURRENCY.attribute(name, get, set), option, NUMBER);
    }

    private static Map<String, Object> secret(SecretVariable variable) {
        return Tree.of(
                "envName", variable.variable(),
                "secretName", variable.secretName(),
                "secretKey", variable.key());
    }

    /** The variables that nothing else of the model sets. */
    private static AirflowDeployment readEnvironment(AirflowDeployment deployment, Given values) {
        Map<String, String> variables = values.variables();
        ValuesDraft derived = new ValuesDraft(deployment, Map.of());
        derived.section("");
        LoggingValues.VARIABLES.write(derived);
        MetricsValues.VARIABLES.write(derived);
        variables.keySet().removeAll(derived.variableNames());
        return deployment.toBuilder().environment(variables).build();
    }

    /** The options that nothing else of the model sets. */
    private static AirflowDeployment readOptions(AirflowDeployment deployment, Given values) {
        Map<String, String> options = new TreeMap<>(values.options());
        options.keySet().removeAll(derivedOptions(deployment).keySet());
        return deployment.toBuilder().airflowConfig(options).build();
    }

    /** The options that follow from everything but {@code airflowConfig}. */
    static Map<String, String> derivedOptions(AirflowDeployment deployment) {
        ValuesDraft derived =
                new ValuesDraft(deployment.toBuilder().airflowConfig(Map.of()).build(), Map.of());
        derived.section("");
        OPTIONS.settings().forEach(setting -> setting.write(derived));
        return derived.options();
    }
}
