package io.airworthy.render.monitoring;

import static io.airworthy.render.monitoring.AlertSeverity.CRITICAL;
import static io.airworthy.render.monitoring.AlertSeverity.WARNING;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alerts on what Kubernetes and its operators say, where nothing in the deployment shows it. */
final class KubernetesAlerts {

    private static final Duration CERTIFICATE = Duration.ofDays(14);

    private final AirflowDeployment deployment;
    private final String namespace;
    private final List<Alert> alerts = new ArrayList<>();

    KubernetesAlerts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.namespace = "namespace=\"" + deployment.namespace() + "\"";
    }

    List<Alert> all() {
        for (Part part : deployment.release().workloads().parts()) {
            replicas(part);
        }
        outOfMemory();
        secrets();
        deployment.gitSync().ifPresent(git -> gitSync(git.period()));
        jobs();
        budgets();
        disks();
        deployment.secretDelivery().external().ifPresent(this::externalSecrets);
        certificates();
        return List.copyOf(alerts);
    }

    private void replicas(Part part) {
        List<Workload> workloads = deployment.release().workloads().all().stream()
                .filter(workload -> workload.part() == part && fewest(workload) > 0)
                .toList();
        if (workloads.isEmpty()) {
            return;
        }
        alert(
                "Airflow" + part.word() + "Unavailable",
                RunbookPage.of(part),
                part == Part.STATSD || part == Part.FLOWER ? WARNING : CRITICAL,
                AlertSource.KUBE_STATE_METRICS,
                workloads.stream().map(workload -> available(workload) + " < 1").collect(Collectors.joining(" or ")),
                Duration.ofMinutes(5),
                "Airflow runs no pod of " + label(workloads),
                "No pod has been ready for 5 minutes.");
        List<Workload> several =
                workloads.stream().filter(workload -> fewest(workload) > 1).toList();
        if (!several.isEmpty()) {
            alert(
                    "Airflow" + part.word() + "Degraded",
                    RunbookPage.of(part),
                    WARNING,
                    AlertSource.KUBE_STATE_METRICS,
                    several.stream()
                            .map(workload -> available(workload) + " < " + fewest(workload) + " > 0")
                            .collect(Collectors.joining(" or ")),
                    Duration.ofMinutes(15),
                    "Airflow runs too few pods of " + label(several),
                    "{{ $value }} pods have been ready for 15 minutes; there should be "
                            + several.stream()
                                    .map(workload -> fewest(workload) + " of " + workload.name())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private static String label(List<Workload> workloads) {
        return workloads.stream().map(Workload::name).collect(Collectors.joining(" or "));
    }

    private String available(Workload workload) {
        return workload.isStateful()
                ? "kube_statefulset_status_replicas_ready{" + namespace + ",statefulset=\"" + workload.name() + "\"}"
                : "kube_deployment_status_replicas_available{" + namespace + ",deployment=\"" + workload.name() + "\"}";
    }

    /** How many pods there are at least, where something scales them. */
    private int fewest(Workload workload) {
        Optional<WorkerScaling> scaling = deployment.workerGroups().stream()
                .filter(group -> deployment.names().workerGroup(group.name()).equals(workload.name()))
                .findFirst()
                .map(group -> group.scaling())
                .orElseGet(() -> deployment.components().stream()
                        .filter(component -> Part.of(component) == workload.part())
                        .findFirst()
                        .flatMap(component -> deployment.ha().scalingOf(component)));
        return scaling.map(WorkerScaling::minReplicas).orElse(workload.replicas());
    }

    private void outOfMemory() {
        String restarted =
                "(sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total{" + ofRelease()
                        + "}[15m])) > 0) and on (namespace, pod, container)"
                        + " kube_pod_container_status_last_terminated_reason{reason=\"OOMKilled\"} == 1";
        String taskPods = " or kube_pod_container_status_terminated_reason{" + namespace
                + ",container=\"base\",reason=\"OOMKilled\"} == 1";
        alert(
                "AirflowOutOfMemory",
                RunbookPage.WORKER_KILLED,
                WARNING,
                AlertSource.KUBE_STATE_METRICS,
                restarted + (deployment.usesKubernetesPods() ? taskPods : ""),
                Duration.ZERO,
                "A container of Airflow was out of memory",
                "{{ $labels.container }} in {{ $labels.pod }} was killed at its memory limit.");
    }

    private void secrets() {
        alert(
                "AirflowSecretMissing",
                RunbookPage.SECRET_MISSING,
                CRITICAL,
                AlertSource.KUBE_STATE_METRICS,
                "kube_pod_container_status_waiting_reason{" + ofRelease()
                        + ",reason=\"CreateContainerConfigError\"} == 1"
                        + " or kube_pod_init_container_status_waiting_reason{" + ofRelease()
                        + ",reason=\"CreateContainerConfigError\"} == 1",
                Duration.ofMinutes(5),
                "A pod of Airflow waits for a Secret",
                "{{ $labels.container }} in {{ $labels.pod }} cannot start: a Secret or a key in it is missing.");
    }

    /** A container of git-sync that gives up is started again; one that tries forever says nothing. */
    private void gitSync(Duration period) {
        Duration window = Duration.ofMinutes(Math.max(15, (period.toSeconds() * 5 + 59) / 60));
        alert(
                "AirflowGitSyncFailing",
                RunbookPage.GIT_SYNC_FAILING,
                WARNING,
                AlertSource.KUBE_STATE_METRICS,
                "sum by (pod) (increase(kube_pod_container_status_restarts_total{" + ofRelease()
                        + ",container=\"git-sync\"}[" + PromQl.duration(window) + "])) > 2 or sum by (pod)"
                        + " (increase(kube_pod_init_container_status_restarts_total{" + ofRelease()
                        + ",container=\"git-sync-init\"}[" + PromQl.duration(window) + "])) > 2",
                Duration.ZERO,
                "git-sync does not get Airflow's DAGs",
                "git-sync in {{ $labels.pod }} has been started again {{ $value | printf \"%.0f\" }} times in "
                        + window.toMinutes() + " minutes; it looks for changes every " + period.toSeconds() + " s.");
    }

    private void jobs() {
        failed("AirflowMigrationFailed", RunbookPage.MIGRATION_FAILED, CRITICAL, "run-airflow-migrations", "");
        deployment
                .databaseCleanup()
                .ifPresent(cleanup -> failed(
                        "AirflowDatabaseCleanupFailed", RunbookPage.DATABASE_FULL, WARNING, "database-cleanup", "-.+"));
    }

    private void failed(String name, RunbookPage page, AlertSeverity severity, String job, String run) {
        String full = deployment.names().object(job);
        alert(
                name,
                page,
                severity,
                AlertSource.KUBE_STATE_METRICS,
                "kube_job_failed{" + namespace + ",job_name=~\"" + PromQl.literal(full) + run
                        + "\",condition=\"true\"} == 1",
                Duration.ZERO,
                "Airflow's job " + full + " has failed",
                "{{ $labels.job_name }} does not try again. Read its log before Kubernetes deletes it.");
    }

    private void budgets() {
        alert(
                "AirflowDrainBlocked",
                RunbookPage.DRAIN_BLOCKED,
                WARNING,
                AlertSource.KUBE_STATE_METRICS,
                "kube_poddisruptionbudget_status_pod_disruptions_allowed{" + namespace + ",poddisruptionbudget=~\""
                        + PromQl.literal(deployment.names().object("")) + ".+-pdb(-.+)?\"} == 0",
                Duration.ofHours(1),
                "A node with pods of Airflow cannot be drained",
                "{{ $labels.poddisruptionbudget }} has let no pod be evicted for an hour.");
    }

    private void disks() {
        List<String> claims = Stream.concat(
                        deployment.release().workloads().withVolumes().stream()
                                .map(workload -> PromQl.literal((workload.part() == Part.REDIS ? "redis-db-" : "logs-")
                                                + workload.name())
                                        + "-[0-9]+"),
                        Stream.concat(
                                claim(deployment.logVolume(), "logs").stream(),
                                claim(deployment.dagVolume(), "dags").stream()))
                .toList();
        if (claims.isEmpty()) {
            return;
        }
        String volumes = "{" + namespace + ",persistentvolumeclaim=~\"" + String.join("|", claims) + "\"}";
        alert(
                "AirflowDiskFull",
                RunbookPage.DISK_FULL,
                WARNING,
                AlertSource.KUBELET,
                "kubelet_volume_stats_available_bytes" + volumes + " / kubelet_volume_stats_capacity_bytes" + volumes
                        + " < 0.1",
                Duration.ofMinutes(15),
                "A volume of Airflow is almost full",
                "{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.");
    }

    private Optional<String> claim(Optional<SharedVolume> volume, String suffix) {
        return volume.map(it ->
                PromQl.literal(it.match(existing -> existing.name(), made -> deployment.releaseName() + "-" + suffix)));
    }

    private void externalSecrets(ExternalSecrets delivery) {
        List<String> names = deployment.release().secrets().required().stream()
                .map(RequiredSecret::name)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return;
        }
        alert(
                "AirflowSecretNotSyncing",
                RunbookPage.SECRET_NOT_SYNCING,
                WARNING,
                AlertSource.EXTERNAL_SECRETS,
                ofOperator(
                                "externalsecret_status_condition",
                                "name=~\"" + PromQl.anyOf(names) + "\",condition=\"Ready\",status=\"False\"")
                        + " == 1",
                Duration.ofMinutes(15),
                "The External Secrets Operator cannot read a Secret of Airflow",
                "{{ $labels.name }} has not been ready for 15 minutes"
                        + (delivery.refreshInterval().isZero()
                                ? "."
                                : "; it is read again every "
                                        + delivery.refreshInterval().toSeconds() + " s."));
    }

    /** cert-manager names the certificate of an ingress after its Secret. */
    private void certificates() {
        deployment
                .ingress()
                .filter(ingress ->
                        ingress.annotations().keySet().stream().anyMatch(key -> key.startsWith("cert-manager.io/")))
                .flatMap(ingress -> ingress.tlsSecret())
                .ifPresent(secret -> alert(
                        "AirflowCertificateExpires",
                        RunbookPage.CERTIFICATE_EXPIRING,
                        WARNING,
                        AlertSource.CERT_MANAGER,
                        ofOperator("certmanager_certificate_expiration_timestamp_seconds", "name=\"" + secret + "\"")
                                + " - time() < " + CERTIFICATE.toSeconds(),
                        Duration.ofHours(1),
                        "The certificate of Airflow's ingress ends soon",
                        "cert-manager has not renewed " + secret + ", which ends in {{ $value | humanizeDuration }}."));
    }

    /** An operator's metric has its own namespace, and that of the object under another name, unless Prometheus honors its labels. */
    private String ofOperator(String metric, String matchers) {
        return "(" + metric + "{exported_" + namespace + "," + matchers + "} or " + metric + "{exported_namespace=\"\","
                + namespace + "," + matchers + "})";
    }

    private String ofRelease() {
        return namespace + ",pod=~\"" + PromQl.literal(deployment.names().object("")) + ".+\"";
    }

    private void alert(
            String name,
            RunbookPage page,
            AlertSeverity severity,
            AlertSource source,
            String expression,
            Duration pending,
            String summary,
            String description) {
        alerts.add(new Alert(name, page, severity, source, expression, pending, summary, description));
    }
}
