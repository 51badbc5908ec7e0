package io.airworthy.render.lint;

import io.airworthy.Delivery;
import io.airworthy.chart.ChartOptions;
import io.airworthy.chart.KeyPath;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.render.lint.Judged.Variable;
import io.airworthy.render.report.RuleSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks the rules that only values can break. */
final class ValuesChecks {

    private static final RuleSummary STOPS = SchemaChecks.rule("VAL-018");
    private static final RuleSummary IGNORED = SchemaChecks.rule("VAL-014");
    private static final RuleSummary IS_A_RELEASE = SchemaChecks.rule("VER-002");
    private static final RuleSummary UNREAD_BY_THE_POOL = SchemaChecks.rule("VAL-007");

    private static final List<Function<Judged, Stream<Hit>>> CHECKS = List.of(
            ValuesChecks::release,
            ValuesChecks::bypassedPool,
            ValuesChecks::deadPoolKeys,
            ValuesChecks::changingKeys,
            ValuesChecks::revision,
            ValuesChecks::keyOfSchedulers,
            ValuesChecks::budgets,
            ValuesChecks::hooks,
            ValuesChecks::administrator,
            ValuesChecks::database,
            ValuesChecks::tlsOfThePool,
            ValuesChecks::droppedTls,
            ValuesChecks::overriddenVariables,
            ValuesChecks::overriddenOptions,
            ValuesChecks::idleDatabase,
            ValuesChecks::resultBackend,
            ValuesChecks::poolWithoutCa,
            ValuesChecks::templates,
            ValuesChecks::ignored,
            ValuesChecks::logIdentity,
            ValuesChecks::statsd);

    /** Variables that the chart sets last, from Secrets. */
    private static final List<String> BUILT_IN = List.of(
            "AIRFLOW__CORE__FERNET_KEY",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
            "AIRFLOW__CELERY__BROKER_URL",
            "AIRFLOW__CELERY__RESULT_BACKEND",
            "AIRFLOW__WEBSERVER__SECRET_KEY",
            "AIRFLOW__API__SECRET_KEY",
            "AIRFLOW_CONN_AIRFLOW_DB");

    private static final String SESSIONS = "the key of sessions and of logs";

    private static final Pattern SQL_URL = Pattern.compile("(postgresql|postgres|mysql)(\\+\\w+)?://.*");
    private static final Pattern OLD_GIT_SYNC = Pattern.compile("v?(3\\..*|4\\.[0-2]\\..*)");

    private ValuesChecks() {}

    static List<Hit> hits(Judged judged) {
        return CHECKS.stream().flatMap(check -> check.apply(judged)).toList();
    }

    private static Stream<Hit> release(Judged judged) {
        return judged
                .said("airflowVersion")
                .flatMap(Tree::text)
                .filter(text -> !AirflowVersion.of(text).isRelease() && !Judged.isFilledIn(text))
                .map(text -> judged.hit(
                        IS_A_RELEASE, LintLevel.DEFAULT, "airflowVersion", "'" + text + "' is not three numbers"))
                .stream();
    }

    private static Stream<Hit> bypassedPool(Judged judged) {
        return judged.isOn("pgbouncer.enabled")
                        && judged.says("data.metadataSecretName")
                        && !judged.says("pgbouncer.configSecretName")
                        && !judged.says("data.metadataConnection.host")
                ? Stream.of(judged.hit(
                        ValuesRules.POOL_IS_USED,
                        LintLevel.DEFAULT,
                        "data.metadataSecretName",
                        "the chart does not know this Secret's database, and PgBouncer is on"))
                : Stream.empty();
    }

    private static Stream<Hit> deadPoolKeys(Judged judged) {
        if (!judged.isOn("pgbouncer.enabled") || !judged.says("pgbouncer.configSecretName")) {
            return Stream.empty();
        }
        return Stream.of(
                        "auth_file",
                        "auth_type",
                        "ciphers",
                        "extraIni",
                        "extraIniMetadata",
                        "extraIniResultBackend",
                        "logConnections",
                        "logDisconnections",
                        "maxClientConn",
                        "metadataPoolSize",
                        "resultBackendPoolSize",
                        "sslmode",
                        "verbose")
                .map(key -> "pgbouncer." + key)
                .filter(key -> judged.said(key)
                        .filter(value -> !judged.profile()
                                .defaultOf(key)
                                .map(Object::toString)
                                .equals(Optional.of(value.toString())))
                        .isPresent())
                .map(key -> removable(
                        judged,
                        judged.keyHit(
                                        UNREAD_BY_THE_POOL,
                                        LintLevel.DEFAULT,
                                        KeyPath.of(key),
                                        "PgBouncer reads its configuration from the Secret that configSecretName names")
                                .fixedBy("set it in that Secret, and remove it here")));
    }

