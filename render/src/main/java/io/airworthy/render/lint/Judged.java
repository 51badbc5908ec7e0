package io.airworthy.render.lint;

import io.airworthy.Delivery;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.KeyPath;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Place;
import io.airworthy.render.report.RuleSummary;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceSpot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values, and for what they are judged: a chart, an Airflow, and who installs them. */
record Judged(Values values, ChartProfile profile, AirflowVersion airflow, Optional<Delivery> delivery) {

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "[$%]\\{|\\{\\{|\\$[A-Za-z_]\\w*|<[A-Za-z_][\\w .:/#-]*>|^ENC\\[|@@?\\w+@@?|%%?[A-Z_]{3,}%%?|__[A-Z_]+__");

    private static final Pattern REDACTED = Pattern.compile(
            "(?i)|\\*{3,}|x{3,}|.*(redacted|change-?_?me|replace-?_?me|placeholder|your[-_ ].*|to-?_?be-?_?replaced|replaced[-_ ].*).*");

    private static final Pattern NAME =
            Pattern.compile("(?m)^\\s*-?\\s*[\"']?name[\"']?:\\s*[\"']?([A-Za-z_][A-Za-z0-9_]*)");

    /** What the file says; empty for nothing, an empty text, map or list. */
    Optional<Object> said(String path) {
        return values.at(path).filter(value -> !"".equals(value) && !Tree.isEmpty(value));
    }

    boolean says(String path) {
        return said(path).isPresent();
    }

    /** What the chart gets, its own default included. */
    Optional<Object> at(String path) {
        return values.has(KeyPath.of(path)) ? values.at(path) : profile.defaultOf(path);
    }

    Optional<String> text(String path) {
        return at(path).flatMap(Tree::text);
    }

    boolean isOn(String path) {
        return at(path).filter(Boolean.TRUE::equals).isPresent();
    }

    boolean isOff(String path) {
        return at(path).filter(Boolean.FALSE::equals).isPresent();
    }

    /** A change of the texts that say these values. */
    Rewrite edit() {
        return Rewrite.of(values.layers());
    }

    /** Whether the chart's schema lets a value stand at a key. */
    boolean takes(KeyPath path, @Nullable Object value) {
        return profile.check(nested(path.steps(), 0, value)).stream()
                .noneMatch(problem -> problem.path().startsWith(path.toString()) && problem.isError());
    }

    private static Map<String, @Nullable Object> nested(List<KeyPath.Step> steps, int from, @Nullable Object value) {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put(steps.get(from).text(), from + 1 == steps.size() ? value : inner(steps, from + 1, value));
        return map;
    }

    private static Object inner(List<KeyPath.Step> steps, int from, @Nullable Object value) {
        if (!steps.get(from).place()) {
            return nested(steps, from, value);
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(steps.get(from).text()); i++) {
            list.add(Map.of());
        }
        list.add(from + 1 == steps.size() ? value : inner(steps, from + 1, value));
        return list;
    }

    boolean has(String path) {
        return profile.has(path);
    }

    /** Whether Airflow has the API server, and not the webserver. */
    boolean hasApiServer() {
        return WebTier.of(airflow) == WebTier.API_SERVER;
    }

    boolean usesCelery() {
        return text("executor").filter(name -> name.contains("Celery")).isPresent();
    }

    boolean startsTaskPods() {
        return text("executor").filter(name -> name.contains("Kubernetes")).isPresent();
    }

    /** An option of {@code airflow.cfg}, by whatever way it is set: where it stands, and what it is. */
    Optional<Variable> option(String option) {
        AirflowOptions options = AirflowOptions.of(airflow);
        String wanted = options.nameOf(option);
        return Stream.concat(
                        variables()
                                .filter(variable -> AirflowOptions.ofVariable(variable.name())
                                        .filter(name -> options.nameOf(name).equals(wanted))
                                        .isPresent()),
                        options()
                                .filter(entry -> options.nameOf(entry.name().toLowerCase(Locale.ROOT))
                                        .equals(wanted)))
                .findFirst();
    }

    /** What stands under {@code config}. */
    Stream<Variable> options() {
        return Tree.mapOrEmpty(values.tree().get("config")).entrySet().stream()
                .flatMap(section -> Tree.mapOrEmpty(section.getValue()).entrySet().stream()
                        .map(entry -> new Variable(
                                KeyPath.of("config")
                                        .key(String.valueOf(section.getKey()))
                                        .key(String.valueOf(entry.getKey())),
                                section.getKey() + "." + entry.getKey(),
                                Optional.ofNullable(entry.getValue()).map(Object::toString))));
    }

    /**
     * A variable of all of Airflow's containers.
     *
     * @param path where it stands
     * @param text what it is, where that is written
     */
    record Variable(KeyPath path, String name, Optional<String> text) {}

    Stream<Variable> variables() {
        List<Variable> all = new ArrayList<>();
        List<?> env = Tree.listOrEmpty(values.tree().get("env"));
        for (int i = 0; i < env.size(); i++) {
            KeyPath here = KeyPath.ROOT.key("env").place(i);
            Optional<String> value = Optional.ofNullable(
                            Tree.mapOrEmpty(env.get(i)).get("value"))
                    .map(Object::toString);
            Tree.text(Tree.mapOrEmpty(env.get(i)).get("name"))
                    .ifPresent(name -> all.add(new Variable(here.key("name"), name, value)));
        }
        List<?> secret = Tree.listOrEmpty(values.tree().get("secret"));
        for (int i = 0; i < secret.size(); i++) {
            KeyPath here = KeyPath.ROOT.key("secret").place(i).key("envName");
            Tree.text(Tree.mapOrEmpty(secret.get(i)).get("envName"))
                    .ifPresent(name -> all.add(new Variable(here, name, Optional.empty())));
        }
        Tree.text(values.tree().get("extraEnv")).ifPresent(text -> {
            Matcher name = NAME.matcher(text);
            while (name.find()) {
                all.add(new Variable(KeyPath.of("extraEnv"), name.group(1), Optional.empty()));
            }
        });
        return all.stream();
    }

    boolean setsVariable(String name) {
        return variables().anyMatch(variable -> variable.name().equals(name));
    }

    /** Whether something fills a text in before Helm sees it, or has taken it out of what we see. */
    static boolean isFilledIn(String text) {
        return PLACEHOLDER.matcher(text).find() || REDACTED.matcher(text).matches();
    }

    boolean isFilledIn(KeyPath path) {
        Values.Found found = values.find(path);
        return found.spot().steps() == path.steps().size()
                && found.spot()
                        .node()
                        .scalar()
                        .map(SourceScalar::text)
                        .filter(text -> !text.isEmpty() && isFilledIn(text))
                        .isPresent();
    }

    Hit hit(RuleSummary rule, LintLevel level, String path, String what) {
        return hit(rule, level, KeyPath.of(path), what);
    }

    /** At the value, or where it would have to be written. */
    Hit hit(RuleSummary rule, LintLevel level, KeyPath path, String what) {
        return Hit.of(rule, level, path, place(path, false), what);
    }

    Hit keyHit(RuleSummary rule, LintLevel level, KeyPath path, String what) {
        return Hit.of(rule, level, path, place(path, true), what);
    }

    private Place place(KeyPath path, boolean key) {
        Values.Found found = values.find(path);
        SourceSpot spot = found.spot();
        boolean isThere = spot.steps() == path.steps().size();
        boolean isShort = isThere && !key && spot.node().scalar().isPresent();
        return spot.entry()
                .map(SourceMapping.Entry::key)
                .filter(name -> !isShort)
                .map(name -> found.layer().placement().of(name.region()))
                .orElseGet(() -> start(found.layer().placement().of(spot.node().region()), isShort));
    }

    /** All of a scalar, but only the beginning of something longer. */
    private static Place start(Place place, boolean all) {
        return all ? place : Place.point(place.file(), place.startLine(), place.startColumn());
    }
}
