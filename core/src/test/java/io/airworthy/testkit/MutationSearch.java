package io.airworthy.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Leaves out what tests do while PIT looks for them. It runs every test to learn their names, for each class that it is
 * going to break anew, and nobody looks at what they say about the unbroken code.
 */
public final class MutationSearch implements InvocationInterceptor, AroundTryHook {

    private static final Set<String> SEARCH =
            Set.of("org.pitest.mutationtest.execute.MutationTestMinion", "org.pitest.junit5.JUnit5TestUnitFinder");

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        unlessSearching(test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        unlessSearching(test);
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor property, List<Object> parameters)
            throws Throwable {
        return isSearching() ? TryExecutionResult.satisfied(true) : property.execute(parameters);
    }

    /** Registered for everything, it would meet no property otherwise. */
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    private static void unlessSearching(Invocation<Void> test) throws Throwable {
        if (isSearching()) {
            test.skip();
        } else {
            test.proceed();
        }
    }

    private static boolean isSearching() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(SEARCH::contains)
                        .collect(Collectors.toSet()))
                .equals(SEARCH);
    }
}
