package io.airworthy.pods;

import io.airworthy.frozen.Frozen;
import java.util.List;
import java.util.Objects;

/**
 * An entry of {@code /etc/hosts}.
 *
 * @param ip the address
 * @param hostnames the names that resolve to it
 */
public record HostAlias(String ip, List<String> hostnames) {

    /** Refuses null. */
    public HostAlias {
        Objects.requireNonNull(ip, "ip");
        hostnames = Frozen.list(hostnames, "hostnames");
    }
}
