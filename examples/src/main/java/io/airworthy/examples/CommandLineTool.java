package io.airworthy.examples;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.document.UpgradeGuide;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.render.helm.ValuesDiff;
import io.airworthy.render.kubernetes.ExistingSecrets;
import io.airworthy.render.kubernetes.KubernetesSecrets;
import io.airworthy.render.kubernetes.MalformedSecretsException;
import io.airworthy.render.lint.ImportResult;
import io.airworthy.render.lint.LintLevel;
import io.airworthy.render.lint.LintResult;
import io.airworthy.render.lint.MigrationResult;
import io.airworthy.render.lint.ValuesImporter;
import io.airworthy.render.lint.ValuesLinter;
import io.airworthy.render.lint.ValuesMigration;
import io.airworthy.render.report.Report;
import io.airworthy.render.report.TextReport;
import io.airworthy.render.source.SourceText;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialException;
import io.airworthy.secrets.SshDeployKey;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The library at a command line, for deployments that are described in files, and for values files.
 *
 * <p>It ends with 0 if all is right, with 1 if something has errors or two deployments differ, and with 2 if it could not do what it was
 * told. No secret is an argument or is printed: {@code secrets} takes them from the environment and writes them into a file for
 * its owner alone.
 */
@Command(
        name = "airworthy",
        description = "Checks and renders production deployments of Apache Airflow on Kubernetes.",
        mixinStandardHelpOptions = true)
public final class CommandLineTool {

    private static final int WRONG = 1;

    /** What the report is written as. */
    enum Format {
        text,
        json,
        sarif,
        junit,
        github
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description = "What each file refines; several are merged in this order.")
    private List<Path> bases = List.of();

    private CommandLineTool() {}

    /**
     * Runs the tool.
     *
     * @param arguments a command, and what it is about
     */
    public static void main(String[] arguments) {
        System.exit(run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine tool = new CommandLine(new CommandLineTool()).setOut(out).setErr(err);
        tool.setExecutionExceptionHandler((failure, command, parsed) -> {
            err.println(
                    failure instanceof NoSuchFileException
                            ? "There is no file " + failure.getMessage()
                            : failure.getMessage() == null ? failure.toString() : failure.getMessage());
            err.flush();
            return failure instanceof SecretMaterialException ? WRONG : CommandLine.ExitCode.USAGE;
        });
        if (arguments.length == 0) {
            tool.usage(err);
            err.flush();
            return CommandLine.ExitCode.USAGE;
        }
        return tool.execute(arguments);
    }

    @Command(description = "Says everything that is wrong with deployments.", mixinStandardHelpOptions = true)
    int validate(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
            @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}") Format format,
            @Option(names = "--color", description = "Colours the text.") boolean colour)
            throws IOException {
        Report report = Report.of(files.get(0).toString(), read(files.get(0)));
        for (Path file : files.subList(1, files.size())) {
            report = report.and(Report.of(file.toString(), read(file)));
        }
        return print(report, format, text(report, colour));
    }

    @Command(
            description = "Says what is wrong with values files for the official chart, merged as Helm merges them.",
            mixinStandardHelpOptions = true)
    int lint(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
            @Option(names = "--chart", required = true, paramLabel = "VERSION") String chart,
            @Option(names = "--airflow", paramLabel = "VERSION") Optional<String> airflow,
            @Option(names = "--pedantic", description = "Says also what a reviewer may ask about.") boolean pedantic,
            @Option(names = "--fix", description = "Makes the changes that are safe.") boolean fix,
            @Option(
                            names = "--migrate-to",
                            paramLabel = "CHART[/AIRFLOW]",
                            description = "Moves what other versions have elsewhere, and judges the files for these.")
                    Optional<String> target,
            @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}") Format format)
            throws IOException {
        ValuesLinter linter = linter(chart, airflow).level(pedantic ? LintLevel.PEDANTIC : LintLevel.DEFAULT);
        if (target.isPresent()) {
            String[] versions = target.get().split("/", 2);
            ValuesMigration migration = linter.migrateTo(versions[0]);
            MigrationResult moved =
                    (versions.length == 2 ? migration.airflow(versions[1]) : migration).migrate(texts(files));
            write(moved.changed());
            moved.moves().forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
            return print(moved.report(), format, moved.report().asText());
        }
        LintResult result = linter.lint(texts(files));
        if (fix) {
            write(result.fixed());
        }
        // Values files may hold secrets: their lines are not printed.
        return print(result.report(), format, result.report().asText());
    }

    private static void write(Map<String, String> changed) throws IOException {
        for (Map.Entry<String, String> file : changed.entrySet()) {
            Files.writeString(Path.of(file.getKey()), file.getValue());
        }
    }

    @Command(
            name = "import",
            description =
                    "Writes the deployment that values files for the official chart describe, and says what they do"
                            + " not tell.",
            mixinStandardHelpOptions = true)
    int importValues(
            @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
            @Option(names = "--chart", required = true, paramLabel = "VERSION") String chart,
            @Option(names = "--airflow", paramLabel = "VERSION") Optional<String> airflow,
            @Option(names = "--java", paramLabel = "CLASS", description = "Writes Java that builds it, not YAML.")
                    Optional<String> java)
            throws IOException {
        ImportResult result = ValuesImporter.of(linter(chart, airflow)).read(texts(files));
        PrintWriter err = spec.commandLine().getErr();
        err.print(result.report().asText());
        result.questions().forEach(open -> err.println("Open: " + open.attribute() + ": " + open.text()));
        result.leftOut().forEach(left -> err.println("Left out: " + left.valuesPath() + ": " + left.reason()));
        err.flush();
        java.flatMap(name -> result.asJava("", name)).or(() -> result.asYaml()).ifPresent(out()::print);
        out().flush();
        return result.deployment().isPresent() ? 0 : WRONG;
    }

