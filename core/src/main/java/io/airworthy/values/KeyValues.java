package io.airworthy.values;

import io.airworthy.material.Purpose;

/** The keys that encrypt and sign. */
final class KeyValues {

    static final Subject ALL = Subject.of(
            "Keys, each in a named Secret. Without a name, the chart generates random keys, and some of them change"
                    + " with every upgrade.",
            Setting.secret("fernetKeySecretName", Purpose.FERNET),
            Setting.secret("apiSecretKeySecretName", Purpose.API_KEY),
            Setting.secret("jwtSecretName", Purpose.JWT),
            Setting.secret("webserverSecretKeySecretName", Purpose.WEBSERVER_KEY),
            Setting.decides(
                    "the secret catalogue",
                    "core.fernet_key",
                    "api.secret_key",
                    "api_auth.jwt_secret",
                    "webserver.secret_key"));

    private KeyValues() {}
}
