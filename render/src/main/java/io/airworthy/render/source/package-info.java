/**
 * YAML and JSON with places: what a text says, as Helm reads it, and where it says it.
 *
 * <pre>{@code
 * SourceFile file = SourceText.of("values.yaml", bytes).read();
 * file.problems();                                              // what is no YAML, with line and column
 * SourceDocument values = file.documents().get(0);
 * values.regionOf(KeyPath.of("scheduler.env[0].name"));         // where a path stands
 * values.nearest(KeyPath.of("scheduler.replicas"));             // where it would have to stand
 * }</pre>
 *
 * <p>Nothing here throws for what a text holds. Texts are at most {@value io.airworthy.render.source.SourceText#MOST_CHARACTERS}
 * characters long and a thousand levels deep, and aliases may add at most a hundred thousand nodes; what is more is a problem.
 */
@NullMarked
package io.airworthy.render.source;

import org.jspecify.annotations.NullMarked;