    private static Stream<Hit> changingKeys(Judged judged) {
        boolean apiKey = judged.hasApiServer() && judged.has("apiSecretKeySecretName");
        // Argo CD renders the chart again and again, and each time there is another key.
        LintLevel ofApiKey =
                judged.delivery().equals(Optional.of(Delivery.ARGO_CD)) ? LintLevel.DEFAULT : LintLevel.PEDANTIC;
        Stream<Hit> session = apiKey
                ? changing(
                        judged,
                        ofApiKey,
                        "AIRFLOW__API__SECRET_KEY",
                        "apiSecretKey",
                        "apiSecretKeySecretName",
                        SESSIONS)
                : changing(
                        judged,
                        LintLevel.DEFAULT,
                        "AIRFLOW__WEBSERVER__SECRET_KEY",
                        "webserverSecretKey",
                        "webserverSecretKeySecretName",
                        SESSIONS);
        return judged.hasApiServer() && judged.has("jwtSecretName")
                ? Stream.concat(
                        session,
                        changing(
                                judged,
                                LintLevel.DEFAULT,
                                "AIRFLOW__API_AUTH__JWT_SECRET",
                                "jwtSecret",
                                "jwtSecretName",
                                "the secret that signs tasks' tokens"))
                : session;
    }

    private static Stream<Hit> changing(
            Judged judged, LintLevel level, String variable, String key, String name, String what) {
        return judged.says(key) || judged.says(name) || !isBuiltIn(judged, variable)
                ? Stream.empty()
                : Stream.of(judged.hit(ValuesRules.KEYS_ARE_KEPT, level, name, what + " is in no Secret of yours")
                        .fixedBy("make a Secret with that key, and name it at " + name));
    }

    private static boolean isBuiltIn(Judged judged, String variable) {
        return !judged.isOff("enableBuiltInSecretEnvVars." + variable);
    }

    private static Stream<Hit> revision(Judged judged) {
        if (!judged.isOn("dags.gitSync.enabled")) {
            return Stream.empty();
        }
        String branch = judged.text("dags.gitSync.branch").orElse("");
        String rev = judged.text("dags.gitSync.rev").orElse("");
        Optional<String> ref = judged.said("dags.gitSync.ref").flatMap(Tree::text);
        boolean isHead = rev.isEmpty() || rev.equals("HEAD");
        boolean isOld = judged.text("images.gitSync.tag")
                .filter(tag -> OLD_GIT_SYNC.matcher(tag).matches())
                .isPresent();
        if (!branch.isEmpty() && isHead && ref.filter(it -> !it.equals(branch)).isPresent()) {
            boolean said = judged.says("dags.gitSync.branch");
            return Stream.of(judged.hit(
                            ValuesRules.REVISION_IS_TAKEN,
                            LintLevel.DEFAULT,
                            "dags.gitSync.ref",
                            "git-sync takes the branch " + branch + (said ? "" : ", which is the chart's default,")
                                    + " and ignores this")
                    .fixedBy("write branch: " + ref.get() + " as well")
                    .offering(() -> judged.edit()
                            .put(KeyPath.of("dags.gitSync.branch"), ref.get())
                            .toLookAt("write the same to branch")));
        }
        return !branch.isEmpty() && !isHead && !isOld && !judged.isFilledIn(KeyPath.of("dags.gitSync.rev"))
                ? Stream.of(judged.hit(
                                ValuesRules.REVISION_IS_TAKEN,
                                LintLevel.DEFAULT,
                                "dags.gitSync.rev",
                                "git-sync exits where there are both a branch, " + branch + ", and a revision")
                        .offering(() -> judged.edit()
                                .put(KeyPath.of("dags.gitSync.branch"), rev)
                                .put(KeyPath.of("dags.gitSync.ref"), rev)
                                .put(KeyPath.of("dags.gitSync.rev"), "HEAD")
                                .toLookAt("write " + rev + " to branch and ref")))
                : Stream.empty();
    }

