package io.airworthy.secrets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * SASLprep as PostgreSQL does it, which decides what bytes of a password are hashed: the mapping, normalisation, prohibited
 * and unassigned characters and the bidirectional rule of RFC 4013.
 *
 * <p>PostgreSQL differs in three ways: ASCII passes as it is, control characters included; the zero-width space, which
 * is in both mapping tables, becomes a space; and what is prohibited is looked for before normalisation, not after.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4013">RFC 4013</a>
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/common/saslprep.c">saslprep.c</a>
 */
final class SaslPrep {

    private static final Map<String, TreeMap<Integer, Integer>> TABLES = readTables();

    private SaslPrep() {}

    /** The prepared text, or nothing if it is prohibited. */
    static Optional<String> prepare(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return Optional.of(text);
        }
        int[] mapped = map(text);
        if (mapped.length == 0 || isProhibited(mapped) || mixesDirections(mapped)) {
            return Optional.empty();
        }
        return Optional.of(Normalizer.normalize(new String(mapped, 0, mapped.length), Normalizer.Form.NFKC));
    }

    private static int[] map(String text) {
        return text.codePoints()
                .map(c -> in("space", c) ? ' ' : c)
                .filter(c -> !in("nothing", c))
                .toArray();
    }

    private static boolean isProhibited(int[] text) {
        for (int c : text) {
            if (in("prohibited", c) || in("unassigned", c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mixesDirections(int[] text) {
        boolean rightToLeft = false;
        boolean leftToRight = false;
        for (int c : text) {
            rightToLeft |= in("right-to-left", c);
            leftToRight |= in("left-to-right", c);
        }
        return rightToLeft
                && (leftToRight || !in("right-to-left", text[0]) || !in("right-to-left", text[text.length - 1]));
    }

    private static boolean in(String table, int codePoint) {
        Map.Entry<Integer, Integer> range =
                Objects.requireNonNull(TABLES.get(table)).floorEntry(codePoint);
        return range != null && codePoint <= range.getValue();
    }

    /** Each table maps the first code point of a range to its last. */
    private static Map<String, TreeMap<Integer, Integer>> readTables() {
        Map<String, TreeMap<Integer, Integer>> tables = new HashMap<>();
        TreeMap<Integer, Integer> table = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(SaslPrep.class.getResourceAsStream("rfc3454.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    table = new TreeMap<>();
                    tables.put(line.substring(1, line.length() - 1), table);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    addRanges(line, table);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return tables;
    }

    private static void addRanges(String line, TreeMap<Integer, Integer> table) {
        for (String range : line.split(" ")) {
            String[] ends = range.split("-");
            table.put(Integer.valueOf(ends[0], 16), Integer.valueOf(ends[ends.length - 1], 16));
        }
    }
}
