package io.airworthy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.airworthy.rules.StandardRules;
import io.airworthy.validation.RuleSet;
import java.io.File;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds in the model alone; what holds in the whole house is tested where the whole house is. */
class ArchitectureTest {

    /** The packages of the house, from the ground up. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("io.airworthy.frozen", "io.airworthy.spelling", "io.airworthy.table"),
            List.of("io.airworthy.chart", "io.airworthy.configuration"),
            List.of(
                    "io.airworthy",
                    "io.airworthy.celery",
                    "io.airworthy.dags",
                    "io.airworthy.database",
                    "io.airworthy.logging",
                    "io.airworthy.material",
                    "io.airworthy.metrics",
                    "io.airworthy.operations",
                    "io.airworthy.pods",
                    "io.airworthy.store"),
            List.of("io.airworthy.catalogue", "io.airworthy.connection", "io.airworthy.release"),
            List.of("io.airworthy.values"),
            List.of("io.airworthy.validation"),
            List.of("io.airworthy.rules"));

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

    /** Each floor stands on those below it. A deployment can be asked what follows from it and what is wrong with it. */
    @Test
    void aFloorKnowsOnlyThoseBelowIt() {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (List<String> floor : FLOORS) {
            house = house.layer(floor.toString()).definedBy(floor.toArray(String[]::new));
        }
        for (int i = 1; i < FLOORS.size(); i++) {
            house = house.whereLayer(FLOORS.get(i).toString())
                    .mayOnlyAccessLayers(
                            FLOORS.subList(0, i).stream().map(List::toString).toArray(String[]::new));
        }
        house.whereLayer(FLOORS.get(0).toString())
                .mayNotAccessAnyLayer()
                .ignoreDependency(
                        nameMatching("io\\.airworthy\\.AirflowDeployment.*"),
                        resideInAnyPackage("io.airworthy.validation", "io.airworthy.release"))
                .ignoreDependency(RuleSet.class, StandardRules.class)
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
