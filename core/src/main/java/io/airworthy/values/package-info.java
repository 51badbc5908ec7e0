/**
 * The values of a deployment for its version of the official Airflow chart, as a tree: what the model decides, section by
 * section, and the user's extra values merged into it.
 *
 * <p>The rules read them to say what the chart would not take; {@code HelmValues} in the render module writes them as text.
 *
 * <pre>{@code
 * ChartValues values = ChartValues.of(deployment, Map.of());
 * values.sections();        // what becomes values-production.yaml
 * values.contradictions();  // where extra values say something else than the model
 * }</pre>
 */
@NullMarked
package io.airworthy.values;

import org.jspecify.annotations.NullMarked;
