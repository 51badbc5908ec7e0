package io.airworthy.rules;

import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.validation.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong with the resources of one container. */
final class ResourceFaults {

    /** One amount of the four, with its names in the model and in the values. */
    private record Entry(String attribute, String valuesKey, Optional<Quantity> quantity) {}

    private final Resources resources;
    private final String modelPath;
    private final String valuesPath;

    /**
     * The faults of resources.
     *
     * @param modelPath where they are in the model
     * @param valuesPath where they are in the chart's values
     */
    ResourceFaults(Resources resources, String modelPath, String valuesPath) {
        this.resources = resources;
        this.modelPath = modelPath;
        this.valuesPath = valuesPath;
    }

    /** Amounts that Kubernetes cannot read, or that are negative. */
    Stream<Finding> unreadable() {
        return Stream.of(
                        new Entry("cpuRequest", "requests.cpu", resources.cpuRequest()),
                        new Entry("memoryRequest", "requests.memory", resources.memoryRequest()),
                        new Entry("cpuLimit", "limits.cpu", resources.cpuLimit()),
                        new Entry("memoryLimit", "limits.memory", resources.memoryLimit()))
                .flatMap(entry -> entry.quantity().stream()
                        .filter(quantity -> quantity.amount()
                                .filter(amount -> amount.signum() >= 0)
                                .isEmpty())
                        .map(quantity ->
                                at(entry.attribute(), entry.valuesKey(), "'" + quantity + "' is not a valid amount")));
    }

    /** Requests beyond their limits. */
    Stream<Finding> beyondLimit() {
        return Stream.concat(
                beyondLimit("cpuRequest", "requests.cpu", resources.cpuRequest(), resources.cpuLimit()).stream(),
                beyondLimit("memoryRequest", "requests.memory", resources.memoryRequest(), resources.memoryLimit())
                        .stream());
    }

    /** The missing memory request. */
    Stream<Finding> noMemoryRequest() {
        return resources.memoryRequest().isPresent()
                ? Stream.empty()
                : Stream.of(at("memoryRequest", "requests.memory", "there is no memory request"));
    }

    /** Everything that makes Kubernetes refuse the container. */
    List<Finding> refused() {
        List<Finding> unreadable = unreadable().toList();
        return unreadable.isEmpty() ? beyondLimit().toList() : unreadable;
    }

    private Optional<Finding> beyondLimit(
            String attribute, String valuesKey, Optional<Quantity> request, Optional<Quantity> limit) {
        Optional<BigDecimal> wanted = request.flatMap(Quantity::amount);
        Optional<BigDecimal> allowed = limit.flatMap(Quantity::amount);
        return wanted.isPresent() && allowed.isPresent() && wanted.get().compareTo(allowed.get()) > 0
                ? Optional.of(at(
                        attribute, valuesKey, "the request " + request.get() + " is beyond the limit " + limit.get()))
                : Optional.empty();
    }

    private Finding at(String attribute, String valuesKey, String what) {
        return Finding.at(modelPath + "." + attribute, what).inValues(valuesPath + "." + valuesKey);
    }
}
