package io.airworthy.logging;

import io.airworthy.store.Cloud;
import java.time.Period;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Task logs that outlive their pods.
 *
 * <p>Defaults: the connection id that the store's provider uses by default ({@code aws_default}, {@code
 * google_cloud_default}, {@code wasb_default}); local copies are deleted after the upload. Airflow gets the connection
 * through the environment, because Airflow 3 no longer creates default connections.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/manage-logs.html">Manage logs</a>
 */
@Value.Immutable
public interface RemoteLogging {

    /** Where the logs are kept. */
    LogStore store();

    /** The identity with which the pods write and read them. */
    CloudIdentity identity();

    /** The id of the Airflow connection that the log handler uses. Default: the provider's own default id. */
    @Value.Default
    default String connectionId() {
        return switch (store().cloud()) {
            case AWS -> "aws_default";
            case GOOGLE -> "google_cloud_default";
            case AZURE -> "wasb_default";
        };
    }

    /** Whether the pods log in with a key that is a file, as Google's is. */
    default boolean usesKeyFile() {
        return identity().key().isPresent() && store().cloud() == Cloud.GOOGLE;
    }

    /** Whether a worker deletes its own copy of a log after the upload. Default true. */
    @Value.Default
    default boolean deleteLocalLogs() {
        return true;
    }

    /**
     * How long the store keeps a log. Airflow never deletes remote logs: the store's lifecycle rule does, and the
     * checklist asks for it.
     */
    Optional<Period> retention();

    /**
     * Starts logging to a store.
     *
     * @param store where the logs are kept
     * @return a builder that has the store
     */
    static RemoteLoggingBuilder to(LogStore store) {
        return builder().store(store);
    }

    /** Starts remote logging. */
    static RemoteLoggingBuilder builder() {
        return new RemoteLoggingBuilder();
    }

    /** Starts remote logging from this one, with all its attributes. */
    default RemoteLoggingBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract RemoteLoggingBuilder identity(CloudIdentity identity);

        abstract RemoteLogging build();

        /**
         * Ends the builder with the identity: {@code RemoteLogging.to(store).as(identity)}.
         *
         * @param identity the identity with which the pods write and read logs
         * @return the remote logging
         */
        public RemoteLogging as(CloudIdentity identity) {
            identity(identity);
            return build();
        }
    }
}
