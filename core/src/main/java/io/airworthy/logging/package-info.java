/** Where task logs go, and as whom the components write and read them. */
@NullMarked
package io.airworthy.logging;

import org.jspecify.annotations.NullMarked;
