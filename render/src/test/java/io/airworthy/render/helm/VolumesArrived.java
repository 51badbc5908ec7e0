package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Workload;

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
            assertThat(spec.path("accessModes").path(0).asText()).isEqualTo("ReadWriteMany");
            assertThat(spec.path("storageClassName").asText(""))
                    .isEqualTo(made.storageClass().orElse(""));
        }
    }
}
