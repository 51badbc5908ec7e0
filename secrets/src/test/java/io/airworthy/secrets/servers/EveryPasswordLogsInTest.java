package io.airworthy.secrets.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.secrets.DatabaseRole;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * Whatever the password is, every client reads it out of the URL as it is, the pool reads it out of its user list, and
 * the server lets both in.
 */
@AddLifecycleHook(SkipWithoutServers.class)
class EveryPasswordLogsInTest {

    private static final String READ_AND_LOG_IN = """
            import base64, sys
            from sqlalchemy import create_engine, text
            from sqlalchemy.engine.url import make_url
            from sqlalchemy.pool import NullPool
            from urllib.parse import unquote, urlsplit

            for line in sys.stdin:
                url, password = line.split()
                password = base64.b64decode(password).decode()
                if make_url(url).password != password or unquote(urlsplit(url).password) != password:
                    sys.exit("the password was read wrongly")
                with create_engine(url, poolclass=NullPool).connect() as connection:
                    print(connection.execute(text("select current_user")).scalar())
            """;

    /** The server is told the password itself. Many at a time, because a pool has to be started for each try. */
    @Property(tries = 4)
    void throughThePool(@ForAll("passwords") List<String> passwords) throws Exception {
        List<Login> logins = logins(passwords, PoolAuthentication.SCRAM_PASSWORD);
        makeRoles(logins, Login::createWithPassword);
        try (ServedDeployment served = serve(logins)) {
            logsInWithLibpq(served, logins);
            logsInWithJava(served, logins);
            logsInWithSqlAlchemy(served, logins);
        }
    }

    /** Server and pool are told our verifier, and libpq prepares and hashes the password by itself. */
    @Property(tries = 2)
    void throughAPoolThatHasOnlyTheVerifier(@ForAll("passwords") List<String> passwords) throws Exception {
        List<Login> logins = logins(passwords, PoolAuthentication.SCRAM_VERIFIER);
        makeRoles(logins, Login::createWithVerifier);
        try (ServedDeployment served = serve(logins)) {
            logsInWithLibpq(served, logins);
        }
    }

    /** What Kubernetes, PgBouncer 1.23 and one line of a file can hold: no NUL, no line end, at most 1023 bytes. */
    @Provide
    Arbitrary<List<String>> passwords() {
        Arbitrary<Integer> special =
                Arbitraries.of("\"'\\ %$@:~/?#[]&=+;|{}<>`".chars().boxed().toList());
        Arbitrary<Integer> ascii = Arbitraries.integers().between(' ', '~');
        Arbitrary<Integer> anything = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(c -> c != '\n' && c != '\r' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE));
        // Letters that are folded, taken apart or dropped before they are hashed, and some that mix directions.
        Arbitrary<Integer> prepared = Arbitraries.of(
                "éÅ\uFB01\u00A0\u00ADß\u2168א\u0627\u200B".chars().boxed().toList());
        Arbitrary<String> mixed = Arbitraries.frequencyOf(
                        Tuple.of(3, special), Tuple.of(3, ascii), Tuple.of(1, prepared), Tuple.of(1, anything))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(EveryPasswordLogsInTest::text);
        Arbitrary<String> expandable = Arbitraries.of("~", "~root", "$HOME", "${HOME}", "%24", "%%", "a+b c");
        Arbitrary<String> longest = special.list().ofSize(1023).map(EveryPasswordLogsInTest::text);
        return Arbitraries.frequencyOf(Tuple.of(30, mixed), Tuple.of(3, expandable), Tuple.of(1, longest))
                .list()
                .ofSize(40);
    }

    private static List<Login> logins(List<String> passwords, PoolAuthentication authentication) throws Exception {
        ExternalDatabase database = Deployments.database().build();
        PgBouncerPool pool =
                PgBouncerPool.builder().authentication(authentication).build();
        List<Login> logins = new ArrayList<>();
        for (String password : passwords) {
            AirflowDeployment airflow = Deployments.airflow(
                    Deployments.database().database(database.database()).build(), pool);
            SecretMaterial material =
                    Deployments.materialBuilder(airflow, Sensitive.of(password)).generateMissing();
            logins.add(new Login(airflow, material, password));
        }
        return logins;
    }

    private static void makeRoles(List<Login> logins, Function<Login, String> statement) throws Exception {
        List<String> statements = new ArrayList<>();
        statements.add("create database " + logins.get(0).airflow().database().database());
        logins.forEach(login -> statements.add(statement.apply(login)));
        PostgresServer.shared().execute("postgres", statements.toArray(String[]::new));
    }

    /** One pool for all roles: its user list is all user lists, one after the other. */
    private static ServedDeployment serve(List<Login> logins) throws Exception {
        String userLists = logins.stream()
                .map(login -> ServedDeployment.userList(login.airflow(), login.material()))
                .collect(Collectors.joining());
        return ServedDeployment.start(logins.get(0).airflow(), logins.get(0).material(), userLists);
    }

    private static void logsInWithLibpq(ServedDeployment served, List<Login> logins) throws Exception {
        StringBuilder script = new StringBuilder();
        for (Login login : logins) {
            // In single quotes psql looks for no variables of its own.
            script.append("\\connect '").append(login.url(served)).append("'\nselect current_user;\n");
        }
        assertThat(Psql.script(logins.get(0).url(served), script.toString())
                        .orFail()
                        .lines()
                        .toList())
                .isEqualTo(roles(logins));
    }

    private static void logsInWithJava(ServedDeployment served, List<Login> logins) throws Exception {
        for (Login login : logins) {
            assertThat(Jdbc.password(login.url(served))).isEqualTo(login.password());
            // Beyond ASCII the driver has habits of its own: it drops a zero-width space, which PostgreSQL makes a
            // space.
            if (login.password().chars().allMatch(c -> c < 0x80)) {
                try (Connection connection = Jdbc.connect(login.url(served))) {
                    assertThat(connection.isValid(5)).isTrue();
                }
            }
        }
    }

    private static void logsInWithSqlAlchemy(ServedDeployment served, List<Login> logins) throws Exception {
        if (!Python.hasPsycopg()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Login login : logins) {
            byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
            lines.append(login.url(served))
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(password))
                    .append('\n');
        }
        assertThat(Python.run(READ_AND_LOG_IN, lines.toString())
                        .orFail()
                        .lines()
                        .toList())
                .isEqualTo(roles(logins));
    }

    private static List<String> roles(List<Login> logins) {
        return logins.stream().map(Login::role).toList();
    }

    private static String text(List<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }

    private record Login(AirflowDeployment airflow, SecretMaterial material, String password) {

        String role() {
            return airflow.database().user();
        }

        String createWithVerifier() {
            return DatabaseSetup.of(airflow.database()).createRole()
                    + DatabaseRole.of(airflow, material).alterStatement().reveal();
        }

        String createWithPassword() {
            return "create role " + role() + " login password '" + password.replace("'", "''") + "'";
        }

        String url(ServedDeployment served) {
            return served.url(ConnectionPlan.of(airflow).metadataUrl(), material);
        }
    }
}
