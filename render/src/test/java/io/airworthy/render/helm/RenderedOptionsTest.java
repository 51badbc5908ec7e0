package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.OptionStanding.Kind;
import io.airworthy.testkit.Deployments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing that the renderer writes is without effect in the deployment's Airflow. */
class RenderedOptionsTest {

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.valid();
    }

    @Property(tries = 100)
    void everyOptionThatTheModelWritesExists(@ForAll("deployments") AirflowDeployment airflow) {
        AirflowOptions options = AirflowOptions.of(airflow.airflowVersion());

        assertThat(written(HelmValues.of(withoutOwnSettings(airflow)).asMap()))
                .isNotEmpty()
                .allSatisfy(option ->
                        assertThat(options.standing(option).kind()).as(option).isIn(Kind.KNOWN, Kind.FOREIGN));
    }

    private static AirflowDeployment withoutOwnSettings(AirflowDeployment airflow) {
        return airflow.toBuilder().airflowConfig(Map.of()).environment(Map.of()).build();
    }

    private static List<String> written(Map<String, ?> values) {
        List<String> options = new ArrayList<>();
        ((Map<?, ?>) values.get("config"))
                .forEach((section, keys) ->
                        ((Map<?, ?>) keys).keySet().forEach(key -> options.add(section + "." + key)));
        variables(values, "env", "name")
                .forEach(name -> AirflowOptions.ofVariable(name).ifPresent(options::add));
        variables(values, "secret", "envName")
                .forEach(name -> AirflowOptions.ofVariable(name).ifPresent(options::add));
        return options;
    }

    private static List<String> variables(Map<String, ?> values, String key, String name) {
        return values.get(key) instanceof List<?> list
                ? list.stream()
                        .map(variable -> ((Map<?, ?>) variable).get(name).toString())
                        .toList()
                : List.of();
    }
}
