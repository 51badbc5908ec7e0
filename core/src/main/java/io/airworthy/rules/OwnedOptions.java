package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.ChartImage;
import io.airworthy.ContainerImage;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.configuration.OptionStanding.Kind;
import io.airworthy.values.Settings;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The options of {@code airflow.cfg} that the model decides, each with the attribute that decides it. */
final class OwnedOptions {

    private OwnedOptions() {}

    /**
     * The attribute that decides an option. Airflow also takes a sensitive option from a command or a secrets backend,
     * under the option's name with {@code _cmd} or {@code _secret}.
     *
     * @param option {@code section.option}, in any case
     */
    static Optional<String> attribute(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return Stream.of(lower, without(lower, "_cmd"), without(lower, "_secret"))
                .flatMap(name -> Settings.attributeOfOption(name).stream())
                .findFirst();
    }

    /**
     * The attribute that decides an option, under the name that it has in a version of Airflow or had before: a variable
     * with the old name wins over {@code airflow.cfg} with the new one. A name that is no longer read decides nothing.
     *
     * @param option {@code section.option}, in any case
     */
    static Optional<String> attribute(AirflowVersion airflow, String option) {
        return isGone(airflow, option)
                ? Optional.empty()
                : attribute(option).or(() -> laterName(airflow, option).flatMap(OwnedOptions::attribute));
    }

    /**
     * The attribute that decides an option of a deployment. Where an attribute that is left out could not say what the
     * user's options say, they are his.
     *
     * @param option {@code section.option}, in any case
     */
    static Optional<String> attribute(AirflowDeployment deployment, String option) {
        return attribute(deployment.airflowVersion(), option).filter(attribute -> switch (attribute) {
            case "concurrency.workerConcurrency" -> deployment.usesCelery();
            case "remoteLogging" -> deployment.remoteLogging().isPresent() || !LoggingRules.hasOwnStore(deployment);
            case "broker.connection" -> Settings.brokerDecides(deployment, option);
            case "dagBundles" -> !deployment.dagBundles().isEmpty();
            case "metrics.datadog" -> deployment.metrics().datadog();
            case "metrics.datadogTags" -> !deployment.metrics().datadogTags().isEmpty();
            case "metrics.allowList" -> !deployment.metrics().allowList().isEmpty();
            case "metrics.blockList" -> !deployment.metrics().blockList().isEmpty();
            case "logSearch" -> deployment.logSearch().isPresent();
            case "secretsBackend" -> deployment.secretsBackend().isPresent();
            case "namespace" -> !deployment.rbac().multiNamespaceMode();
            default -> true;
        });
    }

    /**
     * The attribute that decides an option of a deployment, and that the option contradicts.
     *
     * @param option {@code section.option}, in any case
     * @param value what it is set to
     */
    static Optional<String> contradicted(AirflowDeployment deployment, String option, String value) {
        String name = option.substring(option.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return attribute(deployment, option)
                .filter(attribute -> !switch (attribute) {
                    case "namespace" -> value.equals(deployment.namespace());
                    case "authManager" -> value.equals(deployment.authManager().className());
                    case "executors" -> value.equals(deployment.executorText());
                    case "image" ->
                        value.equals(name.endsWith("tag") ? taskTag(deployment) : taskRepository(deployment));
                    case "remoteLogging" ->
                        deployment.remoteLogging().isEmpty()
                                && (name.equals("delete_local_logs")
                                        || name.equals("remote_logging") && value.equalsIgnoreCase("false"));
                    case "concurrency.workerConcurrency" ->
                        // Its other number is how many slots an idle worker keeps.
                        value.split(",")[0]
                                .strip()
                                .equals(Integer.toString(
                                        deployment.concurrency().workerConcurrency()));
                    default ->
                        deployment.chartVersion().isSupported()
                                && deployment.airflowVersion().isRelease()
                                && Settings.isWritten(
                                        deployment, currentName(deployment.airflowVersion(), option), value);
                });
    }

    private static String currentName(AirflowVersion airflow, String option) {
        return laterName(airflow, option).orElseGet(() -> option.toLowerCase(Locale.ROOT));
    }

    private static Optional<ContainerImage> taskImage(AirflowDeployment deployment) {
        return Optional.ofNullable(deployment.images().get(ChartImage.TASK_PODS));
    }

    private static String taskRepository(AirflowDeployment deployment) {
        return taskImage(deployment)
                .flatMap(ContainerImage::repository)
                .orElse(deployment.image().repository());
    }

    private static String taskTag(AirflowDeployment deployment) {
        return taskImage(deployment)
                .flatMap(ContainerImage::tag)
                .or(() -> deployment.image().tag())
                .orElse(deployment.airflowVersion().text());
    }

    /** The JWT secret in a section that Airflow does not read it from. */
    static boolean isMisplacedJwtSecret(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jwt_secret") && attribute(lower).isEmpty();
    }

    private static boolean isGone(AirflowVersion airflow, String option) {
        return standing(airflow, option)
                .filter(standing -> standing.kind() == Kind.GONE)
                .isPresent();
    }

    private static Optional<String> laterName(AirflowVersion airflow, String option) {
        return standing(airflow, option)
                .filter(standing -> standing.kind() == Kind.RENAMED)
                .flatMap(OptionStanding::successor);
    }

    /** What a version of Airflow makes of an option, if both are such that this can be told. */
    static Optional<OptionStanding> standing(AirflowVersion airflow, String option) {
        return airflow.isRelease() && option.indexOf('.') >= 0
                ? Optional.of(AirflowOptions.of(airflow).standing(option))
                : Optional.empty();
    }

    private static String without(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
