package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.ExtraConfigMap;
import io.airworthy.frozen.Tree;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the user adds about the chart's jobs and hooks, and who delivers it. */
final class DeliveryRules {

    private static final String INSTALLING = "https://airflow.apache.org/docs/helm-chart/stable/index.html";

    static final Rule DATABASE_IS_MIGRATED = Rule.warning("DEL-001")
            .title("Nothing migrates the database")
            .because("every pod waits for the migration, and with this job turned off nothing in the release runs it")
            .remedy(
                    "remove migrateDatabase(false); or run 'airflow db migrate' of the new version yourself, before every rollout"
                            + " that brings one, and waive this")
            .suggesting(true)
            .source(INSTALLING)
            .brokenBy(it -> it.migrateDatabase(false))
            .brokenWhen(deployment -> !deployment.migrateDatabase())
            .at("migrateDatabase");

    static final Rule ARGO_CD_KEEPS_CONFIG_MAPS = Rule.warning("DEL-002")
            .title("Argo CD deletes a ConfigMap at every sync")
            .because("the chart makes it a Helm hook, which Argo CD deletes and creates again at every sync; a pod"
                    + " that starts in between does not find it")
            .remedy("leave out hook, or set its useHelmHooks to false")
            .source("https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks")
            .brokenBy(it -> it.delivery(Delivery.ARGO_CD)
                    .extraValues(Map.of("extraConfigMaps", Map.of("banner", Map.of("data", "text: hello")))))
            .finds(DeliveryRules::hooksOfArgoCd);

    static final List<Rule> ALL = List.of(DATABASE_IS_MIGRATED, ARGO_CD_KEEPS_CONFIG_MAPS);

    private DeliveryRules() {}

    private static List<Finding> hooksOfArgoCd(AirflowDeployment deployment) {
        if (deployment.delivery() != Delivery.ARGO_CD) {
            return List.of();
        }
        Stream<Finding> typed = deployment.extraConfigMaps().stream()
                .filter(ExtraConfigMap::hook)
                .map(map -> Finding.at("extraConfigMaps[" + map.name() + "]", "it is a Helm hook")
                        .inValues("extraConfigMaps." + map.name()));
        Stream<Finding> extra = Tree.mapOrEmpty(deployment.extraValues().get("extraConfigMaps")).entrySet().stream()
                .filter(map ->
                        !Boolean.FALSE.equals(Tree.mapOrEmpty(map.getValue()).get("useHelmHooks")))
                .map(map -> "extraConfigMaps." + map.getKey())
                .sorted()
                .map(path -> Finding.at("extraValues[" + path + "]", "it is a Helm hook")
                        .inValues(path));
        return Stream.concat(typed, extra).toList();
    }
}
