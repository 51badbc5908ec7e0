/** The one list of Secrets that a deployment needs. */
@NullMarked
package io.airworthy.catalogue;

import org.jspecify.annotations.NullMarked;
