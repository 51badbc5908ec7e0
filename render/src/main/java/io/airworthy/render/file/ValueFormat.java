package io.airworthy.render.file;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type stand in files, for frameworks that have only a part of a deployment, or have it inside of something of
 * their own.
 *
 * <pre>{@code
 * ValueFormat.of(LogStore.class).orElseThrow().write(LogStore.s3("logs", ""));   // {s3={bucket=logs}}
 * }</pre>
 */
public final class ValueFormat {

    private final Class<?> type;
    private final Shape shape;

    private ValueFormat(Class<?> type, Shape shape) {
        this.type = type;
        this.shape = shape;
    }

    /**
     * The format of a type.
     *
     * @param type a type that deployments are made of, or the class of such a value
     * @return its format: of a variant it is that of the choice; empty for any other type
     */
    public static Optional<ValueFormat> of(Class<?> type) {
        Objects.requireNonNull(type, "type");
        return ModelTypes.written(type).map(written -> new ValueFormat(type, Shapes.of(written)));
    }

    /**
     * What stands in a file for a value.
     *
     * @param value a value of the type
     * @return maps with text keys, lists, texts, numbers and booleans
     */
    public @Nullable Object write(Object value) {
        return shape.write(Objects.requireNonNull(value, "value"));
    }

    /**
     * Reads a value. A deployment is what stands below {@code spec}; a whole file is read as one, too.
     *
     * @param text one document of YAML or JSON
     * @param problems takes what is wrong with it
     * @return the value, which is of the type; empty if there are problems
     */
    public Optional<Object> read(SourceText text, Consumer<FileProblem> problems) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(problems, "problems");
        SourceFile file = text.read();
        Reading reading = new Reading();
        Optional<Object> value = Optional.empty();
        if (!file.problems().isEmpty() || file.documents().size() != 1) {
            file.problems().forEach(problem -> refuse(reading, text, problem.region(), problem.message()));
            if (file.problems().isEmpty()) {
                refuse(reading, text, SourceRegion.START, "this is not one document");
            }
        } else {
            value = read(reading, text, file.documents().get(0).root());
        }
        if (reading.problems().isEmpty() && value.filter(type::isInstance).isEmpty()) {
            refuse(reading, text, SourceRegion.START, "another variant than " + type.getSimpleName());
        }
        reading.problems().forEach(problems);
        return reading.problems().isEmpty() ? value : Optional.empty();
    }

    private Optional<Object> read(Reading reading, SourceText text, SourceNode root) {
        boolean isFile = type == AirflowDeployment.class
                && root.mapping()
                        .flatMap(mapping -> mapping.entry("apiVersion"))
                        .isPresent();
        if (isFile) {
            DeploymentFile whole = DeploymentFile.read(text);
            reading.problems().addAll(whole.problems());
            return whole.deployment().map(it -> it);
        }
        return shape.read(
                reading, ModelPath.ROOT, List.of(new Layer(new FilePlace(text.name(), root.region()), root, false)));
    }

    private static void refuse(Reading reading, SourceText text, SourceRegion region, String message) {
        reading.refuse(new FilePlace(text.name(), region), ModelPath.ROOT, message);
    }
}
