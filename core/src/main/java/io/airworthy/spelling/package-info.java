/** How far a misspelt name is from a known one; not part of the API. */
@NullMarked
package io.airworthy.spelling;

import org.jspecify.annotations.NullMarked;
