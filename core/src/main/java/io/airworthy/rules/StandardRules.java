package io.airworthy.rules;

import io.airworthy.validation.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of this library, in the order in which they are asked and reported. */
public final class StandardRules {

    private static final List<Rule> ALL = Stream.of(
                    TextRules.ALL,
                    NameRules.ALL,
                    VersionRules.ALL,
                    ImageRules.ALL,
                    DatabaseRules.ALL,
                    PoolRules.ALL,
                    CeleryRules.ALL,
                    WorkerGroupRules.ALL,
                    FlowerRules.ALL,
                    GitRules.ALL,
                    BundleRules.ALL,
                    LoggingRules.ALL,
                    AvailabilityRules.ALL,
                    PermissionRules.ALL,
                    CapacityRules.ALL,
                    MetricsRules.ALL,
                    OperationsRules.ALL,
                    VolumeRules.ALL,
                    WebRules.ALL,
                    SignInRules.ALL,
                    SecretRules.ALL,
                    EnvironmentRules.ALL,
                    ProxyRules.ALL,
                    ConfigurationRules.ALL,
                    ExtraValuesRules.ALL,
                    ChartRules.ALL,
                    JobRules.ALL,
                    PodRules.ALL,
                    ConfigMapRules.ALL,
                    OptionRules.ALL,
                    SecretSettingRules.ALL,
                    PrivilegeRules.ALL,
                    ExposureRules.ALL,
                    InsecureSettingRules.ALL,
                    DeliveryRules.ALL)
            .flatMap(List::stream)
            .toList();

    private StandardRules() {}

    /**
     * The rules, to be read. {@link io.airworthy.validation.RuleSet#standard()} is the set that judges.
     *
     * @return the rules
     */
    public static List<Rule> all() {
        return ALL;
    }
}
