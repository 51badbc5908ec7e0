package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AdminUser;
import io.airworthy.Delivery;
import io.airworthy.pods.JobSettings;
import java.util.List;
import java.util.Set;

/** The migration runs, past the pool; a user is created only when asked for. */
final class JobsArrived {

    private final Release release;

    private JobsArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        if (release.showsJobs()) {
            JobsArrived arrived = new JobsArrived(release);
            arrived.migration();
            arrived.createUser();
            arrived.commands();
            release.objects("Job").forEach(arrived::delivery);
        }
        new JobsArrived(release).cleanups();
    }

    /** Newer charts clean pods only with the Kubernetes executor. */
    private void cleanups() {
        release.deployment()
                .podCleanup()
                .filter(cleanup -> release.deployment().usesKubernetesPods())
                .ifPresent(cleanup -> {
                    JsonNode spec = release.object("CronJob", release.names().object("cleanup"))
                            .path("spec");
                    assertThat(spec.path("schedule").asText()).isEqualTo(cleanup.schedule());
                    cleanup.failedJobsHistoryLimit()
                            .ifPresent(limit -> assertThat(
                                            spec.path("failedJobsHistoryLimit").asInt(-1))
                                    .isEqualTo(limit));
                    command("cleanup", "airflow-cleanup-pods", cleanup.job());
                    assertThat(release.pod(release.names().object("cleanup"))
                                    .container("airflow-cleanup-pods")
                                    .node()
                                    .path("resources"))
                            .isEqualTo(ComponentsArrived.resources(cleanup.job().resources()));
                });
        release.deployment().databaseCleanup().ifPresent(cleanup -> {
            String name = release.names().object("database-cleanup");
            assertThat(release.object("CronJob", name).at("/spec/schedule").asText())
                    .isEqualTo(cleanup.schedule());
            Container container = release.pod(name).container("database-cleanup");
            command("database-cleanup", "database-cleanup", cleanup.job());
            if (cleanup.job().args().isEmpty()) {
                String command = container.arguments().get(container.arguments().size() - 1);
                assertThat(command)
                        .contains("-" + cleanup.retentionDays() + " days")
                        .contains(cleanup.tables().isEmpty() ? "" : "--tables " + String.join(",", cleanup.tables()));
                assertThat(command.contains("--skip-archive")).isEqualTo(cleanup.skipArchive());
            }
            assertThat(container.node().path("resources"))
                    .isEqualTo(ComponentsArrived.resources(cleanup.job().resources()));
        });
    }

    private void commands() {
        if (release.deployment().migrateDatabase()) {
            command(
                    "run-airflow-migrations",
                    "run-airflow-migrations",
                    release.deployment().migrationJob());
        }
        if (release.deployment().adminUser().isPresent()) {
            command("create-user", "create-user", release.deployment().createUserJob());
        }
    }

    private void command(String object, String container, JobSettings job) {
        Container arrived = release.pod(release.names().object(object)).container(container);
        if (!job.args().isEmpty()) {
            assertThat(arrived.arguments()).isEqualTo(job.args());
        }
        if (!job.command().isEmpty()) {
            assertThat(Release.elements(arrived.node().path("command")).map(JsonNode::asText))
                    .containsExactlyElementsOf(job.command());
        }
    }

    private void migration() {
        String name = release.names().object("run-airflow-migrations");
        assertThat(release.hasPod(name)).isEqualTo(release.deployment().migrateDatabase());
        if (release.deployment().migrateDatabase()) {
            migration(release.pod(name));
        }
        // The pod clean-up asks Kubernetes alone, and may be told to do without the variables.
        Set<String> others = Set.of(name, release.names().object("cleanup"));
        for (Pod pod : release.pods()) {
            if (!others.contains(pod.name())) {
                for (Container container : pod.airflowContainers()) {
                    url(container, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "connection");
                    url(container, "AIRFLOW_CONN_AIRFLOW_DB", "connection");
                }
            }
        }
    }

    private void migration(Pod job) {
        Container migration = job.container("run-airflow-migrations");
        if (release.plan().migratesDirectly()) {
            url(migration, "AIRWORTHY_DIRECT_CONNECTION", "connectionDirect");
        } else {
            url(migration, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "connection");
        }
        if (release.deployment().migrationJob().args().isEmpty()) {
            assertThat(migration.arguments())
                    .last()
                    .asString()
                    .contains("airflow db migrate")
                    .contains(
                            release.plan().migratesDirectly()
                                    ? "export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=\"$AIRWORTHY_DIRECT_CONNECTION\""
                                    : "");
        }
    }

    private static void ofOurs(Container container, String variable, String key) {
        assertThat(container.secretOf(variable))
                .map(SecretKey::key)
                .as("%s of %s", variable, container)
                .contains(key);
    }

    /** The kubelet replaces only what it has seen before. */
    private void url(Container container, String variable, String keyOfOurs) {
        release.deployment()
                .database()
                .credentials()
                .<Runnable>match(
                        ours -> () -> ofOurs(container, variable, keyOfOurs),
                        identity -> () -> ofOurs(container, variable, keyOfOurs),
                        url -> () -> assertThat(container.secretOf(variable))
                                .as("%s of %s", variable, container)
                                .contains(new SecretKey(url.secretName(), url.key())),
                        keys -> () -> {
                            List<String> names = container.variables().stream()
                                    .map(entry -> entry.path("name").asText())
                                    .toList();
                            assertThat(names)
                                    .as(container.toString())
                                    .containsSubsequence(
                                            "AIRWORTHY_DATABASE_USER", "AIRWORTHY_DATABASE_PASSWORD", variable);
                            assertThat(container.environment().get(variable))
                                    .startsWith(
                                            "postgresql://$(AIRWORTHY_DATABASE_USER):$(AIRWORTHY_DATABASE_PASSWORD)@");
                            assertThat(container.secretOf("AIRWORTHY_DATABASE_PASSWORD"))
                                    .contains(new SecretKey(keys.secretName(), keys.passwordKey()));
                        })
                .run();
    }

    private void createUser() {
        String name = release.names().object("create-user");
        assertThat(release.hasPod(name))
                .as("create-user job")
                .isEqualTo(release.deployment().adminUser().isPresent());
        release.deployment()
                .adminUser()
                .ifPresent(user -> arguments(release.pod(name).container("create-user"), user));
    }

    private void arguments(Container container, AdminUser user) {
        assertThat(container.secretOf("AIRWORTHY_ADMIN_PASSWORD")).isPresent();
        if (!release.deployment().createUserJob().args().isEmpty()) {
            return;
        }
        List<String> arguments = container.arguments();
        assertThat(arguments.subList(4, arguments.size()))
                .containsExactly(
                        "--role", user.role(),
                        "--username", user.username(),
                        "--email", user.email(),
                        "--firstname", user.firstName(),
                        "--lastname", user.lastName());
        assertThat(arguments.get(2)).contains("--password \"$AIRWORTHY_ADMIN_PASSWORD\"");
    }

    private void delivery(JsonNode job) {
        JsonNode annotations = job.at("/metadata/annotations");
        assertThat(annotations.has("helm.sh/hook"))
                .as("%s is a hook of Helm", Release.nameOf(job))
                .isEqualTo(release.deployment().delivery() == Delivery.HELM);
        assertThat(annotations.path("argocd.argoproj.io/hook").asText())
                .as("%s is a hook of Argo CD", Release.nameOf(job))
                .isEqualTo(release.deployment().delivery() == Delivery.ARGO_CD ? "Sync" : "");
    }
}
