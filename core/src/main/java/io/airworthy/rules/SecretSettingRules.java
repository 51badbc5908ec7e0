package io.airworthy.rules;

import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets that somebody wrote where everybody can read them. */
final class SecretSettingRules {

    static final Rule NO_SECRETS_IN_SETTINGS = Rule.error("RISK-001")
            .title("A setting contains a secret")
            .because("it ends up in the values file, in the cluster, where many people can read it, and in Helm's"
                    + " history")
            .remedy("remove it if the library creates this Secret; otherwise keep it in a Secret of your own and"
                    + " give that to the pods that need it, with Variable.fromSecret(…) or Volume.secret(…), or use a secrets"
                    + " backend")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/index.html")
            .brokenBy(it -> it.environment("AIRFLOW_CONN_WAREHOUSE", "postgres://etl:s3cret@warehouse/dwh"))
            .finds(deployment -> {
                // A text and its lines are at one place, which is said once.
                Map<String, Finding> byPlace = new LinkedHashMap<>();
                for (Setting setting : Setting.of(deployment)) {
                    SecretLooks.inSetting(setting)
                            .ifPresent(what -> byPlace.putIfAbsent(setting.modelPath(), setting.finding(what)));
                }
                return List.copyOf(byPlace.values());
            });

    static final List<Rule> ALL = List.of(NO_SECRETS_IN_SETTINGS);

    private SecretSettingRules() {}
}
