/** Trees of values as JSON text. */
@NullMarked
package io.airworthy.render.json;

import org.jspecify.annotations.NullMarked;
