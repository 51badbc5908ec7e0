package com.example.platform;

import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.report.Report;
import io.airworthy.render.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Renders all tenants of a folder: what {@code tenants/NAME.yaml} says otherwise than {@code base.yaml}. */
public final class Tenants {

    private final Path folder;
    private final Path packages;

    Tenants(Path folder, Path packages) {
        this.folder = folder;
        this.packages = packages;
    }

    public static void main(String[] arguments) throws IOException {
        Report report = new Tenants(Path.of(arguments[0]), Path.of(arguments[1])).render();
        System.out.print(report.asText());
        System.exit(report.hasErrors() ? 1 : 0);
    }

    Report render() throws IOException {
        Files.createDirectories(packages);
        Report report = new Report(Map.of());
        try (Stream<Path> overlays = Files.list(folder.resolve("tenants"))) {
            for (Path overlay : overlays.sorted().toList()) {
                report = report.and(render(overlay));
            }
        }
        Files.writeString(packages.resolve("junit.xml"), report.asJUnitXml());
        return report;
    }

    private Report render(Path overlay) throws IOException {
        String tenant = overlay.getFileName().toString().replace(".yaml", "");
        DeploymentFile file = DeploymentFile.read(List.of(text(folder.resolve("base.yaml")), text(overlay)));
        Report report = Report.of(tenant, file);
        if (!report.hasErrors()) {
            DeploymentPackage.of(file.deployment().orElseThrow()).writeTo(packages.resolve(tenant));
        }
        return report;
    }

    private SourceText text(Path file) throws IOException {
        return SourceText.of(folder.relativize(file).toString(), Files.readAllBytes(file));
    }
}
