package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Tree;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What restarts pods when a Secret that they read has changed. The chart itself does not notice. */
final class RestartValues {

    private static final String REVISION = "revision." + ValuesDraft.OWN_DOMAIN + "/";

    /** The annotation by which Reloader knows which Secrets a workload reads. */
    private static final String RELOAD = "secret.reloader.stakater.com/reload";

    static final Subject REVISIONS = Subject.of(
            "The revisions of rotated Secrets. A new revision restarts only the pods that read the Secret.",
            Setting.derived(RestartValues::revisions, "airflowPodAnnotations", "*.podAnnotations"));

    static final Subject RELOADER = Subject.of(
            "Reloader restarts what reads a Secret as soon as it has changed.",
            Setting.derived(RestartValues::reloader, "*.annotations").when(RestartValues::usesReloader));

    private RestartValues() {}

    private static boolean usesReloader(AirflowDeployment deployment) {
        return deployment
                .secretDelivery()
                .external()
                .filter(ExternalSecrets::reloader)
                .isPresent();
    }

    /** What the user says of a workload, without the Secrets that the library names for Reloader. */
    static Map<String, String> withoutOwn(AirflowDeployment deployment, Map<String, String> annotations) {
        Map<String, String> given = new TreeMap<>(annotations);
        if (usesReloader(deployment)) {
            Set<String> own = deployment.release().secrets().all().stream()
                    .map(RequiredSecret::name)
                    .collect(Collectors.toSet());
            given.computeIfPresent(RELOAD, (key, text) -> {
                String others = names(text).filter(name -> !own.contains(name)).collect(Collectors.joining(","));
                return others.isEmpty() ? null : others;
            });
        }
        return given;
    }

    private static Stream<String> names(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(name -> !name.isEmpty());
    }

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
                String key = workload.valuesKey() + ".annotations";
                // The user may name more of them.
                Stream<String> said = Tree.text(
                                Tree.mapOrEmpty(values.find(key)).get(RELOAD))
                        .stream()
                        .flatMap(RestartValues::names);
                List<String> all =
                        Stream.concat(said, secrets.stream()).distinct().toList();
                values.putAll(key, Map.of(RELOAD, String.join(",", all)));
            }
        }
    }
}
