/**
 * Secret stores outside of the cluster: where they are, and how the External Secrets operator or Airflow itself logs in
 * to them.
 *
 * <pre>{@code
 * SecretStore store = SecretStore.rendered("vault", StoreProvider.vault(
 *         "https://vault.example.com", VaultAuth.kubernetes("airflow", "external-secrets")));
 * SecretDelivery delivery = ExternalSecrets.from(store);
 * SecretsBackend backend = SecretsBackend.awsSecretsManager("eu-west-1");
 * }</pre>
 */
@NullMarked
package io.airworthy.store;

import org.jspecify.annotations.NullMarked;
