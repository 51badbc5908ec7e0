package io.airworthy.render.kubernetes;

import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import io.airworthy.material.SecretTemplate.Literal;
import io.airworthy.material.SecretTemplate.Piece;
import io.airworthy.material.SecretTemplate.Placeholder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the material in a text that was written by a template. A text that could be read in two ways, or is not exactly
 * the template's, is not read at all.
 */
final class TemplateMatch {

    private static final String UNRESERVED_AND_SUB_DELIMITERS = "-._~!$&'()*,;=";

    private final String text;
    private final Map<Material, String> found = new EnumMap<>(Material.class);
    private int at;

    private TemplateMatch(String text) {
        this.text = text;
    }

    /** The material, or nothing if the text is not the template's. */
    static Optional<Map<Material, String>> of(SecretTemplate template, String text) {
        TemplateMatch match = new TemplateMatch(text);
        List<Piece> pieces = template.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            Piece next = i + 1 < pieces.size() ? pieces.get(i + 1) : null;
            if (!pieces.get(i).<Boolean>match(match::take, place -> match.take(place, next))) {
                return Optional.empty();
            }
        }
        return match.at == text.length() ? Optional.of(match.found) : Optional.empty();
    }

    private boolean take(Literal literal) {
        if (!text.startsWith(literal.text(), at)) {
            return false;
        }
        at += literal.text().length();
        return true;
    }

    private boolean take(Placeholder place, @Nullable Piece next) {
        int end = place.encoding() == Encoding.PLAIN ? endOfPlain(next) : endOfEncoded(place.encoding());
        if (end <= at) {
            return false;
        }
        String value = decoded(place.encoding(), text.substring(at, end));
        at = end;
        return value != null && value.equals(found.merge(place.material(), value, (first, second) -> first));
    }

    /** To the end, or to the only place where what follows can begin. */
    private int endOfPlain(@Nullable Piece next) {
        return next == null ? text.length() : next.match(literal -> onlyPlaceOf(literal.text()), place -> -1);
    }

    private int onlyPlaceOf(String literal) {
        int first = text.indexOf(literal, at);
        return first == text.lastIndexOf(literal) ? first : -1;
    }

    /** The end of an encoded piece follows from its encoding. */
    private int endOfEncoded(Encoding encoding) {
        int end = at;
        while (end < text.length()) {
            int length = lengthOfUnit(encoding, end);
            if (length == 0) {
                break;
            }
            end += length;
        }
        return Math.min(end, text.length());
    }

    private int lengthOfUnit(Encoding encoding, int index) {
        char c = text.charAt(index);
        return switch (encoding) {
            case PERCENT -> c == '%' ? 3 : isBareInUrl(c) ? 1 : 0;
            case PGBOUNCER_USER_LIST -> c != '"' ? 1 : text.startsWith("\"\"", index) ? 2 : 0;
            case JSON_STRING -> c == '\\' ? (text.startsWith("\\u", index) ? 6 : 2) : c == '"' ? 0 : 1;
            case PLAIN -> 1;
        };
    }

    private static boolean isBareInUrl(char c) {
        return c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                // Not '+', which some use for a space and others for a plus.
                || UNRESERVED_AND_SUB_DELIMITERS.indexOf(c) >= 0;
    }

    private static @Nullable String decoded(Encoding encoding, String encoded) {
        return switch (encoding) {
            case PLAIN -> encoded;
            case PERCENT -> percentDecoded(encoded);
            case PGBOUNCER_USER_LIST -> encoded.replace("\"\"", "\"");
            case JSON_STRING -> jsonDecoded(encoded);
        };
    }

    private static @Nullable String percentDecoded(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.write(encoded.charAt(i));
                continue;
            }
            int value = hexadecimal(encoded.substring(i + 1, Math.min(i + 3, encoded.length())), 2);
            if (value < 0) {
                return null;
            }
            bytes.write(value);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    private static @Nullable String jsonDecoded(String encoded) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '\\') {
                decoded.append(c);
                continue;
            }
            i++;
            int escape = i < encoded.length() ? "\"\\/bfnrtu".indexOf(encoded.charAt(i)) : -1;
            if (escape < 0) {
                return null;
            }
            if (encoded.charAt(i) != 'u') {
                decoded.append("\"\\/\b\f\n\r\t".charAt(escape));
                continue;
            }
            int value = hexadecimal(encoded.substring(i + 1, Math.min(i + 5, encoded.length())), 4);
            if (value < 0) {
                return null;
            }
            decoded.append((char) value);
            i += 4;
        }
        return decoded.toString();
    }

    private static int hexadecimal(String digits, int length) {
        return digits.matches("[0-9A-Fa-f]{" + length + "}") ? Integer.parseInt(digits, 16) : -1;
    }
}
