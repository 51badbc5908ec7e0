package io.airworthy.values;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The two jobs of an installation: migrate the database, create the first administrator. */
final class JobValues {

    private static final String ADMIN_PASSWORD_VARIABLE = "AIRWORTHY_ADMIN_PASSWORD";
    private static final String DIRECT_CONNECTION_VARIABLE = "AIRWORTHY_DIRECT_CONNECTION";

    private static final String CREATE_ADMIN =
            "exec airflow users create \"$@\" --password \"$" + ADMIN_PASSWORD_VARIABLE + "\"";

    /** Three for the shell, four before the first value, and a name before each other one. */
    private static final int ADMIN_ARGUMENTS = 14;

    private static final String ARGO_CD_HOOK = "argocd.argoproj.io/hook";

    private static final int SECONDS_OF_A_DAY = 86_400;

    static final Subject MIGRATION = Subject.of(
            deployment -> "The migration"
                    + (deployment.release().connections().migratesDirectly()
                            ? " bypasses PgBouncer, because it needs a session lock"
                            : "")
                    + hooksInWords(deployment.delivery()),
            Setting.of(
                    "delivery",
                    values -> hooks(values, "migrateDatabaseJob", Map.of()),
                    JobValues::readDelivery,
                    "migrateDatabaseJob.useHelmHooks",
                    "migrateDatabaseJob.jobAnnotations",
                    "migrateDatabaseJob.ttlSecondsAfterFinished"),
            Setting.derived(
                    values -> {
                        if (values.plan().migratesDirectly()) {
                            pastThePool(values);
                        }
                    },
                    "migrateDatabaseJob.args",
                    "migrateDatabaseJob.env"));

    static final Subject ADMINISTRATOR = Subject.of(
            deployment -> deployment.adminUser().isPresent()
                    ? "The first administrator. The password comes from a Secret."
                    : "No user is created. By default, the chart creates the user admin with the password admin.",
            Setting.derived(
                    values -> values.put(
                            switchOf(values::has),
                            values.deployment().adminUser().isPresent()),
                    "createUserJob.enabled",
                    "webserver.defaultUser.enabled"),
            // Its pod does not wait for the migration. Argo CD begins a wave when everything in the one before is
            // healthy.
            Setting.derived(
                    values -> hooks(values, "createUserJob", Map.of("argocd.argoproj.io/sync-wave", "1")),
                    "createUserJob.useHelmHooks",
                    "createUserJob.jobAnnotations",
                    "createUserJob.ttlSecondsAfterFinished"),
            Setting.of(
                    "adminUser",
                    values -> values.deployment().adminUser().ifPresent(user -> admin(values, user)),
                    JobValues::readAdmin,
                    "createUserJob.args",
                    "createUserJob.command",
                    "createUserJob.defaultUser",
                    "createUserJob.env",
                    "webserver.defaultUser"));

    private JobValues() {}

    private static String switchOf(Predicate<String> chartHas) {
        return chartHas.test("createUserJob.enabled") ? "createUserJob.enabled" : "webserver.defaultUser.enabled";
    }

    /** Which of the ways that wait for Helm it is, values do not tell. */
    private static AirflowDeployment readDelivery(AirflowDeployment deployment, Given values) {
        Optional<Boolean> hooks = values.find("migrateDatabaseJob.useHelmHooks").flatMap(Format.BOOLEAN.read());
        boolean argoCd = values.find("migrateDatabaseJob.jobAnnotations")
                .filter(annotations -> Tree.mapOrEmpty(annotations).containsKey(ARGO_CD_HOOK))
                .isPresent();
        Optional<Delivery> delivery = hooks.map(used -> used
                ? Delivery.HELM
                : argoCd
                        ? Delivery.ARGO_CD
                        : deployment.delivery().usesHelmHooks() || deployment.delivery() == Delivery.ARGO_CD
                                ? Delivery.HELM_WAIT
                                : deployment.delivery());
        return delivery.map(by -> deployment.toBuilder().delivery(by).build()).orElse(deployment);
    }

