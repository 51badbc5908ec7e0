package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Purpose;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets that somebody wrote where everybody can read them. */
final class SecretSettingRules {

    /** Where the chart takes what the library keeps in a Secret. */
    private static final Map<String, Purpose> PLACES = Map.ofEntries(
            Map.entry("data.metadataConnection.pass", Purpose.DATABASE),
            Map.entry("data.resultBackendConnection.pass", Purpose.RESULT_BACKEND),
            Map.entry("data.brokerUrl", Purpose.BROKER),
            Map.entry("redis.password", Purpose.REDIS),
            Map.entry("fernetKey", Purpose.FERNET),
            Map.entry("apiSecretKey", Purpose.API_KEY),
            Map.entry("webserverSecretKey", Purpose.WEBSERVER_KEY),
            Map.entry("jwtSecret", Purpose.JWT),
            Map.entry("dags.gitSync.sshKey", Purpose.GIT_SSH),
            Map.entry("createUserJob.defaultUser.password", Purpose.ADMIN),
            Map.entry("webserver.defaultUser.password", Purpose.ADMIN));

    static final Rule NO_SECRETS_IN_SETTINGS = Rule.error("RISK-001")
            .title("A setting contains a secret")
            .because("it ends up in the values file, in the cluster, where many people can read it, and in Helm's"
                    + " history")
            .remedy(
                    "keep it in a Secret of your own and give that to the pods that need it, with Variable.fromSecret(…) or"
                            + " Volume.secret(…), or use a secrets backend; remove it if it is in a Secret that the library makes")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/index.html")
            .brokenBy(it -> it.environment("AIRFLOW_CONN_WAREHOUSE", "postgres://etl:s3cret@warehouse/dwh"))
            .finds(deployment -> {
                // A text and its lines are at one place, which is said once.
                Map<String, Finding> byPlace = new LinkedHashMap<>();
                for (Setting setting : Setting.of(deployment)) {
                    SecretLooks.inSetting(setting)
                            .map(setting::finding)
                            .map(finding -> Optional.ofNullable(PLACES.get(setting.path()))
                                    .map(purpose -> finding.fixedBy(withoutIt(deployment, purpose)))
                                    .orElse(finding))
                            .ifPresent(finding -> byPlace.putIfAbsent(setting.modelPath(), finding));
                }
                return List.copyOf(byPlace.values());
            });

    static final List<Rule> ALL = List.of(NO_SECRETS_IN_SETTINGS);

    private SecretSettingRules() {}

    private static String withoutIt(AirflowDeployment deployment, Purpose purpose) {
        return deployment
                .release()
                .secrets()
                .find(purpose)
                // A release's name that holds a secret is part of the names of Secrets.
                .map(secret -> SecretLooks.shown(secret.name()).isEmpty() ? "the Secret " + secret.name() : "a Secret")
                .map(secret -> "remove it: it belongs in " + secret + ", which the chart reads instead")
                .orElse("remove it: this deployment needs no such secret");
    }
}
