package com.example.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airworthy.render.report.Entry;
import io.airworthy.render.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantsTest {

    private static final int TENANTS = 150;

    private static final String HEAD = "apiVersion: airworthy.io/v1alpha1\nkind: AirflowDeployment\nspec:\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void aBaseAndTenants() throws IOException {
        Files.createDirectories(folder.resolve("tenants"));
        Files.writeString(folder.resolve("base.yaml"), HEAD + """
                  chartVersion: 1.22.0
                  airflowVersion: 3.2.2
                  executors: [LocalExecutor]
                  database: {provider: self-hosted, host: postgres.example.com, tls: require, maxConnections: 450}
                """);
        for (int i = 0; i < TENANTS; i++) {
            tenant(i, "  releaseName: tenant-%03d\n  namespace: tenant-%03d\n  database: {database: airflow_%03d}\n".formatted(i, i, i));
        }
    }

    @Test
    void rendersEveryTenant() throws Exception {
        Report report = new Tenants(folder, folder.resolve("packages")).render();

        assertFalse(report.hasErrors(), report::asText);
        for (int i = 0; i < TENANTS; i++) {
            Path values = folder.resolve("packages/tenant-%03d/values-production.yaml".formatted(i));
            assertTrue(Files.exists(values), values::toString);
        }
    }

    @Test
    void saysWhichLineOfWhichFileIsWrong() throws Exception {
        tenant(7, "  releaseName: tenant-007\n  database:\n    port: 70000\n");
        tenant(8, "  releaseName: tenant-008\n  database:\n    prot: 5432\n");
        Path packages = folder.resolve("packages");

        Report report = new Tenants(folder, packages).render();
        List<Entry> errors = report.entries().stream().filter(Entry::isError).toList();
        assertEquals(
                List.of("tenants/tenant-007.yaml:6:5", "tenants/tenant-008.yaml:6:5"),
                errors.stream().map(error -> error.place().orElseThrow().toString()).toList());
        assertFalse(Files.exists(packages.resolve("tenant-007")));
        assertTrue(Files.exists(packages.resolve("tenant-009")));

        var junit = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(packages.resolve("junit.xml").toFile());
        assertEquals(TENANTS, junit.getElementsByTagName("testsuite").getLength());
        assertEquals(2, junit.getElementsByTagName("failure").getLength());
    }

    private void tenant(int number, String spec) throws IOException {
        Files.writeString(folder.resolve("tenants/tenant-%03d.yaml".formatted(number)), HEAD + spec);
    }
}
