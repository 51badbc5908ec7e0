package io.airworthy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.airworthy");

    @Test
    void nothingIsNeededAtRunTimeButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.airworthy..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify.annotations..",
                        "org.immutables.value..")
                .check(CORE);
    }

    /** A deployment can be asked to validate itself; that is the one way back. */
    @Test
    void packagesDoNotGoInCircles() {
        slices().assignedFrom(packages())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        nameMatching("io\\.airworthy\\.AirflowDeployment.*"),
                        resideInAPackage("io.airworthy.validation"))
                .check(CORE);
    }

    @Test
    void onlyTheDeploymentItselfKnowsItsRules() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.airworthy.validation")
                .and()
                .haveNameNotMatching("io\\.airworthy\\.AirflowDeployment.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.airworthy.validation")
                .check(CORE);
    }

    @Test
    void noGeneratedTypeIsInAPublicSignature() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(notGenerated())
                .should()
                .notHaveRawReturnType(simpleNameStartingWith("Immutable"))
                .check(CORE);
    }

    @Test
    void theClockIsNotAsked() {
        noClasses().should().callMethodWhere(clock()).check(CORE);
        noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(CORE);
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
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callConstructor(String.class, byte[].class)
                .check(CORE);
    }

    @Test
    void noFileProcessOrNetworkIsTouched() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Process.class)
                .check(CORE);
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

    private static DescribedPredicate<JavaClass> notGenerated() {
        return DescribedPredicate.not(JavaClass.Predicates.simpleNameEndingWith("Builder"));
    }

    private static DescribedPredicate<JavaMethodCall> clock() {
        return DescribedPredicate.describe(
                "the clock is asked",
                call -> call.getName().equals("now")
                                && call.getTargetOwner().getPackageName().equals("java.time")
                        || call.getName().equals("currentTimeMillis")
                        || call.getName().equals("nanoTime")
                        || call.getTargetOwner().isEquivalentTo(Instant.class));
    }
}
