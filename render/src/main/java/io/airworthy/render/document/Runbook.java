package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.monitoring.RunbookPage;
import io.airworthy.validation.RuleSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runbook of one deployment: an index of symptoms, then a page for each incident, change and rotation that applies to it,
 * with its own names in every command.
 *
 * <p>The same deployment gives the same text, always. A runbook holds nothing secret.
 */
public final class Runbook {

    /** The name of the runbook's file in the deployment package. */
    public static final String FILE_NAME = RunbookPage.FILE_NAME;

    private final AirflowDeployment deployment;
    private final RuleSet rules;

    Runbook(AirflowDeployment deployment, RuleSet rules) {
        this.deployment = deployment;
        this.rules = rules;
    }

    /**
     * The runbook of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its runbook
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static Runbook of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The runbook of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its runbook
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static Runbook of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        RuleSet once = rules.remembering();
        once.validate(deployment).orThrow();
        return new Runbook(deployment, once);
    }

    /**
     * The runbook as Markdown.
     *
     * @return the text of the file, ending in a line break
     */
    public String asText() {
        Facts facts = DeploymentFacts.of(deployment, rules);
        List<Page> incidents = Chapter.INCIDENT.pages(facts);
        List<Page> tasks = Stream.of(Chapter.CHANGE, Chapter.ROTATION, Chapter.UPKEEP)
                .flatMap(chapter -> chapter.pages(facts).stream())
                .toList();
        Facts front = new Facts()
                .several(
                        "symptoms",
                        () -> incidents.stream()
                                .map(page -> page.link().prose("symptom", () -> page.symptom(facts)))
                                .toList())
                .several("tasks", () -> tasks.stream().map(Page::link).toList())
                .within(facts);
        return Stream.of(
                        Stream.of(Page.front("runbook").render(front)),
                        chapter(Chapter.INCIDENT, facts),
                        chapter(Chapter.CHANGE, facts),
                        Stream.of(Page.front("secrets").render(facts)),
                        chapter(Chapter.ROTATION, facts),
                        chapter(Chapter.UPKEEP, facts),
                        Stream.of(Page.front("connections").render(facts)))
                .flatMap(parts -> parts)
                .collect(Collectors.joining("\n"));
    }

    /** A chapter with the pages that apply. */
    static Stream<String> chapter(Chapter chapter, Facts facts) {
        return chapter.pages(facts).isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of("## " + chapter.title() + "\n"), pages(chapter, facts));
    }

    /** The pages alone. */
    static Stream<String> pages(Chapter chapter, Facts facts) {
        return chapter.pages(facts).stream().map(page -> page.render(facts));
    }
}
