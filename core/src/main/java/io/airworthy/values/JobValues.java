package io.airworthy.values;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Delivery;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseCleanupBuilder;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.JobSettingsBuilder;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.PodCleanupBuilder;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The two jobs of an installation: migrate the database, create the first administrator. */
final class JobValues {

    private static final String ADMIN_PASSWORD_VARIABLE = SecretCatalogue.OWN_VARIABLES + "ADMIN_PASSWORD";

    private static final String PAST_THE_POOL = "export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=\"$"
            + SecretCatalogue.DIRECT_VARIABLE + "\" && exec airflow db migrate";

    private static final String CREATE_ADMIN =
            "exec airflow users create \"$@\" --password \"$" + ADMIN_PASSWORD_VARIABLE + "\"";

    /** Three for the shell, four before the first value, and a name before each other one. */
    private static final int ADMIN_ARGUMENTS = 14;

    private static final String ARGO_CD_HOOK = "argocd.argoproj.io/hook";
    private static final String ARGO_CD_DELETE_POLICY = ARGO_CD_HOOK + "-delete-policy";
    private static final String ARGO_CD_WAVE = "argocd.argoproj.io/sync-wave";
    private static final String DELETE_POLICY = "BeforeHookCreation,HookSucceeded";

    private static final int SECONDS_OF_A_DAY = 86_400;

