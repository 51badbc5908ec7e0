package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of {@code airflow.cfg} that the user adds. */
final class ConfigurationRules {

    private static final String REFERENCE =
            "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html";

    private static final String BUNDLES = "dag_processor.dag_bundle_config_list";

    private static final Pattern OPTION = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9_-]+");

    static final Rule KEYS_ARE_OPTIONS = Rule.error("CFG-001")
            .title("A key is not the name of an option")
            .because("Airflow reads options by section and name, and never sees this one")
            .remedy("write section.option, for example core.default_timezone")
            .source(REFERENCE)
            .brokenBy(it -> it.airflowConfig("default_timezone", "utc"))
            .finds(ofOptions((option, value) -> OPTION.matcher(option).matches()
                    ? Optional.empty()
                    : Optional.of("it is not of the form section.option, in lower case")));

    static final Rule MODEL_DECIDES = Rule.error("CFG-002")
            .title("An option sets what the model decides")
            .because("the option and the model contradict each other, and the Secrets, the runbook and the checklist"
                    + " describe a different deployment")
            .remedy("remove the option and use the attribute")
            .source(REFERENCE)
            .brokenBy(it -> it.airflowConfig("metrics.statsd_host", "localhost"))
            .finds(deployment -> options(
                    deployment,
                    (option, value) -> owner(deployment, option).map(attribute -> attribute + " decides this")));

    static final Rule JWT_SECRET_HAS_ITS_PLACE = Rule.error("CFG-003")
            .title("The JWT secret is in a section where Airflow does not look for it")
            .because("each process generates a secret of its own, and every task fails with 'Signature verification"
                    + " failed'")
            .remedy("remove it: the library creates the secret, and the chart gives it to the components that need it")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html")
            .brokenBy(it -> it.airflowConfig("secrets.jwt_secret", "$JWT_SECRET"))
            .finds(ofOptions((option, value) -> OwnedOptions.isMisplacedJwtSecret(option)
                    ? Optional.of("Airflow reads it only from section api_auth")
                    : Optional.empty()));

    static final Rule VALUES_ARE_READ = Rule.error("CFG-005")
            .title("Airflow would not read an option's value as it is written")
            .because("in airflow.cfg white space around a value is lost, a line that begins with # or ; is a comment,"
                    + " and a control character breaks the file")
            .remedy("use lines of plain text, without white space around the value and without lines that begin with"
                    + " # or ;")
            .source("https://docs.python.org/3/library/configparser.html#supported-ini-file-structure")
            .brokenBy(it -> it.airflowConfig("core.default_timezone", "utc\n"))
            .finds(ofOptions((option, value) -> valueFault(value)));

    static final Rule DAGS_ARE_WHERE_GIT_PUTS_THEM = Rule.error("CFG-006")
            .title("Airflow looks for DAGs where git-sync does not put them")
            .because("that folder stays empty, and Airflow shows no DAGs")
            .remedy("remove the option: the chart points it at git-sync's folder")
            .source("https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html")
            .brokenBy(it -> it.airflowConfig("core.dags_folder", "/opt/airflow/other"))
            .finds(deployment -> deployment.gitSync().isPresent() ? otherDags(deployment) : List.of());

    static final List<Rule> ALL = List.of(
            KEYS_ARE_OPTIONS, MODEL_DECIDES, JWT_SECRET_HAS_ITS_PLACE, VALUES_ARE_READ, DAGS_ARE_WHERE_GIT_PUTS_THEM);

    /** A test of one option, which says what is wrong with it. */
    private interface OptionTest {
        Optional<String> fault(String option, String value);
    }

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

    private static Function<AirflowDeployment, List<Finding>> ofOptions(OptionTest test) {
        return deployment -> options(deployment, test);
    }

    private static List<Finding> options(AirflowDeployment deployment, OptionTest test) {
        return deployment.airflowConfig().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> test.fault(entry.getKey(), entry.getValue()).stream()
                        .map(what -> Finding.at("airflowConfig[" + entry.getKey() + "]", what)
                                .inValues("config." + entry.getKey())))
                .toList();
    }

    private static Optional<String> owner(AirflowDeployment deployment, String option) {
        return OwnedOptions.attribute(deployment, option);
    }

    /** Where the user says, in one of three ways, that DAGs are elsewhere. */
    private static List<Finding> otherDags(AirflowDeployment deployment) {
        Stream<Finding> options = options(deployment, ConfigurationRules::otherDags).stream();
        Stream<Finding> variables = deployment.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> AirflowOptions.ofVariable(entry.getKey())
                        .flatMap(option -> otherDags(option, entry.getValue()))
                        .map(what -> Finding.at("environment[" + entry.getKey() + "]", what)
                                .inValues("env"))
                        .stream());
        Stream<Finding> values = ValuesTree.of(deployment.extraValues())
                .find("dagProcessor.dagBundleConfigList")
                .flatMap(bundles -> otherDags(BUNDLES, bundles.toString()))
                .map(what -> ExtraValuesRules.at("dagProcessor.dagBundleConfigList", what))
                .stream();
        return Stream.of(options, variables, values)
                .flatMap(Function.identity())
                .toList();
    }

    /** A bundle of local files is the only one that reads what git-sync pulls. */
    private static Optional<String> otherDags(String option, String value) {
        if (option.equals("core.dags_folder")) {
            return Optional.of("git-sync puts the files into a folder that the chart chooses");
        }
        return option.equals(BUNDLES) && !value.contains("LocalDagBundle")
                ? Optional.of("none of these bundles reads the files that git-sync pulls")
                : Optional.empty();
    }
}
