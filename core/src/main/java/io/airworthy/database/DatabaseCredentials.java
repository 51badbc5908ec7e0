package io.airworthy.database;

import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Where Airflow's containers get the URL of the database from: from a Secret of this deployment's, or from one that an
 * operator made, which has keys of its own. Or there is no password.
 *
 * <pre>{@code
 * DatabaseCredentials.keysFrom("airflow-db-app", "username", "password");   // CloudNativePG
 * DatabaseCredentials.urlFrom("airflow-pguser-airflow", "uri");             // Crunchy
 * DatabaseCredentials.identity();                                            // IAM
 * }</pre>
 *
 * <p>Where they are not ours, there are no Secrets of the purposes {@code DATABASE} and {@code RESULT_BACKEND}.
 */
public sealed interface DatabaseCredentials
        permits DatabaseCredentials.Ours,
                DatabaseCredentials.Identity,
                DatabaseCredentials.UrlInSecret,
                DatabaseCredentials.KeysInSecret {

    /** Takes the choice apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Ours, ? extends T> ours,
            Function<? super Identity, ? extends T> identity,
            Function<? super UrlInSecret, ? extends T> url,
            Function<? super KeysInSecret, ? extends T> keys);

    /** URLs in a Secret with the keys that the chart reads: one that this deployment makes, or that is supplied to it. */
    record Ours() implements DatabaseCredentials {
        @Override
        public <T> T match(
                Function<? super Ours, ? extends T> ours,
                Function<? super Identity, ? extends T> identity,
                Function<? super UrlInSecret, ? extends T> url,
                Function<? super KeysInSecret, ? extends T> keys) {
            return ours.apply(this);
        }
    }

    /**
     * No password: the identity of each pod logs in, as with IAM authentication of Amazon RDS or Cloud SQL. Somebody has to
     * get the token, which is short-lived: a proxy in each pod, or {@link io.airworthy.AirflowDeployment#airflowLocalSettings()}
     * for each new connection. The URLs are in a Secret of this deployment's all the same, because the chart reads them there.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM authentication of
     *     Amazon RDS</a>
     * @see <a href="https://cloud.google.com/sql/docs/postgres/iam-authentication">IAM authentication of Cloud SQL</a>
     */
    record Identity() implements DatabaseCredentials {
        @Override
        public <T> T match(
                Function<? super Ours, ? extends T> ours,
                Function<? super Identity, ? extends T> identity,
                Function<? super UrlInSecret, ? extends T> url,
                Function<? super KeysInSecret, ? extends T> keys) {
            return identity.apply(this);
        }
    }

    /**
     * A whole URL in one key. Host, user and TLS are then what the URL says; {@link ExternalDatabase} repeats them for the
     * documents and for rules. Celery's results take the same URL.
     */
    @Value.Immutable
    non-sealed interface UrlInSecret extends DatabaseCredentials {

        /** The Secret, in the deployment's namespace. */
        String secretName();

        /** The key of the Secret with the URL, {@code postgresql://user:password@host:5432/database}. */
        String key();

        /**
         * The key with the URL of asynchronous connections, {@code postgresql+asyncpg://…}. Without it Airflow makes that
         * URL of the other one, which works from 3.4 on, and until then unless that has {@code sslmode} in it.
         */
        Optional<String> asyncKey();

        /** Starts credentials. */
        static UrlInSecretBuilder builder() {
            return new UrlInSecretBuilder();
        }

        /** Starts credentials from these, with all their attributes. */
        default UrlInSecretBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Ours, ? extends T> ours,
                Function<? super Identity, ? extends T> identity,
                Function<? super UrlInSecret, ? extends T> url,
                Function<? super KeysInSecret, ? extends T> keys) {
            return url.apply(this);
        }
    }

    /**
     * User and password in keys of their own, and perhaps host, port and database as well: what has no key is as
     * {@link ExternalDatabase} says. The kubelet puts them into the URL <em>as they are</em>, so none of them may have a
     * character that a URL would encode, such as {@code @}, {@code :}, {@code /}, {@code ?}, {@code #} or {@code %}. What
     * CloudNativePG and Zalando generate has none; Crunchy's operator has to be told to, with the password type
     * {@code AlphaNumeric}.
     *
     * @see <a href="https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/">Kubernetes:
     *     dependent environment variables</a>
     */
    @Value.Immutable
    non-sealed interface KeysInSecret extends DatabaseCredentials {

        /** The Secret, in the deployment's namespace. */
        String secretName();

        /** The key with the role. */
        String userKey();

        /** The key with its password. */
        String passwordKey();

        /** The key with the server's host name. Default: the host is {@link ExternalDatabase#host()}. */
        Optional<String> hostKey();

        /** The key with the server's port. Default: the port is {@link ExternalDatabase#port()}. */
        Optional<String> portKey();

        /** The key with the database's name. Default: the name is {@link ExternalDatabase#database()}. */
        Optional<String> databaseKey();

        /** Starts credentials. */
        static KeysInSecretBuilder builder() {
            return new KeysInSecretBuilder();
        }

        /** Starts credentials from these, with all their attributes. */
        default KeysInSecretBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Ours, ? extends T> ours,
                Function<? super Identity, ? extends T> identity,
                Function<? super UrlInSecret, ? extends T> url,
                Function<? super KeysInSecret, ? extends T> keys) {
            return keys.apply(this);
        }
    }

    /** URLs in the Secret of the purpose {@code DATABASE}. */
    static DatabaseCredentials ours() {
        return new Ours();
    }

    /** No password, see {@link Identity}. */
    static DatabaseCredentials identity() {
        return new Identity();
    }

    /**
     * A whole URL in one key of a Secret.
     *
     * @param secretName the Secret
     * @param key the key with the URL
     * @return the credentials; {@link UrlInSecret#toBuilder()} has all settings
     */
    static UrlInSecret urlFrom(String secretName, String key) {
        return UrlInSecret.builder().secretName(secretName).key(key).build();
    }

    /**
     * User and password in keys of a Secret.
     *
     * @param secretName the Secret
     * @param userKey the key with the role
     * @param passwordKey the key with its password
     * @return the credentials; {@link KeysInSecret#toBuilder()} has all settings
     */
    static KeysInSecret keysFrom(String secretName, String userKey, String passwordKey) {
        return KeysInSecret.builder()
                .secretName(secretName)
                .userKey(userKey)
                .passwordKey(passwordKey)
                .build();
    }

    /** Whether this deployment has a Secret with the URLs. */
    default boolean isOurs() {
        return match(ours -> true, identity -> true, url -> false, keys -> false);
    }

    /** Whether somebody logs in with a password. */
    default boolean hasPassword() {
        return match(ours -> true, identity -> false, url -> true, keys -> true);
    }

    /** The operator's Secret that has them, if they are not ours. */
    default Optional<String> existingSecret() {
        return match(
                ours -> Optional.empty(),
                identity -> Optional.empty(),
                url -> Optional.of(url.secretName()),
                keys -> Optional.of(keys.secretName()));
    }

    /** The URL in a Secret, if it is that. */
    default Optional<UrlInSecret> urlInSecret() {
        return match(ours -> Optional.empty(), identity -> Optional.empty(), Optional::of, keys -> Optional.empty());
    }

    /** The keys in a Secret, if it is that. */
    default Optional<KeysInSecret> keysInSecret() {
        return match(ours -> Optional.empty(), identity -> Optional.empty(), url -> Optional.empty(), Optional::of);
    }
}
