package io.airworthy.rules;

import io.airworthy.logging.LogStore;
import io.airworthy.validation.Finding;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What rules ask of a log store: its folder, and what the clouds take for the name of a bucket, an account or a container.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Amazon S3</a>
 * @see <a href="https://cloud.google.com/storage/docs/buckets#naming">Google Cloud Storage</a>
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">Azure</a>
 */
final class LogStores {

    private static final Pattern S3_BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern GCS_PART = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");

    private static final Pattern AZURE_ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");

    private static final Pattern AZURE_CONTAINER = Pattern.compile("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private LogStores() {}

    /** What cannot be the name of such a store. A log group has a form of its own. */
    static Stream<Finding> faults(LogStore store) {
        return store.match(
                s3 -> unless(isS3(s3.bucket()), "bucket", s3.bucket(), "the name of an Amazon S3 bucket"),
                gcs -> unless(isGcs(gcs.bucket()), "bucket", gcs.bucket(), "the name of a Google Cloud Storage bucket"),
                blob -> Stream.concat(
                        unless(
                                AZURE_ACCOUNT.matcher(blob.account()).matches(),
                                "account",
                                blob.account(),
                                "the name of a storage account"),
                        unless(
                                isContainer(blob.container()),
                                "container",
                                blob.container(),
                                "the name of a container")),
                cloudWatch -> Stream.empty());
    }

    /** The folder in the store, where it has folders. */
    static Optional<String> prefix(LogStore store) {
        return store.match(
                s3 -> Optional.of(s3.prefix()),
                gcs -> Optional.of(gcs.prefix()),
                blob -> Optional.of(blob.prefix()),
                cloudWatch -> Optional.empty());
    }

    static Optional<String> logGroupArn(LogStore store) {
        return store.match(
                s3 -> Optional.empty(),
                gcs -> Optional.empty(),
                blob -> Optional.empty(),
                cloudWatch -> Optional.of(cloudWatch.logGroupArn()));
    }

    static boolean isS3(String name) {
        return S3_BUCKET.matcher(name).matches()
                && !name.contains("..")
                && !HostNames.isIpv4(name)
                && !name.startsWith("xn--")
                && !name.startsWith("sthree-")
                && !name.endsWith("-s3alias")
                && !name.endsWith("--ol-s3");
    }

    static boolean isGcs(String name) {
        return name.length() >= 3
                && name.length() <= (name.contains(".") ? 222 : 63)
                && Stream.of(name.split("\\.", -1))
                        .allMatch(part -> GCS_PART.matcher(part).matches())
                && !HostNames.isIpv4(name)
                && !name.startsWith("goog")
                && !name.contains("google");
    }

    private static boolean isContainer(String name) {
        return AZURE_CONTAINER.matcher(name).matches();
    }

    private static Stream<Finding> unless(boolean holds, String attribute, String name, String what) {
        return holds
                ? Stream.empty()
                : Stream.of(Finding.at("remoteLogging.store." + attribute, "'" + name + "' is not " + what)
                        .inValues(
                                attribute.equals("account") || attribute.equals("container")
                                        ? "config.azure_remote_logging"
                                        : "config.logging.remote_base_log_folder"));
    }
}
