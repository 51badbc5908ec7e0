package io.airworthy.render.document;

import io.airworthy.render.disk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A checklist that people have worked with: they have ticked lines, and written names and dates behind them. What they wrote
 * lives on in the checklist that is rendered next.
 */
public final class SignedChecklist {

    private static final Pattern ITEM = Pattern.compile("- \\[([ xX])] (.*)");
    private static final Pattern SEAL = Pattern.compile("<!-- sha256 of all but the boxes: ([0-9a-f]{64}) -->");

    /** What separates a name and a date from the line that they stand behind. */
    private static final String SIGNATURE = " — ";

    private static final String NO_LONGER_ASKED = "## Signed before, and no longer asked";

    private final List<String> lines;

    private SignedChecklist(List<String> lines) {
        this.lines = lines;
    }

    /**
     * A checklist as it is now.
     *
     * @param text the text of the file
     * @return the checklist
     */
    public static SignedChecklist of(String text) {
        Objects.requireNonNull(text, "text");
        return new SignedChecklist(text.lines().toList());
    }

    /** A checklist that is rendered, with what tells later whether anything but its boxes was changed. */
    static String seal(String text) {
        List<String> lines = text.lines().toList();
        return text + "\n<!-- sha256 of all but the boxes: " + digest(lines) + " -->\n";
    }

    /**
     * Whether nothing but lines with a box was changed since it was rendered.
     *
     * @return false as well if it was not rendered at all
     */
    public boolean isOnlySigned() {
        return lines.stream()
                .map(SEAL::matcher)
                .filter(Matcher::matches)
                .map(seal -> seal.group(1))
                .toList()
                .equals(List.of(digest(lines)));
    }

    /**
     * The next checklist, with what people wrote into this one: a line that asks the same is ticked as it was, with what stands
     * behind it. Lines that are signed, and that nobody asks any longer, come at its end.
     *
     * @param next the next checklist, as it is rendered
     * @return its text, ending in a line break
     */
    public String carriedInto(String next) {
        Objects.requireNonNull(next, "next");
        Set<String> signed = items();
        List<String> carried = new ArrayList<>();
        next.lines().filter(line -> !SEAL.matcher(line).matches()).forEach(line -> carried.add(taken(line, signed)));
        while (carried.get(carried.size() - 1).isBlank()) {
            carried.remove(carried.size() - 1);
        }
        signed.removeIf(line -> !line.contains(SIGNATURE));
        if (!signed.isEmpty()) {
            carried.addAll(List.of("", NO_LONGER_ASKED, ""));
            carried.addAll(signed);
        }
        return seal(carried.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private Set<String> items() {
        return lines.stream()
                .filter(line -> ITEM.matcher(line).matches())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What the model guarantees now needs no signature. */
    private static String taken(String line, Set<String> signed) {
        Matcher item = ITEM.matcher(line);
        if (!item.matches()) {
            return line;
        }
        String question = item.group(2);
        String answer = signed.stream()
                .filter(earlier -> isAbout(question, earlier))
                .findFirst()
                .orElse(line);
        signed.remove(answer);
        return item.group(1).equals(" ") ? answer : line;
    }

    private static boolean isAbout(String question, String earlier) {
        Matcher item = ITEM.matcher(earlier);
        return item.matches()
                && (item.group(2).equals(question) || item.group(2).startsWith(question + " "));
    }

    private static String digest(List<String> lines) {
        String rest = lines.stream()
                .filter(line -> !ITEM.matcher(line).matches())
                .filter(line -> !SEAL.matcher(line).matches())
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        return Sha256.of(rest.getBytes(StandardCharsets.UTF_8));
    }
}
