package io.airworthy.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.TlsMode;
import io.airworthy.testkit.SampleDeployments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSetTest {

    private static final AirflowDeployment UNVERIFIED = SampleDeployments.database(it -> it.tls(TlsMode.REQUIRE));

    private static final Rule NAMESPACE_NAMES_ITS_TEAM = Rule.error("ACME-001")
            .title("The namespace does not name its team")
            .because("cost reports are made by namespace")
            .remedy("call the namespace airflow-<team>")
            .brokenBy(it -> it.namespace("data"))
            .brokenWhen(deployment -> !deployment.namespace().startsWith("airflow-"))
            .at("namespace");

    @Test
    void aPlatformTeamAddsRulesOfItsOwn() {
        ValidationReport report =
                RuleSet.standard().with(NAMESPACE_NAMES_ITS_TEAM).validate(SampleDeployments.exercise());

        assertThat(report).hasToString("""
                        1 error, 0 warnings

                        error   ACME-001  namespace: The namespace does not name its team
                                cost reports are made by namespace.
                                Fix: call the namespace airflow-<team>.""");
    }

    @Test
    void theExampleOfARuleIsTheSoundDeploymentWithOneMistake() {
        assertThat(NAMESPACE_NAMES_ITS_TEAM.example())
                .contains(Rule.soundDeployment().toBuilder().namespace("data").build());
    }

    @Test
    void theSameMistakeCanBeMadeElsewhere() {
        assertThat(NAMESPACE_NAMES_ITS_TEAM.breaking(UNVERIFIED))
                .contains(UNVERIFIED.toBuilder().namespace("data").build());
    }

    @Test
    void aRuleNeedsNoExample() {
        Rule rule = Rule.warning("ACME-002")
                .title("The team is not known")
                .because("nobody can be called")
                .remedy("name the team")
                .brokenWhen(deployment -> true)
                .at("namespace");

        assertThat(rule.example()).isEmpty();
    }

    @Test
    void aMistakeCannotBeMadeWhereItsPartIsMissing() {
        Rule rule = RuleSet.standard().find("PGB-001").orElseThrow();
        AirflowDeployment unpooled =
                UNVERIFIED.toBuilder().pgBouncer(Optional.empty()).build();

        assertThatIllegalStateException()
                .isThrownBy(() -> rule.breaking(unpooled))
                .withMessage("pgBouncer is not set");
    }

    @Test
    void aPlatformTeamTakesRulesOut() {
        assertThat(RuleSet.standard().without("DB-006").validate(UNVERIFIED).all())
                .isEmpty();
        assertThat(RuleSet.standard().find("DB-006")).isPresent();
    }

    @Test
    void aRuleWhosePrerequisiteWasTakenOutIsAskedAllTheSame() {
        AirflowDeployment deployment = SampleDeployments.database(it -> it.host("db.example.com"));

        assertThat(RuleSet.standard()
                        .without("DB-001", "DB-002")
                        .validate(deployment)
                        .warnings())
                .extracting(warning -> warning.rule().id())
                .containsExactly("DB-008");
    }

    @Test
    void noIdIsGivenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleSet.standard().with(NAMESPACE_NAMES_ITS_TEAM, NAMESPACE_NAMES_ITS_TEAM))
                .withMessage("there is already a rule ACME-001");
    }

    @Test
    void noRuleWaitsForOneThatIsNotThere() {
        Rule waiting = Rule.warning("ACME-002")
                .title("Nobody")
                .because("nothing")
                .remedy("do nothing")
                .after("ACME-001")
                .brokenWhen(deployment -> true)
                .at("namespace");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleSet.standard().with(waiting))
                .withMessage("rule ACME-002 comes after ACME-001, which is not in the set");
    }

    @Test
    void nobodyTakesOutARuleThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleSet.standard().without("ACME-001"))
                .withMessage("there is no rule ACME-001");
    }

    @Test
    void anIdIsLettersAndThreeDigits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.error("acme1"))
                .withMessage("a rule's id looks like DB-004, not 'acme1'");
    }

    @Test
    void aSetWithAMemoryJudgesADeploymentOnce() {
        List<AirflowDeployment> asked = new ArrayList<>();
        RuleSet rules = RuleSet.standard()
                .with(Rule.warning("ACME-001")
                        .title("Something")
                        .because("nothing")
                        .remedy("do nothing")
                        .brokenWhen(asked::add)
                        .at("namespace"))
                .remembering();
        AirflowDeployment deployment = UNVERIFIED;
        AirflowDeployment another =
                deployment.toBuilder().namespace("airflow-2").build();

        assertThat(rules.validate(deployment)).isEqualTo(rules.validate(deployment));
        assertThat(rules.remembering().validate(another)).isNotNull();
        assertThat(asked).containsExactly(deployment, another);
        assertThat(rules.without("ACME-001").validate(deployment)).isNotEqualTo(rules.validate(deployment));
    }

    @Test
    void aRuleSaysWhy() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Rule.error("ACME-003")
                        .title("Something")
                        .brokenWhen(it -> true)
                        .at("namespace"))
                .withMessage("rule ACME-003 has no because");
    }

    @Test
    void aRuleIsPrintedByItsSeverityIdAndTitle() {
        assertThat(NAMESPACE_NAMES_ITS_TEAM).hasToString("error ACME-001 The namespace does not name its team");
        assertThat(NAMESPACE_NAMES_ITS_TEAM.source()).isEqualTo(Optional.empty());
    }

    @Nested
    class RulesThatFail {

        private static final String AFTER_IT = "ACME-003";

        static Stream<Arguments> tests() {
            return Stream.of(
                    arguments("java.lang.IllegalStateException", test(() -> {
                        throw new IllegalStateException("hunter2");
                    })),
                    arguments("java.lang.AssertionError", test(() -> {
                        throw new AssertionError("hunter2");
                    })),
                    arguments("java.lang.NoClassDefFoundError", test(() -> {
                        throw new NoClassDefFoundError("com/acme/hunter2");
                    })),
                    arguments("java.lang.StackOverflowError", test(RulesThatFail::endless)),
                    arguments("java.lang.NullPointerException", test(() -> null)),
                    arguments("java.lang.NullPointerException", test(() -> Arrays.asList((Finding) null))));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("tests")
        void aRuleThatFailsIsReportedAndTheOthersAreAsked(
                String exception, Function<AirflowDeployment, List<Finding>> test) {
            Rule failing = acme("ACME-002").finds(test);
            Rule afterIt =
                    acme(AFTER_IT).after("ACME-002").brokenWhen(airflow -> true).at("namespace");

            ValidationReport report = RuleSet.standard()
                    .with(failing, afterIt, NAMESPACE_NAMES_ITS_TEAM)
                    .validate(SampleDeployments.exercise());

            assertThat(report.errors()).extracting(error -> error.rule().id()).containsExactly("ACME-002", "ACME-001");
            assertThat(report.errors().get(0).toString())
                    .startsWith("error   ACME-002  rules[ACME-002]: rule ACME-002 failed: " + exception
                            + " in io.airworthy.")
                    .contains("it is unknown whether the deployment keeps this rule: Something")
                    .contains("RuleSet.without(\"ACME-002\")")
                    .doesNotContain("hunter2");
        }

        @Test
        void aRuleThatFailsIsWaivedLikeOneThatIsBroken() {
            Rule failing = acme("ACME-002").finds(airflow -> {
                throw new IllegalStateException();
            });

            assertThat(RuleSet.standard()
                            .with(failing)
                            .validate(SampleDeployments.but(it -> it.waive("ACME-002", "to be corrected")))
                            .isDeployable())
                    .isTrue();
        }

        private static Rule.Declaration acme(String id) {
            return Rule.warning(id).title("Something").because("nothing").remedy("do nothing");
        }

        private static Function<AirflowDeployment, List<Finding>> test(Supplier<List<Finding>> findings) {
            return airflow -> findings.get();
        }

        private static List<Finding> endless() {
            return endless();
        }
    }

    @Nested
    class Waivers {

        @Test
        void aWaivedViolationIsReportedWithItsReasonButStopsNothing() {
            ValidationReport report = UNVERIFIED.toBuilder()
                    .waive("DB-006", "the provider offers no CA bundle")
                    .build()
                    .validate();

            assertThat(report.orThrow()).hasToString("""
                            0 errors, 0 warnings, 1 waived

                            waived  DB-006  database.tls: sslmode require encrypts, but verifies no certificate
                                    anyone who can redirect the connection gets the password, even though it is encrypted.
                                    Fix: leave tls unset to use the provider's recommended mode, and provide the CA bundle of the endpoint.
                                    Waived: the provider offers no CA bundle""");
            assertThat(report.waived()).hasSize(1);
            assertThat(report.violations()).isEmpty();
        }

        @Test
        void aWaiverOfWhatMakesRenderingImpossibleDoesNotCount() {
            ValidationReport report = SampleDeployments.but(
                            it -> it.chartVersion("1.14.0").waive("VER-001", "we are late"))
                    .validate();

            assertThat(report.errors())
                    .extracting(
                            error -> error.rule().id() + ": " + error.finding().what())
                    .containsExactly(
                            "VER-001: '1.14.0' is not a supported version",
                            "WAIVE-001: rule VER-001 cannot be waived: nothing works without it");
        }

        @Test
        void aWaiverOfARuleThatHoldsIsNoMistake() {
            assertThat(SampleDeployments.but(it -> it.waive("DB-006", "in case"))
                            .validate())
                    .hasToString("0 errors, 0 warnings");
        }

        @Test
        void nobodyWaivesTheRulesAboutWaivers() {
            assertThat(SampleDeployments.but(it -> it.waive("WAIVE-002", " "))
                            .validate()
                            .errors())
                    .extracting(error -> error.rule().id())
                    .containsExactly("WAIVE-001", "WAIVE-002");
        }
    }

    @Test
    void whoInsistsOnADeploymentWithErrorsGetsTheWholeReport() {
        ValidationReport report = SampleDeployments.but(it -> it.namespace("").airflowVersion("latest"))
                .validate();

        assertThatThrownBy(report::orThrow)
                .isInstanceOf(InvalidDeploymentException.class)
                .hasMessage("this deployment would not work: " + report)
                .hasMessageContaining("2 errors, 0 warnings")
                .extracting(thrown -> ((InvalidDeploymentException) thrown).report())
                .isSameAs(report);
    }
}