    /** A user whom a command of somebody's own creates is one that the model does not know. */
    private static AirflowDeployment readAdmin(AirflowDeployment deployment, Given values) {
        boolean described = Stream.of("webserver.defaultUser", "createUserJob.defaultUser")
                .flatMap(key -> values.find(key).stream())
                .flatMap(user -> Tree.mapOrEmpty(user).keySet().stream())
                .anyMatch(key -> !Set.of("enabled", "password").contains(String.valueOf(key)));
        boolean wanted = values.isTrue("createUserJob.enabled")
                || values.isTrue("webserver.defaultUser.enabled")
                || values.isTrue("createUserJob.defaultUser.enabled");
        if (!wanted && !described) {
            return deployment;
        }
        List<String> args = Tree.listOrEmpty(values.find("createUserJob.args").orElse(null)).stream()
                .map(argument -> ChartText.fromVariable(ChartText.fromTemplated(String.valueOf(argument))))
                .toList();
        boolean ours = !described
                && values.text("createUserJob.command").isEmpty()
                && args.size() == ADMIN_ARGUMENTS
                && args.subList(0, 3).equals(List.of("bash", "-c", ChartText.fromVariable(CREATE_ADMIN)));
        AdminUser user = AdminUser.builder()
                .role(ours ? args.get(5) : ofTheChart(values, "role", "Admin"))
                .username(ours ? args.get(7) : ofTheChart(values, "username", ""))
                .email(ours ? args.get(9) : ofTheChart(values, "email", ""))
                .firstName(ours ? args.get(11) : ofTheChart(values, "firstName", ""))
                .lastName(ours ? args.get(13) : ofTheChart(values, "lastName", ""))
                .build();
        return deployment.toBuilder().adminUser(user).build();
    }

    private static String ofTheChart(Given values, String key, String otherwise) {
        return values.text("createUserJob.defaultUser." + key)
                .or(() -> values.text("webserver.defaultUser." + key))
                .orElse(otherwise);
    }

    /**
     * The chart has given the job Airflow's variable already. Of two of one name the last would count, but the API server
     * refuses both where they are applied by the server, as Argo CD does: so the job's own shell sets it.
     */
    private static void pastThePool(ValuesDraft values) {
        values.put(
                "migrateDatabaseJob.args",
                List.of(
                        "bash",
                        "-c",
                        "export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=\"$" + DIRECT_CONNECTION_VARIABLE
                                + "\" && exec airflow db migrate"));
        values.put(
                "migrateDatabaseJob.env",
                List.of(values.catalogue()
                        .composedDirectUrl()
                        .map(url -> Tree.of("name", DIRECT_CONNECTION_VARIABLE, "value", url))
                        .orElseGet(() -> ValuesDraft.variable(
                                DIRECT_CONNECTION_VARIABLE,
                                "secretKeyRef",
                                values.deployment().names().secret(Purpose.DATABASE),
                                SecretCatalogue.CONNECTION_DIRECT))));
    }

    private static String hooksInWords(Delivery delivery) {
        return switch (delivery) {
            case HELM ->
                ". It is a Helm hook, so do not install with --wait: Helm would wait for the pods, and they wait for it.";
            case ARGO_CD ->
                ". It is an Argo CD hook, created again at every sync: a Job cannot be changed, and Argo CD would wait for"
                        + " the pods before it ran a Helm hook.";
            case HELM_WAIT, FLUX, TERRAFORM ->
                ". It is not a Helm hook: a tool that waits for the pods first would wait forever. A Job cannot be"
                        + " changed, so delete the last one first, or wait five minutes after it ended.";
        };
    }

    private static void admin(ValuesDraft values, AdminUser user) {
        values.put(
                "createUserJob.args",
                List.of(
                        "bash",
                        "-c",
                        CREATE_ADMIN,
                        "--",
                        "--role",
                        argument(user.role()),
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
                        List.of(ValuesDraft.variable(
                                ADMIN_PASSWORD_VARIABLE, "secretKeyRef", secret.name(), SecretCatalogue.PASSWORD))));
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
                    ARGO_CD_HOOK, "Sync", "argocd.argoproj.io/hook-delete-policy", "BeforeHookCreation,HookSucceeded");
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
}
