package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.dags.GitSyncBuilder;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPoolBuilder;
import io.airworthy.logging.RemoteLoggingBuilder;
import io.airworthy.pods.ComponentSettingsBuilder;
import io.airworthy.pods.HaSettingsBuilder;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A change to a deployment, where it has what is to be changed. */
@FunctionalInterface
public interface Change {

    /**
     * Makes the change.
     *
     * @param deployment the deployment
     * @return the changed deployment; empty where the change cannot be made
     */
    Optional<AirflowDeployment> in(AirflowDeployment deployment);

    /**
     * Makes this change in some deployments only.
     *
     * @param condition in which
     * @return the narrower change
     */
    default Change where(Predicate<AirflowDeployment> condition) {
        return deployment -> condition.test(deployment) ? in(deployment) : Optional.empty();
    }

    /**
     * Makes this change, and another one after it.
     *
     * @param next the other change
     * @return both changes
     */
    default Change then(Change next) {
        return deployment -> in(deployment).flatMap(next::in);
    }

    /**
     * Changes any deployment.
     *
     * @param change the change
     * @return the change
     */
    static Change of(UnaryOperator<AirflowDeploymentBuilder> change) {
        return deployment -> Optional.of(change.apply(deployment.toBuilder()).build());
    }

    /**
     * Changes the database.
     *
     * @param change the change
     * @return the change
     */
    static Change ofDatabase(UnaryOperator<ExternalDatabaseBuilder> change) {
        return deployment -> of(it -> it.database(
                        change.apply(deployment.database().toBuilder()).build()))
                .in(deployment);
    }

    /**
     * Changes the pool, where there is one.
     *
     * @param change the change
     * @return the change
     */
    static Change ofPool(UnaryOperator<PgBouncerPoolBuilder> change) {
        return deployment -> deployment
                .pgBouncer()
                .flatMap(pool -> of(it ->
                                it.pgBouncer(change.apply(pool.toBuilder()).build()))
                        .in(deployment));
    }

    /**
     * Changes git-sync, where there is one.
     *
     * @param change the change
     * @return the change
     */
    static Change ofGit(UnaryOperator<GitSyncBuilder> change) {
        return deployment -> deployment
                .gitSync()
                .flatMap(
                        git -> of(it -> it.gitSync(change.apply(git.toBuilder()).build()))
                                .in(deployment));
    }

    /**
     * Changes the remote logging, where there is one.
     *
     * @param change the change
     * @return the change
     */
    static Change ofLogging(UnaryOperator<RemoteLoggingBuilder> change) {
        return deployment -> deployment
                .remoteLogging()
                .flatMap(logging -> of(it -> it.remoteLogging(
                                change.apply(logging.toBuilder()).build()))
                        .in(deployment));
    }

    /**
     * Changes how the components run.
     *
     * @param change the change
     * @return the change
     */
    static Change ofHa(UnaryOperator<HaSettingsBuilder> change) {
        return deployment -> of(it ->
                        it.ha(change.apply(deployment.ha().toBuilder()).build()))
                .in(deployment);
    }

    /**
     * Changes how the scheduler runs.
     *
     * @param change the change
     * @return the change
     */
    static Change ofScheduler(UnaryOperator<ComponentSettingsBuilder> change) {
        return deployment -> ofHa(it -> it.scheduler(
                        change.apply(deployment.ha().scheduler().toBuilder()).build()))
                .in(deployment);
    }
}
