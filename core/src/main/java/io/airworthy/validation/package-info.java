/**
 * The rules, and what a deployment breaks of them. A rule is a value with an id, a reason, a remedy and a test; a
 * platform team adds its own in the same way.
 *
 * <pre>{@code
 * Rule ours = Rule.error("ACME-001")
 *         .title("The namespace does not name its team")
 *         .because("cost reports are made by namespace")
 *         .remedy("call the namespace airflow-<team>")
 *         .brokenWhen(deployment -> !deployment.namespace().startsWith("airflow-"))
 *         .at("namespace");
 * ValidationReport report = RuleSet.standard().with(ours).validate(airflow);
 * report.errors().forEach(System.out::println);
 * }</pre>
 */
@NullMarked
package io.airworthy.validation;

import org.jspecify.annotations.NullMarked;
