package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.configuration.AirflowOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the chart and the Airflow of one deployment have a key that is named as the oldest chart names it.
 *
 * <p>In the names, {@link #WEB} stands for the web component's key and {@link #INGRESS} for that of its ingress, which
 * depend on Airflow, and {@link #TASK_PODS} for where this chart has what is said of task pods.
 */
final class ChartKeys {

    static final String WEB = "{web}";
    static final String TASK_PODS = "{taskPods}";
    static final String INGRESS = "{ingress}";

    private static final String OPTION = "config.";

    private final AirflowDeployment deployment;
    private final AirflowOptions airflow;
    private final ChartProfile profile;

    /** Many keys are asked for several times while values are read. */
    private final Map<String, List<String>> places = new HashMap<>();

    ChartKeys(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.airflow = AirflowOptions.of(deployment.airflowVersion());
        this.profile = ChartProfile.of(deployment.chartVersion().text());
    }

    /** Whether the keys of another deployment are in the same places. */
    boolean areOf(AirflowDeployment other) {
        return other.chartVersion().equals(deployment.chartVersion())
                && other.airflowVersion().equals(deployment.airflowVersion())
                && other.usesCelery() == deployment.usesCelery();
    }

    ChartProfile profile() {
        return profile;
    }

    /** The key with the names of this Airflow in it. */
    String named(String key) {
        if (key.startsWith(TASK_PODS)) {
            String own = key.replace(TASK_PODS, "workers.kubernetes");
            String shared = key.replace(TASK_PODS, "workers");
            // Beside Celery's workers, what workers share is theirs.
            return profile.has(own) || deployment.usesCelery() && profile.has("workers.kubernetes") ? own : shared;
        }
        return key.indexOf('{') < 0
                ? key
                : key.replace(WEB, deployment.webTier().valuesKey())
                        .replace(INGRESS, deployment.webTier().ingressKey());
    }

    /** Where this chart has a key, and how this Airflow calls an option. */
    String here(String key) {
        if (key.startsWith(OPTION) && key.indexOf('.', OPTION.length()) > 0) {
            return OPTION + airflow.nameOf(key.substring(OPTION.length()));
        }
        String named = named(key);
        return successor(KeyPath.of(named)).map(KeyPath::toString).orElse(named);
    }

    /** Whether this chart has a key at all. */
    boolean has(String key) {
        return profile.has(here(key));
    }

    /** What this chart version has in a key's place, where that still works in the old place as well. */
    Optional<KeyPath> successor(KeyPath path) {
        return ChartMoves.find(profile.version(), deployment.airflowVersion(), path)
                .filter(move -> move.standing() == ChartMove.Standing.DEPRECATED)
                .flatMap(ChartMove::successor)
                .map(KeyPath::of);
    }

    /** The places of a key, the one that counts first. */
    List<String> places(String key) {
        return places.computeIfAbsent(key, any -> {
            String here = here(key);
            return Stream.concat(
                            Stream.of(here, named(key)),
                            otherPlaces(KeyPath.of(here)).stream().map(KeyPath::toString))
                    .distinct()
                    .toList();
        });
    }

    /** Where else this chart takes what a key says. */
    List<KeyPath> otherPlaces(KeyPath path) {
        return ChartMoves.otherPlaces(profile.version(), deployment.airflowVersion(), path);
    }
}
