package io.airworthy.secrets.servers;

import io.airworthy.secrets.servers.Command.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * libpq, which Airflow's driver and the migration job read their URLs with, in the shape of its own program.
 *
 * <p>It is told by a variable that every host is this machine, so that the host of the URL is what certificates are checked
 * against, though no name server knows it.
 */
final class Psql {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Psql() {}

    /** Runs one statement over a URL. */
    static Answer run(String url, String statement) throws Exception {
        return Command.run("", environment(PATIENCE), command(url, "-c", statement));
    }

    /** Connects, unless that takes longer; libpq knows no less than two seconds. */
    static Answer tryFor(Duration patience, String url) throws Exception {
        return Command.run("", environment(patience), command(url, "-c", "select 1"));
    }

    /** Runs a script, which begins with a URL and may go on to others. */
    static Answer script(String url, String script) throws Exception {
        return Command.run(script, environment(PATIENCE), command(url, "-v", "ON_ERROR_STOP=1", "-f", "-"));
    }

    private static List<String> command(String url, String... more) {
        List<String> command = new ArrayList<>(List.of(Programs.path("psql"), "-XAtq"));
        command.addAll(List.of(more));
        command.add(url);
        return command;
    }

    private static Map<String, String> environment(Duration patience) {
        return Map.of(
                "PGHOSTADDR",
                "127.0.0.1",
                "PGCONNECT_TIMEOUT",
                String.valueOf(patience.toSeconds()),
                "LC_ALL",
                "C.UTF-8");
    }
}
