package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * How the External Secrets Operator logs in to Azure Key Vault.
 *
 * @see <a href="https://external-secrets.io/latest/provider/azure-key-vault/">Azure Key Vault</a>
 */
public sealed interface AzureAuth {

    /** Takes the login apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super AzureWorkloadIdentity, ? extends T> workloadIdentity,
            Function<? super ServicePrincipal, ? extends T> servicePrincipal);

    /** As a service account with the annotations {@code azure.workload.identity/client-id} and {@code tenant-id}. */
    @Value.Immutable
    non-sealed interface AzureWorkloadIdentity extends AzureAuth {

        /** The service account. */
        ServiceAccountRef account();

        /** Starts a login. */
        static AzureWorkloadIdentityBuilder builder() {
            return new AzureWorkloadIdentityBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default AzureWorkloadIdentityBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super AzureWorkloadIdentity, ? extends T> workloadIdentity,
                Function<? super ServicePrincipal, ? extends T> servicePrincipal) {
            return workloadIdentity.apply(this);
        }
    }

    /** As a service principal with a client secret. */
    @Value.Immutable
    non-sealed interface ServicePrincipal extends AzureAuth {

        /** Its tenant, a UUID. */
        String tenantId();

        /** Where its client id is. */
        CredentialRef clientId();

        /** Where its client secret is. */
        CredentialRef clientSecret();

        /** Starts a login. */
        static ServicePrincipalBuilder builder() {
            return new ServicePrincipalBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default ServicePrincipalBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super AzureWorkloadIdentity, ? extends T> workloadIdentity,
                Function<? super ServicePrincipal, ? extends T> servicePrincipal) {
            return servicePrincipal.apply(this);
        }
    }

    /**
     * As a service account in the deployment's namespace that is annotated with an identity.
     *
     * @param account its name
     * @return the login
     */
    static AzureWorkloadIdentity workloadIdentity(String account) {
        Objects.requireNonNull(account, "account");
        return AzureWorkloadIdentity.builder()
                .account(ServiceAccountRef.of(account))
                .build();
    }

    /**
     * As a service principal with a client secret.
     *
     * @param tenantId its tenant
     * @param clientId where its client id is
     * @param clientSecret where its client secret is
     * @return the login
     */
    static ServicePrincipal servicePrincipal(String tenantId, CredentialRef clientId, CredentialRef clientSecret) {
        return ServicePrincipal.builder()
                .tenantId(tenantId)
                .clientId(clientId)
                .clientSecret(clientSecret)
                .build();
    }
}
