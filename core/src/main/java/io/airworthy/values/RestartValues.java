package io.airworthy.values;

import io.airworthy.catalogue.Purpose;
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

/** What makes pods start anew when a Secret that they read has changed; by itself the chart notices nothing. */
final class RestartValues {

    private static final String REVISION = "revision.airworthy.io/";
    private static final String RELOAD = "secret.reloader.stakater.com/reload";

    private RestartValues() {}

    static void write(ValuesDraft values, Map<Purpose, String> revisions) {
        revisions(values, revisions);
        if (values.deployment()
                .secretDelivery()
                .external()
                .filter(ExternalSecrets::reloader)
                .isPresent()) {
            reloader(values);
        }
    }

    private static void revisions(ValuesDraft values, Map<Purpose, String> revisions) {
        Workloads workloads = values.deployment().release().workloads();
        Map<String, Map<String, String>> annotations = new LinkedHashMap<>();
        for (RequiredSecret secret : values.catalogue().required()) {
            Optional.ofNullable(revisions.get(secret.purpose()))
                    .ifPresent(revision -> secret.readers().stream()
                            .flatMap(reader -> podAnnotations(workloads, reader).stream())
                            .forEach(key -> annotations
                                    .computeIfAbsent(key, any -> new TreeMap<>())
                                    .put(REVISION + secret.purpose().suffix(), revision)));
        }
        if (!annotations.isEmpty()) {
            values.section(
                    "The revisions of rotated Secrets. A new one restarts the pods that read the Secret, no others.");
            annotations.forEach(values::put);
        }
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
        values.section("Reloader restarts what reads a Secret as soon as it has changed.");
        for (Workload workload : workloads.all()) {
            List<String> secrets = values.catalogue().required().stream()
                    .filter(secret -> secret.readers().stream()
                            .anyMatch(reader -> workloads.readers(reader).contains(workload)))
                    .map(RequiredSecret::name)
                    .toList();
            if (!secrets.isEmpty()) {
                values.put(workload.valuesKey() + ".annotations", Map.of(RELOAD, String.join(",", secrets)));
            }
        }
    }
}
