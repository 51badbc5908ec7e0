package io.airworthy.store;

/** The cloud that a store of logs or secrets belongs to, or the identity that reads it. */
public enum Cloud {
    /** Amazon Web Services. */
    AWS,
    /** Google Cloud. */
    GOOGLE,
    /** Microsoft Azure. */
    AZURE
}
