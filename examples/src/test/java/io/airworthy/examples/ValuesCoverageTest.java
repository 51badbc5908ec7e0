package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesCoverageTest {

    @Test
    void keysWithoutAnAttributeAreCounted(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                executor: KubernetesExecutor
                airflowVersion: "2.10.5"
                scheduler: {replicas: 2}
                kerberos: {enabled: true}
                extraEnv: |
                  - name: DWH
                    valueFrom: {secretKeyRef: {name: dwh, key: uri}}
                """);
        Files.writeString(
                folder.resolve("b.yml"), "dags: {gitSync: {enabled: true, repo: https://git.example.com/dags}}");
        Files.writeString(folder.resolve("c.yaml"), "dags: [");

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ValuesCoverage.print(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                a.yaml, chart 1.19.0: kerberos.enabled
                b.yml, chart 1.22.0: all is typed
                c.yaml is not a values file

                1 of 2 files are typed as a whole. Keys without an attribute, by files:
                1 kerberos.enabled
                """);
    }
}
