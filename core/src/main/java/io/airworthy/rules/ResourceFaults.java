package io.airworthy.rules;

import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong with the resources of one container. */
final class ResourceFaults {

    private ResourceFaults() {}

    /** Amounts that Kubernetes cannot read, or that are negative. */
    static Stream<Finding> unreadable(Part<Resources> part) {
        Resources resources = part.value();
        return Stream.of(
                        unreadable(part, "cpuRequest", "requests.cpu", resources.cpuRequest()),
                        unreadable(part, "memoryRequest", "requests.memory", resources.memoryRequest()),
                        unreadable(part, "cpuLimit", "limits.cpu", resources.cpuLimit()),
                        unreadable(part, "memoryLimit", "limits.memory", resources.memoryLimit()))
                .flatMap(Optional::stream);
    }

    /** Requests beyond their limits. */
    static Stream<Finding> beyondLimit(Part<Resources> part) {
        Resources resources = part.value();
        return Stream.of(
                        beyondLimit(part, "cpuRequest", "requests.cpu", resources.cpuRequest(), resources.cpuLimit()),
                        beyondLimit(
                                part,
                                "memoryRequest",
                                "requests.memory",
                                resources.memoryRequest(),
                                resources.memoryLimit()))
                .flatMap(Optional::stream);
    }

    /** The missing memory request. */
    static Stream<Finding> noMemoryRequest(Part<Resources> part) {
        return part.value().memoryRequest().isPresent()
                ? Stream.empty()
                : Stream.of(part.at("memoryRequest", "requests.memory", "there is no memory request"));
    }

    /** Everything that makes Kubernetes refuse the container. An amount that cannot be read is not compared with its limit. */
    static Stream<Finding> refused(Part<Resources> part) {
        List<Finding> unreadable = unreadable(part).toList();
        return unreadable.isEmpty() ? beyondLimit(part) : unreadable.stream();
    }

    private static Optional<Finding> unreadable(
            Part<Resources> part, String attribute, String key, Optional<Quantity> quantity) {
        return quantity.filter(
                        it -> it.amount().filter(amount -> amount.signum() >= 0).isEmpty())
                .map(it -> part.at(attribute, key, "'" + it + "' is not a valid amount"));
    }

    private static Optional<Finding> beyondLimit(
            Part<Resources> part, String attribute, String key, Optional<Quantity> request, Optional<Quantity> limit) {
        Optional<BigDecimal> wanted = request.flatMap(Quantity::amount);
        Optional<BigDecimal> allowed = limit.flatMap(Quantity::amount);
        return wanted.isPresent() && allowed.isPresent() && wanted.get().compareTo(allowed.get()) > 0
                ? Optional.of(
                        part.at(attribute, key, "the request " + request.get() + " exceeds the limit " + limit.get()))
                : Optional.empty();
    }
}
