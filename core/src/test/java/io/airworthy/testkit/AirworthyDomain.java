package io.airworthy.testkit;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.configurators.ArbitraryConfigurator;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Gives a property values of the model by their type alone.
 *
 * <pre>{@code
 * @Property
 * @Domain(AirworthyDomain.class)
 * void ourPolicyHolds(@ForAll AirflowDeployment airflow) { ... }
 * }</pre>
 *
 * <p>A property that also takes numbers or texts adds {@code @Domain(DomainContext.Global.class)}.
 */
public final class AirworthyDomain implements DomainContext {

    /** For jqwik, which makes one for each property. */
    public AirworthyDomain() {}

    @Override
    public List<ArbitraryProvider> getArbitraryProviders() {
        return List.of(new ByType());
    }

    @Override
    public List<ArbitraryConfigurator> getArbitraryConfigurators() {
        return List.of();
    }

    private static final class ByType implements ArbitraryProvider {

        @Override
        public boolean canProvideFor(TypeUsage target) {
            return Values.of(target.getRawType()).isPresent();
        }

        @Override
        public Set<Arbitrary<?>> provideFor(TypeUsage target, SubtypeProvider subtypes) {
            return Set.of(Values.of(target.getRawType()).orElseThrow());
        }
    }
}
