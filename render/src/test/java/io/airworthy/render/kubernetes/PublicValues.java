package io.airworthy.render.kubernetes;

import static java.util.Map.entry;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.dags.GitHost;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.document.Checklist;
import io.airworthy.render.document.Runbook;
import io.airworthy.render.document.SignedChecklist;
import io.airworthy.render.document.UpgradeGuide;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.file.FilePlace;
import io.airworthy.render.file.FileProblem;
import io.airworthy.render.file.ValueFormat;
import io.airworthy.render.gitops.ArgoCdApplication;
import io.airworthy.render.gitops.FluxRelease;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.MalformedYamlException;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.helm.ValuesDocument;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.render.jackson.AirworthyModule;
import io.airworthy.render.lint.Difference;
import io.airworthy.render.lint.Drift;
import io.airworthy.render.lint.ImportResult;
import io.airworthy.render.lint.LeftOut;
import io.airworthy.render.lint.LintResult;
import io.airworthy.render.lint.MigrationResult;
import io.airworthy.render.lint.OpenQuestion;
import io.airworthy.render.lint.ValuesImporter;
import io.airworthy.render.lint.ValuesLinter;
import io.airworthy.render.lint.ValuesMigration;
import io.airworthy.render.monitoring.Alert;
import io.airworthy.render.monitoring.Alerts;
import io.airworthy.render.monitoring.MonitoringFiles;
import io.airworthy.render.report.Entry;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Place;
import io.airworthy.render.report.Report;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.render.report.TextReport;
import io.airworthy.render.source.SourceDocument;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceMark;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceProblem;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceSequence;
import io.airworthy.render.source.SourceText;
import io.airworthy.render.upgrade.Caution;
import io.airworthy.render.upgrade.OptionChange;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.render.upgrade.WorkloadChange;
import io.airworthy.secrets.Accepted;
import io.airworthy.secrets.DatabaseRole;
import io.airworthy.secrets.FernetKey;
import io.airworthy.secrets.FernetKeyRing;
import io.airworthy.secrets.RotatedSecrets;
import io.airworthy.secrets.RotationStep;
import io.airworthy.secrets.ScramVerifier;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialBuilder;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.SecretRotation;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.SigningKey;
import io.airworthy.secrets.SshDeployKey;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreProvider;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.SecretDeployments;
import io.airworthy.testkit.Values;
import io.airworthy.validation.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One value of every type of the public API, and of every type that it takes. For tests that try the API as a whole. */
public final class PublicValues {

    private static final AirflowDeployment AIRFLOW = SecretDeployments.withEverythingMade();
    private static final SecretMaterial MATERIAL = GivenMaterial.material(AIRFLOW);
    private static final Sensitive FERNET = MATERIAL.get(Material.FERNET_KEYS);

