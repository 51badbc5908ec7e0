package io.airworthy.store;

/** Whose service it is: who keeps logs or secrets, and who knows the identity that asks for them. */
public enum Cloud {
    /** Amazon Web Services. */
    AWS,
    /** Google Cloud. */
    GOOGLE,
    /** Microsoft Azure. */
    AZURE
}
