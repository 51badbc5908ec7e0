package io.airworthy.chart;

import io.airworthy.configuration.OptionStanding;
import io.airworthy.table.DataFile;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of {@code airflow.cfg} that the charts' own {@code values.yaml} sets. People copy that file as a whole, so that
 * these texts also stand in values that say nothing by them.
 */
public final class ChartOptions {

    private static final Map<String, Set<String>> TEXTS = DataFile.rows(
                    ChartOptions.class::getResourceAsStream, "chart-options.tsv")
            .collect(Collectors.groupingBy(row -> row[0], Collectors.mapping(row -> row[1], Collectors.toSet())));

    private ChartOptions() {}

    /**
     * Whether an option is set as a chart's {@code values.yaml} sets it, in whatever version.
     *
     * @param option {@code section.option}
     * @param text what it is set to, with the templates that Helm evaluates
     * @return true if a chart says the same
     */
    public static boolean areOfTheChart(String option, String text) {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(text, "text");
        return TEXTS.getOrDefault(option, Set.of()).contains(text);
    }

    /**
     * Whether an option has no effect where {@code values.yaml} has it, because the charts set its new name, which Airflow
     * reads first.
     *
     * @param standing what the Airflow that reads it makes of the option
     * @return true for an old name of an option that charts set
     */
    public static boolean hide(OptionStanding standing) {
        Objects.requireNonNull(standing, "standing");
        return standing.kind() == OptionStanding.Kind.RENAMED
                && standing.successor().filter(TEXTS::containsKey).isPresent();
    }
}
