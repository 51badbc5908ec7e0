package io.airworthy.render.helm;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the values of many deployments come to, in one line: for comparing one JVM with another. */
final class ValuesDigest {

    private ValuesDigest() {}

    public static void main(String[] args) {
        System.out.println(ofMany());
    }

    static String ofMany() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            deployments()
                    .forEach(airflow ->
                            digest.update(HelmValues.of(airflow).asText().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<AirflowDeployment> deployments() {
        return Stream.of("1.15.0", "1.18.0", "1.20.0", "1.22.0").flatMap(chart -> {
            String airflow2 = chart.equals("1.15.0") || chart.equals("1.18.0") ? "2.10.5" : "2.11.0";
            return Stream.of(
                    Exercise.celery(chart, airflow2),
                    Exercise.kubernetes(chart, airflow2),
                    ornate(chart, chart.equals("1.15.0") ? airflow2 : "3.1.8"));
        });
    }

    /** Everything that is a set or a map, has capitals, numbers or a time in it. */
    private static AirflowDeployment ornate(String chart, String airflow) {
        return Exercise.on(chart, airflow)
                .releaseName("istanbul")
                .executor(Executor.CELERY)
                .broker(CeleryBroker.chartRedis())
                .delivery(Delivery.ARGO_CD)
                .ha(HaSettings.builder()
                        .scheduler(HaSettings.production().scheduler().toBuilder()
                                .replicas(12)
                                .disruptionBudget(DisruptionBudget.minAvailablePercent(50))
                                .build())
                        .build())
                .metrics(Metrics.openTelemetry("collector.ISTANBUL.example.com", 4318))
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .tlsSecret("airflow-tls")
                        .annotations(Map.of("a/i", "İıIi", "b", "ß", "c", "日本語", "d", "1234567"))
                        .build())
                .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                .environment(Map.of("TITLE", "İıIi", "A", "1", "B", "2", "C", "3"))
                .airflowConfig(Map.of("core.default_timezone", "utc", "webserver.instance_name", "ÄÖ %", "core.i", "I"))
                .extraValues(Map.of("labels", Map.of("i", "I", "j", "J", "k", "K"), "tolerations", List.of()))
                .build();
    }
}
