package io.airworthy.render.file;

import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
import io.airworthy.render.json.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes trees as JSON, if JSON can hold them. */
final class FileJson {

    private FileJson() {}

    static String write(@Nullable Object tree) {
        requireWritable(tree);
        return JsonText.of(tree);
    }

    private static void requireWritable(@Nullable Object tree) {
        switch (Tree.kind(tree)) {
            case MAP -> Tree.mapOrEmpty(tree).values().forEach(FileJson::requireWritable);
            case LIST -> Tree.listOrEmpty(tree).forEach(FileJson::requireWritable);
            case DECIMAL -> finite((Double) Objects.requireNonNull(tree));
            case OTHER -> throw unwritable(Objects.requireNonNull(tree));
            case NULL, TEXT, BOOLEAN, INTEGER, BIG_INTEGER -> {}
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
                + FrozenTree.whyUnwritable(value)
                        .orElseGet(() -> "it is the " + value.getClass().getSimpleName() + " " + value));
    }
}
