package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.Hop;
import java.util.List;
import java.util.stream.Collectors;

/** Who connects to whom on the way to the database, hop by hop, each with its own TLS. */
final class ConnectionDiagram {

    private final List<Hop> hops;

    ConnectionDiagram(AirflowDeployment deployment) {
        this.hops = deployment.release().connections().hops();
    }

    Block block() {
        return Block.code("text", hops.stream().map(ConnectionDiagram::hop).collect(Collectors.joining("\n")));
    }

    private static String hop(Hop hop) {
        return Phrase.oneLine(hop.from() + " --> " + hop.to()) + "\n"
                + Phrase.oneLine("    " + address(hop) + "/" + hop.database() + " as " + hop.user())
                + "\n    TLS: " + hop.tls().sslmode()
                + hop.caFile().map(file -> ", checked against " + file).orElse("");
    }

    static String address(Hop hop) {
        return address(hop.host(), hop.port());
    }

    /** Host and port; an IPv6 address needs its brackets before a port. */
    static String address(String host, int port) {
        return Hop.urlHost(host) + ":" + port;
    }
}
