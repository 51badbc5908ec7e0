package io.airworthy.render.file;

import io.airworthy.render.KeptText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the words of files is made from the types of the model. */
class WordsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "words.md");

    private static final String COMMAND = "mvn -pl render -am test -Dtest=WordsPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dairworthy.refresh=true";

    @Test
    void thePageSaysWhatFilesTake() throws IOException {
        KeptText.assertMade(PAGE, page(), "docs/words.md is made by: " + COMMAND);
    }

    private static String page() {
        List<Class<?>> types = ModelTypes.all().stream()
                .sorted(Comparator.comparing(WordsPageTest::name))
                .<Class<?>>map(type -> type)
                .toList();
        return """
                # Words of files

                How [files](files.md) spell closed choices and constants. A word with `: …` is a key, and what the variant is made of stands below
                it; any other word stands alone.

                This page is made by `%s`.

                | Type | In the file | What it is |
                |---|---|---|
                """.formatted(COMMAND)
                + types.stream()
                        .filter(type -> !words(Shapes.of(type)).isEmpty())
                        .map(type -> "| `" + name(type) + "` | "
                                + words(Shapes.of(type)).stream()
                                        .map(word -> "`" + word + "`")
                                        .collect(Collectors.joining(", "))
                                + " | " + sentence(type) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String name(Class<?> type) {
        return type.getDeclaringClass() == null || !type.getSimpleName().equals("Kind")
                ? type.getSimpleName()
                : type.getDeclaringClass().getSimpleName() + ".Kind";
    }

    private static Collection<String> words(Shape shape) {
        if (shape instanceof ChoiceShape choice) {
            return Stream.concat(
                            choice.words().stream(),
                            choice.variants().entrySet().stream()
                                    .filter(variant -> !variant.getValue()
                                                    .shape()
                                                    .keys()
                                                    .isEmpty()
                                            || variant.getValue().shape().bare().isEmpty())
                                    .map(Map.Entry::getKey)
                                    .map(name -> name + ": …"))
                    .toList();
        }
        if (shape instanceof Shape.Constant constants) {
            return constants.words.keySet();
        }
        if (shape instanceof KindShape kinds) {
            return Stream.concat(
                            kinds.presets().words().stream(),
                            kinds.kinds.keySet().stream()
                                    .filter(kind -> !kinds.presets().words().contains(kind))
                                    .map(kind -> kind + ": …"))
                    .toList();
        }
        return shape instanceof ObjectShape object ? object.presets().words() : List.of();
    }

    private static String sentence(Class<?> type) {
        return ModelTexts.of(type)
                .map(text -> text.lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("(?<=[.]) .*", "")
                        .replace("|", "\\|"))
                .orElse("");
    }
}
