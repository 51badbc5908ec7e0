package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.rules.ModelTexts.Text;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What holds for every text of the model, wherever it is. */
final class TextRules {

    /** What people write for people, or for a program that reads more than names: it may have lines, and begin anyhow. */
    private static final Set<String> FREE = Set.of(
            "airflowConfig",
            "airflowLocalSettings",
            "database.backup.description",
            "environment",
            "extraConfigMaps.data",
            "extraValues",
            "gitSync.access.knownHosts",
            "ha.podTemplate",
            "operations.escalation",
            "secretDelivery.store.provider.caPem",
            "waivers.reason",
            "webConfiguration");

    /** The same, of whatever it is said: scripts, queries, annotations that some program reads. */
    private static final Pattern FREE_ANYWHERE = Pattern.compile(
            ".+\\.(?:annotations|serviceAnnotations|variables\\.value|command|args|query|advanced|affinity|(?:initContainers|sidecars)(?:\\.definition)?)");

    /** Amounts of CPU and memory, and what always stands behind something else in a path. */
    private static final Pattern NO_ARGUMENT = Pattern.compile(".*(resources\\..*|[pP]refix|subPath)");

    static final Rule NO_UNWRITABLE_CHARACTERS = Rule.error("TEXT-001")
            .title("A text contains a character that cannot be written to a file")
            .because("no file can hold it, or programs reject the whole file")
            .remedy("remove the character")
            .source("https://yaml.org/spec/1.2.2/#51-character-set")
            .notWaivable()
            .brokenBy(it -> it.environment("GREETING", "hello\0"))
            .finds(eachCharacter((text, c) -> Characters.isUnwritable(c)));

    static final Rule NO_MISLEADING_CHARACTERS = Rule.error("TEXT-002")
            .title("A text contains a character that changes how the text is displayed")
            .because("what a reviewer sees in the values, the runbook or the checklist is not what the machine reads")
            .remedy("remove the character")
            .source("https://trojansource.codes/")
            .brokenBy(it -> it.waive("DB-006", "in\u202e case"))
            .finds(eachCharacter(
                    (text, c) -> Characters.turnsText(c) || Characters.isDirectionMark(c) && !isFree(text)));

    static final Rule NO_CONTROL_CHARACTERS_IN_NAMES = Rule.error("TEXT-003")
            .title("A name contains a line break or another control character")
            .because("it would break the files and commands that contain it")
            .remedy("remove the character")
            .notWaivable()
            .brokenBy(it -> it.database(database -> database.database("air\nflow")))
            .finds(eachCharacter((text, c) -> Characters.isControl(c) && !Characters.isUnwritable(c) && !isFree(text)));

    static final Rule NAMES_DO_NOT_BEGIN_WITH_A_DASH = Rule.error("TEXT-004")
            .title("A name begins with a dash")
            .because("git, psql, kubectl and other programs read it as an option")
            .remedy("begin with another character")
            .source("https://cwe.mitre.org/data/definitions/88.html")
            .brokenBy(it -> it.database(database -> database.user("-Uairflow")))
            .finds(each(TextRules::isFlag, text -> "it begins with a dash"));

    static final List<Rule> ALL = List.of(
            NO_UNWRITABLE_CHARACTERS,
            NO_MISLEADING_CHARACTERS,
            NO_CONTROL_CHARACTERS_IN_NAMES,
            NAMES_DO_NOT_BEGIN_WITH_A_DASH);

    /** Whether a character must not be in a text. */
    private interface BadCharacter {
        boolean test(Text text, int character);
    }

    private TextRules() {}

    private static boolean isFree(Text text) {
        return FREE.contains(text.attribute())
                || FREE_ANYWHERE.matcher(text.attribute()).matches();
    }

    private static boolean isFlag(Text text) {
        return text.text().startsWith("-")
                && !isFree(text)
                && !NO_ARGUMENT.matcher(text.attribute()).matches();
    }

    private static Function<AirflowDeployment, List<Finding>> eachCharacter(BadCharacter bad) {
        return each(text -> firstBad(bad, text) >= 0, text -> "it contains the character " + name(firstBad(bad, text)));
    }

    /** The first bad character of a text; negative if there is none. */
    private static int firstBad(BadCharacter bad, Text text) {
        String all = text.text();
        for (int i = 0; i < all.length(); i = all.offsetByCodePoints(i, 1)) {
            int c = all.codePointAt(i);
            if (bad.test(text, c)) {
                return c;
            }
        }
        return -1;
    }

    /** The text itself is not repeated: it may be a secret in the wrong place, and it would not show as it is. */
    private static Function<AirflowDeployment, List<Finding>> each(Predicate<Text> bad, Function<Text, String> what) {
        return deployment -> ModelTexts.of(deployment).stream()
                .filter(bad)
                .map(text -> Finding.at(visible(SecretLooks.placeWithoutSecret(text.path())), what.apply(text)))
                .distinct()
                .toList();
    }

    /** A key of a map is part of its path. */
    private static String visible(String path) {
        return path.codePoints()
                .mapToObj(c -> Characters.isUnwritable(c)
                                || Characters.isControl(c)
                                || Characters.turnsText(c)
                                || Characters.isDirectionMark(c)
                        ? "<" + name(c) + ">"
                        : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String name(int c) {
        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    }
}
