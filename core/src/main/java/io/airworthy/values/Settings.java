package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All settings: what the model says, and where the values say it. */
public final class Settings {

    /** In the order of the values file. */
    static final List<Subject> SUBJECTS = List.of(
            PlatformValues.ALL,
            RbacValues.ALL,
            ConnectionValues.DATABASE,
            ConnectionValues.FILES,
            ConnectionValues.PGBOUNCER,
            ConnectionValues.BROKER,
            KeyValues.ALL,
            DagValues.ALL,
            VolumeValues.LOGS,
            LoggingValues.SEARCH,
            ConfigurationValues.ENVIRONMENT,
            ConfigMapValues.ALL,
            PlatformValues.PODS,
            ConfigurationValues.OPTIONS,
            MetricsValues.EXPORTER,
            ComponentValues.SCHEDULER,
            ComponentValues.WEB,
            ComponentValues.DAG_PROCESSOR,
            ComponentValues.TRIGGERER,
            ComponentValues.WORKERS,
            FlowerValues.ALL,
            JobValues.MIGRATION,
            JobValues.ADMINISTRATOR,
            JobValues.POD_CLEANUP,
            JobValues.DATABASE_CLEANUP,
            NetworkValues.INGRESSES,
            NetworkValues.POLICIES,
            NetworkValues.LABELS,
            RestartValues.REVISIONS,
            RestartValues.RELOADER,
            WorkerGroupValues.ALL);

    /** The attributes that take what no other one does. */
    private static final Set<String> REST = Set.of("environment", "airflowConfig", "pods.variables");

    /** In the order in which they are read: what nothing else says comes last. */
    static final List<Setting> ALL = SUBJECTS.stream()
            .flatMap(subject -> subject.settings().stream())
            .sorted(Comparator.comparing(setting -> REST.contains(setting.attribute())))
            .toList();

    /** Those from whose attributes more follows than their keys. */
    static final List<Setting> DECISIVE = ALL.stream()
            .filter(setting -> setting.isRead() && setting.isWritten() && setting.hasConsequences())
            .toList();

    /** The options of {@code airflow.cfg} that single attributes are read from. */
    static final Set<String> READ_OPTIONS = ALL.stream()
            .filter(setting -> setting.isRead() && setting != ConfigurationValues.OTHER_OPTIONS)
            .flatMap(setting -> setting.keys().stream())
            .filter(key -> key.startsWith("config."))
            .map(key -> key.substring("config.".length()))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, String> BY_OPTION = attributes(Setting::options);

    private static final Map<String, String> BY_GIT_SYNC_VARIABLE = attributes(Setting::gitSyncVariables);

    private Settings() {}

    /**
     * The attribute that decides an option of {@code airflow.cfg}.
     *
     * @param option {@code section.option}, in lower case
     * @return the path of the attribute; empty if the option is the user's
     */
    public static Optional<String> attributeOfOption(String option) {
        return Optional.ofNullable(BY_OPTION.get(Objects.requireNonNull(option, "option")));
    }

    /**
     * Whether the values of a deployment set an option of {@code airflow.cfg} to a text even if its
     * {@code airflowConfig} does not, or the chart does.
     *
     * @param deployment a deployment of a supported chart and Airflow version
     * @param option {@code section.option}, as the deployment's Airflow calls it
     * @param text the text
     * @return true if the option has it anyway
     */
    public static boolean isWritten(AirflowDeployment deployment, String option, String text) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(text, "text");
        return Optional.ofNullable(
                        ConfigurationValues.derivedOptions(deployment).get(option))
                .map(text::equals)
                .orElseGet(() -> ChartOptions.areOfTheChart(option, text));
    }

    /**
     * The attribute that decides a variable of git-sync.
     *
     * @param name the name without {@code GITSYNC_}
     * @return the path of the attribute; empty if the variable is the user's
     */
    public static Optional<String> attributeOfGitSyncVariable(String name) {
        return Optional.ofNullable(BY_GIT_SYNC_VARIABLE.get(Objects.requireNonNull(name, "name")));
    }

    /**
     * Where the values of a deployment have what an attribute says.
     *
     * @param deployment a deployment of a supported chart and Airflow version
     * @param path the path of an attribute, {@code "ha.scheduler.replicas"}, or of a part of one that is a single key
     * @return the key, where the deployment's chart has it: the first that it has, of an attribute that is several; empty if
     *     the attribute is no key
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static Optional<String> keyOf(AirflowDeployment deployment, String path) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(path, "path");
        ChartKeys keys = new ChartKeys(deployment);
        return ALL.stream()
                .filter(setting -> setting.isRead() && setting.isWritten() && isAbout(setting, path))
                .findFirst()
                .map(setting -> setting.keys().stream()
                        .filter(keys::has)
                        .findFirst()
                        .orElse(setting.keys().get(0)))
                .map(key -> keys.here(key.replace(".*", "")));
    }

    /**
     * All places where values of a deployment's chart may say what an attribute says, those included that the library does not
     * write to.
     *
     * @param deployment a deployment of a supported chart and Airflow version
     * @param path the path of an attribute, {@code "pgBouncer.maxClientConnections"}
     * @return keys, the one that counts first; empty if values do not say the attribute
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static List<String> placesOf(AirflowDeployment deployment, String path) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(path, "path");
        ChartKeys keys = new ChartKeys(deployment);
        return ALL.stream()
                .filter(setting -> setting.isRead() && isAbout(setting, path))
                .flatMap(setting -> setting.keys().stream())
                .flatMap(key -> keys.places(key.replace(".*", "")).stream())
                .distinct()
                .toList();
    }

    /**
     * The attribute that is at a key.
     *
     * @param deployment a deployment of a supported chart and Airflow version
     * @param key a key of its chart, a place inside of one, or a map of some
     * @return the path of the attribute; empty if the key follows from several, or from none
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static Optional<String> attributeAt(AirflowDeployment deployment, String key) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(key, "key");
        ChartKeys keys = new ChartKeys(deployment);
        return ALL.stream()
                .filter(setting -> !setting.attribute().isEmpty()
                        && setting.keys().stream()
                                .map(keys::here)
                                .anyMatch(place -> isInside(key, place) || isInside(place, key)))
                .map(Setting::attribute)
                .findFirst();
    }

    /**
     * Whether the broker of a deployment needs an option of {@code airflow.cfg}, so that nobody else may set it.
     *
     * @param deployment the deployment
     * @param option {@code section.option}
     * @return true if the library sets it
     */
    public static boolean brokerDecides(AirflowDeployment deployment, String option) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(option, "option");
        return deployment
                .broker()
                .filter(broker -> deployment.usesCelery()
                        && BrokerOptions.of(broker).containsKey(option.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** Whether a key is another one, or inside of it. */
    static boolean isInside(String key, String other) {
        return key.equals(other) || isBelow(key, other, '.') || isBelow(key, other, '[');
    }

    private static boolean isAbout(Setting setting, String path) {
        return path.equals(setting.attribute())
                || setting.keys().size() == 1
                        && setting.attribute().indexOf('.') > 0
                        && isBelow(path, setting.attribute(), '.');
    }

    private static boolean isBelow(String path, String other, char separator) {
        return path.length() > other.length() && path.charAt(other.length()) == separator && path.startsWith(other);
    }

    private static Map<String, String> attributes(Function<Setting, List<String>> names) {
        return ALL.stream()
                .flatMap(setting -> names.apply(setting).stream().map(name -> Map.entry(name, setting.attribute())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
    }
}
