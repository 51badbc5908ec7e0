package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where task logs are kept, as whom the pods reach it, and for how long. */
final class LogFacts {

    private final AirflowDeployment deployment;

    LogFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    private Optional<RemoteLogging> remote() {
        return deployment.remoteLogging();
    }

    /** In whose IAM the role is that pods take by IRSA: the beginning of its ARN. */
    Optional<String> roleAccount() {
        return remote().flatMap(logging -> logging.identity()
                .<Optional<String>>match(
                        irsa -> Optional.of(irsa.roleArn().replaceFirst(":role/.*", "")),
                        pod -> Optional.empty(),
                        gke -> Optional.empty(),
                        azure -> Optional.empty(),
                        key -> Optional.empty(),
                        file -> Optional.empty(),
                        nodes -> Optional.empty(),
                        connection -> Optional.empty()));
    }

    /** What CloudWatch's own commands call the group. */
    Optional<String> logGroup() {
        return remote().flatMap(logging -> logging.store()
                .<Optional<String>>match(
                        s3 -> Optional.empty(),
                        gcs -> Optional.empty(),
                        blob -> Optional.empty(),
                        cloudWatch -> Optional.of(cloudWatch.logGroupArn().replaceFirst(".*:log-group:", ""))));
    }

    /** The service accounts that get the identity. */
    List<String> logAccounts() {
        return deployment.logComponents().stream()
                .map(deployment.names()::serviceAccount)
                .toList();
    }

    /** Where a container sends logs of tasks to the store. */
    record Writer(String selector, String container) {}

    List<Writer> logWriters() {
        return Stream.concat(
                        deployment.release().workloads().writingLogs().stream()
                                .map(workload ->
                                        new Writer(Group.selector(deployment, workload), workload.container())),
                        Stream.of(new Writer(
                                        "release=" + deployment.releaseName() + ",kubernetes_executor=True", "base"))
                                .filter(pods -> deployment.usesKubernetesPods()))
                .distinct()
                .toList();
    }

    boolean keepsLocalLogs() {
        return deployment.logVolume().isPresent()
                || deployment.release().workloads().withVolumes().stream()
                        .anyMatch(workload -> workload.part().isAirflow());
    }

    /** Task pods have none. */
    boolean tasksHaveVolumes() {
        return !deployment.usesKubernetesPods()
                && deployment.release().workloads().writingLogs().stream()
                        .filter(workload -> workload.part() != Part.TRIGGERER)
                        .map(Workload::volume)
                        .anyMatch(Optional::isPresent);
    }

    /** Days as stores count them: no store keeps anything for a month. */
    Optional<Long> logDays() {
        return remote().flatMap(RemoteLogging::retention)
                .map(period -> period.getYears() * 365L + period.getMonths() * 30L + period.getDays());
    }

    Optional<String> logRetention() {
        return remote().flatMap(RemoteLogging::retention).map(LogFacts::words);
    }

    private static String words(Period period) {
        List<String> parts = new ArrayList<>();
        part(parts, period.getYears(), "year");
        part(parts, period.getMonths(), "month");
        part(parts, period.getDays(), "day");
        return parts.isEmpty() ? "0 days" : String.join(" ", parts);
    }

    private static void part(List<String> parts, int number, String noun) {
        if (number != 0) {
            parts.add(number + " " + noun + (number == 1 ? "" : "s"));
        }
    }
}
