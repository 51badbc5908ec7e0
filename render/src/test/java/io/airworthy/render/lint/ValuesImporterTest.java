package io.airworthy.render.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.helm.ValuesDiff;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesImporterTest {

    private static final ValuesLinter LINTER = ValuesLinter.forChart("1.22.0").airflow("3.2.2");

    private static final String TEAM = """
            executor: CeleryExecutor
            postgresql: {enabled: false}
            data: {metadataSecretName: team-db}
            fernetKey: b3VyIHNlY3JldCBrZXkgaXMgaGVyZSBpbiBwbGFpbiE=
            apiSecretKeySecretName: team-api
            jwtSecretName: team-jwt
            createUserJob: {enabled: false}
            config: {core: {parallelism: 64}}
            scheduler: {replicas: 2, replcas: 3}
            enableBuiltInSecretEnvVars: {AIRFLOW_CONN_AIRFLOW_DB: false}
            extraEnv: "- {name: TEAM_TOKEN, valueFrom: {secretKeyRef: {name: team, key: token}}}"
            migrateDatabaseJob: {ttlSecondsAfterFinished: null}
            secret: [{envName: AIRFLOW__DATABASE__SQL_ALCHEMY_CONN, secretName: team-db, secretKey: connection}]
            flower: {enabled: false, service: {type: NodePort}}
            """;

    /** A clean-up that extra values turn on becomes an attribute, whose defaults are rendered as well. */
    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.valid().filter(airflow -> !airflow.extraValues().containsKey("databaseCleanup"));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whatWasRenderedIsRenderedAgainExceptForWhatIsSaidToBeLeftOut(
            @ForAll("deployments") AirflowDeployment airflow) {
        ImportResult result = ValuesImporter.of(
                        ValuesLinter.forChart(airflow.chartVersion().text())
                                .airflow(airflow.airflowVersion().text()))
                .knowing(withoutAttributes(airflow))
                .read(SourceText.of("values.yaml", HelmValues.of(airflow).asText()));
        AirflowDeployment imported = result.deployment().orElseThrow();

        assertThat(imported.validate().errors()).isEmpty();
        assertThat(ValuesDiff.between(airflow, imported))
                .extracting(ValueChange::path)
                .containsExactlyInAnyOrderElementsOf(
                        result.leftOut().stream().map(LeftOut::valuesPath).toList());
    }

    private static AirflowDeployment withoutAttributes(AirflowDeployment airflow) {
        return AirflowDeployment.builder()
                .releaseName(airflow.releaseName())
                .namespace(airflow.namespace())
                .chartVersion(airflow.chartVersion().text())
                .airflowVersion(airflow.airflowVersion().text())
                .executors(airflow.executors())
                .database(airflow.database())
                .broker(airflow.broker())
                .pgBouncer(airflow.pgBouncer())
                .gitSync(airflow.gitSync())
                .remoteLogging(airflow.remoteLogging())
                .secretDelivery(airflow.secretDelivery())
                .secretNames(airflow.secretNames())
                .suppliedSecrets(airflow.suppliedSecrets())
                .waivers(airflow.waivers())
                .build();
    }

    @Example
    void attributesSayWhatTheyCanAndExtraValuesTheRest() {
        ImportResult result = ValuesImporter.of(LINTER).read(SourceText.of("values.yaml", TEAM));
        AirflowDeployment airflow = result.deployment().orElseThrow();

        assertThat(airflow.ha().scheduler().replicas()).isEqualTo(2);
        assertThat(airflow.concurrency().parallelism()).isEqualTo(64);
        assertThat(airflow.migrationJob().kept()).isTrue();
        assertThat(airflow.extraValues())
                .isEqualTo(Map.of("enableBuiltInSecretEnvVars", Map.of("AIRFLOW_CONN_AIRFLOW_DB", false)));
        assertThat(result.leftOut())
                .containsExactly(
                        new LeftOut(
                                "scheduler.replcas", "the chart does not read it, or what it is about does not run"),
                        new LeftOut(
                                "flower.service.type", "the chart does not read it, or what it is about does not run"),
                        new LeftOut(
                                "fernetKey", "it is in a Secret or on a server, and the deployment says which one"));
        assertThat(result.questions())
                .extracting(OpenQuestion::attribute)
                .contains("database.provider", "database.host", "database.maxConnections", "database.backup");
        assertThat(DeploymentFile.read(
                                SourceText.of("airflow.yaml", result.asYaml().orElseThrow()))
                        .deployment())
                .isEqualTo(Optional.of(airflow));
    }

    @Example
    void anApplicationSaysItsVersionAndWhoInstalls() {
        SourceText application = SourceText.of("application.yaml", """
                kind: Application
                spec:
                  source:
                    chart: airflow
                    targetRevision: 1.20.0
                    helm:
                      values: |
                        scheduler: {replicas: 3}
                """);

        ImportResult result = ValuesImporter.of(LINTER).read(application);

        assertThat(result.deployment()).hasValueSatisfying(airflow -> {
            assertThat(airflow.chartVersion().text()).isEqualTo("1.20.0");
            assertThat(airflow.delivery()).isEqualTo(Delivery.ARGO_CD);
            assertThat(airflow.ha().scheduler().replicas()).isEqualTo(3);
        });
    }

    @Example
    void whatIsKnownIsNotAsked() {
        ImportResult result = ValuesImporter.of(LINTER)
                .knowing(SampleDeployments.exercise())
                .read(SourceText.of("values.yaml", TEAM));

        assertThat(result.questions()).isEmpty();
        assertThat(result.deployment().map(AirflowDeployment::database))
                .hasValueSatisfying(database -> assertThat(database.host())
                        .isEqualTo(SampleDeployments.exercise().database().host()));
    }

    @Example
    void valuesOfAnotherChartAreNoDeployment() {
        ImportResult result = ValuesImporter.of(LINTER).read(SourceText.of("v.yaml", "externalDatabase: {host: a}"));

        assertThat(result.deployment()).isEmpty();
        assertThat(result.asYaml()).isEmpty();
        assertThat(result.report().entries()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.airworthy.render.lint.ValuesLinterTest#hostileTexts")
    void noTextMakesItFail(byte[] text) {
        assertThat(ValuesImporter.of(LINTER).read(SourceText.of("v.yaml", text)).report())
                .isNotNull();
    }

    @Example
    void thereMustBeAFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValuesImporter.of(LINTER).read());
    }
}
