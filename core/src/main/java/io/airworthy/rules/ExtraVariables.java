package io.airworthy.rules;

import io.airworthy.frozen.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables of Airflow's containers that the user sets by chart values of his own, past the attribute for
 * them.
 */
final class ExtraVariables {

    /** The values that have a list {@code env} for a container of Airflow's. */
    private static final List<String> CONTAINERS = List.of(
            "scheduler",
            "webserver",
            "apiServer",
            "dagProcessor",
            "triggerer",
            "workers",
            "workers.celery",
            "workers.kubernetes",
            "createUserJob",
            "migrateDatabaseJob",
            "cleanup",
            "databaseCleanup",
            "flower");

    /** A name in the text of a YAML list, and the literal value after it. */
    private static final Pattern IN_TEXT = Pattern.compile(
            "\\bname[\"']?\\s{0,9}:\\s{0,9}[\"']?([A-Za-z_][A-Za-z0-9_]{0,250})[\"']?[ \\t]{0,9}(?=,|\\}|\\n|\\r|$)"
                    + "(?:[,\\s]{0,99}[\"']?value[\"']?\\s{0,9}:[ \\t]{0,9}[\"']?([^\"'\\n\\r}]{1,4000}))?");

    /**
     * A variable.
     *
     * @param path where it is in the values
     * @param name its name
     * @param value its value, where that is written beside it
     */
    record Variable(String path, String name, Optional<String> value) {}

    private ExtraVariables() {}

    /** All of them, but those of the list {@code env} at the top, which is an attribute of the model. */
    static List<Variable> of(ValuesTree values) {
        List<Variable> all = new ArrayList<>();
        CONTAINERS.forEach(container -> all.addAll(listed(values, container + ".env", "name")));
        all.addAll(listed(values, "secret", "envName"));
        all.addAll(inText(values));
        return all;
    }

    /** Those of the text {@code extraEnv}, which all containers get. */
    static List<Variable> inText(ValuesTree values) {
        return values.find("extraEnv")
                .flatMap(Tree::text)
                .map(ExtraVariables::inText)
                .orElse(List.of());
    }

    /** The elements of a list, each with its name. */
    static List<Variable> listed(ValuesTree values, String path, String nameKey) {
        List<Variable> all = new ArrayList<>();
        List<?> list = Tree.listOrEmpty(values.find(path).orElse(null));
        for (int i = 0; i < list.size(); i++) {
            Map<?, ?> map = Tree.mapOrEmpty(list.get(i));
            String place = path + "[" + i + "]";
            Tree.text(map.get(nameKey))
                    .ifPresent(name -> all.add(new Variable(place, name, Tree.text(map.get("value")))));
        }
        return all;
    }

    private static List<Variable> inText(String text) {
        List<Variable> all = new ArrayList<>();
        Matcher name = IN_TEXT.matcher(text);
        while (name.find()) {
            all.add(new Variable("extraEnv", name.group(1), Optional.ofNullable(name.group(2))));
        }
        return all;
    }
}
