package io.airworthy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * The style of all generated values, in this package and those below it: a public builder named after the value, the
 * implementation hidden in it.
 *
 * <p>Nothing of Immutables is left in what is published: a user's compiler would look for its classes and warn of each.
 */
@Target(ElementType.PACKAGE)
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
        allowedClasspathAnnotations = Override.class,
        // No attribute is nullable; @Nullable Object in a map is not about the map.
        nullableAnnotation = "None",
        jdkOnly = true)
@interface ValueStyle {}
