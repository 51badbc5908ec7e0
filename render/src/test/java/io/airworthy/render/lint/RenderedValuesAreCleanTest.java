package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.AirworthyDomain;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

/** What this library renders itself is what a linter asks for. */
@Domain(AirworthyDomain.class)
class RenderedValuesAreCleanTest {

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void aLinterFindsNothingInThem(@ForAll AirflowDeployment airflow) {
        LintResult result = ValuesLinter.forChart(airflow.chartVersion().text())
                .airflow(airflow.airflowVersion().text())
                .delivery(airflow.delivery())
                .lint(SourceText.of("values.yaml", HelmValues.of(airflow).asText()));

        // What the deployment itself is warned of stands in its values as well.
        Set<String> known = airflow.validate().all().stream()
                .map(violation -> violation.rule().id())
                .collect(Collectors.toSet());
        assertThat(result.report().entries())
                .as(() -> result.report().asText())
                .extracting(entry -> entry.rule().id())
                .isSubsetOf(known);
        assertThat(result.fixed()).isEmpty();
    }
}
