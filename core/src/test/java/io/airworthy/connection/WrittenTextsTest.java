package io.airworthy.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.material.SecretTemplate;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a connection's texts is read back as it was, each text by its own reader's rules. */
class WrittenTextsTest {

    /** PgBouncer's reading of a line of its user list: two texts in quotes, a doubled quote is one. */
    private static final Pattern USER_LINE =
            Pattern.compile("\"((?:[^\"]|\"\")*)\"[ \\t]+\"((?:[^\"]|\"\")*)\"\n", Pattern.DOTALL);

    /** PgBouncer's reading of a key and its value: to the closing quote, a doubled quote is one. */
    private static final Pattern INI_VALUE = Pattern.compile("(host|dbname)='((?:[^']|'')*)'(?: |$)");

    @Property
    void aUrlGivesBackRolePasswordAndDatabase(
            @ForAll("texts") String role, @ForAll("texts") String password, @ForAll("texts") String database) {
        URI url = URI.create(filled(plan(role, database).metadataUrl(), password));
        URI direct = URI.create(filled(plan(role, database).directUrl(), password));
        for (URI read : List.of(url, direct)) {
            String[] login = read.getRawUserInfo().split(":", -1);
            assertThat(login).hasSize(2);
            assertThat(decoded(login[0])).isEqualTo(role);
            assertThat(decoded(login[1])).isEqualTo(password);
            assertThat(login[1]).matches("([A-Za-z0-9._-]|%[0-9A-F]{2})*").doesNotContain("$", "~", "+", " ");
        }
        assertThat(decoded(direct.getRawPath().substring(1))).isEqualTo(database);
    }

    @Property
    void theUserListGivesBackRoleAndPassword(@ForAll("texts") String role, @ForAll("texts") String password) {
        String users = filled(plan(role, "airflow").userList(PgBouncerPool.ofDefaults()), password);
        Matcher line = USER_LINE.matcher(users);
        List<List<String>> read = new ArrayList<>();
        int end = 0;
        while (line.find() && line.start() == end) {
            read.add(List.of(line.group(1).replace("\"\"", "\""), line.group(2).replace("\"\"", "\"")));
            end = line.end();
        }
        assertThat(end).isEqualTo(users.length());
        assertThat(read).containsExactly(List.of(role, password), List.of(ConnectionPlan.STATS_USER, password));
    }

    @Property
    void thePoolsFileGivesBackHostAndDatabase(@ForAll("texts") String host, @ForAll("texts") String database) {
        AirflowDeployment airflow = airflow("airflow", database, host);
        String ini = filled(ConnectionPlan.of(airflow).pgBouncerIni(PgBouncerPool.ofDefaults()), "");
        String entry = ini.lines()
                .filter(line -> line.startsWith("airflow-metadata = "))
                .findFirst()
                .orElseThrow();
        Matcher value = INI_VALUE.matcher(entry);
        List<String> read = new ArrayList<>();
        while (value.find()) {
            read.add(value.group(2).replace("''", "'"));
        }
        assertThat(read).containsExactly(host, database);
    }

    /** Text of one line, such as names and passwords are. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> special =
                Arbitraries.of("\"'\\ %$@:~/?#[]&=+;".chars().boxed().toList());
        Arbitrary<Integer> anything = Arbitraries.integers()
                .between(' ', Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                // What String.lines and a pattern's $ take for the end of a line, and PgBouncer does not.
                .filter(c -> c != 0x85 && c != 0x2028 && c != 0x2029);
        return Arbitraries.oneOf(special, Arbitraries.integers().between(' ', '~'), anything)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(codePoints -> {
                    StringBuilder text = new StringBuilder();
                    codePoints.forEach(text::appendCodePoint);
                    return text.toString();
                });
    }

    private static ConnectionPlan plan(String role, String database) {
        return ConnectionPlan.of(airflow(role, database, "db.example.com"));
    }

    private static AirflowDeployment airflow(String role, String database, String host) {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.CELERY)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host(host)
                        .user(role)
                        .database(database)
                        .build())
                .pgBouncer(PgBouncerPool.ofDefaults())
                .build();
    }

    private static String filled(SecretTemplate template, String everyMaterial) {
        return template.write(place -> place.encoding().encode(everyMaterial));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