    private static Stream<Hit> budgets(Judged judged) {
        return maps(judged.values().tree(), KeyPath.ROOT, 0)
                .filter(path -> Values.last(path).equals("podDisruptionBudget")
                        && !path.toString().startsWith("workers.celery")
                        && judged.isOn(path.key("enabled").toString()))
                .map(path -> path.key("config"))
                .filter(config -> judged.says(config.key("minAvailable").toString())
                        && !judged.values().has(config.key("maxUnavailable"))
                        && judged.profile()
                                .defaultOf(config.key("maxUnavailable").toString())
                                .isPresent())
                .map(config -> judged.hit(
                                ValuesRules.BUDGET_IS_ONE,
                                LintLevel.DEFAULT,
                                config.key("minAvailable"),
                                "maxUnavailable is still the chart's 1")
                        .offering(() -> judged.edit()
                                .put(config.key("maxUnavailable"), null)
                                .safe("remove the chart's maxUnavailable")));
    }

    private static Stream<Hit> keyOfSchedulers(Judged judged) {
        boolean schedulersPull = judged.text("executor")
                        .filter(executor -> executor.contains("Local"))
                        .isPresent()
                || !judged.hasApiServer() && !judged.isOn("dagProcessor.enabled");
        return judged.isOn("dags.gitSync.enabled")
                        && judged.isOn("dags.persistence.enabled")
                        && judged.says("dags.gitSync.sshKeySecret")
                        && schedulersPull
                        && Tree.listOrEmpty(judged.at("scheduler.extraVolumes").orElse(null)).stream()
                                .noneMatch(volume -> "git-sync-ssh-key"
                                        .equals(Tree.mapOrEmpty(volume).get("name")))
                ? Stream.of(judged.hit(
                        ValuesRules.SCHEDULERS_HAVE_THE_KEY,
                        LintLevel.DEFAULT,
                        "dags.persistence.enabled",
                        "schedulers with git-sync, a deploy key and a volume"))
                : Stream.empty();
    }

    private static Stream<KeyPath> maps(Map<?, ?> map, KeyPath path, int depth) {
        return depth > 4
                ? Stream.empty()
                : map.entrySet().stream()
                        .filter(entry -> Tree.kind(entry.getValue()) == Tree.Kind.MAP)
                        .flatMap(entry -> {
                            KeyPath here = path.key(String.valueOf(entry.getKey()));
                            return Stream.concat(
                                    Stream.of(here), maps(Tree.mapOrEmpty(entry.getValue()), here, depth + 1));
                        });
    }

    private static Stream<Hit> hooks(Judged judged) {
        Optional<Delivery> delivery = judged.delivery().filter(by -> !by.usesHelmHooks());
        if (delivery.isEmpty()
                || Tree.mapOrEmpty(judged.values()
                                .at("migrateDatabaseJob.jobAnnotations")
                                .orElse(null))
                        .containsKey("argocd.argoproj.io/hook")) {
            return Stream.empty();
        }
        return Stream.of("migrateDatabaseJob", "createUserJob")
                .filter(job -> judged.isOn(job + ".useHelmHooks"))
                .filter(job -> !judged.isOff(job + ".enabled"))
                .filter(job -> !job.equals("createUserJob") || makesAdministrator(judged))
                .map(job -> judged.hit(
                                ValuesRules.DELIVERY_RUNS_JOBS,
                                LintLevel.DEFAULT,
                                job + ".useHelmHooks",
                                "the job is a hook, which runs when everything else is ready")
                        .offering(() -> judged.edit()
                                .put(KeyPath.of(job + ".useHelmHooks"), false)
                                .put(KeyPath.of(job + ".applyCustomEnv"), false)
                                .toLookAt("make it a job of its own, as the chart's guide says")));
    }

