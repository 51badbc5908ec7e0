/**
 * Deployments to test with: jqwik arbitraries of everything that a person can describe and the standard rules accept, and of
 * deployments that break exactly one rule. Whoever builds on this library depends on {@code airworthy-testkit} for its tests.
 *
 * <pre>{@code
 * @Property
 * @Domain(AirworthyDomain.class)
 * void ourToolTakesEveryDeployment(@ForAll AirflowDeployment airflow) {
 *     ourTool.render(airflow);
 * }
 *
 * @Provide
 * Arbitrary<AirflowDeployment> withAPortThatDoesNotExist() {
 *     return NearlyValidDeployments.breaking("DB-003");
 * }
 * }</pre>
 *
 * <p>Tests without properties take {@link DeploymentsSource}, or single samples.
 */
package io.airworthy.testkit;
