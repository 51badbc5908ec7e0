/**
 * The values of a deployment as the text that Helm reads, the reader of such texts, and the difference between two
 * deployments' values.
 *
 * <pre>{@code
 * HelmValues.of(airflow).asText();         // values-production.yaml
 * ValuesDiff.between(before, after);       // a key that moved is one change, not two
 * ValuesYaml.read(text).values();          // any values file, as a tree
 * }</pre>
 */
@NullMarked
package io.airworthy.render.helm;

import org.jspecify.annotations.NullMarked;
