package io.airworthy.values;

import io.airworthy.catalogue.Purpose;

/** The keys that encrypt and sign. */
final class KeyValues {

    private static final String CATALOGUE = "the secret catalogue";

    static final Subject ALL = Subject.of(
            "Keys, each in a Secret of ours. Left unnamed, the chart makes random ones, some of them anew at every"
                    + " upgrade.",
            secret("fernetKeySecretName", Purpose.FERNET, "core.fernet_key"),
            secret("apiSecretKeySecretName", Purpose.API_KEY, "api.secret_key"),
            secret("jwtSecretName", Purpose.JWT, "api_auth.jwt_secret"),
            secret("webserverSecretKeySecretName", Purpose.WEBSERVER_KEY, "webserver.secret_key"));

    private KeyValues() {}

    private static Setting secret(String key, Purpose purpose, String option) {
        return Setting.secret(key, purpose).ofAttribute(CATALOGUE).deciding(option);
    }
}
