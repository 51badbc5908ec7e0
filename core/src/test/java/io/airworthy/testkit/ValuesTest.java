package io.airworthy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.ChartOptions;
import io.airworthy.chart.PlainText;
import io.airworthy.configuration.AirflowLines;
import io.airworthy.release.Containers;
import io.airworthy.validation.Rule;
import io.airworthy.values.Settings;
import io.airworthy.values.ValuesReading;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.domains.Domain;

@Tag("slow")
class ValuesTest {

    private static final int SAMPLES = 3;

    /** Rules as they are being declared, and classes without instances. */
    private static final Set<Class<?>> UNFINISHED = Set.of(
            Rule.Declaration.class,
            Rule.Question.class,
            ChartMoves.class,
            PlainText.class,
            ChartOptions.class,
            AirflowLines.class,
            Containers.class,
            Settings.class,
            ValuesReading.class);

    /** Everything public that is not about making values, and not thrown. */
    @Provide
    Arbitrary<Class<?>> valueTypes() {
        Set<String> exported = exportedPackages();
        List<Class<?>> types = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(exported).stream()
                        .filter(type -> exported.contains(type.getPackageName()))
                        .filter(ValuesTest::isPublic)
                        .filter(type -> !type.getSimpleName().endsWith("Builder"))
                        .filter(type -> !type.isAnnotation() && !type.isAssignableTo(Exception.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> !UNFINISHED.contains(type))
                        .toList();
        return Arbitraries.of(types);
    }

    @Provide
    Arbitrary<Class<?>> builtTypes() {
        return valueTypes()
                .filter(type -> Stream.of(type.getMethods())
                        .anyMatch(method -> method.getName().equals("toBuilder")));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyValueTypeHasAnArbitraryThatMakesTheSameValuesAgain(@ForAll("valueTypes") Class<?> type) {
        List<?> values = samples(type);
        List<?> again = samples(type);

        assertThat(values)
                .hasSize(SAMPLES)
                .allSatisfy(value -> assertThat(value).isInstanceOf(type));
        if (overridesEquals(values.get(0))) {
            assertThat(again).isEqualTo(values).hasSameHashCodeAs(values);
        }
        if (overridesToString(values.get(0))) {
            assertThat(again).hasToString(values.toString());
        }
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyValueComesBackFromItsBuilder(@ForAll("builtTypes") Class<?> type) throws ReflectiveOperationException {
        for (Object value : samples(type)) {
            Object builder = type.getMethod("toBuilder").invoke(value);
            assertThat(builder.getClass().getMethod("build").invoke(builder))
                    .isEqualTo(value)
                    .hasSameHashCodeAs(value)
                    .hasToString(value.toString());
        }
    }

    @Property(tries = 20)
    @Domain(AirworthyDomain.class)
    void aPropertyAsksForValuesByTheirTypeAlone(@ForAll AirflowDeployment airflow, @ForAll Rule rule) {
        assertThat(airflow.validate().isDeployable()).isTrue();
        assertThat(rule.id()).isNotEmpty();
    }

    private static List<?> samples(Class<?> type) {
        var values = Values.of(type)
                .orElseThrow(() -> new AssertionError(type + " has no arbitrary in Values"))
                .generator(1000);
        Random random = new Random(42);
        return Stream.generate(() -> values.next(random).value()).limit(SAMPLES).toList();
    }

    private static boolean overridesEquals(Object value) {
        return declares(value, "equals", Object.class);
    }

    private static boolean overridesToString(Object value) {
        return declares(value, "toString");
    }

    private static boolean declares(Object value, String method, Class<?>... parameters) {
        try {
            return value.getClass().getMethod(method, parameters).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ValuesTest::isPublic).orElse(true);
    }

    private static Set<String> exportedPackages() {
        URI classes = URI.create(AirflowDeployment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        return ModuleFinder.of(Path.of(classes)).findAll().iterator().next().descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }
}
