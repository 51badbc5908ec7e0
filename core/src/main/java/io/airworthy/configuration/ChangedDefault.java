package io.airworthy.configuration;

import io.airworthy.table.DataFile;
import java.util.List;
import java.util.Objects;

/**
 * An option whose default a release of Airflow changed, and with it what DAGs do.
 *
 * @param since the release that changed it
 * @param option the option, as {@code section.option}
 * @param was its value until then
 * @param now its value from then on
 */
public record ChangedDefault(AirflowVersion since, String option, String was, String now) {

    private static final List<ChangedDefault> ALL = DataFile.rows(
                    ChangedDefault.class::getResourceAsStream, "airflow-defaults.tsv")
            .map(columns -> new ChangedDefault(AirflowVersion.of(columns[0]), columns[1], columns[2], columns[3]))
            .toList();

    /** Refuses null. */
    public ChangedDefault {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(was, "was");
        Objects.requireNonNull(now, "now");
    }

    /**
     * The defaults that change between two versions.
     *
     * @param before the version before an upgrade, a release
     * @param after the version after it, a release
     * @return those of the releases after the first, up to the second
     */
    public static List<ChangedDefault> between(AirflowVersion before, AirflowVersion after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        return ALL.stream()
                .filter(changed ->
                        before.compareTo(changed.since()) < 0 && changed.since().compareTo(after) <= 0)
                .toList();
    }
}