    private static boolean makesAdministrator(Judged judged) {
        // Where both are written, the chart takes the older key.
        Optional<Object> old = judged.values().at("webserver.defaultUser.enabled");
        boolean isNew = judged.has("createUserJob.enabled");
        return isNew
                ? old.map(Boolean.TRUE::equals).orElseGet(() -> judged.isOn("createUserJob.enabled"))
                : judged.isOn("webserver.defaultUser.enabled");
    }

    private static Stream<Hit> administrator(Judged judged) {
        String key = judged.has("createUserJob.defaultUser")
                        && judged.values().at("webserver.defaultUser").isEmpty()
                ? "createUserJob"
                : "webserver";
        boolean isOtherwise = judged.says("createUserJob.args")
                || judged.says("createUserJob.command")
                || judged.option("core.auth_manager")
                        .flatMap(Variable::text)
                        .filter(name -> !name.contains("FabAuthManager"))
                        .isPresent()
                || Stream.of("webserver.webserverConfig", "apiServer.apiServerConfig")
                        .flatMap(config -> judged.text(config).stream())
                        .anyMatch(text -> text.matches("(?s).*AUTH_TYPE\\s*=\\s*AUTH_(?!DB).*"));
        Optional<String> password = judged.text(key + ".defaultUser.password");
        return makesAdministrator(judged)
                        && !isOtherwise
                        && password.map("admin"::equals).orElse(true)
                ? Stream.of(judged.hit(
                                ValuesRules.ADMINISTRATOR_HAS_A_PASSWORD,
                                LintLevel.DEFAULT,
                                key + ".defaultUser.password",
                                "it is admin, the password that the chart has for everybody")
                        .fixedBy("set " + (key.equals("webserver") ? "webserver.defaultUser" : key)
                                + ".enabled: false and create users yourself, or give it another password")
                        .offering(() -> judged.edit()
                                .put(
                                        KeyPath.of(
                                                judged.has("createUserJob.enabled")
                                                        ? "createUserJob.enabled"
                                                        : "webserver.defaultUser.enabled"),
                                        false)
                                .toLookAt("switch the job off")))
                : Stream.empty();
    }

    private static Stream<Hit> database(Judged judged) {
        boolean named = judged.says("data.metadataSecretName") || judged.says("data.metadataConnection.host");
        if (judged.isOn("postgresql.enabled")) {
            return named || setsDatabase(judged)
                    ? Stream.empty()
                    : Stream.of(judged.hit(
                            ValuesRules.BUNDLED_DATABASE,
                            LintLevel.PEDANTIC,
                            "postgresql.enabled",
                            "no other database is named"));
        }
        return named || setsDatabase(judged)
                ? Stream.empty()
                : Stream.of(judged.hit(
                        ValuesRules.DATABASE_IS_NAMED,
                        LintLevel.DEFAULT,
                        "postgresql.enabled",
                        "it is off, and no other database is named"));
    }

    private static boolean setsDatabase(Judged judged) {
        return judged.variables().anyMatch(variable -> variable.name().contains("SQL_ALCHEMY_CONN"))
                || judged.says("extraEnvFrom")
                || judged.option("database.sql_alchemy_conn").isPresent();
    }

    private static Stream<Hit> tlsOfThePool(Judged judged) {
        String key = "data.metadataConnection.sslmode";
        return judged.isOn("pgbouncer.enabled")
                        && !judged.says("data.metadataSecretName")
                        && !judged.says("pgbouncer.configSecretName")
                        && judged.text("pgbouncer.extraIni")
                                .filter(ini -> ini.contains("client_tls"))
                                .isEmpty()
                        && judged.text("data.metadataConnection.protocol")
                                .filter("postgresql"::equals)
                                .isPresent()
                        && judged.text(key)
                                .filter(mode -> mode.equals("require") || mode.startsWith("verify"))
                                .isPresent()
                ? Stream.of(judged.hit(
                                ValuesRules.POOL_TAKES_THE_CONNECTION,
                                LintLevel.DEFAULT,
                                key,
                                "Airflow connects to the pool with this mode")
                        .offering(() -> judged.edit()
                                .put(
                                        KeyPath.of("pgbouncer.sslmode"),
                                        judged.text(key).orElse(""))
                                .put(KeyPath.of(key), "disable")
                                .toLookAt("write disable here, and this mode to pgbouncer.sslmode")))
                : Stream.empty();
    }

