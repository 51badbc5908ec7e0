package io.airworthy.logging;

import io.airworthy.store.Cloud;
import java.util.Objects;
import java.util.function.Function;

/**
 * Where task logs are kept.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/logging-tasks.html">Logging
 *     for tasks</a>
 */
public sealed interface LogStore {

    /** Takes the store apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super S3, ? extends T> s3,
            Function<? super Gcs, ? extends T> gcs,
            Function<? super AzureBlob, ? extends T> azureBlob,
            Function<? super CloudWatch, ? extends T> cloudWatch);

    /**
     * A bucket of Amazon S3.
     *
     * @param bucket the bucket's name
     * @param prefix the folder in the bucket, without slashes around it; empty for the whole bucket
     * @param encryption who encrypts the objects
     */
    record S3(String bucket, String prefix, S3Encryption encryption) implements LogStore {

        /** Refuses null. */
        public S3 {
            Objects.requireNonNull(bucket, "bucket");
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(encryption, "encryption");
        }

        /**
         * This store with another encryption.
         *
         * @param encryption who encrypts the objects
         * @return the store
         */
        public S3 encryptedBy(S3Encryption encryption) {
            return new S3(bucket, prefix, encryption);
        }

        @Override
        public <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return s3.apply(this);
        }
    }

    /**
     * A bucket of Google Cloud Storage, which always encrypts.
     *
     * @param bucket the bucket's name
     * @param prefix the folder in the bucket, without slashes around it; empty for the whole bucket
     */
    record Gcs(String bucket, String prefix) implements LogStore {

        /** Refuses null. */
        public Gcs {
            Objects.requireNonNull(bucket, "bucket");
            Objects.requireNonNull(prefix, "prefix");
        }

        @Override
        public <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return gcs.apply(this);
        }
    }

    /**
     * A container of Azure Blob Storage, which always encrypts. The container must exist.
     *
     * @param account the storage account's name
     * @param container the container's name
     * @param prefix the folder in the container, without slashes around it; empty for {@code logs}
     */
    record AzureBlob(String account, String container, String prefix) implements LogStore {

        /** Refuses null. */
        public AzureBlob {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(container, "container");
            Objects.requireNonNull(prefix, "prefix");
        }

        /**
         * The folder that logs are written to. There always is one: what follows {@code wasb://} may not be empty.
         *
         * @return the prefix, or {@code logs}
         */
        public String folder() {
            return prefix.isEmpty() ? "logs" : prefix;
        }

        @Override
        public <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return azureBlob.apply(this);
        }
    }

    /**
     * A log group of Amazon CloudWatch.
     *
     * @param logGroupArn the group, {@code arn:aws:logs:eu-west-1:111122223333:log-group:airflow}
     */
    record CloudWatch(String logGroupArn) implements LogStore {

        /** Refuses null. */
        public CloudWatch {
            Objects.requireNonNull(logGroupArn, "logGroupArn");
        }

        @Override
        public <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return cloudWatch.apply(this);
        }
    }

    /** Who encrypts objects in S3. */
    enum S3Encryption {
        /** The bucket's default encryption, which may be SSE-KMS. Airflow asks for nothing. */
        BUCKET_DEFAULT,
        /**
         * Airflow asks for SSE-S3 (AES256) with every object ({@code encrypt_s3_logs}). A bucket policy that insists on
         * SSE-KMS refuses that.
         */
        SSE_S3
    }

    /**
     * A bucket of Amazon S3, encrypted as the bucket says.
     *
     * @param bucket the bucket's name
     * @param prefix the folder in the bucket
     * @return the store
     */
    static S3 s3(String bucket, String prefix) {
        return new S3(bucket, prefix, S3Encryption.BUCKET_DEFAULT);
    }

    /**
     * A bucket of Google Cloud Storage.
     *
     * @param bucket the bucket's name
     * @param prefix the folder in the bucket
     * @return the store
     */
    static Gcs gcs(String bucket, String prefix) {
        return new Gcs(bucket, prefix);
    }

    /**
     * A container of Azure Blob Storage.
     *
     * @param account the storage account's name
     * @param container the container's name
     * @param prefix the folder in the container
     * @return the store
     */
    static AzureBlob azureBlob(String account, String container, String prefix) {
        return new AzureBlob(account, container, prefix);
    }

    /**
     * A log group of Amazon CloudWatch.
     *
     * @param logGroupArn the group's ARN
     * @return the store
     */
    static CloudWatch cloudWatch(String logGroupArn) {
        return new CloudWatch(logGroupArn);
    }

    /** The cloud that it is in. */
    default Cloud cloud() {
        return match(s3 -> Cloud.AWS, gcs -> Cloud.GOOGLE, azureBlob -> Cloud.AZURE, cloudWatch -> Cloud.AWS);
    }
}
