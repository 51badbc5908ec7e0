/** Rules, and what a deployment breaks of them. */
@NullMarked
package io.airworthy.validation;

import org.jspecify.annotations.NullMarked;