    private static Stream<Hit> droppedTls(Judged judged) {
        String key = "data.metadataConnection.protocol";
        return !judged.says("data.metadataSecretName")
                        && judged.said(key)
                                .filter(protocol -> String.valueOf(protocol).startsWith("postgresql+"))
                                .isPresent()
                        && judged.said("data.metadataConnection.sslmode")
                                .filter(mode -> !mode.equals("disable"))
                                .isPresent()
                ? Stream.of(judged.hit(
                                ValuesRules.TLS_MODE_IS_TAKEN,
                                LintLevel.DEFAULT,
                                key,
                                "with it, sslmode is not in the URL")
                        .offering(() ->
                                judged.edit().put(KeyPath.of(key), "postgresql").toLookAt("write postgresql")))
                : Stream.empty();
    }

    private static Stream<Hit> overriddenVariables(Judged judged) {
        return judged.variables()
                .filter(variable -> BUILT_IN.stream()
                        .filter(name -> List.of("", "_CMD", "_SECRET").stream()
                                .anyMatch(suffix -> variable.name().equals(name + suffix)))
                        .anyMatch(name -> isBuiltIn(judged, name) && isSetByTheChart(judged, name)))
                .map(variable -> {
                    String own = variable.name().replaceFirst("_(CMD|SECRET)$", "");
                    return judged.hit(
                                    ValuesRules.VARIABLE_COUNTS,
                                    LintLevel.DEFAULT,
                                    variable.path(),
                                    "the chart sets " + own + " itself")
                            .offering(() -> judged.edit()
                                    .put(
                                            KeyPath.of("enableBuiltInSecretEnvVars")
                                                    .key(own),
                                            false)
                                    .toLookAt("switch the chart's own off"));
                });
    }

    private static Stream<Hit> overriddenOptions(Judged judged) {
        AirflowOptions options = AirflowOptions.of(judged.airflow());
        Map<String, Variable> variables = new LinkedHashMap<>();
        judged.variables()
                .forEach(variable -> AirflowOptions.ofVariable(variable.name())
                        .ifPresent(option -> variables.put(options.nameOf(option), variable)));
        return judged.options().flatMap(option -> {
            Variable variable = variables.get(options.nameOf(option.name().toLowerCase(Locale.ROOT)));
            boolean isOther = variable != null
                    && variable.text().isPresent()
                    && !variable.text().get().equalsIgnoreCase(option.text().orElse(""))
                    && !ChartOptions.areOfTheChart(option.name(), option.text().orElse(""));
            return isOther
                    ? Stream.of(removable(
                            judged,
                            judged.keyHit(
                                    SchemaChecks.rule("CFG-007"),
                                    LintLevel.DEFAULT,
                                    option.path(),
                                    "the variable " + variable.name() + " says something else")))
                    : Stream.empty();
        });
    }

    private static Stream<Hit> idleDatabase(Judged judged) {
        Optional<String> host = judged.said("data.metadataConnection.host").flatMap(Tree::text);
        // The bundled one may be named as well.
        boolean isOther = judged.says("data.metadataSecretName")
                ? judged.isOn("pgbouncer.enabled")
                        && host.filter(name -> !name.contains("postgresql")).isPresent()
                : host.filter(name -> !name.contains("postgresql") && !Judged.isFilledIn(name))
                        .isPresent();
        return judged.isOn("postgresql.enabled") && isOther
                ? Stream.of(judged.hit(
                                ValuesRules.DATABASE_IS_USED,
                                LintLevel.DEFAULT,
                                "postgresql.enabled",
                                "it is on, and Airflow connects to " + host.get())
                        .offering(() -> judged.edit()
                                .put(KeyPath.of("postgresql.enabled"), false)
                                .toLookAt("switch it off")))
                : Stream.empty();
    }

    private static boolean isSetByTheChart(Judged judged, String name) {
        return switch (name) {
            case "AIRFLOW__CELERY__BROKER_URL" -> judged.usesCelery();
            case "AIRFLOW__CELERY__RESULT_BACKEND" ->
                judged.usesCelery()
                        && (judged.says("data.resultBackendSecretName") || judged.says("data.resultBackendConnection"));
            case "AIRFLOW__WEBSERVER__SECRET_KEY" -> !judged.hasApiServer();
            case "AIRFLOW__API__SECRET_KEY" -> judged.hasApiServer() && judged.has("apiSecretKeySecretName");
            default -> true;
        };
    }

