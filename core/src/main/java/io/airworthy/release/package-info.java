/** What follows from one deployment: what the release runs in the cluster. */
@NullMarked
package io.airworthy.release;

import org.jspecify.annotations.NullMarked;
