/**
 * The documents of a deployment, for people: how to install it, the runbook, the checklist, and the guide to an upgrade; and
 * the script that verifies it. They have this deployment's own names in every command, and hold nothing secret.
 *
 * <p>Their pages are Markdown files among the resources, a folder for each chapter, with places that facts fill: a fact is
 * escaped by where its place is.
 *
 * <pre>{@code
 * InstallGuide.of(airflow).asText();
 * Runbook.of(airflow).asText();
 * Checklist.of(airflow).asText();
 * UpgradeGuide.of(UpgradePlan.between(before, after)).asText();
 * }</pre>
 */
@NullMarked
package io.airworthy.render.document;

import org.jspecify.annotations.NullMarked;
