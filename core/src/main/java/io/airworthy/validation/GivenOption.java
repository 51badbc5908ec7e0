package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import java.util.Locale;
import java.util.Optional;

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
        String variable = "AIRFLOW__" + option.replace(".", "__").toUpperCase(Locale.ROOT);
        Optional<GivenOption> ofVariable = Optional.ofNullable(
                        deployment.environment().get(variable))
                .map(value -> new GivenOption(
                        value,
                        what -> Finding.at("environment[" + variable + "]", what)
                                .inValues("env")));
        return ofVariable.or(() -> Optional.ofNullable(
                        deployment.airflowConfig().get(option))
                .map(value -> new GivenOption(
                        value,
                        what -> Finding.at("airflowConfig[" + option + "]", what)
                                .inValues("config." + option))));
    }

    /** Whether Airflow reads the value as true. */
    boolean isTrue() {
        return value.strip().matches("(?i)t|true|1");
    }
}
