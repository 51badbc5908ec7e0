package io.airworthy.render.upgrade;

import io.airworthy.configuration.OptionStanding;
import java.util.Objects;

/**
 * An option that the earlier deployment sets by itself, and that the later Airflow treats otherwise.
 *
 * @param option the option, as {@code section.option}
 * @param modelPath where the earlier deployment sets it
 * @param standing what the later Airflow makes of it
 */
public record OptionChange(String option, String modelPath, OptionStanding standing) {

    /** Refuses null. */
    public OptionChange {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(modelPath, "modelPath");
        Objects.requireNonNull(standing, "standing");
    }
}
