package io.airworthy.values;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.frozen.Tree;
import java.util.List;
import java.util.Map;

/** The two jobs of an installation: migrate the database, create the first administrator. */
final class JobValues {

    private static final String ADMIN_PASSWORD_VARIABLE = "AIRWORTHY_ADMIN_PASSWORD";
    private static final String DIRECT_CONNECTION_VARIABLE = "AIRWORTHY_DIRECT_CONNECTION";

    private static final int SECONDS_OF_A_DAY = 86_400;

    private JobValues() {}

    static void write(ValuesDraft values) {
        migration(values);
        createUser(values);
    }

    private static void migration(ValuesDraft values) {
        values.section("The migration"
                + (values.plan().migratesDirectly() ? " goes past PgBouncer, because it locks its session" : "")
                + hooksInWords(values.deployment().delivery()));
        hooks(values, "migrateDatabaseJob", Map.of());
        if (values.plan().migratesDirectly()) {
            values.catalogue().find(Purpose.DATABASE).ifPresent(secret -> pastThePool(values, secret));
        }
    }

    /**
     * The chart has given the job Airflow's variable already. Of two of one name the last would count, but the API server
     * refuses both where they are applied by the server, as Argo CD does: so the job's own shell sets it.
     */
    private static void pastThePool(ValuesDraft values, RequiredSecret secret) {
        values.put(
                "migrateDatabaseJob.args",
                List.of(
                        "bash",
                        "-c",
                        "export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=\"$" + DIRECT_CONNECTION_VARIABLE
                                + "\" && exec airflow db migrate"));
        values.put(
                "migrateDatabaseJob.env",
                List.of(fromSecret(DIRECT_CONNECTION_VARIABLE, secret, SecretCatalogue.CONNECTION_DIRECT)));
    }

    private static String hooksInWords(Delivery delivery) {
        return switch (delivery) {
            case HELM -> ". It is a Helm hook, so do not install with --wait: the pods wait for it.";
            case ARGO_CD ->
                ". It is a hook of Argo CD's own, made anew at every sync: a Job cannot be changed, and Argo CD would wait"
                        + " for the pods before it ran a Helm hook.";
            case HELM_WAIT, FLUX, TERRAFORM ->
                ". It is no Helm hook: whoever waits for the pods first would wait for ever. A Job cannot be changed, so"
                        + " the last one must be gone, which takes five minutes from its end.";
        };
    }

    private static void createUser(ValuesDraft values) {
        AirflowDeployment deployment = values.deployment();
        boolean wanted = deployment.adminUser().isPresent();
        values.section(
                wanted
                        ? "The first administrator. The password comes from a Secret."
                        : "No user is created: left alone, the chart makes admin with the password admin.");
        String job = values.profile().has("createUserJob.enabled") ? "createUserJob" : "webserver.defaultUser";
        values.put(job + ".enabled", wanted);
        // Its pod does not wait for the migration. Argo CD begins a wave when everything in the one before is healthy.
        hooks(values, "createUserJob", Map.of("argocd.argoproj.io/sync-wave", "1"));
        deployment.adminUser().ifPresent(user -> admin(values, user));
    }

    private static void admin(ValuesDraft values, AdminUser user) {
        values.put(
                "createUserJob.args",
                List.of(
                        "bash",
                        "-c",
                        "exec airflow users create \"$@\" --password \"$" + ADMIN_PASSWORD_VARIABLE + "\"",
                        "--",
                        "--role",
                        "Admin",
                        "--username",
                        argument(user.username()),
                        "--email",
                        argument(user.email()),
                        "--firstname",
                        argument(user.firstName()),
                        "--lastname",
                        argument(user.lastName())));
        values.catalogue()
                .find(Purpose.ADMIN)
                .ifPresent(secret -> values.put(
                        "createUserJob.env",
                        List.of(fromSecret(ADMIN_PASSWORD_VARIABLE, secret, SecretCatalogue.PASSWORD))));
    }

    /** An argument of a container, in which the kubelet replaces {@code $(NAME)} as well. */
    private static String argument(String text) {
        return ChartText.templated(ChartText.variable(text));
    }

    /**
     * Whether the chart's hooks stay hooks. The variables of all containers are left to the jobs ({@code applyCustomEnv}),
     * unlike the chart's guide has it: they name no Secret but ours, which are there before anything else.
     */
    private static void hooks(ValuesDraft values, String job, Map<String, String> ofArgoCd) {
        Delivery delivery = values.deployment().delivery();
        values.put(job + ".useHelmHooks", delivery.usesHelmHooks());
        if (delivery == Delivery.ARGO_CD) {
            Map<String, Object> annotations = Tree.of(
                    "argocd.argoproj.io/hook", "Sync",
                    "argocd.argoproj.io/hook-delete-policy", "BeforeHookCreation,HookSucceeded");
            annotations.putAll(ofArgoCd);
            values.put(job + ".jobAnnotations", annotations);
            if (!isGiven(values.deployment(), job, "ttlSecondsAfterFinished")) {
                // Argo CD takes the Job away itself, and must not miss it before it has seen how it ended.
                values.put(job + ".ttlSecondsAfterFinished", SECONDS_OF_A_DAY);
            }
        }
    }

    private static boolean isGiven(AirflowDeployment deployment, String job, String key) {
        return Tree.mapOrEmpty(deployment.extraValues().get(job)).containsKey(key);
    }

    private static Map<String, Object> fromSecret(String variable, RequiredSecret secret, String key) {
        return Tree.of(
                "name", variable, "valueFrom", Map.of("secretKeyRef", Tree.of("name", secret.name(), "key", key)));
    }
}
