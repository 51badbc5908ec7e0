package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.image;

import io.airworthy.AirflowImage;
import io.airworthy.Executor;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Optional;

/** Names, versions, executors and the image. */
final class VersionMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("NAME-001", but(it -> it.releaseName("Airflow")), """
                        error   NAME-001  releaseName: 'Airflow' is not a valid name
                                the name of every object in the release begins with it, and Kubernetes rejects them all.
                                Fix: begin with a lower-case letter, continue with lower-case letters, digits and dashes, and end with a letter or digit."""),
            new Mistake("NAME-002", but(it -> it.releaseName("airflow-of-the-data-platform-team-in-europe")), """
                        error   NAME-002  releaseName: 43 characters; airflow-of-the-data-platform-team-in-europe-run-airflow-migrations would have 66
                                the chart appends up to 23 characters, and Kubernetes rejects or truncates names longer than 63.
                                Fix: use at most 40 characters."""),
            new Mistake("NAME-003", but(it -> it.namespace("air.flow")), """
                        error   NAME-003  namespace: 'air.flow' is not a valid name
                                the namespace cannot be created, and the pool's host name would not resolve.
                                Fix: use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends."""),
            new Mistake("VER-001", but(it -> it.chartVersion("1.14.0")), """
                        error   VER-001  chartVersion: '1.14.0' is not a supported version
                                keys move between chart versions; values for the wrong version are rejected or silently ignored.
                                Fix: use one of 1.15.0, 1.16.0, 1.17.0, 1.18.0, 1.19.0, 1.20.0, 1.21.0, 1.22.0."""),
            new Mistake("VER-002", but(it -> it.airflowVersion("3.1.0-python3.12")), """
                        error   VER-002  airflowVersion: '3.1.0-python3.12' is not three numbers
                                the chart compares versions strictly: with a suffix it renders neither the API server nor the DAG processor.
                                Fix: use a release of three numbers, such as 3.2.2, and put suffixes into the image tag.
                                In the values: airflowVersion"""),
            new Mistake("VER-005", but(it -> it.airflowVersion("2.8.4")), """
                        error   VER-005  airflowVersion: Airflow 2.8.4 is older than 2.9, or was never released
                                the charts of this library were made for other options and another database schema.
                                Fix: use a release from 2.9.0 to 3.2.x.
                                In the values: airflowVersion"""),
            new Mistake("VER-006", but(it -> it.airflowVersion("3.3.0")), """
                        warning VER-006  airflowVersion: Airflow 3.3.0 is judged as 3.2
                                options that were added, removed or moved since then are not checked.
                                Fix: read the release notes, or use a newer version of this library.
                                In the values: airflowVersion"""),
            new Mistake("VER-007", but(it -> it.chartVersion("1.23.0")), """
                        warning VER-007  chartVersion: chart 1.23.0 is judged as 1.22.0
                                keys that were added, removed or moved since then are not checked, and new ones are refused.
                                Fix: read the release notes, or use a newer version of this library."""),
            new Mistake("VER-003", but(it -> it.airflowVersion("2.10.5")), """
                        error   VER-003  airflowVersion: chart 1.22.0 cannot run Airflow 2.10.5
                                Airflow 3 needs chart 1.18.0 for its keys, and charts from 1.20.0 refuse Airflow below 2.11.0.
                                Fix: for Airflow 3 use chart 1.18.0 or later, for Airflow 2.9 and 2.10 chart 1.19.0 or earlier.
                                In the values: airflowVersion"""),
            new Mistake("VER-004", but(it -> it.chartVersion("1.20.0")), """
                        warning VER-004  chartVersion: chart 1.20.0 was made for Airflow 3.1.8, not 3.2.2
                                the chart was not tested with it, and it sets options by names that Airflow has changed since then.
                                Fix: use the chart that was released with this Airflow, or a later one."""),
            new Mistake("EXEC-001", but(it -> it.executors(List.of()).broker(Optional.empty())), """
                        error   EXEC-001  executors: There is no executor, or an executor is listed twice
                                without an executor no task runs; the first in the list runs the tasks that name none.
                                Fix: list each executor once, for example Executor.CELERY.
                                In the values: executor"""),
            new Mistake("EXEC-002", but(it -> it.executors(List.of(Executor.CELERY_KUBERNETES))), """
                        error   EXEC-002  executors: CeleryKubernetesExecutor does not exist in Airflow 3
                                the chart rejects the value, or the scheduler stops with a TypeError when it starts.
                                Fix: use executors that this chart and this Airflow have; instead of CeleryKubernetesExecutor list CeleryExecutor and KubernetesExecutor.
                                In the values: executor"""),
            new Mistake("IMG-001", image(it -> it.repository("registry.example.com/airflow:3.2.2")), """
                        error   IMG-001  image.repository: 'registry.example.com/airflow:3.2.2' is not a valid repository
                                the container runtime cannot read the image name, and no pod starts.
                                Fix: use lower case, without scheme, tag or digest: registry.example.com/team/airflow.
                                In the values: defaultAirflowRepository"""),
            new Mistake("IMG-002", image(it -> it.tag("latest")), """
                        error   IMG-002  image.tag: 'latest' is not a fixed tag
                                pods that start later run a different Airflow from the others, on a database of another version.
                                Fix: remove the tag to use the Airflow version, or use a tag that never moves.
                                In the values: defaultAirflowTag"""),
            new Mistake("IMG-003", image(it -> it.tag("3.2.20")), """
                        error   IMG-003  image.tag: '3.2.20' with Airflow 3.2.2
                                the chart chooses components and keys by the Airflow version, and the image would run another version.
                                Fix: correct airflowVersion or the tag; waive this if the tag counts your image's own versions.
                                In the values: defaultAirflowTag"""),
            new Mistake("IMG-004", image(it -> it.digest("sha256:abc")), """
                        error   IMG-004  image.digest: 'sha256:abc' is not a valid digest
                                the container runtime cannot read the image name, and no pod starts.
                                Fix: use sha256: followed by 64 hexadecimal digits in lower case.
                                In the values: defaultAirflowDigest"""),
            new Mistake(
                    "IMG-005",
                    SampleDeployments.kubernetesOnGoogle().toBuilder()
                            .image(AirflowImage.builder()
                                    .digest("sha256:" + "0".repeat(64))
                                    .build())
                            .build(),
                    """
                        error   IMG-005  image.digest: a digest with KubernetesExecutor
                                the chart does not pass a digest to the Kubernetes executor: task pods run the tag, which may be another image.
                                Fix: remove the digest and use a tag that never moves.
                                In the values: defaultAirflowDigest"""),
            new Mistake("IMG-006", image(it -> it.pullSecret("My_Registry")), """
                        error   IMG-006  image.pullSecret: 'My_Registry' is not a valid name
                                no Secret can have that name, so the image is not pulled.
                                Fix: use the name of a Secret of type kubernetes.io/dockerconfigjson.
                                In the values: imagePullSecrets"""));

    private VersionMistakes() {}
}
