package io.airworthy.secrets.servers;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips properties where there are no servers: an assumption would only discard one try after the other. */
final class SkipWithoutServers implements SkipExecutionHook {

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Programs.whyNot().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
    }
}
