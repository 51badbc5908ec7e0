/** Programs that embed the library: the production deployment of the exercise, and one that is full of mistakes. */
@NullMarked
package io.airworthy.examples;

import org.jspecify.annotations.NullMarked;
