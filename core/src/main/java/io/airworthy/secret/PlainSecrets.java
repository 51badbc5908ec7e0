package io.airworthy.secret;

/** Secrets that somebody applies with their material, from a machine that has it. */
public record PlainSecrets() implements SecretDelivery {}
