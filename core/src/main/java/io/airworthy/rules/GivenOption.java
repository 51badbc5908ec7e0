package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An option of {@code airflow.cfg} as the user gives it, by a variable or in the configuration. A variable wins.
 *
 * @param value what the user gives
 * @param place where he gives it, to say more of it
 */
record GivenOption(String value, Place place) {

    /** Where an option is given. */
    interface Place {
        Finding finding(String what);
    }

    /**
     * Looks an option up.
     *
     * @param option {@code section.option}
     */
    static Optional<GivenOption> of(AirflowDeployment deployment, String option) {
        return Stream.concat(inEnvironment(deployment, option), inConfig(deployment, option))
                .findFirst();
    }

    /**
     * Looks an option up where all containers get it, and in the extra values, which may give it to some of them.
     *
     * @param option {@code section.option}
     */
    static List<GivenOption> everywhere(AirflowDeployment deployment, String option) {
        return Stream.of(
                        inEnvironment(deployment, option),
                        inConfig(deployment, option),
                        inExtraVariables(deployment, option),
                        inExtraConfig(deployment, option))
                .flatMap(given -> given)
                .toList();
    }

    private static Stream<GivenOption> inEnvironment(AirflowDeployment deployment, String option) {
        String variable = variable(option);
        return Optional.ofNullable(deployment.environment().get(variable))
                .map(value -> new GivenOption(
                        value,
                        what -> Finding.at("environment[" + variable + "]", what)
                                .inValues("env")))
                .stream();
    }

    private static Stream<GivenOption> inConfig(AirflowDeployment deployment, String option) {
        return Optional.ofNullable(deployment.airflowConfig().get(option))
                .map(value -> new GivenOption(
                        value,
                        what -> Finding.at("airflowConfig[" + option + "]", what)
                                .inValues("config." + option)))
                .stream();
    }

    private static Stream<GivenOption> inExtraVariables(AirflowDeployment deployment, String option) {
        return ExtraVariables.of(ValuesTree.of(deployment)).stream()
                .filter(variable -> variable.name().equals(variable(option)))
                .flatMap(variable -> variable
                        .value()
                        .map(value -> new GivenOption(value, what -> ExtraValuesRules.at(variable.path(), what)))
                        .stream());
    }

    private static Stream<GivenOption> inExtraConfig(AirflowDeployment deployment, String option) {
        String path = "config." + option;
        return ValuesTree.of(deployment)
                .find(path)
                .map(value -> new GivenOption(String.valueOf(value), what -> ExtraValuesRules.at(path, what)))
                .stream();
    }

    private static String variable(String option) {
        return "AIRFLOW__" + option.replace(".", "__").toUpperCase(Locale.ROOT);
    }

    /** Whether Airflow reads the value as true. */
    boolean isTrue() {
        return value.strip().matches("(?i)t|true|1");
    }
}
