package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.Concurrency;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.frozen.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Airflow itself is told: environment variables and {@code airflow.cfg}. */
final class ConfigurationValues {

    private ConfigurationValues() {}

    static void write(ValuesDraft values) {
        AirflowOptions airflow = AirflowOptions.of(values.deployment().airflowVersion());
        environment(values, airflow);
        configuration(values, airflow);
    }

    private static void environment(ValuesDraft values, AirflowOptions airflow) {
        AirflowDeployment deployment = values.deployment();
        Map<String, String> variables = new LinkedHashMap<>();
        deployment.remoteLogging().ifPresent(logging -> variables.putAll(LoggingValues.environment(logging)));
        variables.putAll(MetricsValues.environment(deployment, airflow));
        variables.putAll(new TreeMap<>(deployment.environment()));
        List<SecretVariable> secret = values.catalogue().variables();
        values.section("Environment of every Airflow container.");
        if (!variables.isEmpty()) {
            values.put(
                    "env",
                    variables.entrySet().stream()
                            .map(variable -> variable(variable.getKey(), variable.getValue()))
                            .toList());
        }
        if (!secret.isEmpty()) {
            values.put(
                    "secret", secret.stream().map(ConfigurationValues::secret).toList());
        }
    }

    static Map<String, Object> variable(String name, String value) {
        return Tree.of("name", name, "value", ChartText.variable(value));
    }

    private static Map<String, Object> secret(SecretVariable variable) {
        return Tree.of(
                "envName", variable.variable(),
                "secretName", variable.secretName(),
                "secretKey", variable.key());
    }

    private static void configuration(ValuesDraft values, AirflowOptions airflow) {
        AirflowDeployment deployment = values.deployment();
        Map<String, String> options = new TreeMap<>(concurrency(deployment, airflow));
        deployment.baseUrl().ifPresent(url -> options.put(airflow.nameOf("webserver.base_url"), url.text()));
        deployment.remoteLogging().ifPresent(logging -> options.putAll(LoggingValues.options(logging)));
        options.putAll(MetricsValues.options(deployment, airflow));
        deployment.secretsBackend().ifPresent(backend -> options.putAll(SecretsBackendOptions.of(backend)));
        options.putAll(deployment.airflowConfig());
        values.section("airflow.cfg. Every value is text: the chart would write 1000000 as 1e+06.");
        options.forEach((option, value) -> values.putOption(option, ChartText.option(value)));
    }

    private static Map<String, String> concurrency(AirflowDeployment deployment, AirflowOptions airflow) {
        Concurrency concurrency = deployment.concurrency();
        Map<String, String> options = new LinkedHashMap<>();
        options.put("core.parallelism", number(concurrency.parallelism()));
        options.put("database.sql_alchemy_pool_size", number(concurrency.databasePoolSize()));
        options.put("database.sql_alchemy_max_overflow", number(concurrency.databaseMaxOverflow()));
        options.put(airflow.nameOf("scheduler.parsing_processes"), number(concurrency.parsingProcesses()));
        options.put(airflow.nameOf("webserver.workers"), number(concurrency.workersOf(deployment.webTier())));
        if (deployment.usesCelery()) {
            options.put("celery.worker_concurrency", number(concurrency.workerConcurrency()));
        }
        return options;
    }

    private static String number(int number) {
        return Integer.toString(number);
    }
}
