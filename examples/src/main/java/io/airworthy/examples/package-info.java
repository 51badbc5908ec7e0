/**
 * Programs that embed the library: {@link ExercisePackage} writes the package of a production deployment, {@link
 * MistakesReport} prints what is wrong with one that is full of mistakes, and {@link ValuesCoverage} says what of a folder of
 * values files no attribute can say. Run one with the following, and {@code -Dexec.args=FOLDER} for one that takes a folder:
 *
 * <pre>
 * mvn -q -Pexample -pl examples -am compile -Dexec.mainClass=io.airworthy.examples.MistakesReport
 * </pre>
 */
@NullMarked
package io.airworthy.examples;

import org.jspecify.annotations.NullMarked;
