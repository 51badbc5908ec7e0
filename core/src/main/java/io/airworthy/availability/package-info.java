/** How many of each component run, with which resources, and what may be evicted at once. */
@NullMarked
package io.airworthy.availability;

import org.jspecify.annotations.NullMarked;
