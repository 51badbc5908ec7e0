package io.airworthy.render.upgrade;

import io.airworthy.configuration.OptionStanding;

/**
 * An option that the earlier deployment sets by itself, and that the later Airflow treats otherwise.
 *
 * @param option the option, as {@code section.option}
 * @param modelPath where the earlier deployment sets it
 * @param standing what the later Airflow makes of it
 */
public record OptionChange(String option, String modelPath, OptionStanding standing) {}
