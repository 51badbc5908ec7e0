package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.upgrade.Caution;
import io.airworthy.render.upgrade.OptionChange;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.render.upgrade.WorkloadChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A plan for people: what changes, what to know before, and the steps in their order, with the deployment's own names in
 * every command.
 *
 * <p>The same plan gives the same text, always. It holds nothing secret.
 */
public final class UpgradeGuide {

    private static final String BY_ITS_OWNER = "its owner puts the keys into it before the rollout";

    private final UpgradePlan plan;

    private UpgradeGuide(UpgradePlan plan) {
        this.plan = plan;
    }

    /**
     * The guide to a plan.
     *
     * @param plan the plan
     * @return its guide
     */
    public static UpgradeGuide of(UpgradePlan plan) {
        Objects.requireNonNull(plan, "plan");
        return new UpgradeGuide(plan);
    }

    /**
     * The guide as Markdown.
     *
     * @return the text, ending in a line break
     */
    public String asText() {
        if (plan.isEmpty()) {
            return Block.document(List.of(title(), Block.paragraph("Nothing changes, and there is nothing to do.")));
        }
        return Block.document(Stream.of(
                        List.of(title(), versions()),
                        cautions(),
                        workloads(),
                        secrets(),
                        options(),
                        new UpgradeSteps(plan).blocks(),
                        values())
                .flatMap(List::stream)
                .toList());
    }

    private Block title() {
        return Block.heading(
                1,
                "{}: Airflow {} in {}",
                kind(),
                plan.after().releaseName(),
                plan.after().namespace());
    }

    private String kind() {
        if (plan.isDowngrade()) {
            return "Downgrade";
        }
        return plan.migratesDatabase()
                        || !plan.before().chartVersion().equals(plan.after().chartVersion())
                ? "Upgrade"
                : "Change";
    }

    private Block versions() {
        return Block.table(
                List.of("What", "Now", "Then"),
                List.of(
                        row("Chart", AirflowDeployment::chartVersion),
                        row("Airflow", AirflowDeployment::airflowVersion),
                        row("Executor", AirflowDeployment::executorText),
                        row("Delivered by", AirflowDeployment::delivery)));
    }

    private List<Phrase> row(String what, Function<AirflowDeployment, Object> attribute) {
        Phrase now = Phrase.plain(attribute.apply(plan.before()).toString());
        Phrase then = Phrase.plain(attribute.apply(plan.after()).toString());
        return List.of(Phrase.plain(what), now, now.equals(then) ? Phrase.of("the same") : then);
    }

    private List<Block> cautions() {
        if (plan.cautions().isEmpty()) {
            return List.of();
        }
        return List.of(
                Block.heading(2, "Know this first"),
                Block.bullets(
                        plan.cautions().stream().map(UpgradeGuide::caution).toList()));
    }

    private static Phrase caution(Caution caution) {
        return Phrase.of(
                caution.stops() ? "**A plain upgrade is not enough:** {}. What to do: {}." : "{}. What to do: {}.",
                caution.what(),
                caution.remedy());
    }

