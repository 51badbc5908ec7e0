package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.monitoring.Alerts;
import io.airworthy.testkit.Deployments;
import io.airworthy.validation.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The pages, as files and for any deployment. */
class RunbookPagesTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/airworthy/render/document");

    private static final Pattern LINK = Pattern.compile("\\]\\(([A-Z]+\\.md)?#([a-z0-9-]+)\\)");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final String ANCHOR_BEGINS = "<a id=";
    private static final Pattern PART =
            Pattern.compile("\\*\\*(Confirm|Stop the bleeding|Cause|Fix|Over when|When)\\b");
    private static final Pattern INCLUDED = Pattern.compile("\\{\\{> ([a-z-]+)(?: [a-z.-]+)?}}");

    /** A screen and a half. */
    private static final int LONGEST_PAGE = 60;

    @Example
    void everyPageIsInAChapter() throws IOException {
        for (Chapter chapter : Chapter.values()) {
            assertThat(chapter.pages())
                    .extracting(Page::id)
                    .containsExactlyInAnyOrderElementsOf(names(chapter.folder()));
        }
    }

    @Example
    void everyFragmentIsIncluded() throws IOException {
        Set<String> included = new TreeSet<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                INCLUDED.matcher(Files.readString(file)).results().forEach(found -> included.add(found.group(1)));
            }
        }

        Set<String> all = names("fragment");
        all.addAll(names("command"));
        assertThat(included).containsExactlyInAnyOrderElementsOf(all);
    }

    @Example
    void pagesAskForFactsThatThereAre() {
        Set<String> unknown = new TreeSet<>();

        FactTypes.walk(FactTypes.ofDeployment(unknown));
        Page.front("upgrade").ask(FactTypes.ofUpgrade(unknown));

        assertThat(unknown).isEmpty();
    }

    @Property(tries = 60)
    void everyDeploymentHasItsPages(@ForAll("deployments") AirflowDeployment deployment) {
        Facts facts = DeploymentFacts.of(deployment, RuleSet.standard());
        List<String> documents = List.of(
                new Runbook(deployment, RuleSet.standard()).asText(),
                InstallGuide.of(deployment).asText());

        documents.forEach(text -> {
            List<String> anchors =
                    ANCHOR.matcher(text).results().map(found -> found.group(1)).toList();
            assertThat(anchors).doesNotHaveDuplicates();
            assertThat(LINK.matcher(text)
                            .results()
                            .filter(link -> link.group(1) == null)
                            .map(link -> link.group(2)))
                    .isSubsetOf(anchors);
        });
        assertThat(Stream.of(Chapter.values())
                        .filter(chapter -> chapter != Chapter.CHECKLIST)
                        .flatMap(chapter -> chapter.pages(facts).stream())
                        .filter(page -> page.render(facts).lines().skip(4).count() > LONGEST_PAGE))
                .extracting(Page::id)
                .isEmpty();
    }

    @Example
    void everyPageLeadsFromWhatIsSeenToTheEnd() {
        assertThat(Chapter.INCIDENT.pages())
                .extracting(Page::id, page -> parts(Chapter.INCIDENT, page))
                .allMatch(page -> page.toList()
                        .get(1)
                        .equals(List.of("Confirm", "Stop the bleeding", "Cause", "Fix", "Over when")));
        assertThat(Stream.of(Chapter.CHANGE, Chapter.ROTATION, Chapter.UPKEEP))
                .allSatisfy(chapter -> assertThat(chapter.pages())
                        .allSatisfy(page -> assertThat(parts(chapter, page))
                                .as(page.id())
                                .startsWith("When")
                                .contains("Over when")));
    }

    /** The parts of a page in the order in which they first come, whatever a deployment has. */
    private static List<String> parts(Chapter chapter, Page page) {
        try {
            return PART.matcher(
                            Files.readString(FOLDER.resolve(chapter.folder()).resolve(page.id() + ".md")))
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Property(tries = 20)
    void pageOneLeadsToEveryPage(@ForAll("deployments") AirflowDeployment deployment) {
        String runbook = new Runbook(deployment, RuleSet.standard()).asText();
        String pageOne = runbook.substring(0, runbook.indexOf(ANCHOR_BEGINS));

        assertThat(LINK.matcher(pageOne).results().map(link -> link.group(2)))
                .containsAll(ANCHOR.matcher(runbook)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    @Property(tries = 20)
    void nothingIsSaidOnTwoPages(@ForAll("deployments") AirflowDeployment deployment) {
        Stream<String> pages = Stream.of(
                        new Runbook(deployment, RuleSet.standard()).asText(),
                        InstallGuide.of(deployment).asText(),
                        Checklist.of(deployment).asText())
                .flatMap(text -> Stream.of(text.split("(?m)^(?=<a id=|## )")));

        Set<String> once = new HashSet<>();
        assertThat(pages.map(DocumentText::new)
                        .flatMap(page -> said(page).distinct())
                        .filter(text -> !once.add(text)))
                .isEmpty();
    }

    /** Sentences of twelve words or more, and commands of three lines or more. */
    private static Stream<String> said(DocumentText page) {
        return Stream.concat(
                page.prose().stream()
                        .flatMap(line ->
                                Stream.of(line.replaceAll("]\\([^)]*\\)", "]").split("(?<=[.:!?]) |\\|")))
                        .filter(sentence -> sentence.split(" ").length >= 12),
                page.fenced("bash").stream().filter(block -> block.lines().count() >= 3));
    }

    @Property(tries = 20)
    void everyIncidentHasAnAlertOrSaysWhyNot(@ForAll("deployments") AirflowDeployment deployment) {
        Facts facts = DeploymentFacts.of(deployment, RuleSet.standard());
        Set<String> alertedOn = Alerts.of(deployment).all().stream()
                .map(alert -> alert.page().id())
                .collect(Collectors.toSet());

        assertThat(Chapter.INCIDENT.pages(facts))
                .allSatisfy(page -> assertThat(page.render(facts).contains("No alert leads here: "))
                        .as(page.id())
                        .isNotEqualTo(alertedOn.contains(page.id())));
        assertThat(Chapter.INCIDENT.pages(facts)).extracting(Page::id).containsAll(alertedOn);
    }

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.valid();
    }

    private static Set<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.(md|sh)$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
