package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import io.airworthy.release.Part;
import java.util.List;
import java.util.stream.Stream;

/** The series of PgBouncer's exporter, one for each replica. */
final class PoolSeries {

    private static final String PREFIX = "pgbouncer_exporter_";

    private final AirflowDeployment deployment;

    PoolSeries(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /** What PgBouncer calls the databases of this deployment. */
    List<String> aliases() {
        return Stream.concat(
                        Stream.of(deployment.names().metadataAlias()),
                        deployment.release().connections().usesResultBackend()
                                ? Stream.of(deployment.names().resultBackendAlias())
                                : Stream.empty())
                .toList();
    }

    /** A column of {@code SHOW POOLS}. */
    String ofPools(String column, List<String> aliases) {
        return series("pools_" + column, "database=~\"" + PromQl.anyOf(aliases) + "\"");
    }

    /** A row of {@code SHOW LISTS}. */
    String items(String list) {
        return series("lists_items", "list=\"" + list + "\"");
    }

    /** The server connections of a database, from {@code SHOW DATABASES}. */
    String connections(String alias) {
        return series("database_current_connections", "name=\"" + alias + "\"");
    }

    private String series(String metric, String matcher) {
        return PREFIX + metric + "{namespace=\"" + deployment.namespace() + "\",pod=~\""
                + PromQl.literal(deployment
                        .release()
                        .workloads()
                        .find(Part.PGBOUNCER)
                        .orElseThrow()
                        .name())
                + "-.+\"," + matcher + "}";
    }
}
