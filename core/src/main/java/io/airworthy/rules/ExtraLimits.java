package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.validation.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits for the namespace that the user has the chart set ({@code limits}), and that the deployment's own containers are
 * beyond: Helm installs everything, and Kubernetes then makes none of the pods.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/limit-range/">Limit ranges</a>
 */
final class ExtraLimits {

    private ExtraLimits() {}

    static List<Finding> of(AirflowDeployment deployment) {
        List<Finding> findings = new ArrayList<>();
        List<?> ranges = Tree.listOrEmpty(deployment.extraValues().get("limits"));
        for (int i = 0; i < ranges.size(); i++) {
            Map<?, ?> range = Tree.mapOrEmpty(ranges.get(i));
            Map<?, ?> most = Tree.mapOrEmpty(range.get("max"));
            if ("Container".equals(range.get("type"))) {
                String path = "limits[" + i + "].max.";
                containers(deployment).forEach((name, resources) -> {
                    beyond(most.get("cpu"), resources.cpuLimit(), resources.cpuRequest())
                            .map(amount -> at(path + "cpu", name, amount))
                            .ifPresent(findings::add);
                    beyond(most.get("memory"), resources.memoryLimit(), resources.memoryRequest())
                            .map(amount -> at(path + "memory", name, amount))
                            .ifPresent(findings::add);
                });
            }
        }
        return findings;
    }

    /** The containers whose amounts the model says. */
    private static Map<String, Resources> containers(AirflowDeployment deployment) {
        Map<String, Resources> containers = new LinkedHashMap<>();
        deployment
                .components()
                .forEach(component -> containers.put(
                        "ha." + component.attribute(),
                        deployment.ha().of(component).resources()));
        if (deployment.usesKubernetesPods()) {
            containers.put("ha.taskPodResources", deployment.ha().taskPodResources());
        }
        deployment.gitSync().ifPresent(git -> containers.put("gitSync", git.resources()));
        deployment.pgBouncer().ifPresent(pool -> containers.put("pgBouncer", pool.resources()));
        return containers;
    }

    /** The limit where it is too much; without one, Kubernetes sets the most that is allowed, below which a request must be. */
    private static Optional<Quantity> beyond(Object most, Optional<Quantity> limit, Optional<Quantity> request) {
        Optional<BigDecimal> allowed = Optional.ofNullable(most)
                .flatMap(amount -> Quantity.of(String.valueOf(amount)).amount());
        return limit.or(() -> request)
                .filter(amount -> allowed.isPresent()
                        && amount.amount()
                                .filter(wanted -> wanted.compareTo(allowed.get()) > 0)
                                .isPresent());
    }

    private static Finding at(String path, String container, Quantity amount) {
        return ExtraValuesRules.at(path, container + " has " + amount + ", so Kubernetes rejects its pod");
    }
}
