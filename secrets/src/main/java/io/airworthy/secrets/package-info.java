/** Secret material: what it is made of, how it is made, kept and rotated, and the one door through which it is read. */
@NullMarked
package io.airworthy.secrets;

import org.jspecify.annotations.NullMarked;
