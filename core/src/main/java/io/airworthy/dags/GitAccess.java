package io.airworthy.dags;

import io.airworthy.material.SecretSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How git-sync may read the repository. */
public sealed interface GitAccess {

    /** Takes the access apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super DeployKey, ? extends T> deployKey,
            Function<? super HttpsCredentials, ? extends T> httpsCredentials,
            Function<? super Anonymous, ? extends T> anonymous);

    /**
     * An SSH deploy key, with the host keys that git-sync accepts.
     *
     * @param knownHosts the host keys; without any the chart turns host checking off, which a rule reports
     */
    record DeployKey(KnownHosts knownHosts) implements GitAccess {

        /** Refuses null. */
        public DeployKey {
            Objects.requireNonNull(knownHosts, "knownHosts");
        }

        @Override
        public <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super Anonymous, ? extends T> anonymous) {
            return deployKey.apply(this);
        }
    }

    /**
     * A user name and a password or token, for an HTTPS repository.
     *
     * @param username the user name; {@code x-access-token} or similar where only the token counts
     * @param tokenFrom where the password or token comes from
     */
    record HttpsCredentials(String username, SecretSource tokenFrom) implements GitAccess {

        /** Refuses null. */
        public HttpsCredentials {
            Objects.requireNonNull(username, "username");
            Objects.requireNonNull(tokenFrom, "tokenFrom");
        }

        @Override
        public <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super Anonymous, ? extends T> anonymous) {
            return httpsCredentials.apply(this);
        }
    }

    /** Nothing: the repository is public. */
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
    static GitAccess deployKey(KnownHosts knownHosts) {
        return new DeployKey(knownHosts);
    }

    /**
     * A user name and a token from the environment variable {@code GIT_TOKEN}.
     *
     * @param username the user name
     * @return the access
     */
    static GitAccess httpsCredentials(String username) {
        return new HttpsCredentials(username, SecretSource.environment("GIT_TOKEN"));
    }

    /**
     * Nothing: the repository is public.
     *
     * @return the access
     */
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
