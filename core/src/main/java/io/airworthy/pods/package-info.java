/**
 * How every component runs: replicas, resources, disruption budgets, spreading over nodes and zones, scaling of the
 * Celery workers, and service accounts. {@link HaSettings#production()} is a sound start.
 *
 * <pre>{@code
 * HaSettings ha = HaSettings.builder()
 *         .workers(ComponentSettings.builder()
 *                 .replicas(3)
 *                 .resources(Resources.requests("1", "2Gi"))
 *                 .disruptionBudget(DisruptionBudget.maxUnavailable(1))
 *                 .build())
 *         .workerScaling(WorkerScaling.keda(3, 10))
 *         .build();
 * }</pre>
 */
@NullMarked
package io.airworthy.pods;

import org.jspecify.annotations.NullMarked;
