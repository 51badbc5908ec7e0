package io.airworthy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What holds in the model alone; what holds in the whole house is tested where the whole house is. */
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
    void noFileProcessOrNetworkIsTouched() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                        .and(not(equivalentTo(URI.class))))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Process.class)
                .check(CORE);
    }
}
