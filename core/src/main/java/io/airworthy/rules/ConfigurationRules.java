package io.airworthy.rules;

import static io.airworthy.rules.Subject.OPTIONS;
import static io.airworthy.rules.Subject.VARIABLES;
import static io.airworthy.rules.Subject.extra;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options of {@code airflow.cfg} that the user adds. */
final class ConfigurationRules {

    private static final String REFERENCE =
            "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html";

    private static final String BUNDLES = "dag_processor.dag_bundle_config_list";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+){1,2}");

    static final Rule KEYS_ARE_OPTIONS = Rule.error("CFG-001")
            .title("A key is not the name of an option")
            .because("Airflow reads options by section and name, and never sees this one")
            .remedy("write section.option, for example core.default_timezone")
            .source(REFERENCE)
            .brokenBy(it -> it.airflowConfig("default_timezone", "utc"))
            .finds(OPTIONS.unless(
                    option -> NAME.matcher(option.getKey()).matches(),
                    option -> "it is not of the form section.option, in lower case"));

    static final Rule OPTIONS_ARE_LEFT_TO_THE_MODEL = Rule.error("CFG-002")
            .title("An option sets what the model decides")
            .because("the option and the model contradict each other, and the Secrets, the runbook and the checklist"
                    + " describe a different deployment")
            .remedy("remove the option and use the attribute")
            .source(REFERENCE)
            .brokenBy(it -> it.airflowConfig("metrics.statsd_host", "localhost"))
            .finds(OPTIONS.faults(
                    (option, deployment) -> OwnedOptions.contradicted(deployment, option.getKey(), option.getValue())
                            .filter(attribute -> !OptionRules.isHidden(deployment, option.getKey()))
                            .map(attribute -> attribute + " decides this")));

    static final Rule JWT_SECRET_IS_IN_ITS_SECTION = Rule.error("CFG-003")
            .title("The JWT secret is in a section where Airflow does not look for it")
            .because("each process generates a secret of its own, and every task fails with 'Signature verification"
                    + " failed'")
            .remedy("remove it: the library creates the secret, and the chart gives it to the components that need it")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html")
            .brokenBy(it -> it.airflowConfig("secrets.jwt_secret", "$JWT_SECRET"))
            .finds(OPTIONS.when(
                    option -> OwnedOptions.isMisplacedJwtSecret(option.getKey()),
                    option -> "Airflow reads it only from section api_auth"));

    static final Rule VALUES_ARE_READ_AS_WRITTEN = Rule.error("CFG-005")
            .title("Airflow would not read an option's value as it is written")
            .because("in airflow.cfg white space around a value is lost, a line that begins with # or ; is a comment,"
                    + " and a control character breaks the file")
            .remedy("use lines of plain text, without white space around the value and without lines that begin with"
                    + " # or ;")
            .source("https://docs.python.org/3/library/configparser.html#supported-ini-file-structure")
            .brokenBy(it -> it.airflowConfig("core.default_timezone", "utc\n"))
            .finds(OPTIONS.faults(option -> valueFault(option.getValue())));

    static final Rule DAGS_FOLDER_IS_THE_ONE_OF_GIT_SYNC = Rule.error("CFG-006")
            .title("Airflow looks for DAGs where git-sync does not put them")
            .because("that folder stays empty, and Airflow shows no DAGs")
            .remedy("remove the option: the chart points it at gitSync.subPath in git-sync's folder")
            .source("https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html")
            .brokenBy(it -> it.airflowConfig("core.dags_folder", "/opt/airflow/other"))
            .finds(together(List.of(
                    OPTIONS.where(ConfigurationRules::pullsDags)
                            .faults((option, deployment) -> otherDags(deployment, option.getKey(), option.getValue())),
                    VARIABLES
                            .where(ConfigurationRules::pullsDags)
                            .faults((variable, deployment) -> AirflowOptions.ofVariable(variable.getKey())
                                    .flatMap(option -> otherDags(deployment, option, variable.getValue()))),
                    extra("dagProcessor.dagBundleConfigList")
                            .where(ConfigurationRules::pullsDags)
                            .faults((bundles, deployment) -> otherDags(deployment, BUNDLES, bundles.toString())))));

    static final Rule OPTIONS_COUNT = Rule.warning("CFG-007")
            .title("A variable overrides an option")
            .because("Airflow takes the variable, and changing the option has no effect")
            .remedy("remove one of the two")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html")
            .brokenBy(it -> it.airflowConfig("core.default_timezone", "utc")
                    .environment("AIRFLOW__CORE__DEFAULT_TIMEZONE", "Europe/Berlin"))
            .finds(OPTIONS.faults((option, deployment) -> overriding(deployment, option.getKey(), option.getValue())
                    .map(variable -> "the variable " + variable + " says something else")));

    static final List<Rule> ALL = List.of(
            KEYS_ARE_OPTIONS,
            OPTIONS_ARE_LEFT_TO_THE_MODEL,
            JWT_SECRET_IS_IN_ITS_SECTION,
            VALUES_ARE_READ_AS_WRITTEN,
            DAGS_FOLDER_IS_THE_ONE_OF_GIT_SYNC,
            OPTIONS_COUNT);

    private ConfigurationRules() {}

    private static Optional<String> valueFault(String value) {
        List<String> lines = List.of(value.split("\n", -1));
        if (value.codePoints().anyMatch(c -> c != '\t' && c != '\n' && Characters.isControl(c))) {
            return Optional.of("its value contains a control character");
        }
        if (lines.stream()
                .skip(1)
                .anyMatch(line -> line.strip().startsWith("#") || line.strip().startsWith(";"))) {
            return Optional.of("a line of its value would be a comment");
        }
        return value.equals(value.strip()) ? Optional.empty() : Optional.of("its value has white space around it");
    }

    /** The variable that gives an option another value, under any of its names. */
    private static Optional<String> overriding(AirflowDeployment deployment, String option, String value) {
        if (!deployment.airflowVersion().isRelease() || !NAME.matcher(option).matches()) {
            return Optional.empty();
        }
        AirflowOptions options = AirflowOptions.of(deployment.airflowVersion());
        String name = options.nameOf(option);
        return deployment.environment().entrySet().stream()
                .filter(variable -> !variable.getValue().equalsIgnoreCase(value)
                        && AirflowOptions.ofVariable(variable.getKey())
                                .filter(other -> options.nameOf(other).equals(name))
                                .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean pullsDags(AirflowDeployment deployment) {
        return deployment.gitSync().isPresent();
    }

    /** A bundle of local files is the only one that reads what git-sync pulls. */
    private static Optional<String> otherDags(AirflowDeployment deployment, String option, String value) {
        if (option.equals("core.dags_folder")) {
            String pulled = deployment.dagMount() + "/repo";
            return value.equals(pulled) || value.startsWith(pulled + "/")
                    ? Optional.empty()
                    : Optional.of("git-sync puts the files into " + pulled);
        }
        return option.equals(BUNDLES) && !value.contains("LocalDagBundle")
                ? Optional.of("none of these bundles reads the files that git-sync pulls")
                : Optional.empty();
    }
}
