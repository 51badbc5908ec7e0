package io.airworthy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages for people refer to is there: files, rules, classes. */
class PagesTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");
    /** A platform team's own rules begin with ACME; what is wrong with a file or its values is no rule of a deployment. */
    private static final Pattern RULE = Pattern.compile("\\b(?!(?:ACME|FILE|LINT|VALS|YAML)-)[A-Z]{2,8}-[0-9]{3}\\b");

    private static final Pattern REMOVED = Pattern.compile("(?ms)^### Removed$.*?(?=^##)");
    private static final Pattern FILE = Pattern.compile("`([\\w-]+\\.tsv|[A-Z][a-z]\\w+)`");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** The pages about the rules show one that is not there, and the rules about waivers. */
    static List<Path> pagesBesideThoseOfTheRules() throws IOException {
        return pages().stream()
                .filter(page -> !page.startsWith(ROOT.resolve("docs/rules")))
                .toList();
    }

    static List<Path> pagesForMaintainers() {
        return List.of(ROOT.resolve("docs/DESIGN.md"), ROOT.resolve("docs/CONTRIBUTING.md"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        assertThat(found(LINK, textOf(page)))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    /** A changelog names the rules that are gone, in the section that says so. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesBesideThoseOfTheRules")
    void everyRuleExists(Path page) throws IOException {
        Set<String> ids = RuleSet.standard().rules().stream().map(Rule::id).collect(Collectors.toSet());
        String text = Files.readString(page);
        String removed = found(REMOVED, text).collect(Collectors.joining());

        assertThat(found(RULE, text.replace(removed, ""))).isSubsetOf(ids);
        assertThat(found(RULE, removed)).doesNotContainAnyElementsOf(ids);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesForMaintainers")
    void everyClassAndDataFileExists(Path page) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            Set<String> names = all.filter(file -> file.toString().contains("src"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());

            assertThat(found(FILE, textOf(page)))
                    .isNotEmpty()
                    .allMatch(name -> names.contains(name) || names.contains(name + ".java"));
        }
    }

    private static String textOf(Path page) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(PagesTest::innermost);
    }

    private static String innermost(MatchResult match) {
        return match.groupCount() == 0 ? match.group() : match.group(1);
    }
}