    private List<Block> workloads() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(2, "Pods"));
        if (plan.isAnotherRelease()) {
            blocks.add(Block.paragraph(
                    "All of them: those of release {} in {} are removed, those of release {} in {} are new.",
                    plan.before().releaseName(),
                    plan.before().namespace(),
                    plan.after().releaseName(),
                    plan.after().namespace()));
            return blocks;
        }
        plan.workloads()
                .forEach(change -> blocks.add(Block.paragraph(whatHappens(change), Phrase.code(change.name()))));
        List<String> restarted = new ArrayList<>(plan.restarts());
        plan.workloads().forEach(change -> restarted.remove(change.name()));
        if (!restarted.isEmpty()) {
            blocks.add(Block.paragraph("New pods: {}.", Phrase.codes(restarted)));
        }
        if (!plan.restartsByHand().isEmpty()) {
            blocks.add(Block.paragraph(
                    "Restart these by hand, because they read what changed only when they start: {}.",
                    Phrase.codes(plan.restartsByHand())));
        }
        if (blocks.size() == 1) {
            blocks.add(Block.paragraph("No pod is restarted."));
        }
        return blocks;
    }

    private static String whatHappens(WorkloadChange change) {
        return switch (change.kind()) {
            case ADDED -> "{} is new.";
            case REMOVED -> "{} is removed.";
            case REPLACED -> "{} is deleted and created again as another kind of workload.";
            case OTHER_CLAIMS -> "{} gets other volumes, so it has to be deleted before the rollout creates it again.";
        };
    }

    private List<Block> secrets() {
        if (plan.secrets().isEmpty()) {
            return List.of();
        }
        return List.of(
                Block.heading(2, "Secrets"),
                Block.table(
                        List.of("Secret", "For", "What happens", "Keys"),
                        plan.secrets().stream().map(this::secret).toList()));
    }

    private List<Phrase> secret(SecretChange change) {
        boolean isSupplied =
                plan.after().suppliedSecrets().contains(change.secret().purpose());
        return List.of(
                Phrase.code(change.secret().name()),
                Phrase.plain(change.secret().purpose().title()),
                Phrase.of(
                        switch (change.kind()) {
                            case NEW -> isSupplied ? BY_ITS_OWNER : "create it before the rollout";
                            case CHANGED -> isSupplied ? BY_ITS_OWNER : "update it before the rollout";
                            case REDUCED -> "keep these keys until the rollout is done";
                            case UNUSED -> "nothing reads it any longer";
                        }),
                Phrase.codes(change.keys()));
    }

    private List<Block> options() {
        if (plan.options().isEmpty()) {
            return List.of();
        }
        return List.of(
                Block.heading(2, "Airflow's options"),
                Block.paragraph(
                        "Options that are set now, and that Airflow {} treats differently:",
                        plan.after().airflowVersion()),
                Block.table(
                        List.of("Set in", "What becomes of it", "Write instead"),
                        plan.options().stream().map(UpgradeGuide::option).toList()));
    }

    private static List<Phrase> option(OptionChange change) {
        OptionStanding standing = change.standing();
        return List.of(
                Phrase.code(change.modelPath()),
                Phrase.of(
                        switch (standing.kind()) {
                            case RENAMED -> "renamed in {}, still read with a warning";
                            case DEPRECATED -> "deprecated since {}, still read";
                            case NOT_YET -> "new in {}, and without effect before";
                            default -> "removed in {}, and without effect";
                        },
                        standing.since().orElseThrow()),
                standing.successor().map(Phrase::code).orElse(Phrase.of("nothing")));
    }

    private List<Block> values() {
        if (plan.values().isEmpty()) {
            return List.of(Block.heading(2, "Values"), Block.paragraph("The chart's values stay the same."));
        }
        return List.of(
                Block.heading(2, "Values"),
                Block.paragraph("For lists, only the elements that differ are shown."),
                Block.table(
                        List.of("Key", "Now", "Then"),
                        plan.values().stream().map(UpgradeGuide::value).toList()));
    }

    private static List<Phrase> value(ValueChange change) {
        Phrase path = Phrase.code(change.path());
        boolean same = Objects.equals(change.before(), change.after());
        Phrase now = same ? ValueText.of(change.before()) : ValueText.beside(change.before(), change.after());
        Phrase then = same ? Phrase.of("the same") : ValueText.beside(change.after(), change.before());
        return switch (change.kind()) {
            case ADDED -> List.of(path, Phrase.of("not set"), ValueText.of(change.after()));
            case REMOVED -> List.of(path, ValueText.of(change.before()), Phrase.of("not set"));
            case CHANGED -> List.of(path, now, then);
            case MOVED ->
                List.of(
                        Phrase.of(
                                "{}, until now {}",
                                path,
                                Phrase.code(change.movedFrom().orElseThrow())),
                        now,
                        then);
        };
    }
}
