package io.airworthy.secrets.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.secrets.servers.Command.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQLAlchemy with the drivers that Airflow uses. Every host is this machine, as for {@link Psql}. */
final class Python {

    private static final String ASYNC_SELECT = """
            import asyncio, socket, sys
            from sqlalchemy import text
            from sqlalchemy.ext.asyncio import create_async_engine
            from sqlalchemy.pool import NullPool

            resolve = socket.getaddrinfo
            socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more)

            async def main(url):
                engine = create_async_engine(url, poolclass=NullPool)
                async with engine.connect() as connection:
                    print((await connection.execute(text(sys.argv[1]))).scalar())
                await engine.dispose()

            asyncio.run(main(input()))
            """;

    private static final boolean HAS_PSYCOPG = imports("sqlalchemy, psycopg2");

    private Python() {}

    /** Whether Python is here and has psycopg2, Airflow's driver. */
    static boolean hasPsycopg() {
        return HAS_PSYCOPG;
    }

    static void assumeAsyncpg() {
        assumeTrue(
                imports("sqlalchemy.ext.asyncio, asyncpg, greenlet"),
                "Python's SQLAlchemy and asyncpg are not importable: pip install 'sqlalchemy[asyncio]' asyncpg");
    }

    /** Runs a program of Python with something to read. */
    static Answer run(String program, String input) throws Exception {
        return Command.run(input, Map.of("PGHOSTADDR", "127.0.0.1"), List.of("python3", "-c", program));
    }

    /** Runs one statement over an asynchronous URL. */
    static Answer select(String asyncUrl, String statement, Map<String, String> environment) throws Exception {
        Map<String, String> utf8 = new HashMap<>(environment);
        utf8.put("PYTHONUTF8", "1");
        return Command.run(asyncUrl + "\n", utf8, List.of("python3", "-c", ASYNC_SELECT, statement));
    }

    private static boolean imports(String modules) {
        try {
            return Command.run("python3", "-c", "import " + modules).exit() == 0;
        } catch (Exception absent) {
            return false;
        }
    }
}
