/**
 * What is wrong, for whoever has to read it: people at a terminal, programs, and the tools that show findings beside the
 * lines of a file.
 *
 * <pre>{@code
 * Report report = Report.of(airflow.validate());
 * System.out.print(report.asText());
 * Files.writeString(Path.of("airworthy.sarif"), report.asSarif());
 * }</pre>
 */
@NullMarked
package io.airworthy.render.report;

import org.jspecify.annotations.NullMarked;
