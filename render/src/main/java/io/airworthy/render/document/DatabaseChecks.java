package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.Hop;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ServerPooling;
import java.util.ArrayList;
import java.util.List;

/** The external database: whose, how encrypted, how pooled, how saved. */
final class DatabaseChecks {

    private final AirflowDeployment deployment;
    private final ExternalDatabase database;

    DatabaseChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.database = deployment.database();
    }

    List<Block> blocks() {
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(Tick.guaranteed("Provider: {}", database.provider().title()));
        ticks.add(encryption());
        ticks.add(pooling());
        ticks.addAll(credentials());
        ticks.addAll(backup());
        deployment
                .databaseCleanup()
                .ifPresent(cleanup -> ticks.add(Tick.open(
                        "Nobody needs runs older than {} days: a job deletes them from the database, {}{}",
                        cleanup.retentionDays(),
                        Phrase.code(cleanup.schedule()),
                        cleanup.skipArchive() ? ", without a copy" : "; it is decided who drops the copies")));
        ticks.add(Tick.open("Connection string verified: `airflow db check` (see [INSTALL.md](INSTALL.md#verify))"));
        return List.of(
                Block.heading(2, "Database"),
                Block.bullets(ticks),
                Block.paragraph("TLS, hop by hop:"),
                Block.table(
                        List.of("From", "To", "TLS", "Checked against"),
                        deployment.release().connections().hops().stream()
                                .map(DatabaseChecks::row)
                                .toList()));
    }

    private Phrase encryption() {
        return database.tls().isEncrypted()
                ? Tick.guaranteed(
                        "SSL enabled: Yes, {} to the server",
                        Phrase.code(database.tls().sslmode()))
                : Tick.open(
                        "SSL enabled: No, {} does not insist on it",
                        Phrase.code(database.tls().sslmode()));
    }

    private Phrase pooling() {
        String words =
                switch (database.effectivePooling()) {
                    case NONE -> "none by the provider";
                    case RDS_PROXY -> "Amazon RDS Proxy";
                    case CLOUD_SQL_MANAGED -> "Cloud SQL managed connection pooling";
                    case AZURE_PGBOUNCER -> "the pool that is built into Azure's flexible server";
                    case OTHER -> "a pool of another kind";
                };
        return database.effectivePooling() == ServerPooling.NONE
                ? Tick.guaranteed("Connection pooling at the database: {}", words)
                : Tick.open("Connection pooling at the database: {}; its limits noted", words);
    }

    /** What nobody checks of a Secret that an operator makes. */
    private List<Phrase> credentials() {
        return database.credentials()
                .match(
                        ours -> List.of(),
                        identity -> List.of(Tick.open(
                                "The role {} has no password: the server lets the identity of each pod that connects log in as"
                                        + " this role, and a new token is taken for each new connection",
                                Phrase.code(database.user()))),
                        url -> List.of(Tick.open(
                                "The URL in key {} of {} leads to {}: {}",
                                Phrase.code(url.key()),
                                Phrase.code(url.secretName()),
                                deployment.release().connections().metadata().to(),
                                Phrase.code(deployment
                                        .release()
                                        .connections()
                                        .metadataUrl()
                                        .redacted()))),
                        keys -> List.of(Tick.open(
                                "User and password in {} have no character that a URL encodes, such as `@ : / ? # %`: the"
                                        + " kubelet puts them into the URL as they are",
                                Phrase.code(keys.secretName()))));
    }

    private List<Phrase> backup() {
        return new DatabaseServer(deployment)
                .backups()
                .map(backups -> List.of(
                        Tick.guaranteed("Backup frequency: {}", backups),
                        Tick.open("Backups are configured as stated, and a restore was tested")))
                .orElseGet(() -> List.of(Tick.open("Backup frequency and retention: not in the model")));
    }

    private static List<Phrase> row(Hop hop) {
        return List.of(
                Phrase.plain(hop.from()),
                Phrase.of(
                        "{} at {}",
                        hop.to(),
                        Phrase.code(Connections.address(hop.host(), hop.port()) + "/" + hop.database())),
                Phrase.code(hop.tls().sslmode()),
                hop.caFile().map(Phrase::code).orElse(Phrase.of("nothing")));
    }
}
