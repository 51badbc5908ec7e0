package io.airworthy.secrets.servers;

import io.airworthy.secrets.servers.TestCertificates.Signed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL server as production has it: it speaks to nobody without TLS and SCRAM, and its certificate names
 * {@value #HOST} and nothing else, so that {@value #OTHER_NAME} reaches it too but is a wrong name for it.
 */
final class PostgresServer {

    /** The name in the certificate. */
    static final String HOST = "localhost";

    /** Another name of the same machine, which the certificate does not have. */
    static final String OTHER_NAME = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What PostgreSQL answers while it starts up. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final String ADMINISTRATOR = "administrator";
    private static final String ADMINISTRATORS_PASSWORD = "administrator's password";

    /** Starts when the first test needs it, and ends with the last one. */
    private static final class Shared {

        private static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                return PostgresServer.start();
            } catch (Exception impossible) {
                throw new IllegalStateException("PostgreSQL does not start", impossible);
            }
        }
    }

    private final int port;
    private final ServerFolder folder;
    private final TestCertificates authority;
    private final ServerProcess process;

    private PostgresServer(int port, ServerFolder folder, TestCertificates authority, ServerProcess process) {
        this.port = port;
        this.folder = folder;
        this.authority = authority;
        this.process = process;
    }

    /** The one server of all tests; skips the test where there is no PostgreSQL or no PgBouncer. */
    static PostgresServer shared() {
        Programs.assumePresent();
        return Shared.SERVER;
    }

    int port() {
        return port;
    }

    /** Who signed the server's certificate. */
    TestCertificates authority() {
        return authority;
    }

    /** Runs statements as the administrator. */
    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What the administrator is answered, the first column of each row. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", ADMINISTRATOR);
        login.setProperty("password", ADMINISTRATORS_PASSWORD);
        login.setProperty("PGDBNAME", database);
        login.setProperty("sslmode", "require");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/", login);
    }

    private static PostgresServer start() throws Exception {
        ServerFolder folder = ServerFolder.create();
        TestCertificates authority = TestCertificates.authority(folder, "database-ca");
        Signed certificate = authority.sign(HOST);
        folder.entrust(certificate.key());
        Path data = folder.resolve("data");
        initialise(folder, data);
        int port = ServerProcess.freePort();
        Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all all scram-sha-256\n");
        Files.writeString(data.resolve("postgresql.conf"), configuration(port, certificate), StandardOpenOption.APPEND);
        ServerProcess process =
                ServerProcess.start(folder, port, List.of(Programs.path("postgres"), "-D", data.toString()));
        PostgresServer server = new PostgresServer(port, folder, authority, process);
        server.awaitLogin();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return server;
    }

    /** The port is open some time before anybody may log in. */
    private void awaitLogin() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                connect("postgres").close();
                return;
            } catch (SQLException starting) {
                if (!starting.getSQLState().equals(CANNOT_CONNECT_NOW)
                        || Instant.now().isAfter(end)) {
                    throw starting;
                }
                Thread.sleep(20);
            }
        }
    }

    private static void initialise(ServerFolder folder, Path data) throws Exception {
        Path password = folder.write("password", ADMINISTRATORS_PASSWORD);
        List<String> initdb = List.of(
                Programs.path("initdb"),
                "--pgdata=" + data,
                "--username=" + ADMINISTRATOR,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        Command.run("", Map.of(), ServerFolder.asAccount(initdb)).orFail();
    }

    private static String configuration(int port, Signed certificate) {
        return """
                listen_addresses = 'localhost'
                port = %d
                unix_socket_directories = ''
                ssl = on
                ssl_cert_file = '%s'
                ssl_key_file = '%s'
                password_encryption = 'scram-sha-256'
                fsync = off
                max_connections = 400
                """.formatted(port, certificate.certificate(), certificate.key());
    }

    private void stop() {
        process.close();
        folder.delete();
    }
}
