package io.airworthy.render.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.airworthy.frozen.FrozenTree.Unwritable;
import io.airworthy.frozen.Tree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes trees as JSON. */
final class FileJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private FileJson() {}

    static String write(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
            printer.indentArraysWith(lines);
            generator.setPrettyPrinter(printer);
            write(generator, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    static void write(JsonGenerator generator, @Nullable Object tree) throws IOException {
        switch (Tree.kind(tree)) {
            case NULL -> generator.writeNull();
            case MAP -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : Tree.mapOrEmpty(tree).entrySet()) {
                    generator.writeFieldName(String.valueOf(entry.getKey()));
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            case LIST -> {
                generator.writeStartArray();
                for (Object each : (List<?>) Tree.listOrEmpty(tree)) {
                    write(generator, each);
                }
                generator.writeEndArray();
            }
            case TEXT -> generator.writeString((String) tree);
            case BOOLEAN -> generator.writeBoolean((Boolean) tree);
            case INTEGER -> generator.writeNumber(((Number) tree).longValue());
            case BIG_INTEGER -> generator.writeNumber((BigInteger) tree);
            case DECIMAL -> generator.writeNumber(finite((Double) tree));
            case OTHER -> throw unwritable(tree);
        }
    }

    static double finite(Double number) {
        if (!Double.isFinite(number)) {
            throw unwritable(number);
        }
        return number;
    }

    static IllegalArgumentException unwritable(Object value) {
        return new IllegalArgumentException("No file can hold this: "
                + (value instanceof Unwritable unwritable
                        ? unwritable.why()
                        : "it is the " + value.getClass().getSimpleName() + " " + value));
    }
}
