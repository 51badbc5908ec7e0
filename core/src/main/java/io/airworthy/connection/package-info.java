/**
 * How a deployment connects to its database, hop by hop, and how many connections it opens at worst. {@link
 * ConnectionPlan} writes the URLs, as templates without passwords; {@link ConnectionBudget} compares what is opened with
 * what the pool and the server take.
 *
 * <pre>{@code
 * ConnectionPlan.of(airflow).hops().forEach(System.out::println);
 * ConnectionBudget budget = ConnectionBudget.of(airflow);
 * budget.clients();    // what Airflow opens towards the pool, or the server
 * budget.sizedPool();  // the deployment's pool, large enough for it
 * }</pre>
 */
@NullMarked
package io.airworthy.connection;

import org.jspecify.annotations.NullMarked;
