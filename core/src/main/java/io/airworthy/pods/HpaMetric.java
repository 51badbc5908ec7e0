package io.airworthy.pods;

import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.FrozenTree;
import java.util.Map;

/**
 * A metric that a HorizontalPodAutoscaler looks at.
 *
 * @param definition the metric as Kubernetes has it: {@code {type: Resource, resource: …}}
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">Horizontal pod autoscaling</a>
 */
public record HpaMetric(Map<String, Object> definition) {

    /** Refuses null, and takes a copy. */
    public HpaMetric {
        definition = FrozenTree.of(Frozen.map(definition, "definition"), "definition");
    }
}
