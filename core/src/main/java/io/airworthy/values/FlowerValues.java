package io.airworthy.values;

import static io.airworthy.values.Format.some;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Flower;
import io.airworthy.FlowerBuilder;
import io.airworthy.WebServiceBuilder;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Flower: its pod, its login, and the ways to it. */
final class FlowerValues {

    private static final Part<Flower, FlowerBuilder> FLOWER = Part.DEPLOYMENT.optionalPart(
            "flower",
            AirflowDeployment::flower,
            AirflowDeploymentBuilder::flower,
            Flower::toBuilder,
            FlowerBuilder::build);

    private static final String SECRET = "flower.secretName";

    static final Subject ALL = new Subject(
            deployment -> "Flower, which shows Celery's workers and tasks."
                    + deployment
                            .flower()
                            .filter(Flower::basicAuth)
                            .map(flower -> " User and password are in a Secret.")
                            .orElse(""),
            Stream.of(
                            login(),
                            container().stream().map(Setting::alone).toList(),
                            AccountValues.of(FLOWER, Flower::serviceAccount, FlowerBuilder::serviceAccount, "flower"),
                            NetworkValues.service(
                                            FLOWER.part(
                                                    "service",
                                                    Flower::service,
                                                    FlowerBuilder::service,
                                                    service -> service.toBuilder(),
                                                    WebServiceBuilder::build),
                                            "flower.service",
                                            deployment -> "flower-ui")
                                    .stream()
                                    .map(Setting::alone)
                                    .toList(),
                            List.of(
                                    NetworkValues.ingress(
                                            FLOWER.optional("ingress", Flower::ingress, FlowerBuilder::ingress),
                                            "ingress.flower"),
                                    NetworkValues.flowersClients()),
                            PodValues.of(
                                    FLOWER.part(
                                            "pods",
                                            Flower::pods,
                                            FlowerBuilder::pods,
                                            Pods::toBuilder,
                                            PodsBuilder::build),
                                    "flower"))
                    .flatMap(List::stream)
                    .toList());

    private FlowerValues() {}

    private static List<Setting> login() {
        return List.of(
                Setting.of(
                        "flower",
                        values -> {
                            if (values.deployment().flower().isPresent()) {
                                values.put("flower.enabled", true);
                            }
                        },
                        (deployment, values) -> deployment.flower().isPresent()
                                        || !deployment.usesCelery()
                                        || !values.isTrue("flower.enabled")
                                ? deployment
                                : deployment.toBuilder()
                                        .flower(Flower.builder()
                                                .basicAuth(asksForPassword(values))
                                                .build())
                                        .build(),
                        "flower.enabled"),
                Setting.secret(SECRET, Purpose.FLOWER),
                Setting.told(
                        FLOWER.attribute("user", Flower::user, FlowerBuilder::user), "flower.username", Format.TEXT));
    }

    private static boolean asksForPassword(Given values) {
        return Stream.of(SECRET, "flower.password")
                .anyMatch(key -> values.text(key).isPresent());
    }

    private static List<Setting> container() {
        return List.of(
                PodValues.resources(FLOWER, "resources", Flower::resources, FlowerBuilder::resources, "flower"),
                PodValues.priorityClass(FLOWER, Flower::priorityClass, FlowerBuilder::priorityClass, "flower"),
                Setting.of(
                        FLOWER.optional("command", it -> some(it.command()), FlowerBuilder::command),
                        "flower.command",
                        Format.TEMPLATED_TEXT_LIST),
                Setting.of(
                        FLOWER.optional("args", it -> some(it.args()), FlowerBuilder::args),
                        "flower.args",
                        Format.TEMPLATED_TEXT_LIST),
                PodValues.annotationsOfWorkload(
                        FLOWER.optional("annotations", it -> some(it.annotations()), FlowerBuilder::annotations),
                        "flower.annotations"));
    }
}
