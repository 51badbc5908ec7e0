package io.airworthy.values;

import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What restarts pods when a Secret that they read has changed. The chart itself does not notice. */
final class RestartValues {

    private static final String REVISION = "revision." + ValuesDraft.OWN_DOMAIN + "/";

    /** The annotation by which Reloader knows which Secrets a workload reads. */
    static final String RELOAD = "secret.reloader.stakater.com/reload";

    static final Subject REVISIONS = Subject.of(
            "The revisions of rotated Secrets. A new revision restarts only the pods that read the Secret.",
            Setting.derived(RestartValues::revisions, "airflowPodAnnotations", "*.podAnnotations"));

    static final Subject RELOADER = Subject.of(
            "Reloader restarts what reads a Secret as soon as it has changed.",
            Setting.derived(RestartValues::reloader, "*.annotations")
                    .when(deployment -> deployment
                            .secretDelivery()
                            .external()
                            .filter(ExternalSecrets::reloader)
                            .isPresent()));

    private RestartValues() {}

    private static void revisions(ValuesDraft values) {
        Workloads workloads = values.deployment().release().workloads();
        Map<String, Map<String, String>> annotations = new LinkedHashMap<>();
        for (RequiredSecret secret : values.catalogue().required()) {
            Optional.ofNullable(values.revisions().get(secret.purpose()))
                    .ifPresent(revision -> secret.readers().stream()
                            .flatMap(reader -> podAnnotations(workloads, reader).stream())
                            .forEach(key -> annotations
                                    .computeIfAbsent(key, any -> new TreeMap<>())
                                    .put(REVISION + secret.purpose().suffix(), revision)));
        }
        annotations.forEach(values::putAll);
    }

    private static List<String> podAnnotations(Workloads workloads, Reader reader) {
        return reader == Reader.AIRFLOW
                ? List.of("airflowPodAnnotations")
                : workloads.readers(reader).stream()
                        .map(workload -> workload.valuesKey() + ".podAnnotations")
                        .toList();
    }

    private static void reloader(ValuesDraft values) {
        Workloads workloads = values.deployment().release().workloads();
        for (Workload workload : workloads.all()) {
            List<String> secrets = values.catalogue().all().stream()
                    .filter(secret -> secret.readers().stream()
                            .anyMatch(reader -> workloads.readers(reader).contains(workload)))
                    .map(RequiredSecret::name)
                    .distinct()
                    .toList();
            if (!secrets.isEmpty()) {
                values.putAll(workload.valuesKey() + ".annotations", Map.of(RELOAD, String.join(",", secrets)));
            }
        }
    }
}
