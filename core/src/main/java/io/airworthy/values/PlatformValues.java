package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.PullPolicy;
import java.util.List;
import java.util.Map;

/** What runs: versions, image, executor. */
final class PlatformValues {

    private PlatformValues() {}

    static void write(ValuesDraft values) {
        AirflowDeployment deployment = values.deployment();
        AirflowImage image = deployment.image();
        values.section("What runs. airflowVersion decides which components the chart renders, so it is always a plain"
                + " release; the image's tag may say more.");
        values.put("airflowVersion", deployment.airflowVersion().text());
        values.put("defaultAirflowRepository", image.repository());
        values.put(
                "defaultAirflowTag",
                image.tag().orElse(deployment.airflowVersion().text()));
        image.digest().ifPresent(digest -> values.put("defaultAirflowDigest", digest));
        if (image.pullPolicy() != PullPolicy.IF_NOT_PRESENT) {
            values.put("images.airflow.pullPolicy", image.pullPolicy().toString());
            values.put("images.pod_template.pullPolicy", image.pullPolicy().toString());
        }
        image.pullSecret().ifPresent(name -> pullSecret(values, name));
        values.put("executor", deployment.executorText());
        // Variables for every Service of the namespace slow pods down, and AIRFLOW_… ones can clash with options.
        values.putWhereKnown("enableServiceLinks", false);
    }

    private static void pullSecret(ValuesDraft values, String name) {
        if (values.profile().has("imagePullSecrets")) {
            values.put("imagePullSecrets", List.of(Map.of("name", name)));
        } else {
            values.put("registry.secretName", name);
        }
    }
}
