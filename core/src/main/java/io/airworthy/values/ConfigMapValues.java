package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.ExtraConfigMap;
import io.airworthy.frozen.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ConfigMaps that the chart makes beside its own. It runs their names and data through its template engine. */
final class ConfigMapValues {

    private static final String KEY = "extraConfigMaps";

    /** What a template may ask of the release. */
    private static final Pattern OF_RELEASE = Pattern.compile("\\{\\{\\s*\\.Release\\.(Name|Namespace)\\s*}}");

    static final Subject ALL = Subject.of(
            "ConfigMaps for pods to read.",
            Setting.of(
                            "extraConfigMaps",
                            values -> {
                                List<ExtraConfigMap> all = values.deployment().extraConfigMaps();
                                if (!all.isEmpty()) {
                                    Map<String, Object> written = new TreeMap<>();
                                    all.forEach(map -> written.put(map.name(), written(map)));
                                    values.put(KEY, written);
                                }
                            },
                            ConfigMapValues::read,
                            KEY)
                    .alone());

    private ConfigMapValues() {}

    private static Map<String, Object> written(ExtraConfigMap map) {
        Map<String, Object> written = Tree.of("useHelmHooks", map.hook());
        if (!map.labels().isEmpty()) {
            written.put("labels", Format.TEXTS.write().apply(map.labels()));
        }
        if (!map.annotations().isEmpty()) {
            written.put("annotations", Format.TEXTS.write().apply(map.annotations()));
        }
        if (!map.data().isEmpty()) {
            written.put("data", ConfigMapText.of(new TreeMap<>(map.data())));
        }
        return written;
    }

    private static AirflowDeployment read(AirflowDeployment deployment, Given values) {
        List<ExtraConfigMap> read = Tree.mapOrEmpty(values.find(KEY).orElse(null)).entrySet().stream()
                .flatMap(
                        map -> read(deployment, String.valueOf(map.getKey()), Tree.mapOrEmpty(map.getValue())).stream())
                .toList();
        return read.isEmpty() || read.equals(deployment.extraConfigMaps())
                ? deployment
                : deployment.toBuilder().extraConfigMaps(read).build();
    }

    /** Empty where a template asks for something that only Helm knows, or the data is not written as texts by key. */
    private static Optional<ExtraConfigMap> read(AirflowDeployment deployment, String name, Map<?, ?> map) {
        return plain(deployment, name)
                .flatMap(plainName -> plain(
                                deployment, Tree.text(map.get("data")).orElse(""))
                        .flatMap(ConfigMapText::read)
                        .map(data -> ExtraConfigMap.builder()
                                .name(plainName)
                                .data(data)
                                .labels(texts(map.get("labels")))
                                .annotations(texts(map.get("annotations")))
                                .hook(!Boolean.FALSE.equals(map.get("useHelmHooks")))
                                .build()));
    }

    private static Map<String, String> texts(@Nullable Object given) {
        return Optional.ofNullable(given).flatMap(Format.TEXTS.read()).orElse(Map.of());
    }

    /** A template as Helm writes it, where it asks for nothing but the release. */
    private static Optional<String> plain(AirflowDeployment deployment, String template) {
        String text = OF_RELEASE
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("Name") ? deployment.releaseName() : deployment.namespace()));
        String plain = ChartText.fromTemplated(text);
        boolean hasTemplates = text.replace(ChartText.templated("{{"), "").contains("{{");
        return hasTemplates ? Optional.empty() : Optional.of(plain);
    }
}
