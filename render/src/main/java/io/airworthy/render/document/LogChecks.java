package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Part;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** Where task logs are kept, for how long, and who may. */
final class LogChecks {

    private final AirflowDeployment deployment;

    LogChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        return List.of(
                Block.heading(2, "Logging"),
                Block.bullets(deployment.remoteLogging().map(this::ticks).orElseGet(this::pods)));
    }

    private List<Phrase> pods() {
        return deployment
                .logSearch()
                .map(LogChecks::search)
                .or(() -> deployment.logVolume().map(LogChecks::volume))
                .orElseGet(() -> List.of(Tick.open(
                        tasksHaveVolumes()
                                ? "Remote logging: none in the model; unless extra values configure it, a task's log is on the"
                                        + " volume of the pod that ran it, and is shown as long as that pod is there"
                                : "Remote logging: none in the model; unless extra values configure it, a task's log is lost"
                                        + " with its pod")));
    }

    private boolean keepsLocalLogs() {
        return deployment.logVolume().isPresent()
                || deployment.release().workloads().withVolumes().stream()
                        .anyMatch(workload -> workload.part().isAirflow());
    }

    /** Task pods have none. */
    private boolean tasksHaveVolumes() {
        return !deployment.usesKubernetesPods()
                && deployment.release().workloads().writingLogs().stream()
                        .filter(workload -> workload.part() != Part.TRIGGERER)
                        .anyMatch(workload -> workload.volume().isPresent());
    }

    private static List<Phrase> search(LogSearch search) {
        return List.of(
                Tick.guaranteed("Logs are read from {}", search.engine()),
                search.writesToStdout()
                        ? Tick.open(
                                "A log shipper on each node sends the output of Airflow's containers to {}, with the fields of"
                                        + " its JSON, {} and {} among them",
                                search.engine(),
                                Phrase.code("log_id"),
                                Phrase.code("offset"))
                        : Tick.open("Something sends task logs to {}", search.engine()),
                Tick.open("Retention: an index lifecycle policy deletes old logs; Airflow does not"));
    }

    private static List<Phrase> volume(SharedVolume volume) {
        return List.of(
                Tick.guaranteed("Logs are on {}", claim(volume)),
                Tick.open("Retention: something deletes old logs before the volume is full; Airflow does not"));
    }

    /** A volume that pods share, and who pays for it. */
    static Phrase claim(SharedVolume volume) {
        return volume.match(
                claim -> Phrase.of("the volume of claim {}, which somebody else makes", Phrase.code(claim.name())),
                claim -> Phrase.of(
                        "a volume of {} that the chart makes with access mode {}",
                        claim.size().text(),
                        Phrase.code(claim.accessMode().toString())));
    }

    private List<Phrase> ticks(RemoteLogging logging) {
        LogLocation location = new LogLocation(logging.store());
        LogAccess access = new LogAccess(deployment, logging);
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(Tick.guaranteed("Storage provider: {}", logging.store().title()));
        ticks.add(Tick.guaranteed("{}: {}", location.kindOfPlace(), location.container()));
        ticks.add(retention(logging));
        ticks.add(Tick.guaranteed("Access: {}", access.identity()));
        if (logging.identity().isOfServiceAccounts()) {
            ticks.add(Tick.open(
                    "The identity trusts the service accounts {} of namespace {}",
                    Phrase.codes(access.serviceAccounts()),
                    Phrase.code(deployment.namespace())));
        }
        ticks.add(Tick.guaranteed("Encryption: Yes; {}", location.encryption()));
        ticks.add(Tick.guaranteed(
                logging.deleteLocalLogs()
                        ? "Local copies: deleted after the upload"
                        : keepsLocalLogs()
                                ? "Local copies: kept on the pods' volumes, which must be large enough"
                                : "Local copies: kept in the pods, and lost with them"));
        return ticks;
    }

    private static Phrase retention(RemoteLogging logging) {
        return logging.retention()
                .map(period -> Tick.open(
                        "Retention: {}, by a lifecycle rule of the store; Airflow never deletes remote logs",
                        words(period)))
                .orElseGet(() ->
                        Tick.open("Retention: not in the model; without a lifecycle rule the store keeps growing"));
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
