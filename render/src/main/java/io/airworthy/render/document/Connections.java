package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.Demand;
import io.airworthy.connection.Hop;
import io.airworthy.database.PgBouncerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The connections to the database: their way, how many there can be, and what there is for them. */
final class Connections {

    private final AirflowDeployment deployment;
    private final ConnectionBudget budget;

    Connections(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.budget = deployment.release().budget();
    }

    /** Who connects to whom on the way to the database, hop by hop, each with its own TLS. */
    Block diagram() {
        return Block.code(
                "text",
                deployment.release().connections().hops().stream()
                        .map(Connections::hop)
                        .collect(Collectors.joining("\n")));
    }

    private static String hop(Hop hop) {
        return Phrase.oneLine(hop.from() + " --> " + hop.to()) + "\n"
                + Phrase.oneLine("    " + address(hop.host(), hop.port()) + "/" + hop.database() + " as " + hop.user())
                + "\n    TLS: " + hop.tls().sslmode()
                + hop.caFile().map(file -> ", checked against " + file).orElse("");
    }

    /** Host and port; an IPv6 address needs its brackets before a port. */
    static String address(String host, int port) {
        return Hop.urlHost(host) + ":" + port;
    }

    /** Who opens how many. */
    Block demands() {
        List<List<Phrase>> rows = new ArrayList<>();
        for (Demand demand : budget.demands()) {
            rows.add(List.of(
                    Phrase.plain(demand.who()),
                    Phrase.of(goes(demand.purpose())),
                    Phrase.plain(demand.calculation()),
                    Phrase.plain(Long.toString(demand.connections()))));
        }
        return Block.table(List.of("Who", "What for", "Calculation", "At worst"), rows);
    }

    /** The sums, against what there is. */
    Block totals() {
        List<List<Phrase>> rows = new ArrayList<>();
        deployment.pgBouncer().ifPresent(pool -> rows.add(clients(pool)));
        rows.add(List.of(
                Phrase.of("Connections to the server"),
                Phrase.plain(Long.toString(budget.serverConnections())),
                server()));
        return Block.table(List.of("Sum", "At worst", "There is"), rows);
    }

    private List<Phrase> clients(PgBouncerPool pool) {
        return List.of(
                Phrase.of("Clients of the pool"),
                Phrase.plain(Long.toString(budget.clients())),
                Phrase.of(
                        "{}: {} replicas with one lost, x {} clients",
                        ConnectionBudget.clientCapacity(pool),
                        pool.replicas(),
                        pool.maxClientConnections()));
    }

    private Phrase server() {
        return budget.serverCapacity().isPresent()
                ? Phrase.of(
                        "{}: `max_connections` {}, minus {} that the server reserves, minus {} % headroom",
                        budget.serverCapacity().getAsLong(),
                        deployment.database().maxConnections().getAsInt(),
                        deployment.database().reservedConnections(),
                        ConnectionBudget.HEADROOM_PERCENT)
                : Phrase.of("unknown: the model does not say how many connections the server takes");
    }

    private String goes(Demand.Use purpose) {
        return switch (purpose) {
            case METADATA -> "metadata";
            case RESULTS -> "Celery results";
            case DIRECT -> "directly to the server";
        };
    }
}
