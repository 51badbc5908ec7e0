package io.airworthy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.render.helm.Charts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileWriterTest {

    private static final String SCHEMA = """
            {
              "$schema": "http://json-schema.org/draft-07/schema",
              "description": "A sentence that stays with its authors.",
              "type": "object",
              "properties": {
                "tower": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "height": {"type": ["integer", "null"], "minimum": 1, "default": 40, "description": "In metres."},
                    "lights": {"type": "array", "items": {"$ref": "#/definitions/org.example.Light"}},
                    "storeys": {"type": "integer", "minimum": 1, "maximum": 99, "default": 3},
                    "open": {"type": "boolean", "default": false},
                    "gates": {
                      "oneOf": [
                        {"type": "array", "items": {"type": "string"}},
                        {"type": "object", "properties": {"north": {"type": "boolean"}}}
                      ]
                    },
                    "keeper": {
                      "type": "object",
                      "anyOf": [{"required": ["name"]}, {"required": ["number"]}],
                      "additionalProperties": {"type": "string"}
                    },
                    "colour": {"type": "string", "enum": ["white", "red"], "default": "white"},
                    "notice": {"type": "string", "default": "some words of theirs"}
                  }
                },
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "wind": {"type": "object", "properties": {"speed": {"oneOf": [{"type": "string"}, {"type": "number"}]}}},
                "extra": {"type": "object"}
              },
              "definitions": {
                "org.example.Light": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["watts"],
                  "properties": {"watts": {"type": "integer", "format": "int32"}}
                },
                "org.example.Unused": {"type": "string"}
              }
            }
            """;

    private static final String PROFILE = """
            extra	free
            labels	map
            labels.*	string
            tower	closed
            tower.colour	string	enum=white,red	default="white"
            tower.gates	list|open
            tower.gates[]	string
            tower.gates.north	boolean
            tower.height	integer|null	min=1	default=40
            tower.keeper	map	anyof=name,number
            tower.keeper.*	string
            tower.lights	list
            tower.lights[]	@Light
            tower.notice	string
            tower.open	boolean	default=false
            tower.storeys	integer	min=1	max=99	default=3
            wind	open
            wind.speed	number|string
            @Light	closed	required=watts
            @Light.watts	integer
            """;

    @Test
    void writesTheFactsOfASchemaAndNoneOfItsSentences() {
        assertThat(ProfileWriter.profileOf(SCHEMA)).isEqualTo(PROFILE);
    }

    @Test
    void writesAProfileThatWorks() {
        ChartProfile profile = new ChartProfile("1.22.0", ProfileFile.parse(ProfileWriter.profileOf(SCHEMA)));

        assertThat(profile.has("tower.lights[0].watts")).isTrue();
        assertThat(profile.check(Map.of("airflowVersion", "3.2.2")))
                .extracting(ValuesProblem::path)
                .containsExactly("airflowVersion");
        assertThat(profile.check(Map.of("tower", Map.of("height", 0, "lights", List.of(Map.of("wats", 5))))))
                .extracting(ValuesProblem::toString)
                .containsExactly(
                        "tower.height is 0; use at least 1",
                        "tower.lights[0].wats is not a key of chart 1.22.0, which rejects it; use watts, if that is"
                                + " what you mean",
                        "tower.lights[0].watts is missing; add it");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":1}}} |"
                        + " a: a data file cannot hold the keyword minLength",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"email\"}}} |"
                        + " a: a data file cannot hold the format email",
                "{\"properties\":{\"a\":{\"type\":\"object\",\"minProperties\":2}}} |"
                        + " a: a data file holds minProperties only of 1",
                "{\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"object\"},{\"type\":\"object\"}]}}} |"
                        + " a: two alternatives of oneOf are of the same type",
                "{\"properties\":{\"a\":{\"anyOf\":[{\"required\":[\"b\",\"c\"]}]}}} |"
                        + " a: a data file holds anyOf only for one required key each",
                "{\"properties\":{\"a\":{\"anyOf\":[{\"required\":[\"b\"],\"type\":\"object\"}]}}} |"
                        + " a: a data file holds anyOf only for one required key each",
                "{\"properties\":{\"a.b\":{\"type\":\"string\"}}} | : a data file cannot hold the key a.b",
                "{\"properties\":{\"a\":{\"$ref\":\"#/definitions/b\"}}} |"
                        + " The schema refers to #/definitions/b, which it lacks",
            })
    void refusesASchemaThatItWouldWeaken(String schema, String expected) {
        assertThatThrownBy(() -> ProfileWriter.profileOf(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    @Test
    @ExtendWith(Charts.AtHand.class)
    void isACommandFromAnArchiveToADataFile(@TempDir Path folder) throws Exception {
        ProfileWriter.main(new String[] {Charts.archive("1.22.0").toString(), folder.toString()});

        assertThat(folder.resolve("chart-1.22.0.tsv"))
                .hasContent(ProfileWriter.profileOf(Files.readString(ChartSchemas.fileOf("1.22.0"))));
    }

    static List<String> versions() {
        return ChartProfile.supported();
    }

    @ParameterizedTest(name = "chart {0}")
    @MethodSource("versions")
    void theCommittedDataFilesAreWhatTheCommandWrites(String version) throws Exception {
        String schema = Files.readString(ChartSchemas.fileOf(version));
        try (var committed = ChartProfile.class.getResourceAsStream("chart-" + version + ".tsv")) {
            assertThat(committed).isNotNull();
            assertThat(committed).hasContent(ProfileWriter.profileOf(schema));
        }
    }
}
