/**
 * The rules of this library, one class a subject, and what they share. Ask
 * {@link io.airworthy.validation.RuleSet#standard()} for them as a set, which {@code AirflowDeployment.validate()} applies:
 *
 * <pre>{@code
 * StandardRules.all().stream().filter(rule -> rule.severity() == Severity.ERROR).forEach(System.out::println);
 * }</pre>
 */
@NullMarked
package io.airworthy.rules;

import org.jspecify.annotations.NullMarked;