    static final Subject MIGRATION = Subject.of(
                    deployment -> !deployment.migrateDatabase()
                            ? "The migration is somebody else's: the pods wait until it has run."
                            : "The migration"
                                    + (deployment.release().connections().migratesDirectly()
                                            ? " bypasses PgBouncer, because it needs a session lock"
                                            : "")
                                    + hooksInWords(deployment),
                    Setting.of(
                            Part.DEPLOYMENT.attribute(
                                    "migrateDatabase",
                                    AirflowDeployment::migrateDatabase,
                                    AirflowDeploymentBuilder::migrateDatabase),
                            (values, migrates) -> {
                                if (!migrates) {
                                    values.put("migrateDatabaseJob.enabled", false);
                                }
                            },
                            values -> values.find("migrateDatabaseJob.enabled").flatMap(Format.BOOLEAN.read()),
                            "migrateDatabaseJob.enabled"),
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
                            "migrateDatabaseJob.env"))
            .and(of(
                            Part.DEPLOYMENT.part(
                                    "migrationJob",
                                    AirflowDeployment::migrationJob,
                                    AirflowDeploymentBuilder::migrationJob,
                                    JobSettings::toBuilder,
                                    JobSettingsBuilder::build),
                            "migrateDatabaseJob",
                            "annotations",
                            true)
                    .stream()
                    .map(setting -> setting.when(AirflowDeployment::migrateDatabase))
                    .toList());

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
                    // Its pod does not wait for the migration. Argo CD begins a wave when everything in the one
                    // before is healthy.
                    Setting.derived(
                            values -> hooks(values, "createUserJob", Map.of(ARGO_CD_WAVE, "1")),
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
                            "webserver.defaultUser"))
            .and(of(
                            Part.DEPLOYMENT.part(
                                    "createUserJob",
                                    AirflowDeployment::createUserJob,
                                    AirflowDeploymentBuilder::createUserJob,
                                    JobSettings::toBuilder,
                                    JobSettingsBuilder::build),
                            "createUserJob",
                            "annotations",
                            false)
                    .stream()
                    .map(setting ->
                            setting.when(deployment -> deployment.adminUser().isPresent()))
                    .toList());

    private static final Format<String> SCHEDULE = Format.textOf(ChartText::templated, ChartText::fromTemplated);

    private static final Part<PodCleanup, PodCleanupBuilder> PODS = Part.DEPLOYMENT.optionalPart(
            "podCleanup",
            AirflowDeployment::podCleanup,
            AirflowDeploymentBuilder::podCleanup,
            PodCleanup::toBuilder,
            PodCleanupBuilder::build);

    private static final Part<DatabaseCleanup, DatabaseCleanupBuilder> ROWS = Part.DEPLOYMENT.optionalPart(
            "databaseCleanup",
            AirflowDeployment::databaseCleanup,
            AirflowDeploymentBuilder::databaseCleanup,
            DatabaseCleanup::toBuilder,
            DatabaseCleanupBuilder::build);

    static final Subject POD_CLEANUP = Subject.of(
                    "A job deletes the pods of finished tasks that the Kubernetes executor has left behind.",
                    enabled(PODS, PodCleanup.ofDefaults(), "cleanup"),
                    Setting.of(
                            PODS.attribute("schedule", PodCleanup::schedule, PodCleanupBuilder::schedule),
                            "cleanup.schedule",
                            SCHEDULE),
                    limit(
                            PODS.optional(
                                    "failedJobsHistoryLimit",
                                    PodCleanup::failedJobsHistoryLimit,
                                    PodCleanupBuilder::failedJobsHistoryLimit),
                            "cleanup"),
                    limit(
                            PODS.optional(
                                    "successfulJobsHistoryLimit",
                                    PodCleanup::successfulJobsHistoryLimit,
                                    PodCleanupBuilder::successfulJobsHistoryLimit),
                            "cleanup"))
            .and(of(
                    PODS.part(
                            "job",
                            PodCleanup::job,
                            PodCleanupBuilder::job,
                            JobSettings::toBuilder,
                            JobSettingsBuilder::build),
                    "cleanup",
                    "podAnnotations",
                    false))
            .alone();

    static final Subject DATABASE_CLEANUP = Subject.of(
                    "A job deletes old rows from the database; what it deletes disappears from the user interface.",
                    enabled(ROWS, DatabaseCleanup.builder().build(), "databaseCleanup"),
                    Setting.of(
                            ROWS.attribute("schedule", DatabaseCleanup::schedule, DatabaseCleanupBuilder::schedule),
                            "databaseCleanup.schedule",
                            SCHEDULE),
                    Setting.of(
                            ROWS.attribute(
                                    "retentionDays",
                                    DatabaseCleanup::retentionDays,
                                    DatabaseCleanupBuilder::retentionDays),
                            "databaseCleanup.retentionDays",
                            Format.INTEGER),
                    Setting.of(
                            ROWS.attribute(
                                    "skipArchive", DatabaseCleanup::skipArchive, DatabaseCleanupBuilder::skipArchive),
                            "databaseCleanup.skipArchive",
                            Format.BOOLEAN),
                    Setting.of(
                            ROWS.optional("tables", it -> Format.some(it.tables()), DatabaseCleanupBuilder::tables),
                            "databaseCleanup.tables",
                            Format.TEXT_LIST),
                    limit(
                            ROWS.optional(
                                    "failedJobsHistoryLimit",
                                    DatabaseCleanup::failedJobsHistoryLimit,
                                    DatabaseCleanupBuilder::failedJobsHistoryLimit),
                            "databaseCleanup"),
                    limit(
                            ROWS.optional(
                                    "successfulJobsHistoryLimit",
                                    DatabaseCleanup::successfulJobsHistoryLimit,
                                    DatabaseCleanupBuilder::successfulJobsHistoryLimit),
                            "databaseCleanup"))
            .and(of(
                    ROWS.part(
                            "job",
                            DatabaseCleanup::job,
                            DatabaseCleanupBuilder::job,
                            JobSettings::toBuilder,
                            JobSettingsBuilder::build),
                    "databaseCleanup",
                    "podAnnotations",
                    false))
            .alone();

    private JobValues() {}

    private static <S, B> Setting enabled(Part<S, B> cleanup, S usual, String key) {
        Attribute<S> place = cleanup.place();
        return Setting.of(
                place.path(),
                values -> place.get().apply(values.deployment()).ifPresent(some -> values.put(key + ".enabled", true)),
                (deployment, values) -> place.get().apply(deployment).isPresent() || !values.isTrue(key + ".enabled")
                        ? deployment
                        : place.with().apply(deployment, usual),
                key + ".enabled");
    }

    private static Setting limit(Attribute<Integer> attribute, String key) {
        return Setting.of(
                attribute, key + attribute.path().substring(attribute.path().lastIndexOf('.')), Format.INTEGER);
    }

    private static List<Setting> of(
            Part<JobSettings, JobSettingsBuilder> job,
            String key,
            String annotationsOfPods,
            boolean variablesAreTemplates) {
        return Stream.of(
                        Stream.of(
                                PodValues.resources(
                                        job, "resources", JobSettings::resources, JobSettingsBuilder::resources, key),
                                PodValues.priorityClass(
                                        job, JobSettings::priorityClass, JobSettingsBuilder::priorityClass, key),
                                Setting.of(
                                        job.optional(
                                                "command",
                                                it -> Format.some(it.command()),
                                                JobSettingsBuilder::command),
                                        key + ".command",
                                        Format.TEMPLATED_TEXT_LIST),
                                args(job, key + ".args"),
                                annotations(job, key + ".jobAnnotations"),
                                customVariables(job, key + ".applyCustomEnv"),
                                timeToLive(job, key + ".ttlSecondsAfterFinished"),
                                kept(job, key + ".ttlSecondsAfterFinished")),
                        AccountValues.of(job, JobSettings::serviceAccount, JobSettingsBuilder::serviceAccount, key)
                                .stream(),
                        PodValues.ofJob(
                                job.part(
                                        "pods",
                                        JobSettings::pods,
                                        JobSettingsBuilder::pods,
                                        Pods::toBuilder,
                                        PodsBuilder::build),
                                key,
                                annotationsOfPods,
                                variablesAreTemplates)
                                .stream())
                .flatMap(settings -> settings)
                .map(Setting::alone)
                .toList();
    }

    /** Without any, those that the model has for the job stand there. */
    private static Setting args(Part<JobSettings, JobSettingsBuilder> job, String key) {
        return Setting.of(
                job.optional("args", it -> Format.some(it.args()), JobSettingsBuilder::args),
                (values, args) ->
                        values.put(key, Format.TEMPLATED_TEXT_LIST.write().apply(args)),
                values -> values.find(key)
                        .flatMap(Format.TEMPLATED_TEXT_LIST.read())
                        .filter(args ->
                                args.stream().noneMatch(arg -> arg.equals(CREATE_ADMIN) || arg.equals(PAST_THE_POOL))),
                key);
    }

    /** Those that the delivery decides are the model's. */
    private static Setting annotations(Part<JobSettings, JobSettingsBuilder> job, String key) {
        return Setting.of(
                job.optional("annotations", it -> Format.some(it.annotations()), JobSettingsBuilder::annotations),
                (values, annotations) -> values.putAll(key, annotations),
                values -> values.find(key)
                        .flatMap(Format.TEXTS.read())
                        .map(all -> {
                            all.keySet().removeAll(Set.of(ARGO_CD_HOOK, ARGO_CD_WAVE));
                            all.remove(ARGO_CD_DELETE_POLICY, DELETE_POLICY);
                            return all;
                        })
                        .filter(some -> !some.isEmpty()),
                key);
    }

    private static Setting customVariables(Part<JobSettings, JobSettingsBuilder> job, String key) {
        return Setting.of(
                job.attribute("customVariables", JobSettings::customVariables, JobSettingsBuilder::customVariables),
                (values, given) -> {
                    if (!given) {
                        values.put(key, false);
                    }
                },
                values -> values.find(key).flatMap(Format.BOOLEAN.read()),
                key);
    }

    private static Setting timeToLive(Part<JobSettings, JobSettingsBuilder> job, String key) {
        Attribute<Duration> attribute =
                job.optional("timeToLive", JobSettings::timeToLive, JobSettingsBuilder::timeToLive);
        return Setting.of(
                attribute.path(),
                values -> attribute
                        .get()
                        .apply(values.deployment())
                        .ifPresent(time ->
                                values.put(key, PodValues.SECONDS.write().apply(time))),
                (deployment, values) -> values.find(key)
                        .filter(seconds ->
                                deployment.delivery() != Delivery.ARGO_CD || !seconds.equals(SECONDS_OF_A_DAY))
                        .flatMap(PodValues.SECONDS.read())
                        .map(time -> attribute.with().apply(deployment, time))
                        .orElse(deployment),
                key);
    }

    private static Setting kept(Part<JobSettings, JobSettingsBuilder> job, String key) {
        return Setting.of(
                job.attribute("kept", JobSettings::kept, JobSettingsBuilder::kept),
                (values, kept) -> {
                    if (kept) {
                        values.put(key, null);
                    }
                },
                values -> values.isNull(key) ? Optional.of(true) : Optional.empty(),
                key);
    }

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
                || values.isOn("webserver.defaultUser.enabled")
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
                .role(ours ? args.get(5) : ofTheChart(values, "role"))
                .username(ours ? args.get(7) : ofTheChart(values, "username"))
                .email(ours ? args.get(9) : ofTheChart(values, "email"))
                .firstName(ours ? args.get(11) : ofTheChart(values, "firstName"))
                .lastName(ours ? args.get(13) : ofTheChart(values, "lastName"))
                .build();
        return deployment.toBuilder().adminUser(user).build();
    }

    private static String ofTheChart(Given values, String key) {
        List<String> places = List.of("webserver.defaultUser." + key, "createUserJob.defaultUser." + key);
        return places.stream()
                .flatMap(place -> values.text(place).stream())
                .findFirst()
                .or(() -> places.stream()
                        .flatMap(place -> values.usual(place).stream())
                        .map(String::valueOf)
                        .findFirst())
                .orElse("");
    }

    /**
     * The chart has given the job Airflow's variable already. Of two of one name the last would count, but the API server
     * refuses both where they are applied by the server, as Argo CD does: so the job's own shell sets it.
     */
    private static void pastThePool(ValuesDraft values) {
        if (values.deployment().migrationJob().args().isEmpty()) {
            values.put("migrateDatabaseJob.args", List.of("bash", "-c", PAST_THE_POOL));
        }
        values.put(
                "migrateDatabaseJob.env",
                List.of(values.catalogue()
                        .composedDirectUrl()
                        .map(url -> Tree.of("name", SecretCatalogue.DIRECT_VARIABLE, "value", url))
                        .orElseGet(() -> ValuesDraft.variable(
                                SecretCatalogue.DIRECT_VARIABLE,
                                "secretKeyRef",
                                values.deployment().names().secret(Purpose.DATABASE),
                                SecretCatalogue.CONNECTION_DIRECT))));
    }

    private static String hooksInWords(AirflowDeployment deployment) {
        return switch (deployment.delivery()) {
            case HELM ->
                ". It is a Helm hook, so do not install with --wait: Helm would wait for the pods, and they wait for it.";
            case ARGO_CD ->
                ". It is an Argo CD hook, created again at every sync: a Job cannot be changed, and Argo CD would wait for"
                        + " the pods before it ran a Helm hook.";
            case HELM_WAIT, FLUX, TERRAFORM ->
                ". It is not a Helm hook: a tool that waits for the pods first would wait forever. A Job cannot be"
                        + " changed, so delete the last one first"
                        + (deployment.migrationJob().timeToLive().isEmpty()
                                        && !deployment.migrationJob().kept()
                                ? ", or wait five minutes after it ended."
                                : ".");
        };
    }

    private static void admin(ValuesDraft values, AdminUser user) {
        if (values.deployment().createUserJob().args().isEmpty()) {
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
        }
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
            Map<String, Object> annotations = Tree.of(ARGO_CD_HOOK, "Sync", ARGO_CD_DELETE_POLICY, DELETE_POLICY);
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
