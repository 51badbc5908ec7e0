/**
 * Deployments to test with: jqwik arbitraries of everything that a person can describe and the standard rules accept.
 *
 * <p>Whoever builds on this library can take them from its test jar and hold their own code against all of them.
 */
package io.airworthy.testkit;
