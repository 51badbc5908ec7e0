package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Finding;
import io.airworthy.values.ChartValues;
import io.airworthy.values.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Extra values and variables that say what an attribute of the model says, whose checks they would slip past. */
final class ExtraDecisions {

    private static final String GIT_SYNC_VARIABLES = "dags.gitSync.env";

    private static final Pattern OF_GIT_SYNC = Pattern.compile("GIT_?SYNC_(.+)");

    /** The chart's templates rely on these. */
    private static final Set<String> OF_THE_CHART = Set.of("ROOT", "DEST", "LINK", "ONE_TIME");

    private ExtraDecisions() {}

    /** Every value and every variable that says what an attribute says, each once, by its path. */
    static List<Finding> of(AirflowDeployment deployment) {
        ValuesTree values = ValuesTree.of(deployment);
        Stream<Finding> settings = ChartValues.of(deployment).decisions().stream()
                .map(decision -> decided(decision.path(), decision.attribute(), "this"));
        Stream<Finding> variables = ExtraVariables.of(values).stream()
                .flatMap(variable -> EnvironmentRules.owner(deployment, variable.name())
                        .map(attribute -> decided(variable.path(), attribute, variable.name()))
                        .stream());
        return Stream.of(settings, variables, ofGitSync(deployment, values))
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> ofGitSync(AirflowDeployment deployment, ValuesTree values) {
        if (deployment.gitSync().isEmpty()) {
            return Stream.empty();
        }
        return ExtraVariables.listed(values, GIT_SYNC_VARIABLES, "name").stream()
                .flatMap(
                        variable -> ofGitSync(variable.name())
                                .map(attribute -> decided(variable.path(), attribute, variable.name()))
                                .stream());
    }

    /** The attribute that says what a variable of git-sync says. */
    static Optional<String> ofGitSync(String variable) {
        return Stream.of(OF_GIT_SYNC.matcher(variable))
                .filter(Matcher::matches)
                .flatMap(name -> owner(name.group(1)).stream())
                .findFirst();
    }

    private static Optional<String> owner(String gitSyncVariable) {
        return OF_THE_CHART.contains(gitSyncVariable)
                ? Optional.of("the chart")
                : Settings.attributeOfGitSyncVariable(gitSyncVariable);
    }

    private static Finding decided(String path, String attribute, String what) {
        return ExtraValuesRules.at(path, attribute + " decides " + what);
    }
}
