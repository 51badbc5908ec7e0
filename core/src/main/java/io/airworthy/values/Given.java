package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.WebTier;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.chart.ChartOptions;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.frozen.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that are to be read back: what stands at a key, wherever this chart version takes it. */
final class Given {

    /** Options that one component alone reads, which may so be said in a variable of its own. */
    private static final Map<String, String> READERS = Map.of(
            "core.parallelism", "scheduler",
            "webserver.workers", "webserver",
            "api.workers", "apiServer",
            "celery.worker_concurrency", "workers");

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{-? *[.](Values|Release)[.]([A-Za-z0-9_.]+) *-?}}");

    private static final Pattern OPTION_VARIABLE = Pattern.compile("AIRFLOW__([A-Z_]+?)__([A-Z0-9_]+)");

    private final AirflowDeployment deployment;
    private final ChartKeys keys;
    private final AirflowOptions airflow;
    private final Map<String, @Nullable Object> values;
    private final boolean areAll;
    private final Map<String, String> texts;
    private final Set<String> readOptions;
    private final Map<String, String> options;

    private Given(AirflowDeployment deployment, Map<String, @Nullable Object> values, boolean areAll) {
        this.deployment = deployment;
        this.keys = new ChartKeys(deployment);
        this.airflow = AirflowOptions.of(deployment.airflowVersion());
        this.values = values;
        this.areAll = areAll;
        this.texts = variablesInText(values);
        this.readOptions = Settings.READ_OPTIONS.stream().map(airflow::nameOf).collect(Collectors.toUnmodifiableSet());
        this.options = options(values, areAll ? this::evaluated : text -> text);
        if (areAll) {
            List.copyOf(options.keySet()).stream()
                    .filter(option -> readAs(option)
                            .filter(name -> !options.containsKey(name) && !ChartOptions.hide(airflow.standing(option)))
                            .isPresent())
                    .forEach(option -> options.put(airflow.nameOf(option), options.remove(option)));
            Stream.of(allVariables(), texts)
                    .forEach(variables -> variables.forEach(
                            (name, value) -> ofVariable(name).ifPresent(option -> options.put(option, value))));
            READERS.forEach((option, component) -> variable(component + ".env", variableOf(option))
                    .flatMap(variable -> Tree.text(variable.get("value")))
                    .ifPresent(value -> options.put(option, ChartText.fromVariable(value))));
        }
    }

    private Given(Given same, AirflowDeployment deployment) {
        this.deployment = deployment;
        this.keys = same.keys;
        this.airflow = same.airflow;
        this.values = same.values;
        this.areAll = same.areAll;
        this.texts = same.texts;
        this.readOptions = same.readOptions;
        this.options = same.options;
    }

    /** All values that the chart gets: what they leave out is as the chart has it. */
    static Given all(AirflowDeployment deployment, Map<String, @Nullable Object> values) {
        return new Given(deployment, values, true);
    }

    /** The same values, to be read into another deployment. */
    Given into(AirflowDeployment other) {
        return keys.areOf(other)
                        && other.releaseName().equals(deployment.releaseName())
                        && other.namespace().equals(deployment.namespace())
                ? new Given(this, other)
                : new Given(other, values, areAll);
    }

    /** Values beside those of a deployment. */
    static Given extra(AirflowDeployment deployment, Map<String, @Nullable Object> values) {
        return new Given(deployment, values, false);
    }

    /** What stands at a key, or at the first other place where the chart takes the same. */
    Optional<Object> find(String key) {
        for (String place : keys.places(key)) {
            Optional<Object> found = Tree.find(values, place);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What stands at a key itself, though this chart has another place for it. */
    Optional<Object> findAsNamed(String key) {
        return Tree.find(values, key);
    }

    Optional<String> text(String key) {
        return find(key).flatMap(Format.TEXT.read());
    }

    /** What the chart takes where nothing stands at a key. */
    Optional<Object> usual(String key) {
        return keys.profile().defaultOf(key).or(() -> keys.profile().defaultOf(keys.here(key)));
    }

    /** What the chart takes at a key, where these are all values and nothing stands there. */
    Optional<String> untouched(String key) {
        return areAll && find(key).isEmpty() ? usual(key).flatMap(Format.TEXT.read()) : Optional.empty();
    }

    /** Whether something is on, because values say so or because the chart does it unless they say otherwise. */
    boolean isOn(String key) {
        return find(key)
                .or(() -> areAll ? usual(key) : Optional.empty())
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    /** Whether a key is there with nothing behind it, which takes the chart's default away. */
    boolean isNull(String key) {
        return keys.places(key).stream()
                .anyMatch(place -> Tree.find(values, place.substring(0, place.lastIndexOf('.')))
                                .flatMap(Tree::map)
                                .filter(parent -> parent.containsKey(place.substring(place.lastIndexOf('.') + 1)))
                                .isPresent()
                        && Tree.find(values, place).isEmpty());
    }

    /** Whether there is a DAG processor; where nothing is said, the chart has one if Airflow needs it. */
    Optional<Boolean> hasDagProcessor() {
        return find("dagProcessor.enabled")
                .flatMap(Format.BOOLEAN.read())
                .or(() -> areAll ? Optional.of(deployment.webTier() == WebTier.API_SERVER) : Optional.empty());
    }

    boolean isTrue(String key) {
        return find(key).filter(Boolean.TRUE::equals).isPresent();
    }

    /** Whether a variable of all containers follows from what else the deployment says. */
    boolean isOwnVariable(String name) {
        SecretCatalogue catalogue = deployment.release().secrets();
        return catalogue.composedVariables().containsKey(name)
                || LoggingValues.environment(deployment).containsKey(name)
                || catalogue.variables().stream()
                        .anyMatch(variable -> variable.variable().equals(name));
    }

    /** Whether a variable of all containers that is written out is an option of an attribute. */
    boolean isOption(String variable) {
        return areAll && texts.containsKey(variable) && ofVariable(variable).isPresent();
    }

    /** Whether a variable of one component is an option of an attribute. */
    boolean isOptionOf(String component, String variable) {
        return areAll
                && READERS.entrySet().stream()
                        .anyMatch(reader -> component.equals(reader.getValue() + ".env")
                                && variable.equals(variableOf(reader.getKey())));
    }

    /** The options of {@code airflow.cfg}, as Airflow reads them. */
    Map<String, String> options() {
        return Collections.unmodifiableMap(options);
    }

    /** What an option is set to, under the name that this Airflow has for it. */
    Optional<String> option(String option) {
        return Optional.ofNullable(options().get(airflow.nameOf(option)));
    }

    /** The variables of all of Airflow's containers that are written out, without those that are options of an attribute. */
    Map<String, String> variables() {
        Map<String, String> variables = allVariables();
        if (areAll) {
            variables.keySet().removeIf(name -> ofVariable(name).isPresent());
        }
        return variables;
    }

    /** A connection that is written out in a variable of all containers. */
    Optional<String> connection(String id) {
        String name = "AIRFLOW_CONN_" + id.toUpperCase(Locale.ROOT);
        return Stream.of(texts, allVariables())
                .flatMap(variables -> Stream.ofNullable(variables.get(name)))
                .findFirst();
    }

    private static String variableOf(String option) {
        return "AIRFLOW__" + option.toUpperCase(Locale.ROOT).replace(".", "__");
    }

    /** The option that a variable sets, if an attribute is read from it. It wins over {@code airflow.cfg}. */
    private Optional<String> ofVariable(String variable) {
        Matcher parts = OPTION_VARIABLE.matcher(variable);
        return parts.matches()
                ? readAs((parts.group(1) + "." + parts.group(2)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** This Airflow's name of an option that an attribute is read from, if it still reads the option under the name given. */
    private Optional<String> readAs(String option) {
        return Optional.of(airflow.nameOf(option))
                .filter(name -> readOptions.contains(name)
                        && (name.equals(option) || airflow.standing(option).kind() == OptionStanding.Kind.RENAMED));
    }

    private Map<String, String> allVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Object element : Tree.listOrEmpty(values.get("env"))) {
            Map<?, ?> variable = Tree.mapOrEmpty(element);
            Tree.text(variable.get("name"))
                    .ifPresent(name -> Tree.text(variable.get("value"))
                            .ifPresent(value -> variables.put(name, ChartText.fromVariable(value))));
        }
        return variables;
    }

    /** The variables that are written out in the text of a list, which count more than those of the list {@code env}. */
    private static Map<String, String> variablesInText(Map<String, @Nullable Object> values) {
        Map<String, String> variables = new LinkedHashMap<>();
        PodValues.inText(Tree.text(values.get("extraEnv")).orElse(""))
                .forEach(variable -> variable.<Runnable>match(
                                literal -> () -> variables.put(literal.name(), literal.value()),
                                key -> () -> {},
                                key -> () -> {},
                                field -> () -> {})
                        .run());
        return variables;
    }

    /** A variable of one container, as it stands there. */
    Optional<Map<?, ?>> variable(String key, String name) {
        return Tree.listOrEmpty(find(key).orElse(null)).stream()
                .<Map<?, ?>>map(Tree::mapOrEmpty)
                .filter(variable -> name.equals(variable.get("name")))
                .findFirst();
    }

    /** Numbers and booleans need no quotes. */
    private static Optional<String> optionText(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case TEXT, INTEGER -> Optional.of(String.valueOf(value));
            case BOOLEAN -> Optional.of(Boolean.TRUE.equals(value) ? "True" : "False");
            default -> Optional.empty();
        };
    }

    /** Helm would put something else in its place. */
    private static boolean isTemplate(String text) {
        return text.replace(ChartText.templated("{{"), "").contains("{{");
    }

    /** With what its plain references stand for. */
    private String evaluated(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement((found.group(1).equals("Values")
                                ? find(found.group(2))
                                        .or(() -> usual(found.group(2)))
                                        .flatMap(Given::optionText)
                                : ofRelease(found.group(2)))
                        .orElse(found.group())));
    }

    private Optional<String> ofRelease(String name) {
        return switch (name) {
            case "Name" -> Optional.of(deployment.releaseName());
            case "Namespace" -> Optional.of(deployment.namespace());
            default -> Optional.empty();
        };
    }

    private static Map<String, String> options(Map<String, @Nullable Object> values, UnaryOperator<String> evaluated) {
        Map<String, String> options = new TreeMap<>();
        Tree.mapOrEmpty(values.get("config"))
                .forEach((section, inner) -> Tree.mapOrEmpty(inner)
                        .forEach((option, value) -> optionText(value)
                                .map(text -> ChartOptions.areOfTheChart(section + "." + option, text)
                                        ? text
                                        : evaluated.apply(text))
                                .filter(text -> !isTemplate(text))
                                .ifPresent(text -> options.put(section + "." + option, ChartText.fromOption(text)))));
        return options;
    }
}
