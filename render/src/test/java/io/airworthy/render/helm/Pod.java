package io.airworthy.render.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;

/** A kind of pod: its metadata, its containers, its volumes. */
record Pod(String name, JsonNode template) {

    /** The name under which the pods of tasks go here. */
    static final String TASK = "task pod";

    JsonNode spec() {
        return template.path("spec");
    }

    JsonNode metadata() {
        return template.path("metadata");
    }

    /** Containers and init containers. */
    List<Container> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(kind -> Release.elements(spec().path(kind)))
                .map(node -> new Container(this, node))
                .toList();
    }

    /** The containers that run Airflow, which all know the Fernet key. */
    List<Container> airflowContainers() {
        return containers().stream().filter(Container::runsAirflow).toList();
    }

    Container container(String name) {
        return containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this.name + " has no container " + name + ", only "
                        + containers().stream().map(Container::name).toList()));
    }

    /** The volume of a name; a missing node for one that a StatefulSet claims for its pods. */
    JsonNode volume(String volume) {
        return Release.elements(spec().path("volumes"))
                .filter(node -> node.path("name").asText().equals(volume))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    @Override
    public String toString() {
        return name;
    }
}
