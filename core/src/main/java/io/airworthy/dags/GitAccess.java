package io.airworthy.dags;

import io.airworthy.material.SecretSource;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/** How git-sync logs in to the repository. */
public sealed interface GitAccess {

    /** Takes the access apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super DeployKey, ? extends T> deployKey,
            Function<? super HttpsCredentials, ? extends T> httpsCredentials,
            Function<? super Anonymous, ? extends T> anonymous);

    /** An SSH deploy key, with the host keys that git-sync accepts. */
    @Value.Immutable
    non-sealed interface DeployKey extends GitAccess {

        /** The host keys; without any the chart turns host checking off, which a rule reports. */
        KnownHosts knownHosts();

        /** Starts an access. */
        static DeployKeyBuilder builder() {
            return new DeployKeyBuilder();
        }

        /** Starts an access from this one, with all its attributes. */
        default DeployKeyBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super Anonymous, ? extends T> anonymous) {
            return deployKey.apply(this);
        }
    }

    /** A user name and a password or token, for an HTTPS repository. */
    @Value.Immutable
    non-sealed interface HttpsCredentials extends GitAccess {

        /** The user name; {@code x-access-token} or similar where only the token counts. */
        String username();

        /** Where the password or token comes from. Default: the environment variable {@code GIT_TOKEN}. */
        @Value.Default
        default SecretSource tokenFrom() {
            return SecretSource.environment("GIT_TOKEN");
        }

        /** Starts an access. */
        static HttpsCredentialsBuilder builder() {
            return new HttpsCredentialsBuilder();
        }

        /** Starts an access from this one, with all its attributes. */
        default HttpsCredentialsBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super Anonymous, ? extends T> anonymous) {
            return httpsCredentials.apply(this);
        }
    }

    /** No login: the repository is public. */
    record Anonymous() implements GitAccess {
        @Override
        public <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super Anonymous, ? extends T> anonymous) {
            return anonymous.apply(this);
        }
    }

    /**
     * An SSH deploy key.
     *
     * @param knownHosts the host keys that git-sync accepts
     * @return the access
     */
    static DeployKey deployKey(KnownHosts knownHosts) {
        return DeployKey.builder().knownHosts(knownHosts).build();
    }

    /**
     * A user name and a token from the environment variable {@code GIT_TOKEN}.
     *
     * @param username the user name
     * @return the access
     */
    static HttpsCredentials httpsCredentials(String username) {
        return HttpsCredentials.builder().username(username).build();
    }

    /** No login: the repository is public. */
    static GitAccess anonymous() {
        return new Anonymous();
    }

    /** The access by a deploy key, if it is that. */
    default Optional<DeployKey> deployKey() {
        return match(Optional::of, httpsCredentials -> Optional.empty(), anonymous -> Optional.empty());
    }

    /** The access by user name and token, if it is that. */
    default Optional<HttpsCredentials> httpsCredentials() {
        return match(deployKey -> Optional.empty(), Optional::of, anonymous -> Optional.empty());
    }
}
