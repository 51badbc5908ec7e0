package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.monitoring.RunbookPage;
import io.airworthy.validation.RuleSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        Facts index = facts.part(new Index(facts, new SecretFacts(deployment).inventory()));
        return Stream.of(
                        Stream.of(Page.front("runbook").render(index)),
                        chapter(Chapter.INCIDENT, facts),
                        chapter(Chapter.CHANGE, facts),
                        Stream.of(Page.front("secrets").render(index)),
                        chapter(Chapter.ROTATION, facts),
                        chapter(Chapter.UPKEEP, facts),
                        Stream.of(Page.front("connections").render(facts)))
                .flatMap(parts -> parts)
                .collect(Collectors.joining("\n"));
    }

    /** What leads to the pages. */
    record Index(Facts facts, List<HeldSecret> inventory) {

        /** An incident, and what somebody sees then. */
        record Symptom(Page page, Phrase words) {}

        List<Symptom> symptoms() {
            return Chapter.INCIDENT.pages(facts).stream()
                    .map(page -> new Symptom(page, page.symptom(facts)))
                    .toList();
        }

        List<Page> tasks() {
            return Stream.of(Chapter.CHANGE, Chapter.ROTATION, Chapter.UPKEEP)
                    .flatMap(chapter -> chapter.pages(facts).stream())
                    .toList();
        }

        /** A Secret, and the page that says how it is rotated, if there is one. */
        record Rotation(HeldSecret held, Optional<Page> page) {}

        List<Rotation> rotations() {
            List<Page> pages = Chapter.ROTATION.pages(facts);
            return inventory.stream()
                    .map(held -> new Rotation(
                            held,
                            pages.stream()
                                    .filter(page -> page.isAbout(held.secret().purpose()))
                                    .findFirst()))
                    .toList();
        }
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
