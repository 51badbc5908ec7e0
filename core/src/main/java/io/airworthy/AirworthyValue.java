package io.airworthy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/** The one style of all generated values: a public builder named after the value, the implementation hidden in it. */
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        builderVisibility = Value.Style.BuilderVisibility.PUBLIC,
        implementationNestedInBuilder = true,
        typeBuilder = "*Builder",
        add = "*",
        put = "*",
        depluralize = true,
        depluralizeDictionary = {"alias:aliases", "replica:replicas"},
        jdkOnly = true)
public @interface AirworthyValue {}
