package io.airworthy.render.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.airworthy.AirflowDeployment;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.LogStore;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.file.ValueFormat;
import io.airworthy.render.report.Report;
import io.airworthy.testkit.AirworthyDomain;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.Values;
import io.airworthy.validation.ValidationReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class AirworthyModuleTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new AirworthyModule()).build();

    private static final ObjectMapper YAML =
            YAMLMapper.builder().addModule(new AirworthyModule()).build();

    @Property(tries = 300)
    void everyValueIsReadBack(@ForAll("parts") Tuple.Tuple2<Class<?>, Object> part) throws Exception {
        String json = JSON.writeValueAsString(part.get2());

        assertThat((Object) JSON.readValue(json, part.get1())).as(json).isEqualTo(part.get2());
        assertThat((Object) YAML.readValue(YAML.writeValueAsString(part.get2()), part.get1()))
                .isEqualTo(part.get2());
    }

    @Provide
    Arbitrary<Tuple.Tuple2<Class<?>, Object>> parts() {
        Set<Class<?>> types = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackagesOf(AirflowDeployment.class)
                        .stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> ValueFormat.of(type).isPresent())
                        .filter(type -> Values.of(type).isPresent())
                        .collect(Collectors.toSet());
        return Arbitraries.of(types.stream()
                        .sorted(Comparator.comparing(Class::getName))
                        .toList())
                .flatMap(type -> Values.of(type).orElseThrow().map(value -> Tuple.of((Class<?>) type, (Object) value)));
    }

    @Property(tries = 20)
    @Domain(AirworthyDomain.class)
    void aDeploymentIsWhatStandsBelowSpec(@ForAll AirflowDeployment airflow) throws Exception {
        Map<String, Object> file = JSON.readValue(DeploymentFile.writeJson(airflow), new TypeReference<>() {});

        assertThat(JSON.readValue(JSON.writeValueAsString(airflow), Object.class))
                .isEqualTo(file.get("spec"));
        assertThat(JSON.readValue(DeploymentFile.writeJson(airflow), AirflowDeployment.class))
                .isEqualTo(airflow);
    }

    /** What a service has of its own. */
    record Order(String team, AirflowDeployment airflow, List<LogStore> stores, TlsMode tls) {}

    @Test
    void valuesArePartsOfOthers() throws Exception {
        Order order = new Order(
                "data",
                SampleDeployments.exercise(),
                List.of(LogStore.s3("logs", "a"), LogStore.gcs("logs", "")),
                TlsMode.VERIFY_FULL);
        String json = JSON.writeValueAsString(order);

        assertThat(json)
                .contains(
                        "\"stores\":[{\"s3\":{\"bucket\":\"logs\",\"prefix\":\"a\"}},{\"gcs\":{\"bucket\":\"logs\"}}]")
                .contains("\"tls\":\"verify-full\"");
        assertThat(JSON.readValue(json, Order.class)).isEqualTo(order);
    }

    @Test
    void isFoundByItself() throws Exception {
        ObjectMapper mapper = JsonMapper.builder().findAndAddModules().build();

        assertThat(mapper.writeValueAsString(TlsMode.VERIFY_CA)).isEqualTo("\"verify-ca\"");
    }

    @Test
    void saysAllThatIsWrong() {
        assertThatThrownBy(() -> JSON.readValue(
                        "{\"chartVersion\": \"1.22.0\", \"executor\": [], \"database\": {\"provider\": \"aws\"}}",
                        AirflowDeployment.class))
                .isInstanceOf(MismatchedInputException.class)
                .extracting(thrown -> ((JsonMappingException) thrown).getOriginalMessage())
                .isEqualTo("""
                        executor: no such key; did you mean executors?
                        airflowVersion: missing
                        database.provider: "aws" is not allowed here; did you mean aws-rds?
                        database.host: missing""");
    }

    @Test
    void refusesAnotherVariantThanTheOneThatIsAskedFor() {
        assertThatThrownBy(() -> JSON.readValue("{\"gcs\": {\"bucket\": \"a\"}}", LogStore.S3.class))
                .isInstanceOf(MismatchedInputException.class)
                .hasMessageStartingWith("another variant than S3");
    }

    @Test
    void writesReportsAsReportsAreWritten() throws Exception {
        ValidationReport report = SampleDeployments.exercise().toBuilder()
                .namespace("A B")
                .build()
                .validate();

        assertThat(JSON.readTree(JSON.writeValueAsString(report)))
                .isEqualTo(JSON.readTree(Report.of(report).asJson()))
                .isEqualTo(JSON.valueToTree(Report.of(report)));
        assertThat(report.isDeployable()).isFalse();
    }
}
