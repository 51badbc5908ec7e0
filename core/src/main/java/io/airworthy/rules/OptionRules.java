package io.airworthy.rules;

import static io.airworthy.rules.Subject.OPTIONS;
import static io.airworthy.rules.Subject.VARIABLES;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartOptions;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.configuration.OptionStanding.Kind;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Options of {@code airflow.cfg} that this version of Airflow does not have, or has under another name. */
final class OptionRules {

    private static final String REFERENCE =
            "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html";

    private static final String UPGRADE =
            "https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html";

    private static final Subject<String> GIVEN = Subject.of(OptionRules::given);

    /** Where the chart's own values set an option's new name, Airflow does not look for the old one. */
    private static final Subject<String> HIDDEN =
            Subject.of(deployment -> names(deployment).filter(part -> isHidden(deployment, part.value())));

    static final Rule OPTIONS_HAVE_AN_EFFECT = Rule.error("OPT-001")
            .title("An option has no effect in this Airflow version")
            .because("Airflow silently ignores it")
            .remedy("remove it")
            .source(REFERENCE)
            .after("VER-002")
            .brokenBy(it -> it.airflowConfig("scheduler.min_file_process_interval", "30"))
            .finds(together(List.of(
                    GIVEN.finds(option -> finding(option, OptionStanding::isWithoutEffect)),
                    HIDDEN.finds(option -> Stream.of(hiding(option))))));

    static final Rule OPTIONS_ARE_CURRENT = Rule.warning("OPT-002")
            .title("An option was renamed or is deprecated")
            .because("Airflow still reads it and warns at every start; a later version will ignore it")
            .remedy("look in the release notes for what replaces it")
            .source(UPGRADE)
            .after("VER-002")
            .brokenBy(it -> it.environment("AIRFLOW__WEBSERVER__INSTANCE_NAME", "Team A"))
            .finds(GIVEN.finds(option -> finding(
                    option, standing -> standing.kind() == Kind.RENAMED || standing.kind() == Kind.DEPRECATED)));

    static final Rule OPTIONS_ARE_KNOWN = Rule.warning("OPT-003")
            .title("An option is unknown to Airflow")
            .because("Airflow silently ignores options that it does not know, misspelt ones included")
            .remedy("check the spelling")
            .source(REFERENCE)
            .after("VER-002")
            .brokenBy(it -> it.airflowConfig("core.default_timezon", "utc"))
            .finds(GIVEN.finds(option -> finding(option, standing -> standing.kind() == Kind.UNKNOWN)));

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
            .at("airflowVersion");

    static final List<Rule> ALL =
            List.of(OPTIONS_HAVE_AN_EFFECT, OPTIONS_ARE_CURRENT, OPTIONS_ARE_KNOWN, SESSION_KEY_IS_READ);

    private OptionRules() {}

    /** What other rules take out of the deployment altogether needs no better name. */
    private static boolean isRefusedAnyway(AirflowDeployment deployment, String option) {
        return OwnedOptions.attribute(deployment, option).isPresent()
                || OwnedOptions.isMisplacedJwtSecret(option)
                || SecretLooks.inName(option.substring(option.lastIndexOf('.') + 1));
    }

    /** The options that the user sets, by their names or by variables. */
    private static Stream<Part<String>> given(AirflowDeployment deployment) {
        if (!deployment.airflowVersion().isRelease()) {
            return Stream.empty();
        }
        return Stream.concat(
                        names(deployment)
                                .filter(part -> part.value().indexOf('.') > 0 && !isHidden(deployment, part.value())),
                        VARIABLES
                                .in(deployment)
                                .flatMap(part ->
                                        AirflowOptions.ofVariable(part.value().getKey()).map(part::with).stream()))
                .filter(part -> !isRefusedAnyway(deployment, part.value()));
    }

    private static Stream<Part<String>> names(AirflowDeployment deployment) {
        return OPTIONS.in(deployment).map(part -> part.with(part.value().getKey()));
    }

    /** Whether Airflow reads what the chart says of an option under its new name, and not what is said here under the old one. */
    static boolean isHidden(AirflowDeployment deployment, String option) {
        return OwnedOptions.standing(deployment.airflowVersion(), option)
                .filter(ChartOptions::hide)
                .isPresent();
    }

    private static Finding hiding(Part<String> option) {
        String successor = optionsOf(option.deployment()).nameOf(option.value());
        return option.finding("the chart sets " + successor + ", and Airflow reads that first")
                .fixedBy("use " + successor)
                .suggestingKey(successor);
    }

    private static Stream<Finding> finding(Part<String> option, Predicate<OptionStanding> wrong) {
        AirflowDeployment deployment = option.deployment();
        OptionStanding standing = optionsOf(deployment).standing(option.value());
        if (!wrong.test(standing)) {
            return Stream.empty();
        }
        // What stands at the path is the option's value, not its name.
        Finding finding = option.with(standing).finding(what(deployment.airflowVersion(), option.value(), standing));
        return Stream.of(standing.successor()
                .map(successor -> finding.fixedBy("use " + successor).suggestingKey(key(option, successor)))
                .or(() -> optionsOf(deployment)
                        .nearest(option.value())
                        .filter(nearest -> standing.kind() == Kind.UNKNOWN)
                        .map(nearest -> finding.fixedBy("check the spelling; perhaps it is " + nearest)
                                .suggestingKey(key(option, nearest))))
                .orElse(finding));
    }

    /** Another option, as the given one is written: by its name or as a variable. */
    private static String key(Part<String> given, String option) {
        return given.modelPath().startsWith("environment[")
                ? "AIRFLOW__" + option.replaceFirst("[.]", "__").toUpperCase(Locale.ROOT)
                : option;
    }

    private static String what(AirflowVersion airflow, String option, OptionStanding standing) {
        String since = standing.since().map(AirflowVersion::text).orElse("");
        return switch (standing.kind()) {
            case NOT_YET -> option + " was added in Airflow " + since + ", and this is " + airflow;
            case GONE -> option + " was removed in Airflow " + since + ", and this is " + airflow;
            case RENAMED -> option + " was renamed in Airflow " + since;
            case DEPRECATED -> option + " has been deprecated since Airflow " + since;
            default -> option + " is not among the options that this library knows";
        };
    }

    private static AirflowOptions optionsOf(AirflowDeployment deployment) {
        return AirflowOptions.of(deployment.airflowVersion());
    }
}
