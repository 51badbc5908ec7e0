package io.airworthy.render.source;

import io.airworthy.frozen.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bare word means to Helm, whose reader knows the words of YAML 1.1 and Go's numbers.
 *
 * @see <a href="https://github.com/yaml/go-yaml/blob/v2/resolve.go">go-yaml, resolve.go</a>
 */
final class CoreWords {

    private static final Map<String, Object> WORDS = words();

    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** More digits than this make no sense, and take long. */
    private static final int MOST_DIGITS = 1000;

    private CoreWords() {}

    static @Nullable Object valueOf(String word) {
        if (word.isEmpty() || word.equals("~") || word.equals("null") || word.equals("Null") || word.equals("NULL")) {
            return null;
        }
        Object known = WORDS.get(word);
        if (known != null) {
            return known;
        }
        char first = word.charAt(0);
        boolean digits = first >= '0' && first <= '9' || first == '+' || first == '-';
        if (!digits && first != '.' || word.length() > MOST_DIGITS) {
            return word;
        }
        String plain = digits ? word.replace("_", "") : word;
        if (digits && INTEGER.matcher(plain).matches()) {
            return integer(plain);
        }
        if (!DECIMAL.matcher(plain).matches()) {
            return word;
        }
        Double number = Double.valueOf(plain);
        return Tree.isInfinite(number) ? (Object) word : number;
    }

    /** What a tag makes of the word behind it. */
    static @Nullable Object tagged(String tag, String word) {
        return switch (tag) {
            case "tag:yaml.org,2002:binary" ->
                new String(Base64.getDecoder().decode(word.replaceAll("\\s", "")), StandardCharsets.UTF_8);
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" -> valueOf(word);
            default -> word;
        };
    }

    static String name(Object value) {
        return Tree.kind(value) == Tree.Kind.DECIMAL
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private static Number integer(String word) {
        boolean negative = word.startsWith("-");
        String digits = negative || word.startsWith("+") ? word.substring(1) : word;
        BigInteger absolute;
        if (digits.length() == 1 || digits.charAt(0) != '0') {
            absolute = new BigInteger(digits);
        } else {
            absolute = switch (digits.charAt(1)) {
                case 'x', 'X' -> new BigInteger(digits.substring(2), 16);
                case 'b', 'B' -> new BigInteger(digits.substring(2), 2);
                case 'o', 'O' -> new BigInteger(digits.substring(2), 8);
                default -> new BigInteger(digits, 8);
            };
        }
        BigInteger number = negative ? absolute.negate() : absolute;
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    private static Map<String, Object> words() {
        Map<String, Object> words = new HashMap<>();
        for (String word : List.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE")) {
            words.put(word, true);
        }
        for (String word : List.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE")) {
            words.put(word, false);
        }
        for (String word : List.of(".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF")) {
            words.put(word, Double.POSITIVE_INFINITY);
        }
        for (String word : List.of("-.inf", "-.Inf", "-.INF")) {
            words.put(word, Double.NEGATIVE_INFINITY);
        }
        for (String word : List.of(".nan", ".NaN", ".NAN")) {
            words.put(word, Double.NaN);
        }
        return Map.copyOf(words);
    }
}
