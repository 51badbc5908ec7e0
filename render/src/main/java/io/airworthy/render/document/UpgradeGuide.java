package io.airworthy.render.document;

import io.airworthy.render.upgrade.UpgradePlan;
import java.util.Objects;

/**
 * A plan for people: what changes, what to know before, and the steps in their order, with the deployment's own names in
 * every command.
 *
 * <p>The same plan gives the same text, always. It holds nothing secret.
 */
public final class UpgradeGuide {

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
        return Page.front("upgrade").render(UpgradeFacts.of(plan));
    }
}
