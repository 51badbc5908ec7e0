package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.material.Purpose;
import io.airworthy.render.document.Checklist;
import io.airworthy.render.document.Runbook;
import io.airworthy.render.gitops.ArgoCdApplication;
import io.airworthy.render.gitops.FluxRelease;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.validation.InvalidDeploymentException;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All that a deployment is rendered to is asked for in the same way. */
class RenderersTest {

    private static final String REVISION = "AAECAwQFBgcICQoL";

    private static final SecretRevisions ROTATED = SecretRevisions.of(Map.of(Purpose.JWT, REVISION));

    /** Any renderer, with all that it can be given. */
    private interface Renderer {

        String render(AirflowDeployment deployment, RuleSet rules, SecretRevisions revisions);
    }

    static Stream<Arguments> withValues() {
        return Stream.of(
                renderer(
                        "values",
                        Delivery.HELM,
                        (it, rules, revisions) ->
                                HelmValues.of(it, rules, revisions).asText()),
                renderer(
                        "package",
                        Delivery.HELM,
                        (it, rules, revisions) -> DeploymentPackage.of(it, rules, revisions)
                                .files()
                                .toString()),
                renderer(
                        "Flux",
                        Delivery.FLUX,
                        (it, rules, revisions) ->
                                FluxRelease.of(it, rules, revisions).asText()),
                renderer(
                        "Argo CD",
                        Delivery.ARGO_CD,
                        (it, rules, revisions) ->
                                ArgoCdApplication.of(it, rules, revisions).asText()));
    }

    static Stream<Arguments> all() {
        return Stream.concat(
                withValues(),
                Stream.of(
                        renderer(
                                "Secrets",
                                Delivery.HELM,
                                (it, rules, revisions) ->
                                        SecretsManifest.of(it, rules, revisions).asText()),
                        renderer(
                                "runbook",
                                Delivery.HELM,
                                (it, rules, revisions) -> Runbook.of(it, rules).asText()),
                        renderer(
                                "checklist",
                                Delivery.HELM,
                                (it, rules, revisions) ->
                                        Checklist.of(it, rules).asText())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withValues")
    void aRotationReachesThePods(String name, AirflowDeployment deployment, Renderer renderer) {
        assertThat(renderer.render(deployment, RuleSet.standard(), ROTATED)).contains(REVISION);
        assertThat(renderer.render(deployment, RuleSet.standard(), SecretRevisions.none()))
                .doesNotContain("revision.airworthy.io/");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void whatHasErrorsIsRefused(String name, AirflowDeployment deployment, Renderer renderer) {
        AirflowDeployment broken = deployment.toBuilder().releaseName("A!").build();
        assertThatThrownBy(() -> renderer.render(broken, RuleSet.standard(), ROTATED))
                .isInstanceOf(InvalidDeploymentException.class)
                .hasMessageContaining("NAME-001");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aTeamsOwnRulesJudgeAsWell(String name, AirflowDeployment deployment, Renderer renderer) {
        RuleSet ours = RuleSet.standard()
                .with(Rule.error("ACME-001")
                        .title("It is Friday")
                        .because("nobody is there to look after it")
                        .remedy("deploy on Monday")
                        .brokenWhen(airflow -> true)
                        .at("releaseName"));
        assertThatThrownBy(() -> renderer.render(deployment, ours, ROTATED))
                .isInstanceOf(InvalidDeploymentException.class)
                .hasMessageContaining("ACME-001");
    }

    /** The runbook of a deployment that a GitOps tool delivers holds that tool's object. */
    static Stream<Arguments> calls() {
        Renderer inPackage = (it, rules, revisions) ->
                DeploymentPackage.of(it, rules, revisions).files().toString();
        Renderer runbook = (it, rules, revisions) -> Runbook.of(it, rules).asText();
        return Stream.concat(
                all(),
                Stream.of(
                        renderer("package for Argo CD", Delivery.ARGO_CD, inPackage),
                        renderer("package for Flux", Delivery.FLUX, inPackage),
                        renderer("runbook for Argo CD", Delivery.ARGO_CD, runbook),
                        renderer("runbook for Flux", Delivery.FLUX, runbook)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void asksTheRulesOnce(String name, AirflowDeployment deployment, Renderer renderer) {
        AtomicInteger asked = new AtomicInteger();
        RuleSet counting = RuleSet.standard()
                .with(Rule.warning("ACME-001")
                        .title("Counted")
                        .because("nothing")
                        .remedy("do nothing")
                        .brokenWhen(airflow -> asked.incrementAndGet() < 0)
                        .at("releaseName"));
        renderer.render(deployment, counting, ROTATED);
        assertThat(asked).hasValue(1);
    }

    private static Arguments renderer(String name, Delivery delivery, Renderer renderer) {
        return Arguments.of(name, SampleDeployments.but(it -> it.delivery(delivery)), renderer);
    }
}