    private static final Map<Class<?>, Supplier<?>> BY_TYPE = Map.ofEntries(
            entry(String.class, () -> "text"),
            entry(Object.class, () -> "text"),
            entry(Comparable.class, () -> "text"),
            entry(int.class, () -> 1),
            entry(long.class, () -> 1L),
            entry(boolean.class, () -> true),
            entry(char[].class, "text"::toCharArray),
            entry(byte[].class, () -> new byte[16]),
            entry(Path.class, () -> Path.of("target", "public-values")),
            entry(Duration.class, () -> Duration.ofSeconds(60)),
            entry(Instant.class, () -> Instant.EPOCH),
            entry(Optional.class, Optional::empty),
            entry(List.class, ArrayList::new),
            entry(Collection.class, ArrayList::new),
            entry(Iterable.class, ArrayList::new),
            entry(Set.class, LinkedHashSet::new),
            entry(Map.class, LinkedHashMap::new),
            entry(Map.Entry.class, () -> Map.entry("text", "text")),
            entry(Class.class, () -> String.class),
            entry(Supplier.class, () -> (Supplier<Object>) () -> "text"),
            entry(Function.class, Function::identity),
            entry(Consumer.class, () -> (Consumer<Object>) anything -> {}),
            entry(Predicate.class, () -> (Predicate<Object>) anything -> true),
            entry(Rule.Declaration.class, PublicValues::declaration),
            entry(Rule.Question.class, () -> declaration().brokenWhen(airflow -> false)),
            entry(SecretTemplate.Builder.class, SecretTemplate::builder),
            entry(Accepted.class, () -> new Accepted<>("text", List.of())),
            entry(DatabaseRole.class, () -> DatabaseRole.of(AIRFLOW, MATERIAL)),
            entry(FernetKey.class, () -> FernetKeyRing.parse(FERNET).value().primary()),
            entry(FernetKeyRing.class, () -> FernetKeyRing.parse(FERNET).value()),
            entry(SigningKey.class, SigningKey::generate),
            entry(SshDeployKey.class, () -> SshDeployKey.generate(sample(GitHost.class), "airflow")),
            entry(
                    ScramVerifier.class,
                    () -> ScramVerifier.parse(MATERIAL.get(Material.DATABASE_VERIFIER))
                            .value()),
            entry(SecretMaterial.class, () -> MATERIAL),
            entry(SecretMaterialBuilder.class, () -> SecretMaterial.forDeployment(AIRFLOW)),
            entry(SecretRevisions.class, SecretRevisions::none),
            entry(SecretRotation.class, () -> SecretRotation.of(AIRFLOW, MATERIAL, SecretRevisions.none())),
            entry(
                    RotatedSecrets.class,
                    () -> SecretRotation.of(AIRFLOW, MATERIAL, SecretRevisions.none())
                            .renew(Material.JWT_SECRET)),
            entry(RotationStep.class, () -> new RotationStep("Wait", Optional.empty())),
            entry(Sensitive.class, () -> Sensitive.of("text")),
            entry(DeploymentPackage.class, () -> DeploymentPackage.of(AIRFLOW)),
            entry(Checklist.class, () -> Checklist.of(AIRFLOW)),
            entry(Runbook.class, () -> Runbook.of(AIRFLOW)),
            entry(SignedChecklist.class, () -> SignedChecklist.of("- [ ] done")),
            entry(UpgradeGuide.class, () -> UpgradeGuide.of(UpgradePlan.between(AIRFLOW, AIRFLOW))),
            entry(UpgradePlan.class, () -> UpgradePlan.between(AIRFLOW, AIRFLOW)),
            entry(
                    ArgoCdApplication.class,
                    () -> ArgoCdApplication.of(
                            AIRFLOW.toBuilder().delivery(Delivery.ARGO_CD).build())),
            entry(
                    FluxRelease.class,
                    () -> FluxRelease.of(
                            AIRFLOW.toBuilder().delivery(Delivery.FLUX).build())),
            entry(Alert.class, () -> Alerts.of(AIRFLOW).all().get(0)),
            entry(Alerts.class, () -> Alerts.of(AIRFLOW)),
            entry(MonitoringFiles.class, () -> MonitoringFiles.of(AIRFLOW)),
            entry(HelmValues.class, () -> HelmValues.of(AIRFLOW)),
            entry(AirworthyModule.class, AirworthyModule::new),
            entry(
                    ValueFormat.class,
                    () -> ValueFormat.of(AirflowDeployment.class).orElseThrow()),
            entry(DeploymentFile.class, () -> DeploymentFile.read(source())),
            entry(FilePlace.class, () -> new FilePlace("text", SourceRegion.START)),
            entry(FileProblem.class, () -> new FileProblem(new FilePlace("text", SourceRegion.START), "a", "b")),
            entry(SourceText.class, PublicValues::source),
            entry(ValuesLinter.class, () -> ValuesLinter.forChart("1.22.0")),
            entry(OpenQuestion.class, () -> new OpenQuestion("DB-011", "what?", "database.backup")),
            entry(ValuesMigration.class, () -> ValuesLinter.forChart("1.20.0").migrateTo("1.22.0")),
            entry(
                    MigrationResult.class,
                    () -> ValuesLinter.forChart("1.20.0").migrateTo("1.22.0").migrate(source())),
            entry(Drift.class, () -> Drift.of(SampleDeployments.exercise())),
            entry(
                    Difference.class,
                    () -> new Difference(Optional.of("a"), "b", Optional.of(List.of("c")), Optional.empty())),
            entry(ValuesImporter.class, () -> ValuesImporter.of(ValuesLinter.forChart("1.22.0"))),
            entry(
                    ImportResult.class,
                    () -> ValuesImporter.of(ValuesLinter.forChart("1.22.0")).read(source())),
            entry(LeftOut.class, () -> new LeftOut("scheduler.replcas", "why")),
            entry(LintResult.class, () -> ValuesLinter.forChart("1.22.0").lint(source())),
            entry(SourceFile.class, () -> source().read()),
            entry(SourceDocument.class, () -> source().read().documents().get(0)),
            entry(SourceRegion.class, () -> SourceRegion.START),
            entry(SourceProblem.class, () -> new SourceProblem(SourceRegion.START, "text")),
            entry(SourceMark.class, () -> new SourceMark(SourceMark.Kind.TAG, SourceRegion.START)),
            entry(SourceNode.class, PublicValues::mapping),
            entry(SourceMapping.class, PublicValues::mapping),
            entry(SourceMapping.Entry.class, () -> mapping().entries().get(0)),
            entry(SourceScalar.class, () -> mapping().entries().get(0).key()),
            entry(SourceSequence.class, () -> mapping().entries().get(0).value()),
            entry(Report.class, () -> Report.of(AIRFLOW.validate())),
            entry(TextReport.class, () -> TextReport.of(Report.of(AIRFLOW.validate()))),
            entry(Entry.class, PublicValues::entryOfAReport),
            entry(RuleSummary.class, () -> RuleSummary.of(declaration().finds(airflow -> List.of()))),
            entry(Fix.class, () -> Fix.safe("a", new Fix.Replacement(Place.point("a", 1, 1), "b"))),
            entry(Fix.Replacement.class, () -> new Fix.Replacement(Place.point("a", 1, 1), "b")),
            entry(Place.class, () -> Place.point("a", 1, 1)),
            entry(
                    ValueChange.class,
                    () -> new ValueChange(ValueChange.Kind.ADDED, "a", Optional.empty(), null, List.of())),
            entry(ValuesDocument.class, PublicValues::document),
            entry(ValuesDocument.Position.class, () -> new ValuesDocument.Position(1, 1)),
            entry(
                    ExistingSecrets.class,
                    () -> existing(KubernetesSecrets.of(AIRFLOW, MATERIAL).text())),
            entry(KubernetesSecrets.class, () -> KubernetesSecrets.of(AIRFLOW, MATERIAL)),
            entry(SealingCertificate.class, ControllerKey::certificate),
            entry(SecretCommands.class, () -> SecretCommands.of(AIRFLOW)),
            entry(SecretsManifest.class, () -> SecretsManifest.of(AIRFLOW)),
            entry(StoreSeeding.class, () -> StoreSeeding.of(external()).orElseThrow()),
            entry(Caution.class, () -> new Caution(true, "a", "b")),
            entry(
                    OptionChange.class,
                    () -> new OptionChange("a", "b", sample(io.airworthy.configuration.OptionStanding.class))),
            entry(
                    SecretChange.class,
                    () -> new SecretChange(
                            SecretChange.Kind.NEW, sample(io.airworthy.catalogue.RequiredSecret.class), List.of("a"))),
            entry(WorkloadChange.class, () -> new WorkloadChange(WorkloadChange.Kind.values()[0], "a")));

