package io.airworthy.logging;

import io.airworthy.material.Encoding;
import io.airworthy.store.Cloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * The store of task logs.
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
     * The kind of store, as its cloud calls it.
     *
     * @return the name, {@code Amazon S3}
     */
    default String title() {
        return match(
                s3 -> "Amazon S3",
                gcs -> "Google Cloud Storage",
                azureBlob -> "Azure Blob Storage",
                cloudWatch -> "Amazon CloudWatch");
    }

    /** A bucket of Amazon S3, or of a store that speaks its language, such as MinIO or Ceph. */
    @Value.Immutable
    non-sealed interface S3 extends LogStore {

        /** The bucket's name. */
        String bucket();

        /** The folder in the bucket, without slashes around it. Default: the whole bucket. */
        @Value.Default
        default String prefix() {
            return "";
        }

        /** The address of a store that is not Amazon's, {@code https://minio.example.com:9000}. Default: Amazon. */
        Optional<String> endpoint();

        /** The region, which stores that are not Amazon's often ask for as well. Default: the pods' own. */
        Optional<String> region();

        /** Whether the bucket is in the path or in the host name. Default: what botocore finds out. */
        Optional<S3Addressing> addressing();

        /**
         * The CA bundle for the store's certificate, if its authority is not public: a file in Airflow's containers, mounted
         * by {@link io.airworthy.AirflowDeployment#pods()}: {@code Volume.configMap("minio-ca").at("/etc/minio")}.
         */
        Optional<String> caFile();

        /** Who encrypts the objects. Default {@link S3Encryption#BUCKET_DEFAULT}. */
        @Value.Default
        default S3Encryption encryption() {
            return S3Encryption.BUCKET_DEFAULT;
        }

        /**
         * What Airflow's connection says of the store besides the login.
         *
         * @return JSON, such as {@code {"endpoint_url": "https://minio.example.com"}}; empty if there is nothing to say
         */
        default Optional<String> connectionExtra() {
            List<String> members = new ArrayList<>();
            endpoint().ifPresent(address -> members.add(member("endpoint_url", address)));
            region().ifPresent(name -> members.add(member("region_name", name)));
            caFile().ifPresent(path -> members.add(member("verify", path)));
            addressing()
                    .ifPresent(style -> members.add(
                            "\"config_kwargs\": {\"s3\": {" + member("addressing_style", style.toString()) + "}}"));
            return members.isEmpty() ? Optional.empty() : Optional.of("{" + String.join(", ", members) + "}");
        }

        private static String member(String name, String text) {
            return "\"" + name + "\": \"" + Encoding.JSON_STRING.encode(text) + "\"";
        }

        /** Starts a store. */
        static S3Builder builder() {
            return new S3Builder();
        }

        /** Starts a store from this one, with all its attributes. */
        default S3Builder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return s3.apply(this);
        }
    }

    /** A bucket of Google Cloud Storage, which always encrypts. */
    @Value.Immutable
    non-sealed interface Gcs extends LogStore {

        /** The bucket's name. */
        String bucket();

        /** The folder in the bucket, without slashes around it. Default: the whole bucket. */
        @Value.Default
        default String prefix() {
            return "";
        }

        /** Starts a store. */
        static GcsBuilder builder() {
            return new GcsBuilder();
        }

        /** Starts a store from this one, with all its attributes. */
        default GcsBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return gcs.apply(this);
        }
    }

    /** A container of Azure Blob Storage, which always encrypts. The container must exist. */
    @Value.Immutable
    non-sealed interface AzureBlob extends LogStore {

        /** The storage account's name. */
        String account();

        /** The container's name. */
        String container();

        /** The folder in the container, without slashes around it. Default: {@code logs}. */
        @Value.Default
        default String prefix() {
            return "";
        }

        /**
         * The folder that logs are written to. There always is one, because the path after {@code wasb://} may not be
         * empty.
         *
         * @return the prefix(), or {@code logs}
         */
        default String folder() {
            return prefix().isEmpty() ? "logs" : prefix();
        }

        /** Starts a store. */
        static AzureBlobBuilder builder() {
            return new AzureBlobBuilder();
        }

        /** Starts a store from this one, with all its attributes. */
        default AzureBlobBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return azureBlob.apply(this);
        }
    }

    /** A log group of Amazon CloudWatch. */
    @Value.Immutable
    non-sealed interface CloudWatch extends LogStore {

        /** The group, {@code arn:aws:logs:eu-west-1:111122223333:log-group:airflow}. */
        String logGroupArn();

        /** Starts a store. */
        static CloudWatchBuilder builder() {
            return new CloudWatchBuilder();
        }

        /** Starts a store from this one, with all its attributes. */
        default CloudWatchBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super S3, ? extends T> s3,
                Function<? super Gcs, ? extends T> gcs,
                Function<? super AzureBlob, ? extends T> azureBlob,
                Function<? super CloudWatch, ? extends T> cloudWatch) {
            return cloudWatch.apply(this);
        }
    }

    /**
     * Where the name of a bucket stands in its address.
     *
     * @see <a href="https://botocore.amazonaws.com/v1/documentation/api/latest/reference/config.html">botocore,
     *     addressing_style</a>
     */
    enum S3Addressing {
        /** In the path, {@code https://minio.example.com/bucket}, as most stores that are not Amazon's need it. */
        PATH("path"),
        /** In the host name, {@code https://bucket.s3.example.com}. */
        VIRTUAL("virtual");

        private final String text;

        S3Addressing(String text) {
            this.text = text;
        }

        /** As botocore writes it, {@code path}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Who encrypts objects in S3. */
    enum S3Encryption {
        /** The bucket's default encryption, which may be SSE-KMS. */
        BUCKET_DEFAULT,
        /**
         * Airflow asks for SSE-S3 (AES256) with every object ({@code encrypt_s3_logs}). A bucket policy that requires
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
        return S3.builder().bucket(bucket).prefix(prefix).build();
    }

    /**
     * A bucket of Google Cloud Storage.
     *
     * @param bucket the bucket's name
     * @param prefix the folder in the bucket
     * @return the store
     */
    static Gcs gcs(String bucket, String prefix) {
        return Gcs.builder().bucket(bucket).prefix(prefix).build();
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
        return AzureBlob.builder()
                .account(account)
                .container(container)
                .prefix(prefix)
                .build();
    }

    /**
     * A log group of Amazon CloudWatch.
     *
     * @param logGroupArn the group's ARN
     * @return the store
     */
    static CloudWatch cloudWatch(String logGroupArn) {
        return CloudWatch.builder().logGroupArn(logGroupArn).build();
    }

    /**
     * The place of the logs, whoever encrypts them and however the store is reached.
     *
     * @return {@code s3://bucket/prefix}; with a container of Azure, {@code wasb://container@account/folder}
     */
    default String url() {
        return match(
                s3 -> url("s3", s3.bucket(), s3.prefix()),
                gcs -> url("gs", gcs.bucket(), gcs.prefix()),
                azureBlob -> url("wasb", azureBlob.container() + "@" + azureBlob.account(), azureBlob.folder()),
                cloudWatch -> url("cloudwatch", cloudWatch.logGroupArn(), ""));
    }

    private static String url(String scheme, String bucket, String folder) {
        return scheme + "://" + bucket + (folder.isEmpty() ? "" : "/" + folder);
    }

    /** The bucket of S3, if it is one. */
    default Optional<S3> s3() {
        return match(
                Optional::of, gcs -> Optional.empty(), azureBlob -> Optional.empty(), cloudWatch -> Optional.empty());
    }

    /** The cloud of the store. */
    default Cloud cloud() {
        return match(s3 -> Cloud.AWS, gcs -> Cloud.GOOGLE, azureBlob -> Cloud.AZURE, cloudWatch -> Cloud.AWS);
    }
}
