package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values as they are being written: section by section, each key put at the place where this chart version has it. */
final class ValuesDraft {

    /** What the names of this library's own annotations end in, before the slash. */
    static final String OWN_DOMAIN = "airworthy.io";

    private final AirflowDeployment deployment;
    private final Map<Purpose, String> revisions;
    private final ChartKeys keys;
    private final AirflowOptions airflow;
    private final List<String> comments = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> sections = new ArrayList<>();
    private final Map<String, String> options = new TreeMap<>();
    private Map<String, @Nullable Object> current = new LinkedHashMap<>();

    ValuesDraft(AirflowDeployment deployment, Map<Purpose, String> revisions) {
        this.deployment = deployment;
        this.revisions = revisions;
        this.keys = new ChartKeys(deployment);
        this.airflow = AirflowOptions.of(deployment.airflowVersion());
    }

    AirflowDeployment deployment() {
        return deployment;
    }

    /** The revision of each Secret that was rotated. */
    Map<Purpose, String> revisions() {
        return revisions;
    }

    SecretCatalogue catalogue() {
        return deployment.release().secrets();
    }

    ConnectionPlan plan() {
        return deployment.release().connections();
    }

    ChartKeys keys() {
        return keys;
    }

    AirflowOptions airflow() {
        return airflow;
    }

    /** Whether this chart version has a key at all. */
    boolean has(String key) {
        return keys.has(key);
    }

    /** Begins a section: what is put from here on stands under this comment. */
    void section(String comment) {
        current = new LinkedHashMap<>();
        comments.add(comment);
        sections.add(current);
    }

    /** Puts a value at a key: in this section, or in the one that has the key's top level already. */
    void put(String key, @Nullable Object value) {
        put(List.of(keys.here(key).split("\\.")), value);
    }

    /** Puts a value at a key as it is named here, though this chart has another place for it. */
    void putAsNamed(String key, Object value) {
        put(List.of(key.split("\\.")), value);
    }

    /** Puts a value at a key that older charts do not have, where leaving it out is what they do anyway. */
    void putWhereKnown(String key, @Nullable Object value) {
        if (has(key)) {
            put(key, value);
        }
    }

    /** Sets an option of {@code airflow.cfg}. */
    void putOption(String option, String value) {
        options.put(option, value);
    }

    /**
     * Writes the options that were set. A section may have a dot in its name, as {@code common.io} does; what has no section
     * is no option.
     */
    void putOptions() {
        options.forEach((option, value) -> {
            int dot = option.lastIndexOf('.');
            if (dot >= 0) {
                put(List.of("config", option.substring(0, dot), option.substring(dot + 1)), ChartText.option(value));
            }
        });
    }

    /** The options that were set, as {@code section.option}. */
    Map<String, String> options() {
        return options;
    }

    /** Adds a variable to those of all of Airflow's containers. */
    void putVariable(String name, String value) {
        append("env", variable(name, value));
    }

    /** Adds an element to the list at a key. */
    void append(String key, Object element) {
        List<Object> list = new ArrayList<>(Tree.listOrEmpty(find(key)));
        list.add(element);
        put(key, list);
    }

    /** Whether an element is in the list at a key already. */
    boolean has(String key, Object element) {
        return Tree.listOrEmpty(find(key)).contains(element);
    }

    /** Adds to the text at a key. */
    void appendText(String key, String text) {
        put(key, Tree.text(find(key)).orElse("") + text);
    }

    /** Adds entries to the map at a key, in the order of their names. */
    void putAll(String key, Map<String, ?> entries) {
        Map<String, @Nullable Object> all = new TreeMap<>();
        Tree.mapOrEmpty(find(key)).forEach((name, value) -> all.put(String.valueOf(name), value));
        all.putAll(entries);
        put(key, all);
    }

    @Nullable
    Object find(String key) {
        String here = keys.here(key);
        return sections.stream()
                .flatMap(section -> Tree.find(section, here).stream())
                .findFirst()
                .orElse(null);
    }

    /** The names of the variables of all of Airflow's containers. */
    List<String> variableNames() {
        return Tree.listOrEmpty(find("env")).stream()
                .map(variable -> String.valueOf(Tree.mapOrEmpty(variable).get("name")))
                .toList();
    }

    static Map<String, Object> variable(String name, String value) {
        return Tree.of("name", name, "value", ChartText.variable(value));
    }

    /** A variable whose text is in a key of a Secret ({@code secretKeyRef}) or of a ConfigMap ({@code configMapKeyRef}). */
    static Map<String, Object> variable(String variable, String kind, String name, String key) {
        return Tree.of("name", variable, "valueFrom", Map.of(kind, Tree.of("name", name, "key", key)));
    }

    private void put(List<String> steps, @Nullable Object value) {
        Map<String, @Nullable Object> map = sections.stream()
                .filter(section -> section.containsKey(steps.get(0)))
                .findFirst()
                .orElse(current);
        for (String step : steps.subList(0, steps.size() - 1)) {
            map = child(map, step);
        }
        map.put(steps.get(steps.size() - 1), value);
    }

    /** The sections that say something. */
    List<Section> sections() {
        return IntStream.range(0, sections.size())
                .filter(i -> !sections.get(i).isEmpty())
                .mapToObj(i -> new Section(comments.get(i), sections.get(i)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> map, String key) {
        return (Map<String, @Nullable Object>)
                map.computeIfAbsent(key, absent -> new LinkedHashMap<String, @Nullable Object>());
    }
}
