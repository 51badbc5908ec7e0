/**
 * What it takes to bring a running deployment to another chart, another Airflow or other settings: changed values and
 * Secrets, pods that restart, and what to know before.
 *
 * <pre>{@code
 * UpgradePlan plan = UpgradePlan.between(before, after);
 * plan.cautions().stream().filter(Caution::stops).forEach(System.out::println);
 * plan.restarts();  // the workloads that get new pods
 * }</pre>
 */
@NullMarked
package io.airworthy.render.upgrade;

import org.jspecify.annotations.NullMarked;
