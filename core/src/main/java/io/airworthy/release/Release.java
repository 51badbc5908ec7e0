package io.airworthy.release;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What follows from one deployment, derived once: its connections, who opens how many of them, its Secrets and its
 * workloads. Rules, values, manifests and documents read it, so that they cannot disagree.
 *
 * <p>{@link AirflowDeployment#release()} keeps the one of a deployment. Values are immutable and safe for use by several
 * threads.
 */
public final class Release {

    private final AirflowDeployment deployment;
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    private Release(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /**
     * Derives what follows from a deployment.
     *
     * @param deployment the deployment; it may have errors
     * @return what follows
     */
    public static Release of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new Release(deployment);
    }

    /**
     * The hops of every connection to database and broker, and the texts that describe them.
     *
     * @return the connections
     */
    public ConnectionPlan connections() {
        return derived(ConnectionPlan.class, () -> ConnectionPlan.of(deployment));
    }

    /**
     * Who opens how many connections.
     *
     * @return the budget
     */
    public ConnectionBudget budget() {
        return derived(ConnectionBudget.class, () -> ConnectionBudget.of(deployment));
    }

    /**
     * Every Secret that the deployment needs.
     *
     * @return the Secrets
     */
    public SecretCatalogue secrets() {
        return derived(SecretCatalogue.class, () -> SecretCatalogue.of(deployment));
    }

    /**
     * Everything that the release runs.
     *
     * @return the workloads
     */
    public Workloads workloads() {
        return derived(Workloads.class, () -> Workloads.of(deployment));
    }

    /**
     * What code above this package derives from the deployment, kept with it.
     *
     * @param type what is derived
     * @param derivation derives it; of several threads that ask at once each may do so, and all get the same
     * @return what was derived first
     */
    public <T> T derived(Class<T> type, Supplier<T> derivation) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(derivation, "derivation");
        Object known = derived.get(type);
        if (known == null) {
            T first = derivation.get();
            known = Objects.requireNonNullElse(derived.putIfAbsent(type, first), first);
        }
        return type.cast(known);
    }
}
