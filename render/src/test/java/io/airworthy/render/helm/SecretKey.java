package io.airworthy.render.helm;

import com.fasterxml.jackson.databind.JsonNode;

/** A key of a Secret. */
record SecretKey(String secret, String key) {

    /** Stands for whatever keys a Secret has. */
    static final String ALL = "*";

    static SecretKey of(JsonNode reference) {
        return new SecretKey(
                reference.path("name").asText(), reference.path("key").asText());
    }

    @Override
    public String toString() {
        return secret + "[" + key + "]";
    }
}
