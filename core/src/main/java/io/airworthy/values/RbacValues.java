package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Rbac;
import io.airworthy.RbacBuilder;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What pods may do in the cluster. */
final class RbacValues {

    private static final Part<Rbac, RbacBuilder> RBAC = Part.DEPLOYMENT.part(
            "rbac", AirflowDeployment::rbac, AirflowDeploymentBuilder::rbac, Rbac::toBuilder, RbacBuilder::build);

    private static final Rbac USUAL = Rbac.builder().build();

    static final Subject ALL = Subject.of(
            "What Airflow's pods may do in the cluster.",
            flag("create", Rbac::create, RbacBuilder::create, "rbac.create"),
            flag("allowPodLaunching", Rbac::allowPodLaunching, RbacBuilder::allowPodLaunching, "allowPodLaunching"),
            flag("allowJobLaunching", Rbac::allowJobLaunching, RbacBuilder::allowJobLaunching, "allowJobLaunching"),
            flag("multiNamespaceMode", Rbac::multiNamespaceMode, RbacBuilder::multiNamespaceMode, "multiNamespaceMode"),
            flag(
                    "createSccRoleBinding",
                    Rbac::createSccRoleBinding,
                    RbacBuilder::createSccRoleBinding,
                    "rbac.createSCCRoleBinding"));

    private RbacValues() {}

    private static Setting flag(
            String name, Predicate<Rbac> get, BiFunction<RbacBuilder, Boolean, RbacBuilder> set, String key) {
        return Setting.of(
                RBAC.attribute(name, get::test, set),
                (values, on) -> {
                    if (on != get.test(USUAL)) {
                        values.put(key, on);
                    }
                },
                values -> values.find(key).flatMap(Format.BOOLEAN.read()),
                key);
    }
}
