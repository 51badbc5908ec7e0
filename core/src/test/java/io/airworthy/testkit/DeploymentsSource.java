package io.airworthy.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;

/**
 * Deployments for a parameterized test of JUnit: random ones, and the same in each run.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @DeploymentsSource(count = 50)
 * void ourToolTakesEveryDeployment(AirflowDeployment airflow) { ... }
 *
 * @ParameterizedTest
 * @DeploymentsSource(breaking = "DB-003")
 * void ourToolRefusesAPortThatDoesNotExist(AirflowDeployment airflow) { ... }
 * }</pre>
 *
 * <p>A test is named after the seed of its deployment: {@link Deployments#sample(long)} and
 * {@link NearlyValidDeployments#sample(String, long)} make it again.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(DeploymentsSource.Provider.class)
public @interface DeploymentsSource {

    /** How many deployments, 20 by default. */
    int count() default 20;

    /** The seed of the first one, 1 by default; each further one has the next. */
    long seed() default 1;

    /** The rule that each of them breaks; they are valid if it is empty, as by default. */
    String breaking() default "";

    /** For JUnit, which makes one for each test. */
    final class Provider implements ArgumentsProvider, AnnotationConsumer<DeploymentsSource> {

        private Stream<Arguments> deployments = Stream.empty();

        /** Without deployments, as long as it has not seen the annotation. */
        public Provider() {}

        @Override
        public void accept(DeploymentsSource source) {
            String rule = source.breaking();
            deployments = LongStream.range(source.seed(), source.seed() + source.count())
                    .mapToObj(seed -> Arguments.of(Named.of(
                            "seed " + seed,
                            rule.isEmpty() ? Deployments.sample(seed) : NearlyValidDeployments.sample(rule, seed))));
        }

        /** As JUnit asks in every version; that it calls it deprecated is new in 5.13. */
        @Override
        @SuppressWarnings("deprecation")
        public Stream<Arguments> provideArguments(ExtensionContext context) {
            return deployments;
        }
    }
}
