package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.connection.ConnectionPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PgBouncer with the files that a deployment mounts. They are as they were rendered, but for what a container has and
 * a test has not: the address and port to listen on, and where the files are.
 */
final class PoolServer implements AutoCloseable {

    /** The setting that came with PgBouncer 1.21, the oldest in a supported chart; earlier ones do not start with it. */
    private static final String PREPARED_STATEMENTS = "max_prepared_statements = 200\n";

    private final int port;
    private final ServerFolder folder;
    private final ServerProcess process;

    private PoolServer(int port, ServerFolder folder, ServerProcess process) {
        this.port = port;
        this.folder = folder;
        this.process = process;
    }

    /** Starts PgBouncer with two files, in a folder that already has what else they name. */
    static PoolServer start(ServerFolder folder, String ini, String userList) throws Exception {
        int port = ServerProcess.freePort();
        Path users = folder.write("users.txt", userList);
        Path adapted = folder.write("pgbouncer.ini", adapted(ini, port, users));
        ServerProcess process =
                ServerProcess.start(folder, port, List.of(Programs.path("pgbouncer"), adapted.toString()));
        return new PoolServer(port, folder, process);
    }

    int port() {
        return port;
    }

    String log() throws Exception {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
        folder.delete();
    }

    private static String adapted(String ini, int port, Path users) throws Exception {
        String adapted = replace(ini, "listen_addr = *\n", "listen_addr = 127.0.0.1\nunix_socket_dir =\n");
        adapted = replace(adapted, "listen_port = " + ConnectionPlan.POOL_PORT + "\n", "listen_port = " + port + "\n");
        adapted = replace(adapted, "auth_file = /etc/pgbouncer/users.txt\n", "auth_file = " + users + "\n");
        return knowsPreparedStatements() ? adapted : replace(adapted, PREPARED_STATEMENTS, "");
    }

    private static String replace(String ini, String line, String replacement) {
        assertThat(ini).containsOnlyOnce(line);
        return ini.replace(line, replacement);
    }

    private static boolean knowsPreparedStatements() throws Exception {
        String version = Command.run(Programs.path("pgbouncer"), "--version").orFail();
        Matcher minor = Pattern.compile("PgBouncer 1\\.(\\d+)").matcher(version);
        assertThat(minor.find()).as(version).isTrue();
        return Integer.parseInt(minor.group(1)) >= 21;
    }
}