    /** They do not change, and take long to make. */
    private static final Map<Class<?>, Object> MADE = new HashMap<>();

    private PublicValues() {}

    /**
     * A value of a type.
     *
     * @param type a type of the public API, or of a parameter there
     * @param <T> the type
     * @return the value
     * @throws AssertionError if nobody has said yet what a value of that type is
     */
    @SuppressWarnings("unchecked")
    public static <T> T sample(Class<T> type) {
        if (BY_TYPE.containsKey(type)) {
            return (T) BY_TYPE.get(type).get();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return (T) MADE.computeIfAbsent(type, PublicValues::made);
    }

    private static Object made(Class<?> type) {
        return Values.of(type)
                .orElseThrow(
                        () -> new AssertionError(type + " has no sample in PublicValues or in the testkit's Values"))
                .generator(1)
                .next(new Random(42))
                .value();
    }

    private static Rule.Declaration declaration() {
        return Rule.error("ACME-001").title("a").because("b").remedy("c");
    }

    private static Entry entryOfAReport() {
        return Entry.of(sample(RuleSummary.class), "a")
                .found(List.of(1))
                .suggesting(Map.of("a", List.of(2)))
                .offering(sample(Fix.class));
    }

    private static ValuesDocument document() {
        try {
            return ValuesYaml.read("a: [{b: 1}]\n");
        } catch (MalformedYamlException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static SourceText source() {
        return SourceText.of("text", "a: [{b: 1}]\n");
    }

    private static SourceMapping mapping() {
        return (SourceMapping) source().read().documents().get(0).root();
    }

    private static ExistingSecrets existing(Sensitive manifests) {
        try {
            return ExistingSecrets.read(manifests, AIRFLOW);
        } catch (MalformedSecretsException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static AirflowDeployment external() {
        return SampleDeployments.exercise().toBuilder()
                .secretDelivery(ExternalSecrets.from(SecretStore.rendered(
                        "store", StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.controllerIdentity()))))
                .build();
    }
}
