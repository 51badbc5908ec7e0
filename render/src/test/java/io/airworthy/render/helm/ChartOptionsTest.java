package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.chart.ChartOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The options that the charts' own values set, against the charts. */
@ExtendWith(Charts.AtHand.class)
class ChartOptionsTest {

    static List<String> versions() {
        return Charts.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void knowsEachOptionThatTheChartSets(String version) throws IOException {
        Map<String, Object> values =
                new Yaml().load(Files.readString(Charts.unpacked(version).resolve("values.yaml")));
        List<String> unknown = new ArrayList<>();
        ((Map<?, ?>) values.get("config"))
                .forEach((section, options) -> ((Map<?, ?>) options).forEach((option, text) -> {
                    if (!ChartOptions.areOfTheChart(section + "." + option, String.valueOf(text))) {
                        unknown.add(section + "." + option + "\t" + text);
                    }
                }));

        assertThat(unknown).as("missing in chart-options.tsv").isEmpty();
    }
}
