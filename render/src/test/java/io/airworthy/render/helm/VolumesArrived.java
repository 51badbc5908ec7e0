package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Workload;
import java.util.stream.Stream;

/** Pods have the volumes that they share, and the chart makes the claims that nobody else does. */
final class VolumesArrived {

    private final Release release;

    private VolumesArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        VolumesArrived arrived = new VolumesArrived(release);
        release.deployment().dagVolume().ifPresent(volume -> arrived.volume("dags", volume));
        release.deployment().logVolume().ifPresent(volume -> arrived.volume("logs", volume));
        release.deployment().release().workloads().all().forEach(arrived::volumesOfPods);
        release.pods().forEach(arrived::mountsAreVolumes);
    }

    /** Kubernetes refuses a pod that mounts what it does not have. */
    private void mountsAreVolumes(Pod pod) {
        Stream<String> claims = release.objects("StatefulSet").stream()
                .flatMap(set -> Release.elements(set.at("/spec/volumeClaimTemplates")))
                .map(Release::nameOf);
        Stream<String> volumes = Release.elements(pod.spec().path("volumes"))
                .map(volume -> volume.path("name").asText());
        assertThat(Stream.concat(claims, volumes))
                .as("volumes of %s", pod)
                .containsAll(pod.containers().stream()
                        .flatMap(container -> Release.elements(container.node().path("volumeMounts")))
                        .map(mount -> mount.path("name").asText())
                        .toList());
    }

    private void volumesOfPods(Workload workload) {
        JsonNode object = release.workload(workload.name());
        assertThat(object.path("kind").asText())
                .as("kind of %s", workload.name())
                .isEqualToIgnoringCase(workload.kind());
        JsonNode claim = object.at("/spec/volumeClaimTemplates/0");
        assertThat(object.at("/spec/volumeClaimTemplates"))
                .hasSize((workload.volume().isPresent() ? 1 : 0)
                        + workload.claims().size());
        workload.claims()
                .forEach(wanted -> assertThat(Release.elements(object.at("/spec/volumeClaimTemplates"))
                                .filter(template ->
                                        template.at("/metadata/name").asText().equals(wanted.name()))
                                .map(template -> template.at("/spec/resources/requests/storage")
                                                .asText() + " "
                                        + template.at("/spec/accessModes/0").asText()))
                        .containsExactly(wanted.size() + " " + wanted.accessMode()));
        workload.volume().ifPresent(wanted -> {
            assertThat(claim.at("/spec/resources/requests/storage").asText())
                    .as("size of %s", workload.name())
                    .isEqualTo(wanted.size().text());
            assertThat(claim.at("/spec/storageClassName").asText(""))
                    .isEqualTo(wanted.storageClass().orElse(""));
            wanted.annotations()
                    .forEach((key, text) -> assertThat(
                                    claim.at("/metadata/annotations").path(key).asText())
                            .isEqualTo(text));
        });
        workload.volume().ifPresent(wanted -> {
            JsonNode policy = object.at("/spec/persistentVolumeClaimRetentionPolicy");
            assertThat(policy.path("whenDeleted").asText("Retain"))
                    .isEqualTo(wanted.whenDeleted().toString());
            assertThat(policy.path("whenScaled").asText("Retain"))
                    .isEqualTo(wanted.whenScaled().toString());
        });
    }

    private void volume(String name, SharedVolume volume) {
        Workload parser = release.deployment().release().workloads().dagParser();
        Pod pod = release.pod(parser.name());
        String claim = Release.elements(pod.spec().path("volumes"))
                .filter(one -> one.path("name").asText().equals(name))
                .map(one -> one.at("/persistentVolumeClaim/claimName").asText())
                .findFirst()
                .orElseThrow();
        if (volume instanceof SharedVolume.ExistingClaim existing) {
            assertThat(claim).isEqualTo(existing.name());
            assertThat(Release.elements(pod.container(parser.container()).node().path("volumeMounts"))
                            .filter(mount -> mount.path("name").asText().equals(name))
                            .map(mount -> mount.path("subPath").asText("")))
                    .as("folder of %s", name)
                    .isNotEmpty()
                    .containsOnly(existing.subPath());
        }
        if (volume instanceof SharedVolume.NewClaim made) {
            JsonNode spec = release.object("PersistentVolumeClaim", claim).path("spec");
            assertThat(spec.at("/resources/requests/storage").asText())
                    .isEqualTo(made.size().text());
            assertThat(spec.path("accessModes").path(0).asText())
                    .isEqualTo(made.accessMode().toString());
            assertThat(spec.path("storageClassName").asText(""))
                    .isEqualTo(made.storageClass().orElse(""));
        }
    }
}