    private static Stream<Hit> resultBackend(Judged judged) {
        return judged
                .option("celery.result_backend")
                .filter(option -> judged.usesCelery()
                        && option.text()
                                .filter(text -> SQL_URL.matcher(text).matches())
                                .isPresent())
                .map(option -> judged.hit(
                                ValuesRules.RESULTS_ARE_IN_THE_DATABASE,
                                LintLevel.DEFAULT,
                                option.path(),
                                "the address does not begin with db+")
                        .offering(() -> option.path().toString().startsWith("config.")
                                ? judged.edit()
                                        .put(
                                                option.path(),
                                                "db+" + option.text().orElse(""))
                                        .toLookAt("write db+ in front of it")
                                : Optional.empty()))
                .stream();
    }

    private static Stream<Hit> poolWithoutCa(Judged judged) {
        return judged.isOn("pgbouncer.enabled")
                        && !judged.says("pgbouncer.configSecretName")
                        && judged.text("pgbouncer.sslmode")
                                .filter(mode -> mode.startsWith("verify"))
                                .isPresent()
                        && !judged.says("pgbouncer.ssl.ca")
                        && judged.text("pgbouncer.extraIni")
                                .filter(ini -> ini.contains("server_tls_ca_file"))
                                .isEmpty()
                ? Stream.of(judged.hit(
                        ValuesRules.POOL_VERIFIES_WITH_A_CA,
                        LintLevel.DEFAULT,
                        "pgbouncer.sslmode",
                        "there is no pgbouncer.ssl.ca"))
                : Stream.empty();
    }

    /** What the chart's templates require or refuse. */
    private static Stream<Hit> templates(Judged judged) {
        Stream.Builder<Hit> hits = Stream.builder();
        boolean ownRedis = judged.isOn("redis.enabled");
        boolean brokerSecret = judged.says("data.brokerUrlSecretName");
        boolean brokerCommand = judged.setsVariable("AIRFLOW__CELERY__BROKER_URL_CMD");
        if (judged.usesCelery()) {
            if (!ownRedis && !brokerSecret && !judged.says("data.brokerUrl") && !brokerCommand) {
                hits.add(stop(
                        judged,
                        "redis.enabled",
                        "it is off, and no other broker is named",
                        "set data.brokerUrlSecretName"));
            }
            if (brokerSecret && judged.says("data.brokerUrl")) {
                hits.add(removable(
                        judged, stop(judged, "data.brokerUrl", "brokerUrlSecretName is there too", "remove it")));
            }
            if (judged.says("redis.passwordSecretName") && judged.says("redis.password")) {
                hits.add(removable(
                        judged, stop(judged, "redis.password", "passwordSecretName is there too", "remove it")));
            }
            if (ownRedis && judged.says("redis.passwordSecretName") && !brokerSecret && !brokerCommand) {
                hits.add(stop(
                        judged,
                        "redis.passwordSecretName",
                        "the chart asks for the broker's URL beside it",
                        "set data.brokerUrlSecretName"));
            }
        }
        Optional<String> option = judged.values().at("config.core.executor").flatMap(Tree::text);
        if (option.filter(name ->
                        !Judged.isFilledIn(name) && !judged.text("executor").equals(Optional.of(name)))
                .isPresent()) {
            hits.add(removable(
                    judged,
                    stop(
                            judged,
                            "config.core.executor",
                            "executor is " + judged.text("executor").orElse("something else"),
                            "remove it, and set executor alone")));
        }
        if (judged.startsTaskPods()
                && judged.values()
                        .at("config.logging.remote_logging")
                        .filter(value -> Tree.text(value).isEmpty())
                        .isPresent()) {
            String key = "config.logging.remote_logging";
            hits.add(stop(judged, key, "with KubernetesExecutor the chart takes a text here", "put it in double quotes")
                    .offering(() -> judged.edit()
                            .put(KeyPath.of(key), judged.isOn(key) ? "True" : "False")
                            .safe("put it in double quotes")));
        }
        return hits.build();
    }

