package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;

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

    /**
     * As a service account, which Vault asks the cluster about.
     *
     * @param mountPath where the auth method is mounted, {@code kubernetes}
     * @param role the role in Vault
     * @param account the service account
     */
    record Kubernetes(String mountPath, String role, ServiceAccountRef account) implements VaultAuth {

        /** Refuses null. */
        public Kubernetes {
            Objects.requireNonNull(mountPath, "mountPath");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(account, "account");
        }

        @Override
        public <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return kubernetes.apply(this);
        }
    }

    /**
     * As a service account, whose token Vault checks by itself.
     *
     * @param path where the auth method is mounted, {@code jwt}
     * @param role the role in Vault
     * @param account the service account
     */
    record Jwt(String path, String role, ServiceAccountRef account) implements VaultAuth {

        /** Refuses null. */
        public Jwt {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(account, "account");
        }

        @Override
        public <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return jwt.apply(this);
        }
    }

    /**
     * With an AppRole.
     *
     * @param path where the auth method is mounted, {@code approle}
     * @param roleId the role's id, which is not secret
     * @param secretId where the secret id is
     */
    record AppRole(String path, String roleId, CredentialRef secretId) implements VaultAuth {

        /** Refuses null. */
        public AppRole {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(roleId, "roleId");
            Objects.requireNonNull(secretId, "secretId");
        }

        @Override
        public <T> T match(
                Function<? super Kubernetes, ? extends T> kubernetes,
                Function<? super Jwt, ? extends T> jwt,
                Function<? super AppRole, ? extends T> appRole,
                Function<? super Token, ? extends T> token) {
            return appRole.apply(this);
        }
    }

    /**
     * With a token, which somebody has to renew.
     *
     * @param token where the token is
     */
    record Token(CredentialRef token) implements VaultAuth {

        /** Refuses null. */
        public Token {
            Objects.requireNonNull(token, "token");
        }

        @Override
        public <T> T match(
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
    static VaultAuth kubernetes(String role, String account) {
        Objects.requireNonNull(account, "account");
        return new Kubernetes("kubernetes", role, ServiceAccountRef.of(account));
    }

    /**
     * As a service account, through the auth method mounted at {@code jwt}.
     *
     * @param role the role in Vault
     * @param account the service account in the deployment's namespace
     * @return the login
     */
    static VaultAuth jwt(String role, String account) {
        Objects.requireNonNull(account, "account");
        return new Jwt("jwt", role, ServiceAccountRef.of(account));
    }

    /**
     * With an AppRole, through the auth method mounted at {@code approle}.
     *
     * @param roleId the role's id
     * @param secretId where the secret id is
     * @return the login
     */
    static VaultAuth appRole(String roleId, CredentialRef secretId) {
        return new AppRole("approle", roleId, secretId);
    }

    /**
     * With a token.
     *
     * @param token where the token is
     * @return the login
     */
    static VaultAuth token(CredentialRef token) {
        return new Token(token);
    }
}
