/**
 * The documents of a deployment, for people: the runbook, the checklist, and the guide to an upgrade. They are Markdown,
 * with this deployment's own names in every command, and hold nothing secret.
 *
 * <pre>{@code
 * Runbook.of(airflow).asText();
 * Checklist.of(airflow).asText();
 * UpgradeGuide.of(UpgradePlan.between(before, after)).asText();
 * }</pre>
 */
@NullMarked
package io.airworthy.render.document;

import org.jspecify.annotations.NullMarked;
