package io.airworthy.connection;

import io.airworthy.database.TlsMode;
import io.airworthy.material.Material;
import java.util.Objects;
import java.util.Optional;

/**
 * One hop of a connection: from a client to a server or pool.
 *
 * @param from who connects, in words
 * @param to who accepts the connection, in words
 * @param host the host name or address; an IPv6 address without brackets
 * @param port the port
 * @param database the database's name on that host; for PgBouncer an alias
 * @param user the role
 * @param password which material is the role's password; empty if the pod's identity logs in
 * @param tls how the hop is encrypted
 * @param caFile where the client has the CA bundle that it checks the certificate against
 */
public record Hop(
        String from,
        String to,
        String host,
        int port,
        String database,
        String user,
        Optional<Material> password,
        TlsMode tls,
        Optional<String> caFile) {

    /** Refuses null. */
    public Hop {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(caFile, "caFile");
    }

    /**
     * A host as a URL takes it.
     *
     * @param host a host name or address
     * @return the host, an IPv6 address in brackets
     */
    public static String urlHost(String host) {
        Objects.requireNonNull(host, "host");
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return from + " -> " + to + " at " + urlHost(host) + ":" + port + "/" + database + " as " + user + ", TLS "
                + tls;
    }
}
