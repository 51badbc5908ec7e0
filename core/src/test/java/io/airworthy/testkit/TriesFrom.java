package io.airworthy.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Lets a system property say how often a property is tried, as far as the tries of the property itself allow. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@AddLifecycleHook(TriesLimit.class)
public @interface TriesFrom {

    /** The system property, such as {@code airworthy.fuzz.tries}. */
    String value();

    /** How often where it says nothing. */
    int otherwise();
}
