package io.airworthy.render.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.file.FileProblem;
import io.airworthy.render.file.ValueFormat;
import io.airworthy.render.report.Report;
import io.airworthy.render.source.SourceText;
import io.airworthy.validation.ValidationReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * With it, any {@code ObjectMapper} reads and writes a deployment and all its parts in the format of {@link DeploymentFile}, and writes
 * a {@link ValidationReport} and a {@link Report} as {@link Report#asJson()} does.
 *
 * <pre>{@code
 * ObjectMapper mapper = JsonMapper.builder().addModule(new AirworthyModule()).build();
 * AirflowDeployment airflow = mapper.readValue(body, AirflowDeployment.class);
 * }</pre>
 *
 * <p>A deployment is what stands below {@code spec} of a file; a whole file is read as one, too. What is wrong is said all at once, in
 * the message of Jackson's {@code MismatchedInputException}. {@code findAndRegisterModules()} finds this module, and so do frameworks
 * that call it; Spring takes it as a bean.
 */
public final class AirworthyModule extends Module {

    /** Makes the module. */
    public AirworthyModule() {}

    @Override
    public String getModuleName() {
        return "airworthy";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        Objects.requireNonNull(context, "context");
        context.addSerializers(new Writers());
        context.addDeserializers(new Readers());
    }

    private static final class Writers extends Serializers.Base {

        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription description) {
            Class<?> own = type.getRawClass();
            if (own == ValidationReport.class) {
                return new Reports<ValidationReport>(Report::of);
            }
            if (own == Report.class) {
                return new Reports<Report>(report -> report);
            }
            return ValueFormat.of(own).map(Values::new).orElse(null);
        }
    }

    /** What a value is, is said by its place or its key; no name of a class is needed. */
    private abstract static class Writer<T> extends JsonSerializer<T> {

        @Override
        public void serializeWithType(
                T value, JsonGenerator generator, SerializerProvider provider, TypeSerializer type) throws IOException {
            serialize(value, generator, provider);
        }
    }

    private static final class Values extends Writer<Object> {

        private final ValueFormat format;

        Values(ValueFormat format) {
            this.format = format;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(format.write(value), generator);
        }
    }

    private static final class Reports<T> extends Writer<T> {

        private static final JsonFactory JSON = new JsonFactory();

        private final Function<T, Report> report;

        Reports(Function<T, Report> report) {
            this.report = report;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            try (JsonParser parser = JSON.createParser(report.apply(value).asJson())) {
                parser.nextToken();
                generator.copyCurrentStructure(parser);
            }
        }
    }

    private static final class Readers extends Deserializers.Base {

        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return of(type.getRawClass());
        }

        @Override
        public @Nullable JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return of(type);
        }

        private static @Nullable JsonDeserializer<?> of(Class<?> type) {
            return ValueFormat.of(type).map(format -> new Reader(type, format)).orElse(null);
        }
    }

    private static final class Reader extends JsonDeserializer<Object> {

        private final Class<?> type;
        private final ValueFormat format;

        Reader(Class<?> type, ValueFormat format) {
            this.type = type;
            this.format = format;
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(parser);
            List<FileProblem> problems = new ArrayList<>();
            Optional<Object> value = format.read(SourceText.of("JSON", tree.toString()), problems::add);
            return value.isPresent()
                    ? value.get()
                    : context.reportInputMismatch(
                            type,
                            "%s",
                            problems.stream().map(Reader::withoutPlace).collect(Collectors.joining("\n")));
        }

        /** Jackson says where the value began; the rest of the text is no longer as it was. */
        private static String withoutPlace(FileProblem problem) {
            return (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message();
        }
    }
}
