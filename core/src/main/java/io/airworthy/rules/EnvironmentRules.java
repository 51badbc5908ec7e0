package io.airworthy.rules;

import static io.airworthy.rules.Subject.VARIABLES;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment variables that the user adds. */
final class EnvironmentRules {

    private static final String CONFIG_PAGE =
            "https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern OPTION = Pattern.compile("AIRFLOW__([A-Z0-9_]+?)__([A-Z0-9_]+)");

    private static final Set<String> METRICS_VARIABLES = Set.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
            "OTEL_METRICS_EXPORTER",
            "OTEL_METRIC_EXPORT_INTERVAL",
            "OTEL_SDK_DISABLED");

    private static final Set<String> DATABASE_VARIABLES = Set.of("AIRFLOW_CONN_AIRFLOW_DB", "KEDA_DB_CONN");

    /** Where Airflow looks for {@code airflow.cfg}, which the chart mounts. */
    private static final Map<String, String> PLACES =
            Map.of("AIRFLOW_CONFIG", "airflowConfig", "AIRFLOW_HOME", "extraValues[airflowHome]");

    /** What Airflow looks for as {@code AIRFLOW__SECTION__OPTION}, {@code AIRFLOW_CONN_ID} and {@code AIRFLOW_VAR_KEY}. */
    private static final Pattern OF_AIRFLOW = Pattern.compile("(?i)AIRFLOW_(_|CONN_|VAR_).+");

    static final Rule NAMES_ARE_VALID = Rule.error("ENV-001")
            .title("The name of an environment variable is not valid")
            .because("Kubernetes rejects the pods, or no program finds the variable")
            .remedy("use letters, digits and underscores, and do not begin with a digit")
            .source("https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/")
            .brokenBy(it -> it.environment("my-variable", "1"))
            .finds(VARIABLES.unless(
                    variable -> NAME.matcher(variable.getKey()).matches(),
                    variable -> "it is not a valid variable name"));

    static final Rule VARIABLES_ARE_LEFT_TO_THE_MODEL = Rule.error("ENV-002")
            .title("An environment variable sets what the model decides")
            .because("depending on the order in the container, either the variable or the model silently wins, and"
                    + " the Secrets, the runbook and the checklist describe a different deployment")
            .remedy("remove the variable and use the attribute")
            .source(CONFIG_PAGE)
            .brokenBy(it -> it.environment("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD", "cat /secrets/url"))
            .finds(VARIABLES.faults(
                    (variable, deployment) -> contradicted(deployment, variable.getKey(), variable.getValue())
                            .map(attribute -> attribute + " decides this")));

    static final Rule JWT_SECRET_IS_IN_ITS_SECTION = Rule.error("ENV-003")
            .title("The JWT secret is in a section where Airflow does not look for it")
            .because("each process generates a secret of its own, and every task fails with 'Signature verification"
                    + " failed'")
            .remedy("remove it: the library creates the secret, and the chart gives it to the components that need it")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html")
            .brokenBy(it -> it.environment("AIRFLOW__SECRETS__JWT_SECRET", "$JWT_SECRET"))
            .finds(VARIABLES.when(
                    variable -> option(variable.getKey())
                            .filter(OwnedOptions::isMisplacedJwtSecret)
                            .isPresent(),
                    variable -> "Airflow reads it only from section api_auth"));

    static final Rule AIRFLOW_VARIABLES_ARE_IN_CAPITALS = Rule.error("ENV-006")
            .title("The name of an Airflow variable is not in capital letters")
            .because("Airflow looks for options, connections and variables in capital letters, and never sees this one")
            .remedy("write it in capital letters; Airflow converts names to lower case where it needs to")
            .source(CONFIG_PAGE)
            .after("ENV-001")
            .brokenBy(it -> it.environment("airflow__core__parallelism", "64"))
            .finds(VARIABLES.when(
                    variable -> OF_AIRFLOW.matcher(variable.getKey()).matches()
                            && !variable.getKey().equals(capitals(variable.getKey())),
                    variable -> "Airflow looks for " + capitals(variable.getKey())));

    static final List<Rule> ALL = List.of(
            NAMES_ARE_VALID,
            VARIABLES_ARE_LEFT_TO_THE_MODEL,
            JWT_SECRET_IS_IN_ITS_SECTION,
            AIRFLOW_VARIABLES_ARE_IN_CAPITALS);

    private EnvironmentRules() {}

    private static String capitals(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The attribute that already decides what the variable would decide. */
    static Optional<String> owner(AirflowDeployment deployment, String name) {
        if (DATABASE_VARIABLES.contains(name)) {
            return Optional.of("database");
        }
        if (METRICS_VARIABLES.contains(name)) {
            // With StatsD they are for traces.
            return deployment.metrics().exporters().stream()
                            .anyMatch(it -> it.openTelemetry().isPresent())
                    ? Optional.of("metrics")
                    : Optional.empty();
        }
        if (deployment
                .remoteLogging()
                .filter(logging -> logging.identity()
                                .connection()
                                .filter(connection -> connection.secretName().isEmpty())
                                .isEmpty()
                        && SecretCatalogue.connectionVariable(logging).equals(name))
                .isPresent()) {
            return Optional.of("remoteLogging");
        }
        if (PLACES.containsKey(name)) {
            return Optional.of(PLACES.get(name));
        }
        if (deployment
                .remoteLogging()
                .filter(logging -> identityVariables(logging.identity()).contains(name))
                .isPresent()) {
            return Optional.of("remoteLogging.identity");
        }
        return option(name).flatMap(option -> OwnedOptions.attribute(deployment, option));
    }

    /** The attribute that decides what the variable would decide, and that its value contradicts. */
    static Optional<String> contradicted(AirflowDeployment deployment, String name, String value) {
        return owner(deployment, name)
                .filter(attribute -> option(name)
                        .map(option -> OwnedOptions.contradicted(deployment, option, value)
                                .isPresent())
                        .orElse(true));
    }

    /** What the cloud's libraries take over the identity that the pod's service account has. */
    private static Set<String> identityVariables(CloudIdentity identity) {
        Set<String> aws = Set.of("AWS_PROFILE", "AWS_ROLE_ARN");
        return identity.match(
                irsa -> aws,
                pod -> aws,
                gke -> Set.of("GOOGLE_APPLICATION_CREDENTIALS"),
                azure -> Set.of("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"),
                key -> Set.of(),
                file -> Set.of(),
                nodes -> Set.of(),
                connection -> Set.of());
    }

    /** {@code AIRFLOW__SECTION__OPTION} as {@code section.option}. */
    private static Optional<String> option(String name) {
        return Stream.of(OPTION.matcher(name))
                .filter(Matcher::matches)
                .map(option -> option.group(1) + "." + option.group(2))
                .findFirst();
    }
}
