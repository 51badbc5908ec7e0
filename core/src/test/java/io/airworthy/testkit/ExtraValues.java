package io.airworthy.testkit;

import io.airworthy.chart.ChartVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Chart values that the model does not cover, each where the chart version has it. */
final class ExtraValues {

    /** Values for one top-level key. */
    private record Extra(String since, String key, Object value) {}

    /** The clean-up of finished pods is not among the first charts' keys here: it had no volumes, so no CA file, yet. */
    private static final List<Extra> ALL = List.of(
            new Extra("1.15.0", "labels", Map.of("squad", "data", "budget-line", "0644")),
            new Extra("1.15.0", "airflowPodAnnotations", Map.of("remark", "it's \"quoted\" ünï", "on", "no")),
            new Extra("1.15.0", "nodeSelector", Map.of("rack", "yes")),
            new Extra("1.15.0", "scheduler", Map.of("nodeSelector", Map.of("rack", "airflow"))),
            new Extra(
                    "1.15.0",
                    "tolerations",
                    List.of(Map.of("key", "dedicated", "operator", "Equal", "value", "true", "effect", "NoSchedule"))),
            // Beyond whatever the containers here ask for.
            new Extra("1.15.0", "limits", List.of(Map.of("type", "Container", "max", Map.of("memory", "1Pi")))),
            new Extra("1.18.0", "cleanup", Map.of("enabled", true, "schedule", "*/30 * * * *")),
            new Extra("1.15.0", "pgbouncer", Map.of("podAnnotations", Map.of("checksum/users", "1e6"))),
            new Extra("1.15.0", "volumes", List.of(Map.of("name", "more-scratch", "emptyDir", Map.of()))),
            new Extra("1.15.0", "migrateDatabaseJob", Map.of("annotations", Map.of("owner", "data"))),
            new Extra("1.19.0", "databaseCleanup", Map.of("enabled", true)));

    private ExtraValues() {}

    static Arbitrary<Map<String, Object>> of(ChartVersion chart) {
        List<Extra> known =
                ALL.stream().filter(extra -> isAtLeast(chart, extra.since())).toList();
        return Arbitraries.of(known).set().ofMinSize(1).ofMaxSize(3).map(chosen -> {
            Map<String, Object> values = new LinkedHashMap<>();
            List<Extra> inOrder = new ArrayList<>(known);
            inOrder.retainAll(chosen);
            inOrder.forEach(extra -> values.put(extra.key(), extra.value()));
            return values;
        });
    }

    private static boolean isAtLeast(ChartVersion chart, String since) {
        List<ChartVersion> supported = ChartVersion.supported();
        return supported.indexOf(chart) >= supported.indexOf(ChartVersion.of(since));
    }
}