    private static ValuesLinter linter(String chart, Optional<String> airflow) {
        ValuesLinter linter = ValuesLinter.forChart(chart);
        return airflow.map(linter::airflow).orElse(linter);
    }

    private int print(Report report, Format format, String text) {
        out().print(
                        switch (format) {
                            case text -> text;
                            case json -> report.asJson();
                            case sarif -> report.asSarif();
                            case junit -> report.asJUnitXml();
                            case github -> report.asGitHubAnnotations();
                        });
        out().flush();
        return report.hasErrors() ? WRONG : 0;
    }

    @Command(description = "Writes values, manifests and documents into a folder.", mixinStandardHelpOptions = true)
    int render(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--into", required = true, paramLabel = "FOLDER") Path folder)
            throws IOException {
        Optional<AirflowDeployment> airflow = sound(file);
        if (airflow.isEmpty()) {
            return WRONG;
        }
        DeploymentPackage files = DeploymentPackage.of(airflow.get());
        files.writeTo(folder);
        files.files().keySet().forEach(written -> out().println(folder.resolve(written)));
        out().flush();
        return 0;
    }

    @Command(
            description = "Says which of the chart's values two deployments differ in.",
            mixinStandardHelpOptions = true)
    int diff(@Parameters(paramLabel = "BEFORE") Path before, @Parameters(paramLabel = "AFTER") Path after)
            throws IOException {
        Optional<AirflowDeployment> one = sound(before);
        Optional<AirflowDeployment> other = sound(after);
        if (one.isEmpty() || other.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        List<ValueChange> changes = ValuesDiff.between(one.get(), other.get());
        changes.forEach(out()::println);
        out().flush();
        return changes.isEmpty() ? 0 : WRONG;
    }

    @Command(
            name = "upgrade-plan",
            description = "Writes how to get from one deployment to another, as Markdown.",
            mixinStandardHelpOptions = true)
    int upgradePlan(@Parameters(paramLabel = "BEFORE") Path before, @Parameters(paramLabel = "AFTER") Path after)
            throws IOException {
        Optional<AirflowDeployment> one = sound(before);
        Optional<AirflowDeployment> other = sound(after);
        if (one.isEmpty() || other.isEmpty()) {
            return WRONG;
        }
        out().print(UpgradeGuide.of(UpgradePlan.between(one.get(), other.get())).asText());
        out().flush();
        return 0;
    }

    @Command(
            description = "Makes the Secrets, and keeps what the file has already. What has a source comes from there,"
                    + " such as a variable of the environment.",
            mixinStandardHelpOptions = true)
    int secrets(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--into", required = true, paramLabel = "FILE") Path manifests)
            throws IOException, MalformedSecretsException {
        Optional<AirflowDeployment> airflow = sound(file);
        if (airflow.isEmpty()) {
            return WRONG;
        }
        SecretMaterial material = SecretMaterial.forDeployment(airflow.get())
                .existing(ExistingSecrets.readFile(manifests, airflow.get()).material())
                .fromSources(System.getenv())
                .generateMissing();
        KubernetesSecrets.of(airflow.get(), material).replace(manifests);
        out().println("Wrote the Secrets into " + manifests + ", for you alone. Do not commit it.");
        material.deployKey()
                .map(SshDeployKey::publicLine)
                .ifPresent(key -> out().println("Add this deploy key to the repository, read-only:\n  " + key));
        out().flush();
        return 0;
    }

    @Command(
            description = "Prints the JSON Schema of deployments as files, for editors.",
            mixinStandardHelpOptions = true)
    int schema() {
        return print(DeploymentFile.jsonSchema());
    }

    @Command(
            description = "Prints the definition of deployments as custom resources, for Kubernetes.",
            mixinStandardHelpOptions = true)
    int crd() {
        return print(DeploymentFile.customResourceDefinition());
    }

    private int print(String text) {
        out().print(text);
        out().flush();
        return 0;
    }

    /** A deployment without errors; what is wrong with another one is printed. */
    private Optional<AirflowDeployment> sound(Path file) throws IOException {
        DeploymentFile read = read(file);
        Report report = Report.of(file.toString(), read);
        if (!report.entries().isEmpty()) {
            spec.commandLine().getErr().print(text(report, false));
            spec.commandLine().getErr().flush();
        }
        return report.hasErrors() ? Optional.empty() : read.deployment();
    }

    private DeploymentFile read(Path file) throws IOException {
        return DeploymentFile.read(texts(List.of(file)));
    }

    /** The files, over their bases. */
    private List<SourceText> texts(List<Path> files) throws IOException {
        List<Path> all = new ArrayList<>(bases);
        all.addAll(files);
        List<SourceText> texts = new ArrayList<>();
        for (Path file : all) {
            texts.add(SourceText.of(file.toString(), Files.readAllBytes(file)));
        }
        return texts;
    }

    private static String text(Report report, boolean colour) {
        TextReport text = TextReport.of(report).quoting(CommandLineTool::quoted);
        return (colour ? text.inColour() : text).asText();
    }

    private static Optional<String> quoted(String file) {
        try {
            return Optional.of(
                    SourceText.of(file, Files.readAllBytes(Path.of(file))).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), false, StandardCharsets.UTF_8);
    }
}
