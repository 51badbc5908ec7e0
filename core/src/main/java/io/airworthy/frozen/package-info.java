/**
 * Copies of lists, sets, maps and trees that nobody can change, for values that must stay as they were made, and what
 * reads such trees. Only this library's modules use it.
 *
 * <pre>{@code
 * entries = Frozen.map(entries, "entries");  // refuses null by name, keeps the order
 * }</pre>
 */
@NullMarked
package io.airworthy.frozen;

import org.jspecify.annotations.NullMarked;
