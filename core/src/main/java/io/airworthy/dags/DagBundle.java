package io.airworthy.dags;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * A source of DAG files that Airflow 3 reads itself, without git-sync. There may be several, each with a name of its own.
 *
 * <p>Airflow logs in with a connection, which pods find in a variable, in the secrets backend or in the database:
 *
 * <pre>{@code
 * .dagBundle(DagBundle.git("sales", GitRef.branch("main"), "git_sales"))
 * .pods(pods -> pods.variable(Variable.fromSecret("AIRFLOW_CONN_GIT_SALES", "dag-repositories", "sales")))
 * }</pre>
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/dag-bundles.html">DAG
 *     bundles</a>
 */
public sealed interface DagBundle {

    /** Its name, which is in every DAG's history: with another name the DAGs are new ones. */
    String name();

    /** How often Airflow looks for changes. Default: {@code [dag_processor] refresh_interval}, five minutes. */
    Optional<Duration> refreshInterval();

    /** Takes the bundle apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super GitBundle, ? extends T> git,
            Function<? super S3Bundle, ? extends T> s3,
            Function<? super GcsBundle, ? extends T> gcs,
            Function<? super LocalBundle, ? extends T> local);

    /** A git repository. Each run of a DAG keeps to the commit that it began with. */
    @Value.Immutable
    non-sealed interface GitBundle extends DagBundle {

        /** What to check out: a branch, a tag, or a commit that it stays at. */
        GitRef ref();

        /** The folder of the DAG files inside the repository, without slashes around it. Default: the repository's root. */
        @Value.Default
        default String subdir() {
            return "";
        }

        /** The Airflow connection of type {@code git}, with address and login. Default: the provider's own, {@code git_default}. */
        Optional<String> connectionId();

        /** The address of the repository, instead of the connection's. Default: the connection has it. */
        Optional<String> repositoryUrl();

        /** Starts a bundle. */
        static GitBundleBuilder builder() {
            return new GitBundleBuilder();
        }

        /** Starts a bundle from this one, with all its attributes. */
        default GitBundleBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super GitBundle, ? extends T> git,
                Function<? super S3Bundle, ? extends T> s3,
                Function<? super GcsBundle, ? extends T> gcs,
                Function<? super LocalBundle, ? extends T> local) {
            return git.apply(this);
        }
    }

    /** A folder of a bucket of Amazon S3. */
    @Value.Immutable
    non-sealed interface S3Bundle extends DagBundle {

        /** The bucket's name. */
        String bucket();

        /** The folder in the bucket, without slashes around it. Default: the whole bucket. */
        @Value.Default
        default String prefix() {
            return "";
        }

        /** The Airflow connection to log in with. Default: the provider's own, {@code aws_default}. */
        Optional<String> connectionId();

        /** Starts a bundle. */
        static S3BundleBuilder builder() {
            return new S3BundleBuilder();
        }

        /** Starts a bundle from this one, with all its attributes. */
        default S3BundleBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super GitBundle, ? extends T> git,
                Function<? super S3Bundle, ? extends T> s3,
                Function<? super GcsBundle, ? extends T> gcs,
                Function<? super LocalBundle, ? extends T> local) {
            return s3.apply(this);
        }
    }

    /** A folder of a bucket of Google Cloud Storage. */
    @Value.Immutable
    non-sealed interface GcsBundle extends DagBundle {

        /** The bucket's name. */
        String bucket();

        /** The folder in the bucket, without slashes around it. Default: the whole bucket. */
        @Value.Default
        default String prefix() {
            return "";
        }

        /** The Airflow connection to log in with. Default: the provider's own, {@code google_cloud_default}. */
        Optional<String> connectionId();

        /** Starts a bundle. */
        static GcsBundleBuilder builder() {
            return new GcsBundleBuilder();
        }

        /** Starts a bundle from this one, with all its attributes. */
        default GcsBundleBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super GitBundle, ? extends T> git,
                Function<? super S3Bundle, ? extends T> s3,
                Function<? super GcsBundle, ? extends T> gcs,
                Function<? super LocalBundle, ? extends T> local) {
            return gcs.apply(this);
        }
    }

    /** Files that are in the pods already, from the image, a volume or git-sync. */
    @Value.Immutable
    non-sealed interface LocalBundle extends DagBundle {

        /** The folder. Default: Airflow's {@code dags_folder}, where the chart has what git-sync or a volume brings. */
        Optional<String> path();

        /** Starts a bundle. */
        static LocalBundleBuilder builder() {
            return new LocalBundleBuilder();
        }

        /** Starts a bundle from this one, with all its attributes. */
        default LocalBundleBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super GitBundle, ? extends T> git,
                Function<? super S3Bundle, ? extends T> s3,
                Function<? super GcsBundle, ? extends T> gcs,
                Function<? super LocalBundle, ? extends T> local) {
            return local.apply(this);
        }
    }

    /**
     * A git repository.
     *
     * @param name the bundle's name
     * @param ref the branch, tag or commit
     * @param connectionId the Airflow connection with address and login
     * @return the bundle
     */
    static GitBundle git(String name, GitRef ref, String connectionId) {
        return GitBundle.builder()
                .name(name)
                .ref(ref)
                .connectionId(connectionId)
                .build();
    }

    /**
     * A folder of a bucket of Amazon S3.
     *
     * @param name the bundle's name
     * @param bucket the bucket
     * @param prefix the folder
     * @return the bundle
     */
    static S3Bundle s3(String name, String bucket, String prefix) {
        return S3Bundle.builder().name(name).bucket(bucket).prefix(prefix).build();
    }

    /**
     * A folder of a bucket of Google Cloud Storage.
     *
     * @param name the bundle's name
     * @param bucket the bucket
     * @param prefix the folder
     * @return the bundle
     */
    static GcsBundle gcs(String name, String bucket, String prefix) {
        return GcsBundle.builder().name(name).bucket(bucket).prefix(prefix).build();
    }

    /**
     * The files in Airflow's {@code dags_folder}: what git-sync or a volume brings, or the image has.
     *
     * @param name the bundle's name
     * @return the bundle
     */
    static LocalBundle local(String name) {
        return LocalBundle.builder().name(name).build();
    }
}
