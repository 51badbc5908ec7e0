package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.SharedVolume;
import java.util.Optional;

/** The volumes that pods share. */
final class VolumeValues {

    static final Setting DAGS = volume(
            DEPLOYMENT.optional("dagVolume", AirflowDeployment::dagVolume, AirflowDeploymentBuilder::dagVolume),
            "dags.persistence.",
            "1Gi");

    static final Subject LOGS = Subject.of(
            "All pods write their logs to a volume that they share.",
            volume(
                    DEPLOYMENT.optional("logVolume", AirflowDeployment::logVolume, AirflowDeploymentBuilder::logVolume),
                    "logs.persistence.",
                    "100Gi"));

    private VolumeValues() {}

    private static Setting volume(Attribute<SharedVolume> attribute, String key, String sizeOfTheChart) {
        return Setting.of(
                        attribute,
                        (values, volume) -> write(values, volume, key),
                        values -> read(values, key, sizeOfTheChart),
                        key + "enabled",
                        key + "existingClaim",
                        key + "subPath",
                        key + "size",
                        key + "storageClassName",
                        key + "accessMode")
                .alone();
    }

    private static void write(ValuesDraft values, SharedVolume volume, String key) {
        values.put(key + "enabled", true);
        volume.match(
                claim -> {
                    values.put(key + "existingClaim", claim.name());
                    if (!claim.subPath().isEmpty()) {
                        values.put(key + "subPath", claim.subPath());
                    }
                    return claim;
                },
                claim -> {
                    values.put(key + "size", claim.size().text());
                    claim.storageClass().ifPresent(name -> values.put(key + "storageClassName", name));
                    // That of logs is always so.
                    values.putWhereKnown(key + "accessMode", "ReadWriteMany");
                    return claim;
                });
    }

    private static Optional<SharedVolume> read(Given values, String key, String sizeOfTheChart) {
        if (!values.isTrue(key + "enabled")) {
            return Optional.empty();
        }
        return Optional.of(values.text(key + "existingClaim")
                .<SharedVolume>map(name -> SharedVolume.ExistingClaim.builder()
                        .name(name)
                        .subPath(values.text(key + "subPath").orElse(""))
                        .build())
                .orElseGet(() -> SharedVolume.NewClaim.builder()
                        .size(Quantity.of(values.text(key + "size").orElse(sizeOfTheChart)))
                        .storageClass(values.text(key + "storageClassName"))
                        .build()));
    }
}
