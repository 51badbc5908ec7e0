package io.airworthy.pods;

import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.FrozenTree;
import java.util.Map;

/**
 * A further container of pods, or a further init container.
 *
 * @param definition the container as Kubernetes has it: {@code {name: proxy, image: …}}
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container">Container</a>
 */
public record ExtraContainer(Map<String, Object> definition) {

    /** Refuses null, and takes a copy. */
    public ExtraContainer {
        definition = FrozenTree.of(Frozen.map(definition, "definition"), "definition");
    }
}
