/** Secret stores outside the cluster: where they are, how the cluster logs in to them, and how their entries are named. */
@NullMarked
package io.airworthy.store;

import org.jspecify.annotations.NullMarked;
