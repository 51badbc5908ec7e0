package io.airworthy.render;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.airworthy.rules.StandardRules;
import io.airworthy.secrets.Sensitive;
import io.airworthy.validation.RuleSet;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds in the whole house: its modules and packages, who may open secrets, and that nothing depends on the machine. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // In a jar of its own the test kit does not look like tests.
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages("io.airworthy");

    /** Each of these turns material into what it is for. Whoever wants to be on this list has to say why. */
    private static final Set<String> OPENERS_OF_SECRETS = Set.of(
            "io.airworthy.secrets.DatabaseRole",
            "io.airworthy.secrets.FernetKey",
            "io.airworthy.secrets.FernetKeyRing",
            "io.airworthy.secrets.PemText",
            "io.airworthy.secrets.ScramVerifier",
            "io.airworthy.secrets.SecretMaterial",
            "io.airworthy.secrets.SecretMaterialCheck",
            "io.airworthy.secrets.Sensitive",
            "io.airworthy.secrets.SigningKey",
            "io.airworthy.secrets.SshDeployKey",
            "io.airworthy.render.kubernetes.ExistingSecrets",
            "io.airworthy.render.kubernetes.KubernetesSecrets",
            "io.airworthy.render.kubernetes.OwnerOnlyFiles",
            "io.airworthy.render.kubernetes.SealedBlob");

    @Test
    void modulesKnowOnlyThoseBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("render")
                .definedBy("io.airworthy.render..")
                .layer("secrets")
                .definedBy("io.airworthy.secrets..")
                .layer("core")
                .definedBy(resideInAPackage("io.airworthy..")
                        .and(not(resideInAPackage("io.airworthy.secrets..")))
                        .and(not(resideInAPackage("io.airworthy.render.."))))
                .whereLayer("render")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("secrets")
                .mayOnlyBeAccessedByLayers("render")
                .check(HOUSE);
    }

    /** A deployment can be asked what is wrong with it and what follows from it; these are the ways back. */
    @Test
    void packagesDoNotGoInCircles() {
        slices().assignedFrom(packages())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        nameMatching("io\\.airworthy\\.AirflowDeployment.*"),
                        resideInAnyPackage("io.airworthy.validation", "io.airworthy.release"))
                .ignoreDependency(RuleSet.class, StandardRules.class)
                .check(HOUSE);
    }

    @Test
    void noGeneratedTypeIsInAPublicSignature() {
        codeUnits()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(generated())
                .andShould()
                .notHaveRawParameterTypes(
                        describe("any generated type", types -> types.stream().anyMatch(generated())))
                .check(HOUSE);
    }

    @Test
    void secretsAreOpenedOnlyByThoseWhoTurnThemIntoWhatTheyAreFor() {
        noClasses()
                .that(describe("may not open secrets", type -> !OPENERS_OF_SECRETS.contains(outermost(type))))
                .should()
                .callMethod(Sensitive.class, "reveal")
                .orShould()
                .callMethod(Sensitive.class, "revealBytes")
                .check(HOUSE);
    }

    @Test
    void theListOfThoseWhoOpenSecretsNamesNobodyElse() {
        List<String> calling = Stream.of("reveal", "revealBytes")
                .flatMap(method -> HOUSE.get(Sensitive.class).getMethod(method).getAccessesToSelf().stream())
                .map(access -> outermost(access.getOriginOwner()))
                .distinct()
                .toList();

        assertThat(calling).containsExactlyInAnyOrderElementsOf(OPENERS_OF_SECRETS);
    }

    @Test
    void secretsAreHeldOnlyWhereTheyAreMadeAndWhereTheyBecomeManifests() {
        classes()
                .that()
                .resideOutsideOfPackages("io.airworthy.secrets", "io.airworthy.render.kubernetes")
                .should()
                .onlyDependOnClassesThat(describe("are not Sensitive", type -> !type.isEquivalentTo(Sensitive.class)))
                .check(HOUSE);
    }

    /** A public value that can be serialised takes along whatever it holds: into a cache, a session, a message. */
    @Test
    void nothingButConstantsAndExceptionsCanBeSerialised() {
        classes()
                .that()
                .arePublic()
                .and()
                .areAssignableTo(Serializable.class)
                .should()
                .beEnums()
                .orShould()
                .beAssignableTo(Throwable.class)
                .check(HOUSE);
    }

    @Test
    void noExceptionHoldsASecret() {
        noClasses()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Sensitive.class)
                .check(HOUSE);
    }

    /** Where its own package does not decide, a closed choice is taken apart by its {@code match}, which knows all variants. */
    @Test
    void nobodyAsksWhetherAClosedChoiceIsThatVariant() {
        List<String> asking = HOUSE.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(code -> Stream.concat(
                                code.getInstanceofChecks().stream().map(check -> check.getRawType()),
                                code.getReferencedClassObjects().stream().map(object -> object.getRawType()))
                        .filter(asked -> isVariant(asked)
                                && !asked.getPackageName()
                                        .equals(code.getOwner().getPackageName()))
                        .map(asked -> code.getFullName() + " asks for " + asked.getName()))
                .toList();

        assertThat(asking).isEmpty();
    }

    private static boolean isVariant(JavaClass type) {
        return type.getRawInterfaces().stream()
                .anyMatch(choice -> choice.getPackageName().startsWith("io.airworthy")
                        && choice.reflect().isSealed());
    }

    @Test
    void theClockIsNotAsked() {
        noClasses().should().callMethodWhere(clock()).check(HOUSE);
        noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(HOUSE);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .that(areNoPrograms())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(HOUSE);
    }

    @Test
    void noMachinesLocaleOrCharsetDecides() {
        noClasses()
                .should()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(Charset.class, "defaultCharset")
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callConstructor(String.class, byte[].class)
                .check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> generated() {
        return describe("generated", type -> type.getSimpleName().startsWith("Immutable"));
    }

    /** The maintainers' programs that write the data files are run by hand. */
    private static DescribedPredicate<JavaClass> areNoPrograms() {
        return describe(
                "are no programs",
                type -> type.tryGetMethod("main", String[].class).isEmpty());
    }

    private static DescribedPredicate<JavaMethodCall> clock() {
        return describe(
                "the clock is asked",
                call -> call.getName().equals("now")
                                && call.getTargetOwner().getPackageName().equals("java.time")
                        || call.getName().equals("currentTimeMillis")
                        || call.getName().equals("nanoTime"));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseTest::outermost).orElse(type.getName());
    }

    /** Each package is a slice, the root package too. */
    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("io.airworthy")
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
