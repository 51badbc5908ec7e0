package io.airworthy.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists as people write them into {@code extraEnv} and {@code extraEnvFrom}. */
class TextListTest {

    @Test
    void blocksAreRead() {
        assertThat(TextList.of("""
                # From the vault.
                - name: DWH_URI
                  valueFrom:
                    secretKeyRef:
                      name: dwh
                      key: "uri"

                - name: 'LEVEL'   # how much
                  value: "a: \\"b\\" # c"
                -   name: EMPTY
                    value:
                """))
                .isEqualTo(List.of(
                        Map.of(
                                "name",
                                "DWH_URI",
                                "valueFrom",
                                Map.of("secretKeyRef", Map.of("name", "dwh", "key", "uri"))),
                        Map.of("name", "LEVEL", "value", "a: \"b\" # c"),
                        Map.of("name", "EMPTY", "value", "")));
    }

    @Test
    void bracesAreRead() {
        assertThat(TextList.of("""
                - {"name": "A", "value": "1, {2}: \\"3\\""}
                - secretRef: {name: team, optional: true}
                - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: b}}}
                """))
                .isEqualTo(List.of(
                        Map.of("name", "A", "value", "1, {2}: \"3\""),
                        Map.of("secretRef", Map.of("name", "team", "optional", "true")),
                        Map.of(
                                "name",
                                "B",
                                "valueFrom",
                                Map.of("configMapKeyRef", Map.of("name", "settings", "key", "b")))));
    }

    @Test
    void whatIsNoListOfMapsIsPassedOver() {
        assertThat(TextList.of("")).isEmpty();
        assertThat(TextList.of("name: A\nvalue: B")).isEmpty();
        assertThat(TextList.of("{{- range .Values.x }}\n- name: {{ .name }}\n{{- end }}"))
                .isEqualTo(List.of(Map.of("name", "{{ .name }}")));
        assertThat(TextList.of("- {".repeat(1000))).hasSize(1);
        assertThat(TextList.of("- \"\n- '\n-")).hasSize(2);
    }
}
