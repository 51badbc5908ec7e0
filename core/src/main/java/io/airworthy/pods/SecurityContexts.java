package io.airworthy.pods;

import io.airworthy.frozen.FrozenTree;
import java.util.List;
import java.util.Map;
import org.immutables.value.Value;

/**
 * The uid and the rights of pods and of their containers, as Kubernetes has them.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
@Value.Immutable
public interface SecurityContexts {

    /** Kubernetes' {@code securityContext} of the pods. */
    Map<String, Object> pod();

    /** Kubernetes' {@code securityContext} of the containers. */
    Map<String, Object> container();

    /** These contexts with copies of their own. {@code build()} calls it; nobody else has to. */
    @Value.Check
    default SecurityContexts withOwnTrees() {
        return FrozenTree.isFrozen(pod()) && FrozenTree.isFrozen(container())
                ? this
                : toBuilder()
                        .pod(FrozenTree.of(pod(), "pod"))
                        .container(FrozenTree.of(container(), "container"))
                        .build();
    }

    /**
     * What Pod Security "restricted" admits, with the uid of Airflow's image.
     *
     * @return the contexts
     */
    static SecurityContexts restricted() {
        return builder()
                .pod(Map.of(
                        "runAsUser", 50_000,
                        "runAsGroup", 0,
                        "fsGroup", 0,
                        "runAsNonRoot", true,
                        "seccompProfile", Map.of("type", "RuntimeDefault")))
                .container(withoutRights())
                .build();
    }

    /**
     * What OpenShift's {@code restricted-v2} admits: the namespace gives the uid and the groups.
     *
     * @return the contexts
     */
    static SecurityContexts openShift() {
        return builder()
                .pod(Map.of("runAsNonRoot", true, "seccompProfile", Map.of("type", "RuntimeDefault")))
                .container(withoutRights())
                .build();
    }

    private static Map<String, Object> withoutRights() {
        return Map.of("allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL")));
    }

    /** Starts contexts. */
    static SecurityContextsBuilder builder() {
        return new SecurityContextsBuilder();
    }

    /** Starts contexts from these, with all their attributes. */
    default SecurityContextsBuilder toBuilder() {
        return builder().from(this);
    }
}
