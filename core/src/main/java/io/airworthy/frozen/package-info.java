/** Copies that nobody can change, for values that must stay as they were made. For this library's modules only. */
@NullMarked
package io.airworthy.frozen;

import org.jspecify.annotations.NullMarked;
