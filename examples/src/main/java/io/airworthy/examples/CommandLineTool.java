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
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
 * <p>A file that is called {@code -} is the standard input. It ends with 0 if all is right, with 1 if something has errors or two
 * deployments differ, and with 2 if it could not do what it was told. No secret is an argument or is printed: {@code secrets} takes
 * them from the environment and writes them into a file for its owner alone.
 */
@Command(
        name = "airworthy",
        description = "Checks and renders production deployments of Apache Airflow on Kubernetes. A FILE that is called"
                + " - is the standard input.")
public final class CommandLineTool {

    private static final int WRONG = 1;
    private static final String STANDARD_INPUT = "-";

    /** What Java says with no more than the name of a class. */
    private static final Map<Class<?>, String> REASONS = Map.of(
            NoSuchFileException.class, "there is no such file or folder",
            AccessDeniedException.class, "you may not read or write it",
            NotDirectoryException.class, "it is a file, and has to be a folder");

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

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Says what a command takes.")
    private boolean help;

    /** What was read, by its name. */
    private final Map<String, SourceText> texts = new HashMap<>();

    /** Texts of deployments. Of what cannot be read as one no line is printed: it may hold secrets. */
    private final Map<String, String> quotable = new HashMap<>();

    private CommandLineTool() {}

    /**
     * Runs the tool.
     *
     * @param arguments a command, and what it is about
     */
    public static void main(String[] arguments) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int code = run(out, err, arguments);
        if (out.checkError()) {
            err.println("The standard output is closed or full: not all was printed.");
            code = CommandLine.ExitCode.USAGE;
        }
        err.flush();
        System.exit(code);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine tool = new CommandLine(new CommandLineTool()).setOut(out).setErr(err);
        tool.setExecutionExceptionHandler((failure, command, parsed) -> {
            err.println(message(failure));
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

    private static String message(Exception failure) {
        return failure instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + ": "
                        + REASONS.getOrDefault(file.getClass(), file.getClass().getSimpleName())
                : failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    @Command(description = "Says everything that is wrong with deployments.")
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

    @Command(description = "Says what is wrong with values files for the official chart, merged as Helm merges them.")
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
        if ((fix || target.isPresent()) && files.contains(Path.of(STANDARD_INPUT))) {
            throw new IOException("The standard input cannot be changed: name the files");
        }
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
                            + " not tell.")
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

    @Command(description = "Writes values, manifests and documents into a folder.")
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

    @Command(description = "Says which of the chart's values two deployments differ in.")
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

    @Command(name = "upgrade-plan", description = "Writes how to get from one deployment to another, as Markdown.")
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
                    + " such as a variable of the environment.")
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

    @Command(description = "Prints the JSON Schema of deployments as files, for editors.")
    int schema() {
        return print(DeploymentFile.jsonSchema());
    }

    @Command(description = "Prints the definition of deployments as custom resources, for Kubernetes.")
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
        List<SourceText> layers = texts(List.of(file));
        DeploymentFile read = DeploymentFile.read(layers);
        if (read.deployment().isPresent()) {
            layers.forEach(layer -> quotable.put(layer.name(), layer.text()));
        }
        return read;
    }

    /** The files, over their bases. */
    private List<SourceText> texts(List<Path> files) throws IOException {
        List<Path> all = new ArrayList<>(bases);
        all.addAll(files);
        List<SourceText> read = new ArrayList<>();
        for (Path file : all) {
            read.add(text(file.toString()));
        }
        return read;
    }

    /** Each is read once: the standard input has no second time. */
    private SourceText text(String file) throws IOException {
        SourceText known = texts.get(file);
        if (known != null) {
            return known;
        }
        if (Files.isDirectory(Path.of(file))) {
            throw new IOException(file + ": it is a folder, and has to be a file");
        }
        SourceText text = SourceText.of(
                file, file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file)));
        texts.put(file, text);
        return text;
    }

    private String text(Report report, boolean colour) {
        boolean holdsSecrets =
                report.entries().stream().anyMatch(entry -> entry.rule().id().equals("RISK-001"));
        TextReport text = TextReport.of(report)
                .quoting(file -> holdsSecrets ? Optional.empty() : Optional.ofNullable(quotable.get(file)));
        return (colour ? text.inColour() : text).asText();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), false, StandardCharsets.UTF_8);
    }
}
