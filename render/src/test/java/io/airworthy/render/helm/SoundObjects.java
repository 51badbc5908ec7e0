package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What Kubernetes would refuse in any object, and what the chart complains about. */
final class SoundObjects {

    private static final List<String> TEXTS = List.of(
            "name",
            "namespace",
            "secretName",
            "image",
            "serviceAccountName",
            "priorityClassName",
            "host",
            "value",
            "ingressClassName",
            "mountPath",
            "subPath",
            "key");

    /** Names of these become DNS labels, or the value of a label on their pods. */
    private static final List<String> SHORT_NAMED = List.of("Service", "Deployment", "StatefulSet", "Job", "CronJob");

    /**
     * False alarms: Airflow 3 has no webserver key; two maps are never empty in the chart's own defaults; labels for all
     * pods get into the workers' own while the chart renders; and there may be no git-sync to have probes.
     */
    private static final List<String> FALSE_ALARMS = List.of(
            "You should set a static webserver secret key",
            "`ingress.web.tls` has been renamed",
            "`ingress.flower.tls` has been renamed",
            "`workers.labels` has been renamed");

    private static final String GIT_SYNC_PROBES = "`dags.gitSync.recommendedProbeSetting` equal `false`";

    private SoundObjects() {}

    static void check(Release release) {
        release.objects().forEach(object -> textsAreTexts(object, Release.nameOf(object)));
        release.pods().forEach(pod -> textsAreTexts(pod.template(), pod.name()));
        release.pods().stream().flatMap(pod -> pod.containers().stream()).forEach(SoundObjects::noVariableTwice);
        release.objects().forEach(SoundObjects::nameIsShort);
        nobodyComplains(release);
    }

    private static void textsAreTexts(JsonNode node, String path) {
        for (String map : List.of("labels", "annotations", "matchLabels", "nodeSelector")) {
            node.path(map)
                    .properties()
                    .forEach(entry -> assertThat(entry.getValue().isTextual())
                            .as("%s.%s.%s is text: %s", path, map, entry.getKey(), entry.getValue())
                            .isTrue());
        }
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (TEXTS.contains(entry.getKey()) && value.isValueNode() && !value.isNull() && !path.contains("/limits")) {
                assertThat(value.isTextual())
                        .as("%s.%s is text: %s", path, entry.getKey(), value)
                        .isTrue();
            }
            textsAreTexts(value, path + "/" + entry.getKey());
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            textsAreTexts(node.get(i), path + "/" + i);
        }
    }

    /** With two of a name the API server warns, and refuses the object where it is applied by the server. */
    private static void noVariableTwice(Container container) {
        assertThat(container.variables())
                .as("variables of %s", container)
                .extracting(variable -> variable.path("name").asText())
                .doesNotHaveDuplicates();
    }

    private static void nameIsShort(JsonNode object) {
        boolean isShort = SHORT_NAMED.contains(object.path("kind").asText());
        assertThat(Release.nameOf(object)).hasSizeLessThanOrEqualTo(isShort ? 63 : 253);
    }

    private static void nobodyComplains(Release release) {
        assertThat(release.notes().replaceAll("WARNING:\\s*", "WARNING: ").lines())
                .as(release.notes())
                .filteredOn(line -> line.contains("WARNING"))
                .filteredOn(line -> FALSE_ALARMS.stream().noneMatch(line::contains))
                .filteredOn(line -> release.deployment().gitSync().isPresent() || !line.contains(GIT_SYNC_PROBES))
                // Chart 1.21 itself does not read the new name for task pods.
                .filteredOn(line -> !release.deployment().chartVersion().text().equals("1.21.0")
                        || !line.contains("`workers.serviceAccount."))
                .isEmpty();
    }
}
