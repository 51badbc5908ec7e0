/** The production package of a deployment: its files, and writing them safely. */
@NullMarked
package io.airworthy.render;

import org.jspecify.annotations.NullMarked;
