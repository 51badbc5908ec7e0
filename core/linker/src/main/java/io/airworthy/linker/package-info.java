/**
 * A step of the build: links what the compiler leaves to be linked when a program starts.
 *
 * <p>The compiler turns each lambda, and the methods of each record, into an instruction that makes a class when it is first
 * reached. That takes about a tenth of a millisecond. The rules and settings are thousands of lambdas, and took a third of a
 * cold start.
 */
@NullMarked
package io.airworthy.linker;

import org.jspecify.annotations.NullMarked;
