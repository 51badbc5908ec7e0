package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.rules.ModelTexts.Text;
import io.airworthy.testkit.AirworthyDomain;
import io.airworthy.testkit.SampleDeployments;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.jspecify.annotations.Nullable;

class ModelTextsTest {

    /** The fields know nothing of builders and accessors, so what the walk forgets is missed here. */
    @Property(tries = 50)
    @Domain(AirworthyDomain.class)
    void everyTextInAnyFieldIsFound(@ForAll AirflowDeployment airflow) {
        // A new one, of which nothing is derived yet: that would be in a field, too.
        List<String> expected = inFields(airflow.toBuilder().build()).toList();

        assertThat(ModelTexts.of(airflow).stream().map(Text::text)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Example
    void saysWhereATextIs() {
        AirflowDeployment airflow = SampleDeployments.exercise().toBuilder()
                .gitSync(GitSync.builder()
                        .repository("https://git.example.com/dags.git")
                        .access(GitAccess.httpsCredentials("bot"))
                        .build())
                .waive("DB-006", "no bundle")
                .environment("GREETING", "hello")
                .extraValue("labels", Map.of("teams", List.of(Map.of("name", "data"))))
                .build();

        assertThat(ModelTexts.of(airflow))
                .contains(
                        new Text("gitSync.repository", "gitSync.repository", "https://git.example.com/dags.git"),
                        new Text("gitSync.access.username", "gitSync.access.username", "bot"),
                        new Text("gitSync.access.tokenFrom", "gitSync.access.tokenFrom", "GIT_TOKEN"),
                        new Text("waivers[0].reason", "waivers.reason", "no bundle"),
                        new Text("environment[GREETING]", "environment.key", "GREETING"),
                        new Text("environment[GREETING]", "environment", "hello"),
                        new Text("extraValues[labels.teams[0].name]", "extraValues.key", "name"),
                        new Text("extraValues[labels.teams[0].name]", "extraValues", "data"));
    }

    private static Stream<String> inFields(@Nullable Object value) {
        if (value instanceof String text) {
            return Stream.of(text);
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream().flatMap(ModelTextsTest::inFields);
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().flatMap(ModelTextsTest::inFields);
        }
        if (value instanceof Map<?, ?> map) {
            return Stream.concat(inFields(map.keySet()), inFields(map.values()));
        }
        boolean isOurs = value != null && value.getClass().getName().startsWith("io.airworthy.");
        return isOurs && !(value instanceof Enum)
                ? fields(value).stream().flatMap(ModelTextsTest::inFields)
                : Stream.empty();
    }

    private static List<@Nullable Object> fields(Object value) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Field field : value.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    values.add(field.get(value));
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        }
        return values;
    }
}
