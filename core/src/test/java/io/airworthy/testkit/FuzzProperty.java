package io.airworthy.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A property of what reads text from outside, tried as often as the system property {@code airworthy.fuzz.tries} says, but
 * no more than 100,000 times; 150 times where it says nothing.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Property(tries = 100_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
@TriesFrom(value = "airworthy.fuzz.tries", otherwise = 150)
public @interface FuzzProperty {}
