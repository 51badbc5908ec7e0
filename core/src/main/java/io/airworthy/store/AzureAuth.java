package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;

/**
 * How the External Secrets Operator logs in to Azure Key Vault.
 *
 * @see <a href="https://external-secrets.io/latest/provider/azure-key-vault/">Azure Key Vault</a>
 */
public sealed interface AzureAuth {

    /** Takes the login apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super WorkloadIdentity, ? extends T> workloadIdentity,
            Function<? super ServicePrincipal, ? extends T> servicePrincipal);

    /**
     * As a service account with the annotations {@code azure.workload.identity/client-id} and {@code tenant-id}.
     *
     * @param account the service account
     */
    record WorkloadIdentity(ServiceAccountRef account) implements AzureAuth {

        /** Refuses null. */
        public WorkloadIdentity {
            Objects.requireNonNull(account, "account");
        }

        @Override
        public <T> T match(
                Function<? super WorkloadIdentity, ? extends T> workloadIdentity,
                Function<? super ServicePrincipal, ? extends T> servicePrincipal) {
            return workloadIdentity.apply(this);
        }
    }

    /**
     * As a service principal with a client secret.
     *
     * @param tenantId its tenant, a UUID
     * @param clientId where its client id is
     * @param clientSecret where its client secret is
     */
    record ServicePrincipal(String tenantId, CredentialRef clientId, CredentialRef clientSecret) implements AzureAuth {

        /** Refuses null. */
        public ServicePrincipal {
            Objects.requireNonNull(tenantId, "tenantId");
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(clientSecret, "clientSecret");
        }

        @Override
        public <T> T match(
                Function<? super WorkloadIdentity, ? extends T> workloadIdentity,
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
    static AzureAuth workloadIdentity(String account) {
        Objects.requireNonNull(account, "account");
        return new WorkloadIdentity(ServiceAccountRef.of(account));
    }

    /**
     * As a service principal with a client secret.
     *
     * @param tenantId its tenant
     * @param clientId where its client id is
     * @param clientSecret where its client secret is
     * @return the login
     */
    static AzureAuth servicePrincipal(String tenantId, CredentialRef clientId, CredentialRef clientSecret) {
        return new ServicePrincipal(tenantId, clientId, clientSecret);
    }
}
