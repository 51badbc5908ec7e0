package io.airworthy.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Ends a property after the tries that it has {@linkplain TriesFrom from outside}, and any property that meets this hook
 * after as many as the system property {@code airworthy.tries.most} says, where it says something.
 */
public final class TriesLimit implements AroundTryHook {

    private static final int MOST = Integer.getInteger("airworthy.tries.most", Integer.MAX_VALUE);

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor property, List<Object> parameters)
            throws Throwable {
        TryExecutionResult result = property.execute(parameters);
        return result.isSatisfied() && tries().incrementAndGet() >= limit(context.targetMethod())
                ? TryExecutionResult.satisfied(true)
                : result;
    }

    /** Registered for everything, it would meet no property otherwise. */
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    /**
     * Whether properties may be tried so often.
     *
     * @param tries how often
     */
    public static boolean allows(int tries) {
        return tries <= MOST;
    }

    private static int limit(Method property) {
        return AnnotationSupport.findAnnotation(property, TriesFrom.class)
                .map(from -> Math.min(MOST, Integer.getInteger(from.value(), from.otherwise())))
                .orElse(MOST);
    }

    /** jqwik has one hook for all properties. */
    private static AtomicInteger tries() {
        return Store.getOrCreate(TriesLimit.class, Lifespan.PROPERTY, AtomicInteger::new)
                .get();
    }
}
