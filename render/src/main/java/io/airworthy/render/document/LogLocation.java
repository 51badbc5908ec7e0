package io.airworthy.render.document;

import io.airworthy.logging.LogStore;

/** Where task logs lie, and how a person looks there. */
final class LogLocation {

    private final LogStore store;

    LogLocation(LogStore store) {
        this.store = store;
    }

    /** What such a store is made of, in words. */
    String kindOfPlace() {
        return store.match(s3 -> "Bucket", gcs -> "Bucket", blob -> "Container", cloudWatch -> "Log group");
    }

    /** The bucket, container or log group. */
    Phrase container() {
        return store.match(
                s3 -> s3.endpoint()
                        .map(endpoint -> Phrase.of(
                                "{} at {}",
                                Phrase.code("s3://" + path(s3.bucket(), s3.prefix())),
                                Phrase.code(endpoint)))
                        .orElseGet(() -> Phrase.code("s3://" + path(s3.bucket(), s3.prefix()))),
                gcs -> Phrase.code("gs://" + path(gcs.bucket(), gcs.prefix())),
                blob -> Phrase.of(
                        "container {} of storage account {}, under {}",
                        Phrase.code(blob.container()),
                        Phrase.code(blob.account()),
                        Phrase.code(blob.folder())),
                cloudWatch -> Phrase.code(cloudWatch.logGroupArn()));
    }

    /** Lists the logs of one DAG run, {@code $dag_id} and {@code $run_id}. */
    Script list() {
        return store.match(
                s3 -> s3.endpoint()
                        .map(endpoint -> Script.of(
                                "aws --endpoint-url {} s3 ls --recursive {}\"dag_id=$dag_id/run_id=$run_id/\"",
                                endpoint,
                                "s3://" + path(s3.bucket(), s3.prefix())))
                        .orElseGet(() -> Script.of(
                                "aws s3 ls --recursive {}\"dag_id=$dag_id/run_id=$run_id/\"",
                                "s3://" + path(s3.bucket(), s3.prefix()))),
                gcs -> Script.of(
                        "gcloud storage ls --recursive {}\"dag_id=$dag_id/run_id=$run_id/\"",
                        "gs://" + path(gcs.bucket(), gcs.prefix())),
                blob -> Script.of(
                                "az storage blob list --auth-mode login --account-name {} --container-name {} \\",
                                blob.account(),
                                blob.container())
                        .line("  --num-results '*' --query \"[?contains(name, 'run_id=$run_id/')].name\" --output tsv"),
                cloudWatch -> Script.of(
                                "aws logs describe-log-streams --log-group-identifier {} \\", cloudWatch.logGroupArn())
                        // CloudWatch takes no colons in the name of a stream, so Airflow writes others.
                        .line(
                                "  --log-stream-name-prefix \"dag_id=$dag_id/run_id=${run_id//:/_}/\" --query 'logStreams[].logStreamName'"));
    }

    /** Who encrypts the logs. */
    Phrase encryption() {
        Phrase always = Phrase.of("{} encrypts every object", store.title());
        return store.match(
                s3 -> s3.encryption() == LogStore.S3Encryption.SSE_S3
                        ? Phrase.of("SSE-S3 (AES256), asked for with every object")
                        : Phrase.of("the bucket's default encryption; Airflow requests none itself, so SSE-KMS works"
                                + " too"),
                gcs -> always,
                blob -> always,
                cloudWatch -> Phrase.of(
                        "Amazon CloudWatch encrypts every log group; with a KMS key where the group has one"));
    }

    static String path(String bucket, String prefix) {
        return prefix.isEmpty() ? bucket + "/" : bucket + "/" + prefix + "/";
    }
}
