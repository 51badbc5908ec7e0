package io.airworthy.render.document;

import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import java.util.Optional;

/** What a container asks for and may use, in a few words. */
final class ResourcesText {

    private ResourcesText() {}

    static String of(Resources resources) {
        return "CPU " + range(resources.cpuRequest(), resources.cpuLimit()) + ", memory "
                + range(resources.memoryRequest(), resources.memoryLimit());
    }

    private static String range(Optional<Quantity> request, Optional<Quantity> limit) {
        return request.map(Quantity::text).orElse("none asked for") + " to "
                + limit.map(Quantity::text).orElse("no limit");
    }
}
