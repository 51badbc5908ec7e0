package io.airworthy.values;

import io.airworthy.catalogue.Purpose;

/** The keys that encrypt and sign. */
final class KeyValues {

    private KeyValues() {}

    static void write(ValuesDraft values) {
        values.section(
                "Keys, each in a Secret of ours. Left unnamed, the chart makes random ones, some of them anew at every"
                        + " upgrade.");
        values.putSecret("fernetKeySecretName", Purpose.FERNET);
        values.putSecret("apiSecretKeySecretName", Purpose.API_KEY);
        values.putSecret("jwtSecretName", Purpose.JWT);
        values.putSecret("webserverSecretKeySecretName", Purpose.WEBSERVER_KEY);
    }
}
