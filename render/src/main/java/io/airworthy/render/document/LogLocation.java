package io.airworthy.render.document;

import io.airworthy.logging.LogStore;

/** Where task logs lie, and how a person looks there. */
final class LogLocation {

    private final LogStore store;

    LogLocation(LogStore store) {
        this.store = store;
    }

    /** The kind of store, in words. */
    String title() {
        if (store instanceof LogStore.S3) {
            return "Amazon S3";
        }
        if (store instanceof LogStore.Gcs) {
            return "Google Cloud Storage";
        }
        return store instanceof LogStore.AzureBlob ? "Azure Blob Storage" : "Amazon CloudWatch";
    }

    /** The bucket, container or log group. */
    Phrase container() {
        if (store instanceof LogStore.S3 s3) {
            return Phrase.code("s3://" + path(s3.bucket(), s3.prefix()));
        }
        if (store instanceof LogStore.Gcs gcs) {
            return Phrase.code("gs://" + path(gcs.bucket(), gcs.prefix()));
        }
        if (store instanceof LogStore.AzureBlob blob) {
            return Phrase.of(
                    "container {} of storage account {}, under {}",
                    Phrase.code(blob.container()),
                    Phrase.code(blob.account()),
                    Phrase.code(blob.folder()));
        }
        return Phrase.code(((LogStore.CloudWatch) store).logGroupArn());
    }

    /** Lists the logs of one DAG run, {@code $dag_id} and {@code $run_id}. */
    Script list() {
        if (store instanceof LogStore.S3 s3) {
            return Script.of(
                    "aws s3 ls --recursive {}\"dag_id=$dag_id/run_id=$run_id/\"",
                    "s3://" + path(s3.bucket(), s3.prefix()));
        }
        if (store instanceof LogStore.Gcs gcs) {
            return Script.of(
                    "gcloud storage ls --recursive {}\"dag_id=$dag_id/run_id=$run_id/\"",
                    "gs://" + path(gcs.bucket(), gcs.prefix()));
        }
        if (store instanceof LogStore.AzureBlob blob) {
            return Script.of(
                            "az storage blob list --auth-mode login --account-name {} --container-name {} \\",
                            blob.account(),
                            blob.container())
                    .line("  --num-results '*' --query \"[?contains(name, 'run_id=$run_id/')].name\" --output tsv");
        }
        return Script.of(
                        "aws logs describe-log-streams --log-group-identifier {} \\",
                        ((LogStore.CloudWatch) store).logGroupArn())
                // CloudWatch takes no colons in the name of a stream, so Airflow writes others.
                .line(
                        "  --log-stream-name-prefix \"dag_id=$dag_id/run_id=${run_id//:/_}/\" --query 'logStreams[].logStreamName'");
    }

    /** Who encrypts the logs. */
    Phrase encryption() {
        if (store instanceof LogStore.S3 s3) {
            return s3.encryption() == LogStore.S3Encryption.SSE_S3
                    ? Phrase.of("SSE-S3 (AES256), asked for with every object")
                    : Phrase.of("the bucket's default encryption; Airflow asks for nothing, so SSE-KMS works too");
        }
        return store instanceof LogStore.CloudWatch
                ? Phrase.of("CloudWatch encrypts every log group; with a KMS key where the group has one")
                : Phrase.of("{} encrypts every object", title());
    }

    static String path(String bucket, String prefix) {
        return prefix.isEmpty() ? bucket + "/" : bucket + "/" + prefix + "/";
    }
}
