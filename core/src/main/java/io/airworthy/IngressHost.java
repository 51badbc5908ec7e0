package io.airworthy;

import java.util.Optional;
import org.immutables.value.Value;

/** A further host name of an ingress. */
@Value.Immutable
public interface IngressHost {

    /** The host name that browsers ask for. The first part may be {@code *}, for every name at its place. */
    String name();

    /** The Secret of type {@code kubernetes.io/tls} with the certificate; somebody else makes it. Default: no TLS. */
    Optional<String> tlsSecret();

    /**
     * A host with TLS.
     *
     * @param name the host name
     * @param tlsSecret the Secret with its certificate
     * @return the host
     */
    static IngressHost of(String name, String tlsSecret) {
        return builder().name(name).tlsSecret(tlsSecret).build();
    }

    /** Starts a host. */
    static IngressHostBuilder builder() {
        return new IngressHostBuilder();
    }

    /** Starts a host from this one, with all its attributes. */
    default IngressHostBuilder toBuilder() {
        return builder().from(this);
    }
}
