/**
 * What the people who run a deployment know: contacts, objectives, dashboards, and how it is monitored.
 *
 * <pre>{@code
 * .operations(operations -> operations
 *         .kubeContext("prod-eu")
 *         .escalation("data platform on call", "head of data platform")
 *         .recoveryTimeObjective(Duration.ofHours(4))
 *         .runbookUrl("https://git.example.com/platform/airflow/RUNBOOK.md")
 *         .monitoring(Monitoring.prometheusOperator(Map.of("release", "kube-prometheus-stack"))))
 * }</pre>
 */
@NullMarked
package io.airworthy.operations;

import org.jspecify.annotations.NullMarked;
