package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.AccessMode;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.ClaimTemplateBuilder;
import io.airworthy.pods.Component;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The volumes that pods share, and those that each pod has of its own. */
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

    /** What becomes of the claims, of a template of which nothing else counts. */
    private static final Format<ClaimTemplate> RETENTION = new Format<>(
            template -> Tree.of(
                    "whenDeleted", template.whenDeleted().toString(),
                    "whenScaled", template.whenScaled().toString()),
            given -> Optional.of(Persistence.of("0").toBuilder()
                            .whenDeleted(retention(given, "whenDeleted"))
                            .whenScaled(retention(given, "whenScaled"))
                            .build())
                    .filter(VolumeValues::deletes));

    private static final Format<PodClaim> CLAIM = new Format<>(VolumeValues::write, VolumeValues::readClaim);

    private VolumeValues() {}

    /** Further claims of the workers. */
    static Setting claims(Attribute<List<PodClaim>> attribute) {
        return Setting.of(attribute, "workers.volumeClaimTemplates", Format.listOf(CLAIM))
                .alone();
    }

    private static Object write(PodClaim claim) {
        Map<String, Object> metadata = Tree.of("name", claim.name());
        if (!claim.annotations().isEmpty()) {
            metadata.put("annotations", Format.TEXTS.write().apply(claim.annotations()));
        }
        Map<String, Object> spec =
                Tree.of("accessModes", List.of(claim.accessMode().toString()));
        claim.storageClass().ifPresent(name -> spec.put("storageClassName", name));
        spec.put("resources", Map.of("requests", Map.of("storage", claim.size().text())));
        return Tree.of("metadata", metadata, "spec", spec);
    }

    /** Empty where more is said than an attribute can say. */
    private static Optional<PodClaim> readClaim(Object given) {
        Map<?, ?> template = Tree.mapOrEmpty(given);
        Optional<AccessMode> mode = Tree.find(template, "spec.accessModes")
                .map(Tree::listOrEmpty)
                .filter(modes -> modes.size() == 1)
                .flatMap(modes -> Format.oneOf(AccessMode.values()).read().apply(modes.get(0)));
        return mode.flatMap(accessMode -> Tree.find(template, "metadata.name")
                        .flatMap(name -> Tree.find(template, "spec.resources.requests.storage")
                                .map(size -> PodClaim.builder()
                                        .name(name.toString())
                                        .size(Quantity.of(size.toString()))
                                        .storageClass(Tree.find(template, "spec.storageClassName")
                                                .flatMap(Format.TEXT.read()))
                                        .accessMode(accessMode)
                                        .annotations(Tree.find(template, "metadata.annotations")
                                                .flatMap(Format.TEXTS.read())
                                                .orElse(Map.of()))
                                        .build())))
                .filter(claim -> isAll(claim, template));
    }

    /** Whether nothing else stands there but what Kubernetes has for every claim. */
    private static boolean isAll(PodClaim claim, Map<?, ?> template) {
        Map<String, Object> rest = new TreeMap<>();
        template.forEach((key, value) -> rest.put(String.valueOf(key), value));
        rest.keySet().removeAll(List.of("apiVersion", "kind"));
        return rest.equals(write(claim));
    }

    private static boolean deletes(ClaimTemplate template) {
        return template.whenDeleted() == ClaimRetention.DELETE || template.whenScaled() == ClaimRetention.DELETE;
    }

    private static ClaimRetention retention(Object policy, String when) {
        return Tree.text(Tree.mapOrEmpty(policy).get(when))
                .flatMap(word -> Format.oneOf(ClaimRetention.values()).read().apply(word))
                .orElse(ClaimRetention.RETAIN);
    }

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
                        key + "accessMode",
                        key + "annotations")
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
                    values.putWhereKnown(key + "accessMode", claim.accessMode().toString());
                    if (!claim.annotations().isEmpty()) {
                        values.put(key + "annotations", Format.TEXTS.write().apply(claim.annotations()));
                    }
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
                        .accessMode(values.find(key + "accessMode")
                                .flatMap(Format.oneOf(AccessMode.values()).read())
                                .orElse(AccessMode.READ_WRITE_MANY))
                        .annotations(values.find(key + "annotations")
                                .flatMap(Format.TEXTS.read())
                                .orElse(Map.of()))
                        .build()));
    }

    /** Whether there are volumes decides what the workload is; which ones, nothing else. It is read last. */
    static List<Setting> ofPods(Attribute<Persistence> attribute, String key, String sizeOfTheChart) {
        Claims claims = new Claims(attribute, key + ".persistence.", Persistence.of(sizeOfTheChart));
        String enabled = key + ".persistence.enabled";
        return List.of(
                claims.setting(
                        "size",
                        "size",
                        Format.textOf(Quantity::text, Quantity::of),
                        template -> Optional.of(template.size()),
                        ClaimTemplateBuilder::size),
                claims.setting(
                        "storageClass",
                        "storageClassName",
                        Format.TEXT,
                        ClaimTemplate::storageClass,
                        ClaimTemplateBuilder::storageClass),
                claims.setting(
                        "annotations",
                        "annotations",
                        Format.TEXTS,
                        template -> Format.some(template.annotations()),
                        ClaimTemplateBuilder::annotations),
                // As one: the chart has moved it as a whole.
                claims.setting(
                        "whenDeleted",
                        "persistentVolumeClaimRetentionPolicy",
                        RETENTION,
                        template -> Optional.of(template).filter(VolumeValues::deletes),
                        (builder, policy) ->
                                builder.whenDeleted(policy.whenDeleted()).whenScaled(policy.whenScaled())),
                Setting.of(
                        attribute.path(),
                        values -> {
                            if (!claims.areMade(values.deployment())) {
                                values.put(enabled, false);
                            }
                        },
                        (deployment, values) -> values.find(enabled)
                                .flatMap(Format.BOOLEAN.read())
                                .filter(made -> made != claims.areMade(deployment))
                                .map(made -> attribute
                                        .with()
                                        .apply(deployment, made ? claims.ofTheChart() : Persistence.none()))
                                .orElse(deployment),
                        enabled));
    }

    /** The claims of one workload. What is not said is the chart's. */
    private record Claims(Attribute<Persistence> attribute, String key, ClaimTemplate ofTheChart) {

        boolean areMade(AirflowDeployment deployment) {
            return said(deployment).orElse(ofTheChart).claimTemplate().isPresent();
        }

        <T> Setting setting(
                String name,
                String part,
                Format<T> format,
                Function<ClaimTemplate, Optional<T>> get,
                BiFunction<ClaimTemplateBuilder, T, ClaimTemplateBuilder> set) {
            return Setting.of(
                            new Attribute<>(
                                    attribute.path() + "." + name,
                                    deployment -> said(deployment)
                                            .flatMap(Persistence::claimTemplate)
                                            .flatMap(get),
                                    (deployment, value) -> attribute
                                            .with()
                                            .apply(
                                                    deployment,
                                                    set.apply(template(deployment).toBuilder(), value)
                                                            .build())),
                            key + part,
                            format)
                    .alone();
        }

        private Optional<Persistence> said(AirflowDeployment deployment) {
            return attribute.get().apply(deployment);
        }

        private ClaimTemplate template(AirflowDeployment deployment) {
            return said(deployment).flatMap(Persistence::claimTemplate).orElse(ofTheChart);
        }
    }

    /** Where the pods of a component keep their logs, as a comment says it. */
    static String logsInWords(AirflowDeployment deployment, Component component, String pod) {
        Optional<Workload> workload = deployment.release().workloads().find(io.airworthy.release.Part.of(component));
        return workload.flatMap(Workload::volume)
                .map(volume -> " Each " + pod + " has a volume of " + volume.size() + " for its logs.")
                .orElse(
                        workload.isEmpty() || deployment.logVolume().isPresent()
                                ? ""
                                : " No " + pod + " has a volume: its local logs are lost with the pod.");
    }
}
