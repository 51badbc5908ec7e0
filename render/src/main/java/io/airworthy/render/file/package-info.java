/**
 * Deployments as files: YAML and JSON in one format, in and out.
 *
 * <pre>{@code
 * apiVersion: airworthy.io/v1alpha1
 * kind: AirflowDeployment
 * spec:
 *   chartVersion: 1.22.0
 *   airflowVersion: 3.2.2
 *   executors: [CeleryExecutor]
 *   broker: chartRedis
 *   database:
 *     provider: aws-rds
 *     host: airflow.c1example.eu-west-1.rds.amazonaws.com
 *   gitSync:
 *     repository: git@github.com:your-org/airflow-dags.git
 *     ref: {branch: main}
 *     access:
 *       deployKey:
 *         knownHosts: github
 * }</pre>
 *
 * <p>What stands below {@code spec} are the attributes of {@link io.airworthy.AirflowDeployment} and of its parts, under their own
 * names. What is left out has its default.
 *
 * <ul>
 *   <li>A closed choice is one key that names the variant, {@code store: {s3: {bucket: logs}}}; where nothing more has to be said, the
 *       name alone, {@code broker: chartRedis}. The names are those of the parameters of the type's {@code match}.
 *   <li>A factory method without parameters is a word, too: {@code metrics: statsd}, {@code knownHosts: github}.
 *   <li>A constant is written as Kubernetes or PostgreSQL has it, {@code ReadWriteMany}, {@code verify-full}; any other in small
 *       letters, {@code aws-rds}.
 *   <li>What is one text, such as a version, an amount or an address, is a text. A duration is {@code 90s}, {@code 1h30m} or
 *       {@code 7d}, a period {@code 30d} or {@code 6mo}.
 * </ul>
 *
 * <p>Several files can describe one deployment: a base, then what an environment and a tenant change. Mappings are merged;
 * lists, texts and another variant of a choice replace what is before them; {@code null} takes it away.
 *
 * <pre>{@code
 * DeploymentFile file = DeploymentFile.read(List.of(SourceText.of("base.yaml", base), SourceText.of("prod.yaml", prod)));
 * file.problems().forEach(System.out::println);        // prod.yaml:7:5: database.hots: no such key; did you mean host?
 * file.deployment().ifPresent(airflow -> airflow.validate().all().forEach(violation ->
 *         System.out.println(file.placeOf(violation.finding().modelPath()) + " " + violation)));
 * }</pre>
 *
 * <p>No secret is in such a file, because none is in a deployment.
 */
@NullMarked
package io.airworthy.render.file;

import org.jspecify.annotations.NullMarked;
