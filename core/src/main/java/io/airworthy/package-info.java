/**
 * One production deployment of Apache Airflow, described as an immutable value: the root of the model. {@link
 * AirflowDeployment} holds the versions, the executors and all parts that the packages below describe.
 *
 * <p>Everything else follows from it: {@code validate()} says what is wrong, and the render module writes the files.
 *
 * <pre>{@code
 * AirflowDeployment airflow = AirflowDeployment.builder()
 *         .chartVersion("1.22.0")
 *         .airflowVersion("3.2.2")
 *         .executor(Executor.KUBERNETES)
 *         .database(ExternalDatabase.builder()
 *                 .provider(DatabaseProvider.SELF_HOSTED)
 *                 .host("db.example.com")
 *                 .build())
 *         .build();
 * System.out.println(airflow.validate());
 * }</pre>
 */
@NullMarked
@ValueStyle
package io.airworthy;

import org.jspecify.annotations.NullMarked;
