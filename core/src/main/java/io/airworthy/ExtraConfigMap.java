package io.airworthy;

import java.util.Map;
import java.util.Objects;
import org.immutables.value.Value;

/**
 * A ConfigMap that the chart makes beside its own, for pods that read it as files or variables. A change restarts Airflow's
 * pods. It is no place for secrets.
 *
 * <p>Defaults: no labels or annotations but the chart's, an object of the release.
 *
 * <pre>{@code
 * .extraConfigMap(ExtraConfigMap.of("team-settings", Map.of("TEAM", "data")))
 * .pods(pods -> pods.variablesFrom(List.of(VariableSource.configMap("team-settings"))))
 * }</pre>
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/adding-connections-and-variables.html">Extra ConfigMaps</a>
 */
@Value.Immutable
public interface ExtraConfigMap {

    /** Its name. */
    String name();

    /** The texts, by key. They arrive as they are here: nothing in them is a template. */
    Map<String, String> data();

    /** Labels beside the chart's. */
    Map<String, String> labels();

    /** Annotations. */
    Map<String, String> annotations();

    /**
     * Whether Helm makes it in a hook before everything else, anew with each upgrade, as the chart does unless told otherwise.
     * Helm takes no object of a hook over into the release, so one that was made so has to stay so. Default false.
     */
    @Value.Default
    default boolean hook() {
        return false;
    }

    /**
     * A ConfigMap.
     *
     * @param name its name
     * @param data the texts, by key
     * @return the ConfigMap
     */
    static ExtraConfigMap of(String name, Map<String, String> data) {
        Objects.requireNonNull(data, "data");
        return builder().name(name).data(data).build();
    }

    /** Starts a ConfigMap. */
    static ExtraConfigMapBuilder builder() {
        return new ExtraConfigMapBuilder();
    }

    /** Starts a ConfigMap from this one, with all its attributes. */
    default ExtraConfigMapBuilder toBuilder() {
        return builder().from(this);
    }
}
