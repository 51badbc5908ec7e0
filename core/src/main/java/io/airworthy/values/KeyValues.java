package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that encrypt and sign. */
final class KeyValues {

    private static final String BUILT_IN = "enableBuiltInSecretEnvVars.";

    private static final String SCHEDULER_VARIABLES = "scheduler.env";

    /** The one that only schedulers and API servers get, and no pod in which only tasks run. */
    static final String JWT_VARIABLE = SecretCatalogue.keyVariable(Purpose.JWT).orElseThrow();

    static final Subject ALL = Subject.of(
            "Keys, each in a named Secret. Without a name, the chart generates random keys, and some of them change"
                    + " with every upgrade.",
            Setting.secret("fernetKeySecretName", Purpose.FERNET),
            Setting.secret("apiSecretKeySecretName", Purpose.API_KEY),
            Setting.secret("jwtSecretName", Purpose.JWT),
            Setting.secret("webserverSecretKeySecretName", Purpose.WEBSERVER_KEY),
            ownKey(Purpose.FERNET),
            ownKey(Purpose.API_KEY),
            ownKey(Purpose.JWT),
            ownKey(Purpose.WEBSERVER_KEY),
            Setting.decides(
                    "secretNames", "core.fernet_key", "api.secret_key", "api_auth.jwt_secret", "webserver.secret_key"));

    private KeyValues() {}

    /** The chart's own variable is off, and one of the same name reads the key. */
    private static Setting ownKey(Purpose purpose) {
        String variable = SecretCatalogue.keyVariable(purpose).orElseThrow();
        return Setting.of(
                        "secretKeys[" + purpose + "]",
                        values -> {
                            if (values.catalogue().find(purpose).isPresent() && hasOwnKey(values, variable)) {
                                values.putWhereKnown(BUILT_IN + variable, false);
                            }
                        },
                        (deployment, values) -> values.find(BUILT_IN + variable)
                                .filter(Boolean.FALSE::equals)
                                .flatMap(off -> secret(values, variable))
                                .map(secret -> with(deployment, purpose, secret))
                                .orElse(deployment),
                        BUILT_IN + variable)
                .when(deployment -> deployment.release().secrets().find(purpose).isPresent());
    }

    private static boolean hasOwnKey(ValuesDraft values, String variable) {
        return Stream.of(Reader.AIRFLOW, Reader.SCHEDULER_AND_API_SERVER)
                .flatMap(reader -> values.catalogue().keyVariables(reader).stream())
                .anyMatch(own -> own.variable().equals(variable));
    }

    private static AirflowDeployment with(AirflowDeployment deployment, Purpose purpose, SecretVariable secret) {
        return deployment.toBuilder()
                .suppliedSecret(purpose, secret.secretName(), secret.key())
                .build();
    }

    private static Optional<SecretVariable> secret(Given values, String variable) {
        return ConnectionValues.secrets(values).stream()
                .filter(secret -> secret.variable().equals(variable))
                .findFirst()
                .or(() -> values.variable(SCHEDULER_VARIABLES, variable)
                        .flatMap(given -> Tree.find(given, "valueFrom.secretKeyRef"))
                        .map(Tree::mapOrEmpty)
                        .map(key -> new SecretVariable(
                                variable, String.valueOf(key.get("name")), String.valueOf(key.get("key")))));
    }

    /** The variables of a component that may see what signs tokens. */
    static Setting variables(String component) {
        String key = component + ".env";
        return Setting.derived(
                values -> values.catalogue()
                        .keyVariables(Reader.SCHEDULER_AND_API_SERVER)
                        .forEach(own -> values.append(
                                key,
                                ValuesDraft.variable(own.variable(), "secretKeyRef", own.secretName(), own.key()))),
                key);
    }
}
