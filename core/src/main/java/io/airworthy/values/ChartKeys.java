package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import java.util.List;
import java.util.Optional;

/**
 * Where the chart and the Airflow of one deployment have a key that is named as the oldest chart names it.
 *
 * <p>In the names, {@link #WEB} stands for the web component's key and {@link #INGRESS} for that of its ingress: both
 * depend on Airflow.
 */
final class ChartKeys {

    static final String WEB = "{web}";
    static final String INGRESS = "{ingress}";

    private final AirflowDeployment deployment;
    private final ChartProfile profile;

    ChartKeys(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.profile = ChartProfile.of(deployment.chartVersion().text());
    }

    ChartProfile profile() {
        return profile;
    }

    /** The key with the names of this Airflow in it. */
    String named(String key) {
        return key.replace(WEB, deployment.webTier().valuesKey())
                .replace("{ingress}", deployment.webTier().ingressKey());
    }

    /** Where this chart has a key. */
    String here(String key) {
        String named = named(key);
        return successor(KeyPath.of(named)).map(KeyPath::toString).orElse(named);
    }

    /** What this chart version has in a key's place, where that still works in the old place as well. */
    Optional<KeyPath> successor(KeyPath path) {
        return ChartMoves.find(profile.version(), deployment.airflowVersion().major(), path)
                .filter(move -> move.standing() == ChartMove.Standing.DEPRECATED)
                .flatMap(ChartMove::successor)
                .map(KeyPath::of);
    }

    /** Where else this chart takes what a key says. */
    List<KeyPath> otherPlaces(KeyPath path) {
        return ChartMoves.otherPlaces(
                profile.version(), deployment.airflowVersion().major(), path);
    }
}
