package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Part;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** Where task logs are kept, as whom the pods reach it, and for how long. */
final class LogFacts {

    private final AirflowDeployment deployment;

    LogFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    void addTo(Facts facts) {
        facts.part("log-store", deployment.remoteLogging(), this::store)
                .flag(
                        "log-store.trusts-accounts",
                        () -> deployment
                                .remoteLogging()
                                .filter(logging -> logging.identity().isOfServiceAccounts())
                                .isPresent())
                .flag(
                        "log-store.limited",
                        () -> deployment
                                .remoteLogging()
                                .flatMap(RemoteLogging::retention)
                                .isPresent())
                .part("log-search", deployment.logSearch(), LogFacts::search)
                .part("log-volume", deployment.logVolume(), volume -> new Facts().prose("place", () -> claim(volume)))
                .flag("logs.stay-in-pods", this::tasksHaveVolumes);
    }

    private Facts store(RemoteLogging logging) {
        LogStore store = logging.store();
        Facts facts = store.match(
                s3 -> new Facts()
                        .text("bucket", s3.bucket())
                        .text("folder", folder(s3.prefix()))
                        .text("url", url("s3", s3.bucket(), s3.prefix()))
                        .ifAnyText("endpoint", s3::endpoint)
                        .flag("asks-for-encryption", () -> s3.encryption() == LogStore.S3Encryption.SSE_S3),
                gcs -> new Facts()
                        .text("bucket", gcs.bucket())
                        .text("folder", folder(gcs.prefix()))
                        .text("url", url("gs", gcs.bucket(), gcs.prefix()))
                        .flag("has-folder", () -> !gcs.prefix().isEmpty()),
                blob -> new Facts()
                        .text("account", blob.account())
                        .text("container", blob.container())
                        .text("folder", blob.folder()),
                cloudWatch -> new Facts()
                        .text("arn", cloudWatch.logGroupArn())
                        .text("group", cloudWatch.logGroupArn().replaceFirst(".*:log-group:", "")));
        return facts.choice(
                        "store",
                        () -> store.match(s3 -> "s3", gcs -> "gcs", blob -> "azure", cloudWatch -> "cloudwatch"),
                        "s3",
                        "gcs",
                        "azure",
                        "cloudwatch")
                .text("title", store.title())
                .prose("place", () -> place(store))
                .within(identity(logging.identity()))
                .text("connection", logging.connectionId())
                .codes("accounts", this::accounts)
                .words("account-words", () -> Script.Words.of(accounts()))
                .several("trusted", this::trusted)
                .flag("deletes-local-copies", logging::deleteLocalLogs)
                .flag("keeps-local-copies", this::keepsLocalLogs)
                .ifAnyText("retention", () -> logging.retention().map(LogFacts::words))
                .ifAnyText("days", () -> logging.retention().map(LogFacts::days));
    }

    private static Facts identity(CloudIdentity identity) {
        Facts facts = identity.match(
                irsa -> new Facts()
                        .text("principal", irsa.roleArn())
                        .text("account-arn", irsa.roleArn().replaceFirst(":role/.*", "")),
                pod -> new Facts().text("principal", pod.roleArn()),
                gke -> new Facts().text("principal", gke.serviceAccount()),
                azure -> new Facts().text("principal", azure.clientId()),
                key -> new Facts(),
                file -> new Facts().text("principal", file.path()),
                nodes -> new Facts(),
                connection -> new Facts());
        return facts.choice(
                "identity",
                () -> identity.match(
                        irsa -> "irsa",
                        pod -> "pod",
                        gke -> "gke",
                        azure -> "azure",
                        key -> "key",
                        file -> "file",
                        nodes -> "nodes",
                        connection -> "connection"),
                "irsa",
                "pod",
                "gke",
                "azure",
                "key",
                "file",
                "nodes",
                "connection");
    }

    /** The bucket, container or log group. */
    static Phrase place(LogStore store) {
        return store.match(
                s3 -> s3.endpoint()
                        .map(endpoint -> Phrase.of(
                                "{} at {}", Phrase.code(url("s3", s3.bucket(), s3.prefix())), Phrase.code(endpoint)))
                        .orElseGet(() -> Phrase.code(url("s3", s3.bucket(), s3.prefix()))),
                gcs -> Phrase.code(url("gs", gcs.bucket(), gcs.prefix())),
                blob -> Phrase.of(
                        "container {} of storage account {}, under {}",
                        Phrase.code(blob.container()),
                        Phrase.code(blob.account()),
                        Phrase.code(blob.folder())),
                cloudWatch -> Phrase.code(cloudWatch.logGroupArn()));
    }

    static String url(String scheme, String bucket, String prefix) {
        return scheme + "://" + bucket + "/" + folder(prefix);
    }

    private static String folder(String prefix) {
        return prefix.isEmpty() ? "" : prefix + "/";
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

    private static Facts search(LogSearch search) {
        return new Facts().text("engine", search.engine()).flag("shipped", search::writesToStdout);
    }

    /** The service accounts that get the identity. */
    private List<String> accounts() {
        return deployment.logComponents().stream()
                .map(deployment.names()::serviceAccount)
                .toList();
    }

    private List<Facts> trusted() {
        List<String> accounts = accounts();
        return accounts.stream()
                .map(account -> new Facts()
                        .text("account", account)
                        .flag("last", () -> account.equals(accounts.get(accounts.size() - 1))))
                .toList();
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

    /** No store keeps anything for a month. */
    private static long days(Period period) {
        return period.getYears() * 365L + period.getMonths() * 30L + period.getDays();
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
