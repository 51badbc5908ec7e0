package io.airworthy.render.helm;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Ends a property after so many tries as a system property says: Helm takes its time. */
final class Tries implements AroundTryHook {

    private static final int MOST = Integer.getInteger("airworthy.tries", 10);

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor property, List<Object> parameters)
            throws Throwable {
        TryExecutionResult result = property.execute(parameters);
        return result.isSatisfied() && tries().incrementAndGet() >= MOST ? TryExecutionResult.satisfied(true) : result;
    }

    /** jqwik has one hook for all properties. */
    private AtomicInteger tries() {
        return Store.getOrCreate(Tries.class, Lifespan.PROPERTY, AtomicInteger::new)
                .get();
    }
}