    private static Hit stop(Judged judged, String path, String what, String remedy) {
        return judged.hit(STOPS, LintLevel.DEFAULT, path, what).fixedBy(remedy);
    }

    /** What the chart takes and does not use, because something else is there. */
    private static Stream<Hit> ignored(Judged judged) {
        Stream.Builder<Hit> hits = Stream.builder();
        if (judged.usesCelery()
                && judged.isOn("redis.enabled")
                && judged.says("data.brokerUrl")
                && !judged.says("data.brokerUrlSecretName")) {
            hits.add(judged.keyHit(
                            IGNORED,
                            LintLevel.DEFAULT,
                            KeyPath.of("data.brokerUrl"),
                            "the chart's own Redis is on, and Celery uses that")
                    .fixedBy("set redis.enabled: false, or remove it"));
        }
        if (judged.isOn("dags.gitSync.enabled")) {
            boolean key = judged.says("dags.gitSync.sshKeySecret") || judged.says("dags.gitSync.sshKey");
            if (key && judged.says("dags.gitSync.credentialsSecret")) {
                hits.add(removable(
                        judged,
                        judged.keyHit(
                                        IGNORED,
                                        LintLevel.DEFAULT,
                                        KeyPath.of("dags.gitSync.credentialsSecret"),
                                        "the SSH key is used instead")
                                .fixedBy("keep one of the two")));
            }
            boolean waits = judged.said("dags.gitSync.wait")
                    .filter(seconds -> !seconds.toString().equals("0"))
                    .isPresent();
            if (waits && judged.says("dags.gitSync.period")) {
                hits.add(removable(
                        judged,
                        judged.keyHit(
                                        IGNORED,
                                        LintLevel.DEFAULT,
                                        KeyPath.of("dags.gitSync.period"),
                                        "wait is used instead")
                                .fixedBy("remove wait")));
            }
        }
        return hits.build();
    }

    private static Stream<Hit> logIdentity(Judged judged) {
        Optional<Variable> folder = judged.option("logging.remote_base_log_folder")
                .filter(it -> it.text()
                        .filter(text -> text.matches("(s3|gs|cloudwatch)://.*"))
                        .isPresent());
        boolean hasIdentity = judged.option("logging.remote_log_conn_id")
                        .flatMap(Variable::text)
                        .filter(id -> !id.isEmpty())
                        .isPresent()
                || judged.option("logging.google_key_path").isPresent()
                || judged.variables()
                        .anyMatch(
                                it -> it.name().startsWith("AWS_") || it.name().startsWith("GOOGLE_"))
                || judged.says("extraEnvFrom")
                || maps(judged.values().tree(), KeyPath.ROOT, 0)
                        .anyMatch(path -> path.toString().endsWith("serviceAccount.annotations"));
        return folder.isPresent() && !hasIdentity
                ? Stream.of(judged.hit(
                        ValuesRules.IDENTITY_READS_LOGS,
                        LintLevel.PEDANTIC,
                        folder.get().path(),
                        "there is no annotation of a service account and no connection"))
                : Stream.empty();
    }

    private static Stream<Hit> statsd(Judged judged) {
        if (!judged.isOn("statsd.enabled")) {
            return Stream.empty();
        }
        // Nothing listens in Airflow's own pods; somewhere else there may be another exporter.
        boolean isLocal = judged.said("config.metrics.statsd_host")
                .filter(host -> host.equals("localhost") || host.equals("127.0.0.1"))
                .isPresent();
        return Stream.of("config.metrics.statsd_host", "config.metrics.statsd_port")
                .filter(judged::says)
                .filter(key -> judged.said(key)
                        .map(Object::toString)
                        .filter(text -> !text.equals("9125") && !text.contains("-statsd") && !Judged.isFilledIn(text))
                        .isPresent())
                .map(key -> removable(
                        judged,
                        judged.hit(
                                        ValuesRules.STATSD_REACHES_THE_EXPORTER,
                                        isLocal ? LintLevel.DEFAULT : LintLevel.PEDANTIC,
                                        key,
                                        "it overrides what the chart sets")
                                .fixedBy("remove it")));
    }

    private static Hit removable(Judged judged, Hit hit) {
        return hit.offering(() -> judged.edit().remove(hit.path()).toLookAt("remove it"));
    }
}
