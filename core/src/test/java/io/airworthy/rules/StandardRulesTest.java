package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.airworthy.AirflowDeployment;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandardRulesTest {

    static Stream<Map.Entry<String, AirflowDeployment>> soundDeployments() {
        return Stream.of(
                Map.entry("the exercise", SampleDeployments.exercise()),
                Map.entry("Airflow 2", SampleDeployments.airflow2()),
                Map.entry("Kubernetes on Google Cloud", SampleDeployments.kubernetesOnGoogle()),
                Map.entry("Azure", SampleDeployments.azure()),
                Map.entry("chart 1.18.0", SampleDeployments.onChart118(DisruptionBudget.none())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundDeployments")
    void aSoundDeploymentHasNeitherErrorsNorWarnings(Map.Entry<String, AirflowDeployment> sound) {
        assertThat(sound.getValue().validate()).hasToString("0 errors, 0 warnings");
    }

    @Test
    void everyDeclaredRuleIsListed() {
        List<Field> declared = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.airworthy").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                                && field.getRawType().isEquivalentTo(Rule.class))
                        .map(JavaField::reflect)
                        .toList();

        assertThat(declared).hasSizeGreaterThan(150).allSatisfy(field -> {
            field.setAccessible(true);
            Rule rule = (Rule) field.get(null);
            assertThat(rule.id().startsWith("WAIVE-") || StandardRules.all().contains(rule))
                    .as(field.getName())
                    .isTrue();
        });
    }

    @Test
    void everyRuleIsWrittenAsSentencesWithoutTheirFullStop() {
        assertThat(RuleSet.standard().rules())
                .allSatisfy(rule -> assertThat(List.of(rule.title(), rule.because(), rule.remedy()))
                        .allMatch(sentence -> !sentence.isBlank()
                                && !sentence.endsWith(".")
                                && sentence.equals(sentence.strip())
                                && !sentence.contains("  ")));
    }

    @Test
    void everySourceIsAnAddress() {
        assertThat(RuleSet.standard().rules())
                .allSatisfy(rule -> assertThat(rule.source().orElse("https://none"))
                        .startsWith("https://")
                        .doesNotContainAnyWhitespaces());
    }
}
