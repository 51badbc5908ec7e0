/**
 * The production package of a deployment: values, Secrets without material, runbook and checklist, written to disk all
 * at once.
 *
 * <pre>{@code
 * DeploymentPackage files = DeploymentPackage.of(airflow);
 * System.out.println(files.report());                     // warnings and waivers; errors are thrown
 * files.writeTo(Path.of("production-deployment"));       // never overwrites what you changed
 * }</pre>
 */
@NullMarked
package io.airworthy.render;

import org.jspecify.annotations.NullMarked;
