/**
 * What is wrong with a values file that somebody already has: with the file and the line of each finding, what happens in
 * production, and what to write instead.
 *
 * <pre>{@code
 * LintResult result = ValuesLinter.forChart("1.22.0").airflow("3.2.2").lint(SourceText.of("values.yaml", bytes));
 * System.out.print(result.report().asText());
 * result.fixed().forEach((file, text) -> save(file, text));
 * }</pre>
 *
 * <p>{@link io.airworthy.render.lint.ValuesImporter} makes a deployment of such files.
 *
 * <p>Nothing here throws for what a file holds.
 */
@NullMarked
package io.airworthy.render.lint;

import org.jspecify.annotations.NullMarked;
