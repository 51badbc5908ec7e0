package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.ExtraConfigMap;
import io.airworthy.WebConfiguration;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.validation.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One thing that a deployment sets, whatever brought it: a variable, an option, an annotation, or a leaf of the extra
 * values, a line of a text among them too.
 *
 * <p>The path is the same however the setting got there. An option is {@code config.section.option} under the newest name
 * it has, even where a variable sets it. A variable is {@code env.NAME}, whichever container has it. Everything else is
 * where it is in the values, without the indexes of lists; and what a text says is below the text.
 *
 * @param modelPath where it is in the model
 * @param valuesPath where it is in the values
 * @param inner where it is inside of what stands there; empty where it is all that stands there
 * @param path what it sets
 * @param name the last part of the path
 * @param value text, a number or a boolean
 */
record Setting(String modelPath, String valuesPath, String inner, String path, String name, Object value) {

    private static final String OPTION = "config.";

    /** Later than every renaming that is known, so that each option has one name. */
    private static final AirflowOptions NEWEST = AirflowOptions.of(AirflowVersion.of("999.0.0"));

    /** Everything that a deployment sets by names of the user's choice. */
    static List<Setting> of(AirflowDeployment deployment) {
        return deployment
                .release()
                .derived(All.class, () -> new All(derived(deployment)))
                .settings();
    }

    private record All(List<Setting> settings) {}

    private static List<Setting> derived(AirflowDeployment deployment) {
        List<Setting> all = new ArrayList<>();
        new TreeMap<>(deployment.environment())
                .forEach((name, value) -> add(all, variable("environment[" + name + "]", "env", "", name, value)));
        new TreeMap<>(deployment.airflowConfig())
                .forEach((option, value) -> add(
                        all,
                        new Setting(
                                "airflowConfig[" + option + "]",
                                "config." + option,
                                "",
                                OPTION + newest(option),
                                option.substring(option.lastIndexOf('.') + 1),
                                value)));
        Subject.INGRESSES
                .in(deployment)
                .forEach(part -> new TreeMap<>(part.value().annotations())
                        .forEach((key, value) -> add(
                                all,
                                new Setting(
                                        part.modelPath() + ".annotations[" + key + "]",
                                        part.valuesPath().orElseThrow() + ".annotations",
                                        "",
                                        part.modelPath() + ".annotations." + key,
                                        key,
                                        value))));
        add(
                all,
                new Setting(
                        "authManager",
                        "config.core.auth_manager",
                        "",
                        "config.core.auth_manager",
                        "auth_manager",
                        deployment.authManager().className()));
        deployment.webConfiguration().flatMap(WebConfiguration::code).ifPresent(text -> {
            String key = deployment.webTier().valuesKey() + "."
                    + deployment.webTier().valuesKey() + "Config";
            add(all, new Setting("webConfiguration", key, "", key, "webConfiguration", text));
        });
        deployment
                .gitSync()
                .ifPresent(git -> git.variables()
                        .forEach(variable -> variable.match(
                                        literal -> Optional.of(literal.value()),
                                        key -> Optional.<String>empty(),
                                        key -> Optional.<String>empty(),
                                        field -> Optional.<String>empty())
                                .ifPresent(value -> add(
                                        all,
                                        variable(
                                                "gitSync.variables[" + variable.name() + "]",
                                                "dags.gitSync.env",
                                                "",
                                                variable.name(),
                                                value)))));
        PodRules.pods(deployment)
                .forEach(pods -> pods.value()
                        .variables()
                        .forEach(variable -> variable.match(
                                        literal -> Optional.of(literal.value()),
                                        key -> Optional.<String>empty(),
                                        key -> Optional.<String>empty(),
                                        field -> Optional.<String>empty())
                                .ifPresent(value -> add(
                                        all,
                                        variable(
                                                pods.modelPath() + ".variables[" + variable.name() + "]",
                                                "env",
                                                "",
                                                variable.name(),
                                                value)))));
        PodRules.pods(deployment)
                .forEach(pods -> new Values(all, path -> pods.modelPath() + "." + path, path -> "")
                        .add(ValuesTree.of(PodRules.trees(pods.value()))));
        for (ExtraConfigMap map : deployment.extraConfigMaps()) {
            String key = "extraConfigMaps." + map.name();
            new TreeMap<>(map.data())
                    .forEach((name, value) -> add(
                            all,
                            variable(
                                    "extraConfigMaps[" + map.name() + "].data[" + name + "]",
                                    key + ".data",
                                    "",
                                    name,
                                    value)));
        }
        new Values(all, path -> "extraValues[" + path + "]", path -> path).add(ValuesTree.of(deployment));
        return all;
    }

    boolean isOption() {
        return path.startsWith(OPTION) && path.indexOf('.', OPTION.length()) > 0;
    }

    /** The option that it sets, {@code section.option}. */
    String option() {
        return path.substring(OPTION.length());
    }

