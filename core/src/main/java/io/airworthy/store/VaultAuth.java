package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * How the External Secrets Operator logs in to Vault.
 *
 * @see <a href="https://external-secrets.io/latest/provider/hashicorp-vault/">HashiCorp Vault</a>
 */
public sealed interface VaultAuth {

    /** Takes the login apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Kubernetes, ? extends T> kubernetes,
            Function<? super Jwt, ? extends T> jwt,
            Function<? super AppRole, ? extends T> appRole,
            Function<? super Token, ? extends T> token);

    /** As a service account, which Vault verifies with the cluster. */
    @Value.Immutable
    non-sealed interface Kubernetes extends VaultAuth {

        /** Where the auth method is mounted. Default {@code kubernetes}. */
        @Value.Default
        default String mountPath() {
            return "kubernetes";
        }

        /** The role in Vault. */
        String role();

        /** The service account. */
        ServiceAccountRef account();

        /** Starts a login. */
        static KubernetesBuilder builder() {
            return new KubernetesBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default KubernetesBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return kubernetes.apply(this);
        }
    }

    /** As a service account, whose token Vault verifies itself. */
    @Value.Immutable
    non-sealed interface Jwt extends VaultAuth {

        /** Where the auth method is mounted. Default {@code jwt}. */
        @Value.Default
        default String path() {
            return "jwt";
        }

        /** The role in Vault. */
        String role();

        /** The service account. */
        ServiceAccountRef account();

        /** Starts a login. */
        static JwtBuilder builder() {
            return new JwtBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default JwtBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return jwt.apply(this);
        }
    }

    /** With an AppRole. */
    @Value.Immutable
    non-sealed interface AppRole extends VaultAuth {

        /** Where the auth method is mounted. Default {@code approle}. */
        @Value.Default
        default String path() {
            return "approle";
        }

        /** The role's id, which is not secret. */
        String roleId();

        /** Where the secret id is. */
        CredentialRef secretId();

        /** Starts a login. */
        static AppRoleBuilder builder() {
            return new AppRoleBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default AppRoleBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return appRole.apply(this);
        }
    }

    /** With a token, which has to be renewed from outside. */
    @Value.Immutable
    non-sealed interface Token extends VaultAuth {

        /** Where the token is. */
        CredentialRef token();

        /** Starts a login. */
        static TokenBuilder builder() {
            return new TokenBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default TokenBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return token.apply(this);
        }
    }

    /**
     * As a service account, through the auth method mounted at {@code kubernetes}.
     *
     * @param role the role in Vault
     * @param account the service account in the deployment's namespace
     * @return the login
     */
    static Kubernetes kubernetes(String role, String account) {
        Objects.requireNonNull(account, "account");
        return Kubernetes.builder()
                .role(role)
                .account(ServiceAccountRef.of(account))
                .build();
    }

    /**
     * As a service account, through the auth method mounted at {@code jwt}.
     *
     * @param role the role in Vault
     * @param account the service account in the deployment's namespace
     * @return the login
     */
    static Jwt jwt(String role, String account) {
        Objects.requireNonNull(account, "account");
        return Jwt.builder().role(role).account(ServiceAccountRef.of(account)).build();
    }

    /**
     * With an AppRole, through the auth method mounted at {@code approle}.
     *
     * @param roleId the role's id
     * @param secretId where the secret id is
     * @return the login
     */
    static AppRole appRole(String roleId, CredentialRef secretId) {
        return AppRole.builder().roleId(roleId).secretId(secretId).build();
    }

    /**
     * With a token.
     *
     * @param token where the token is
     * @return the login
     */
    static Token token(CredentialRef token) {
        return Token.builder().token(token).build();
    }
}
