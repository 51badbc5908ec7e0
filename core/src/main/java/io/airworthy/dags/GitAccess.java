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
            Function<? super GitHubApp, ? extends T> gitHubApp,
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
                Function<? super GitHubApp, ? extends T> gitHubApp,
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
                Function<? super GitHubApp, ? extends T> gitHubApp,
                Function<? super Anonymous, ? extends T> anonymous) {
            return httpsCredentials.apply(this);
        }
    }

    /**
     * A GitHub App that is installed for the repository. git-sync gets short-lived tokens with the app's private key, which
     * it reads from a Secret that somebody else makes. Only charts from 1.18.0 on can give it that key.
     *
     * @see <a href="https://github.com/kubernetes/git-sync/blob/v4.4.2/README.md">git-sync, {@code --github-app-*}</a>
     */
    @Value.Immutable
    non-sealed interface GitHubApp extends GitAccess {

        /** The app's client id, or its application id, which is a number. */
        String appId();

        /** The number of the app's installation in the organization. */
        long installationId();

        /** The Secret with the app's private key, in the deployment's namespace. */
        String secretName();

        /** The key of the Secret under which the private key stands. */
        String key();

        /** Whether {@link #appId()} is an application id and no client id. */
        default boolean hasApplicationId() {
            return appId().chars().allMatch(c -> c >= '0' && c <= '9');
        }

        /** Starts an access. */
        static GitHubAppBuilder builder() {
            return new GitHubAppBuilder();
        }

        /** Starts an access from this one, with all its attributes. */
        default GitHubAppBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super GitHubApp, ? extends T> gitHubApp,
                Function<? super Anonymous, ? extends T> anonymous) {
            return gitHubApp.apply(this);
        }
    }

    /** No login: the repository is public. */
    record Anonymous() implements GitAccess {
        @Override
        public <T> T match(
                Function<? super DeployKey, ? extends T> deployKey,
                Function<? super HttpsCredentials, ? extends T> httpsCredentials,
                Function<? super GitHubApp, ? extends T> gitHubApp,
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

    /**
     * A GitHub App whose private key somebody else puts into a Secret.
     *
     * @param appId the app's client id, or its application id
     * @param installationId the number of its installation
     * @param secretName the Secret with its private key
     * @param key the key of the Secret under which that stands
     * @return the access
     */
    static GitHubApp gitHubApp(String appId, long installationId, String secretName, String key) {
        return GitHubApp.builder()
                .appId(appId)
                .installationId(installationId)
                .secretName(secretName)
                .key(key)
                .build();
    }

    /** No login: the repository is public. */
    static GitAccess anonymous() {
        return new Anonymous();
    }

    /** The access by a deploy key, if it is that. */
    default Optional<DeployKey> deployKey() {
        return match(
                Optional::of,
                httpsCredentials -> Optional.empty(),
                app -> Optional.empty(),
                anonymous -> Optional.empty());
    }

    /** The access by user name and token, if it is that. */
    default Optional<HttpsCredentials> httpsCredentials() {
        return match(
                deployKey -> Optional.empty(), Optional::of, app -> Optional.empty(), anonymous -> Optional.empty());
    }

    /** The access by a GitHub App, if it is that. */
    default Optional<GitHubApp> gitHubApp() {
        return match(
                deployKey -> Optional.empty(),
                httpsCredentials -> Optional.empty(),
                Optional::of,
                anonymous -> Optional.empty());
    }
}