    /** The value as text. */
    String text() {
        return value.toString();
    }

    /** What the setting says, in words for a finding; without the value where that may be secret, or long. */
    String inWords() {
        String subject = inner.isEmpty() ? "it" : inner;
        boolean isShown = text().length() <= 80 && SecretLooks.inSetting(this).isEmpty();
        return isShown ? subject + " is '" + text() + "'" : subject + " has a risky value";
    }

    /** A finding here. A key that shows a secret is left out of its place. */
    Finding finding(String what) {
        String place = SecretLooks.placeWithoutSecret(modelPath);
        Finding finding = Finding.at(place, what);
        return place.equals(modelPath) && !valuesPath.isEmpty() ? finding.inValues(valuesPath) : finding;
    }

    private static Setting variable(String modelPath, String valuesPath, String inner, String name, Object value) {
        return AirflowOptions.ofVariable(name)
                .map(option -> new Setting(
                        modelPath,
                        valuesPath,
                        inner,
                        OPTION + newest(option),
                        option.substring(option.lastIndexOf('.') + 1),
                        value))
                .orElseGet(() -> new Setting(modelPath, valuesPath, inner, "env." + name, name, value));
    }

    /** The setting; and, where its value is a text of several lines, what these set. */
    private static void add(List<Setting> all, Setting setting) {
        all.add(setting);
        String text = Tree.text(setting.value()).orElse("");
        if (TextLines.isText(text)) {
            for (TextLines.Line line : TextLines.of(text)) {
                all.add(
                        line.isVariable()
                                ? variable(
                                        setting.modelPath(),
                                        setting.valuesPath(),
                                        line.name(),
                                        line.name(),
                                        line.value())
                                : new Setting(
                                        setting.modelPath(),
                                        setting.valuesPath(),
                                        line.path(),
                                        setting.path() + "." + line.path(),
                                        line.name(),
                                        line.value()));
            }
        }
    }

    private static String newest(String option) {
        return option.indexOf('.') > 0 ? NEWEST.nameOf(option) : option;
    }

    /** The settings of chart values. */
    private record Values(List<Setting> all, UnaryOperator<String> modelPath, UnaryOperator<String> valuesPath) {

        void add(ValuesTree tree) {
            // An element {name, value} is a variable, and the words of a command belong together.
            Map<String, Map<String, Object>> variables = new TreeMap<>();
            Map<String, List<String>> commands = new TreeMap<>();
            List<ValuesTree.Leaf> leaves =
                    tree.leaves().filter(Values::isScalar).toList();
            for (ValuesTree.Leaf leaf : leaves) {
                String parent = parent(leaf.path());
                if (isCommand(leaf)) {
                    commands.computeIfAbsent(list(leaf.path()), list -> new ArrayList<>())
                            .add(String.valueOf(leaf.value()));
                } else if (parent.endsWith("]")) {
                    variables
                            .computeIfAbsent(parent, element -> new TreeMap<>())
                            .put(key(leaf.path()), Objects.requireNonNull(leaf.value()));
                }
            }
            variables.values().removeIf(element -> !element.keySet().containsAll(List.of("name", "value")));
            for (ValuesTree.Leaf leaf : leaves) {
                Map<String, Object> element = variables.get(parent(leaf.path()));
                if (element != null && key(leaf.path()).equals("value")) {
                    String name = element.get("name").toString();
                    String path = parent(leaf.path());
                    Setting.add(
                            all,
                            variable(modelPath.apply(path), valuesPath.apply(path), name, name, element.get("value")));
                } else if (!isCommand(leaf)
                        && (element == null || !key(leaf.path()).equals("name"))) {
                    value(leaf.path(), Objects.requireNonNull(leaf.value()));
                }
            }
            commands.forEach((path, words) -> value(path, String.join(" ", words)));
        }

        private void value(String path, Object value) {
            String plain = path.indexOf('[') < 0 ? path : path.replaceAll("\\[\\d+]", "");
            String option = plain.startsWith(OPTION) ? OPTION + newest(plain.substring(OPTION.length())) : plain;
            Setting.add(all, new Setting(modelPath.apply(path), valuesPath.apply(path), "", option, key(plain), value));
        }

        private static boolean isScalar(ValuesTree.Leaf leaf) {
            return switch (Tree.kind(leaf.value())) {
                case TEXT, INTEGER, BIG_INTEGER, DECIMAL, BOOLEAN -> true;
                case NULL, LIST, MAP, OTHER -> false;
            };
        }

        private static boolean isCommand(ValuesTree.Leaf leaf) {
            return Tree.text(leaf.value()).isPresent()
                    && leaf.path().endsWith("]")
                    && List.of("args", "command").contains(key(list(leaf.path())));
        }

        /** The list that an element is in. */
        private static String list(String element) {
            return element.substring(0, element.lastIndexOf('['));
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('.')));
        }

        private static String key(String path) {
            return path.substring(path.lastIndexOf('.') + 1);
        }
    }
}
