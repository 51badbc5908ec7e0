package io.airworthy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedDefaultTest {

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "2.11.2, 3.0.0, 'scheduler.catchup_by_default scheduler.create_cron_data_intervals"
                + " scheduler.create_delta_data_intervals'",
        "3.0.0, 3.3.2, ''",
        "3.3.2, 3.4.0, scheduler.batch_asset_events",
        "3.4.0, 3.3.2, ''"
    })
    void theReleasesOnTheWayChangeDefaults(String before, String after, String options) {
        assertThat(ChangedDefault.between(AirflowVersion.of(before), AirflowVersion.of(after)))
                .extracting(ChangedDefault::option)
                .containsExactlyElementsOf(Arrays.stream(options.split(" "))
                        .filter(option -> !option.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"3.0.0", "3.4.0"})
    void eachIsAnOptionOfTheReleaseThatChangedIt(String release) {
        assertThat(ChangedDefault.between(AirflowVersion.of("2.9.0"), AirflowVersion.of(release)))
                .allSatisfy(changed -> assertThat(AirflowOptions.of(changed.since())
                                .standing(changed.option())
                                .kind())
                        .isEqualTo(OptionStanding.Kind.KNOWN));
    }
}
