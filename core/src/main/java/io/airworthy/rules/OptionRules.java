package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.configuration.OptionStanding.Kind;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Options of {@code airflow.cfg} that this version of Airflow does not have, or has under another name. */
final class OptionRules {

    private static final String REFERENCE =
            "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html";

    private static final String UPGRADE =
            "https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html";

    static final Rule OPTIONS_EXIST = Rule.error("OPT-001")
            .title("An option has no effect in this Airflow version")
            .because("Airflow silently ignores options that it does not know")
            .remedy("remove it")
            .source(REFERENCE)
            .after("VER-002")
            .brokenBy(it -> it.airflowConfig("scheduler.min_file_process_interval", "30"))
            .finds(deployment -> findings(deployment, OptionRules::withoutEffect));

    static final Rule OPTIONS_HAVE_THEIR_NAMES = Rule.warning("OPT-002")
            .title("An option was renamed or is deprecated")
            .because("Airflow still reads it and warns at every start; a later version will ignore it")
            .remedy("look in the release notes for what replaces it")
            .source(UPGRADE)
            .after("VER-002")
            .brokenBy(it -> it.environment("AIRFLOW__WEBSERVER__INSTANCE_NAME", "Team A"))
            .finds(deployment -> findings(deployment, OptionRules::outdated));

    static final Rule OPTIONS_ARE_KNOWN = Rule.warning("OPT-003")
            .title("An option is unknown to Airflow")
            .because("Airflow silently ignores options that it does not know, misspelt ones included")
            .remedy("check the spelling")
            .source(REFERENCE)
            .after("VER-002")
            .brokenBy(it -> it.airflowConfig("core.default_timezon", "utc"))
            .finds(deployment -> findings(deployment, OptionRules::unknown));

    static final Rule SESSION_KEY_IS_READ = Rule.error("OPT-004")
            .title("This Airflow looks for the session key where no chart puts it")
            .because("before 3.0.2 the option was [webserver] secret_key, and the charts set [api] secret_key: every"
                    + " process generates a key of its own, users are logged out, and logs cannot be fetched")
            .remedy("use Airflow 3.0.2 or later")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/release_notes.html")
            .after("VER-003")
            .brokenBy(it -> it.airflowVersion("3.0.1"))
            .brokenWhen(deployment -> AirflowTrait.API_SERVER.isIn(deployment.airflowVersion())
                    && optionsOf(deployment).standing("api.secret_key").kind() == Kind.NOT_YET)
            .at("airflowVersion", "airflowVersion");

    static final List<Rule> ALL =
            List.of(OPTIONS_EXIST, OPTIONS_HAVE_THEIR_NAMES, OPTIONS_ARE_KNOWN, SESSION_KEY_IS_READ);

    /** An option that the user sets, and where. */
    private record Setting(String option, String modelPath, String valuesPath) {}

    /** What is wrong with an option, if anything is. */
    private interface Judgement {
        Optional<Finding> of(AirflowDeployment deployment, Setting setting, OptionStanding standing);
    }

    private OptionRules() {}

    private static List<Finding> findings(AirflowDeployment deployment, Judgement judgement) {
        if (!deployment.airflowVersion().isRelease()) {
            return List.of();
        }
        AirflowOptions options = optionsOf(deployment);
        return settings(deployment).stream()
                .filter(setting -> !isRefusedAnyway(deployment, setting.option()))
                .flatMap(setting -> judgement.of(deployment, setting, options.standing(setting.option())).stream()
                        .map(finding -> finding.inValues(setting.valuesPath())))
                .toList();
    }

    /** What other rules take out of the deployment altogether needs no better name. */
    private static boolean isRefusedAnyway(AirflowDeployment deployment, String option) {
        return OwnedOptions.attribute(deployment, option).isPresent()
                || OwnedOptions.isMisplacedJwtSecret(option)
                || SecretLooks.inName(option.substring(option.lastIndexOf('.') + 1));
    }

    private static List<Setting> settings(AirflowDeployment deployment) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(deployment.airflowConfig())
                .keySet().stream()
                        .filter(option -> option.indexOf('.') > 0)
                        .forEach(option ->
                                settings.add(new Setting(option, "airflowConfig[" + option + "]", "config." + option)));
        for (Map.Entry<String, String> variable : new TreeMap<>(deployment.environment()).entrySet()) {
            AirflowOptions.ofVariable(variable.getKey())
                    .ifPresent(option ->
                            settings.add(new Setting(option, "environment[" + variable.getKey() + "]", "env")));
        }
        return settings;
    }

    private static Optional<Finding> withoutEffect(
            AirflowDeployment deployment, Setting setting, OptionStanding standing) {
        return standing.isWithoutEffect() ? Optional.of(finding(deployment, setting, standing)) : Optional.empty();
    }

    private static Optional<Finding> outdated(AirflowDeployment deployment, Setting setting, OptionStanding standing) {
        return standing.kind() == Kind.RENAMED || standing.kind() == Kind.DEPRECATED
                ? Optional.of(finding(deployment, setting, standing))
                : Optional.empty();
    }

    private static Optional<Finding> unknown(AirflowDeployment deployment, Setting setting, OptionStanding standing) {
        return standing.kind() == Kind.UNKNOWN ? Optional.of(finding(deployment, setting, standing)) : Optional.empty();
    }

    private static Finding finding(AirflowDeployment deployment, Setting setting, OptionStanding standing) {
        Finding finding = Finding.at(setting.modelPath(), what(deployment.airflowVersion(), setting, standing));
        return standing.successor()
                .map(successor -> finding.fixedBy("use " + successor))
                .or(() -> optionsOf(deployment)
                        .nearest(setting.option())
                        .filter(nearest -> standing.kind() == Kind.UNKNOWN)
                        .map(nearest -> finding.fixedBy("check the spelling; perhaps it is " + nearest)))
                .orElse(finding);
    }

    private static String what(AirflowVersion airflow, Setting setting, OptionStanding standing) {
        String since = standing.since().map(AirflowVersion::text).orElse("");
        return switch (standing.kind()) {
            case NOT_YET -> setting.option() + " was added in Airflow " + since + ", and this is " + airflow;
            case GONE -> setting.option() + " was removed in Airflow " + since + ", and this is " + airflow;
            case RENAMED -> setting.option() + " was renamed in Airflow " + since;
            case DEPRECATED -> setting.option() + " has been deprecated since Airflow " + since;
            default -> setting.option() + " is not among the options that this library knows";
        };
    }

    private static AirflowOptions optionsOf(AirflowDeployment deployment) {
        return AirflowOptions.of(deployment.airflowVersion());
    }
}
