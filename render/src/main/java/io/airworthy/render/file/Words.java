package io.airworthy.render.file;

import java.util.Locale;
import java.util.regex.Pattern;

/** How constants and variants are called in files. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9./-]+");

    private Words() {}

    /** As the rest of the world writes the constant, if it has a word for it; else its name in small letters. */
    static String of(Enum<?> constant) {
        String text = constant.toString();
        return WORD.matcher(text).matches() && !text.equals(constant.name())
                ? text
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant as a key that names a variant: {@code configMap}. */
    static String key(Enum<?> constant) {
        StringBuilder key = new StringBuilder();
        for (String part : constant.name().toLowerCase(Locale.ROOT).split("_")) {
            key.append(key.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return key.toString();
    }

    /** What is compared when a word is not known. */
    static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
