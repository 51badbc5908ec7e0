package io.airworthy.render.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.airworthy.frozen.Tree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree of maps, lists, texts, numbers and booleans as JSON that people can compare. Anything else is written as its text. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** The text, which ends with a line break. */
    public static String of(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            write(generator, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (Tree.kind(value)) {
            case MAP -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : Tree.mapOrEmpty(value).entrySet()) {
                    generator.writeFieldName((String) entry.getKey());
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            case LIST -> {
                generator.writeStartArray();
                for (Object element : Tree.listOrEmpty(value)) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case NULL, BOOLEAN, INTEGER, BIG_INTEGER -> generator.writeRawValue(String.valueOf(value));
            case DECIMAL -> generator.writeNumber((Double) value);
            case TEXT, OTHER -> generator.writeString(String.valueOf(value));
        }
    }
}
