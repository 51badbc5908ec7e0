package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.file.DeploymentFile;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.render.report.Report;
import io.airworthy.render.source.SourceText;
import io.airworthy.validation.Rule;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages for people show is true: programs compile, run and print what stands below them, values are rendered,
 * messages are those of a rule. With {@code airworthy.refresh}, what a program prints is written into its page.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final boolean REFRESH = Boolean.getBoolean("airworthy.refresh");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern PROGRAM = Pattern.compile("(?m)^class (\\w+) \\{$");

    /** An expression that changes the deployment of the page. */
    private static final Pattern CHANGE = Pattern.compile("(?m)^deployment[.]toBuilder\\(\\)");

    private static final Pattern IMPORTS = Pattern.compile("\\A(import .*\n)+\n");

    /** A name of a class, which is neither a member of another one nor a part of a text. */
    private static final Pattern TYPE = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|//.*|(?<![.\\w])[A-Z]\\w*");

    private static final String FILE = "apiVersion: " + DeploymentFile.API_VERSION + "\n";
    private static final String RENDERED = "# values-production.yaml\n";
    private static final String SAID = "# deployment.yaml\nspec:\n";
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^  \\S.*\n(?:    .*\n)*");
    private static final Pattern FINDING = Pattern.compile("^(error|warning) +[A-Z]+-[0-9]{3} ");

    /** What a piece of a program may name without having made it. */
    private static final List<String> PACKAGES = """
            com.fasterxml.jackson.databind
            com.fasterxml.jackson.databind.json
            io.airworthy
            io.airworthy.celery
            io.airworthy.connection
            io.airworthy.dags
            io.airworthy.database
            io.airworthy.logging
            io.airworthy.material
            io.airworthy.metrics
            io.airworthy.operations
            io.airworthy.pods
            io.airworthy.release
            io.airworthy.render
            io.airworthy.render.document
            io.airworthy.render.file
            io.airworthy.render.gitops
            io.airworthy.render.helm
            io.airworthy.render.jackson
            io.airworthy.render.kubernetes
            io.airworthy.render.lint
            io.airworthy.render.report
            io.airworthy.render.source
            io.airworthy.render.upgrade
            io.airworthy.secrets
            io.airworthy.store
            io.airworthy.validation
            java.nio.file
            java.time
            java.util
            """.lines().toList();

    private static final String PIECE = """
            %s
            class %s {
                static io.airworthy.AirflowDeployment run(
                        io.airworthy.AirflowDeployment airflow, io.airworthy.AirflowDeployment deployment) throws Exception {
                    %s
                }
            }
            """;

    @TempDir
    private Path folder;

    private record Block(String language, String text, int start, int end) {

        boolean is(String kind) {
            return language.equals(kind);
        }

        Optional<String> program() {
            Matcher matcher = PROGRAM.matcher(text);
            return is("java") && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        boolean isChange() {
            return is("java") && CHANGE.matcher(text).find();
        }

        boolean writesFiles() {
            return text.contains("Path.of(");
        }

        /** What the code itself says, without imports. */
        String code() {
            return IMPORTS.matcher(text).replaceFirst("");
        }

        /** A piece as somebody needs it who copies it. */
        String withImports() {
            String imports = TYPE.matcher(code())
                    .results()
                    .map(MatchResult::group)
                    .filter(name -> Character.isUpperCase(name.charAt(0)))
                    .distinct()
                    .flatMap(name ->
                            PACKAGES.stream().map(folder -> folder + "." + name).filter(Block::exists))
                    .sorted()
                    .map(name -> "import " + name + ";\n")
                    .collect(Collectors.joining());
            return imports.isEmpty() ? code() : imports + "\n" + code();
        }

        private static boolean exists(String name) {
            try {
                Class.forName(name, false, DocumentationTest.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | NoClassDefFoundError none) {
                return false;
            }
        }

        /** Pieces are named by their place on the page. */
        String className() {
            return program().orElse("Piece" + start);
        }

        String source() {
            return program().isPresent()
                    ? text
                    : PIECE.formatted(
                            withImports().substring(0, withImports().length() - code().length()),
                            className(),
                            isChange() ? "return " + code() : code() + "return airflow;");
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.startsWith(ROOT.resolve("docs/rules")))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void whatThePageShowsIsTrue(Path page) throws Exception {
        String text = Files.readString(page);
        String outside = outsideProject();
        List<Block> blocks = BLOCK.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.start(2), found.end(2)))
                .filter(block -> !block.is("java") || !outside.contains(block.text()))
                .toList();
        compile(blocks.stream().filter(block -> block.is("java")).toList());

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes().toUri().toURL()})) {
            Reader reader = new Reader(text, loader);
            for (Block block : blocks) {
                reader.read(block);
            }
            if (REFRESH) {
                Files.writeString(page, reader.refreshed());
            }
        }
    }

    /** Somebody who reads a page from the top, and tries what it shows. */
    private final class Reader {

        private final String page;
        private final ClassLoader loader;
        private final StringBuilder refreshed = new StringBuilder();
        private int copied;

        /** The deployment that the page is about so far. */
        private AirflowDeployment deployment = Rule.soundDeployment();

        /** What it was before the last change. */
        private AirflowDeployment unchanged = deployment;

        /** What the block before prints. */
        private Optional<String> printed = Optional.empty();

        private final List<SourceText> layers = new ArrayList<>();

        Reader(String page, ClassLoader loader) {
            this.page = page;
            this.loader = loader;
        }

        void read(Block block) throws Exception {
            Optional<String> before = printed;
            printed = Optional.empty();
            if (block.is("java") && block.program().isEmpty()) {
                isMade(block, block.withImports());
            }
            if (block.is("text")) {
                if (before.isPresent()) {
                    isMade(block, before.get());
                } else {
                    assertIsAMessageOfARule(block.text());
                }
            } else if (block.program().isPresent()) {
                Class<?> program = loader.loadClass(block.className());
                printed = Optional.of(block.writesFiles() ? run(block.className()) : run(program));
                deployment = described(program).orElse(deployment);
            } else if (block.isChange()) {
                unchanged = deployment;
                deployment = changed(loader.loadClass(block.className()), deployment);
                assertThat(deployment.validate().errors()).as(block.text()).isEmpty();
            } else if (block.is("shell")) {
                printed = commands(block.text());
            } else if (block.is("yaml")) {
                readYaml(block);
            }
        }

        private void readYaml(Block block) throws Exception {
            if (block.text().startsWith(FILE)) {
                String file = REFRESH ? DeploymentFile.write(deployment) : block.text();
                isMade(block, file);
                assertThat(DeploymentFile.read(SourceText.of("deployment.yaml", file))
                                .deployment())
                        .contains(deployment);
            } else if (block.text().startsWith(SAID)) {
                List<String> before = attributes(unchanged);
                isMade(
                        block,
                        SAID
                                + attributes(deployment).stream()
                                        .filter(attribute -> !before.contains(attribute))
                                        .collect(Collectors.joining()));
            } else if (block.text().contains("\n" + FILE)) {
                readLayer(block.text());
            } else {
                assertThat(block.text()).as("what this is").startsWith(RENDERED);
                assertRendered(
                        "",
                        ValuesYaml.read(block.text()).values(),
                        HelmValues.of(deployment).asMap());
            }
        }

        private List<String> attributes(AirflowDeployment airflow) {
            return ATTRIBUTE
                    .matcher(DeploymentFile.write(airflow))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }

        /** A file that names a chart begins anew; any other says what differs from the files before. */
        private void readLayer(String text) throws IOException {
            if (text.contains("chartVersion:")) {
                layers.clear();
            }
            String name = text.substring("# ".length(), text.indexOf('\n'));
            layers.add(SourceText.of(name, text));
            Files.writeString(runFolder().resolve(name), text);
            DeploymentFile file = DeploymentFile.read(layers);
            printed = Optional.of(Report.of(name, file).asText());
            deployment = file.deployment().orElse(deployment);
        }

        /** Each of the library's own commands has to end well. */
        private Optional<String> commands(String text) throws Exception {
            List<String> commands =
                    text.lines().filter(line -> line.startsWith("airworthy ")).toList();
            StringBuilder said = new StringBuilder();
            for (String command : commands) {
                String[] words = command.replaceFirst(" [|>] .*", "").split(" ");
                String out = run(CommandLineTool.class.getName(), Arrays.copyOfRange(words, 1, words.length));
                said.append(command.contains(" > ") || command.contains(" | ") ? "" : out);
            }
            return commands.isEmpty() ? Optional.empty() : Optional.of(said.toString());
        }

        private void isMade(Block block, String made) {
            refreshed.append(page, copied, block.start()).append(made);
            copied = block.end();
            assertThat(REFRESH ? made : block.text()).isEqualTo(made);
        }

        String refreshed() {
            return refreshed.append(page, copied, page.length()).toString();
        }
    }

    /** The members of its classes as a page shows them; they are compiled and tested there. */
    private static String outsideProject() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples/outside/src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(Files.readString(file).replaceAll("(?m)^ {4}", ""));
            }
        }
        return sources.toString();
    }

    private void compile(List<Block> blocks) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-Xlint:all", "-Werror", "-d", classes().toString(), "--class-path", Jdk.modulePath()));
        for (Block block : blocks) {
            Path source = folder.resolve(block.className() + ".java");
            arguments.add(Files.writeString(source, block.source()).toString());
        }
        if (!blocks.isEmpty()) {
            StringWriter said = new StringWriter();
            ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new));
            assertThat(said.toString()).isEmpty();
        }
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private static String run(Class<?> program) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Method main = program.getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String run(String program, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("--class-path", classes() + File.pathSeparator + Jdk.modulePath(), program));
        command.addAll(List.of(arguments));
        return Jdk.run("java", runFolder(), Map.of(), command);
    }

    private Path runFolder() throws IOException {
        return Files.createDirectories(folder.resolve("run"));
    }

    private static Optional<AirflowDeployment> described(Class<?> program) throws Exception {
        for (Method method : program.getDeclaredMethods()) {
            if (method.getName().equals("describe")) {
                method.setAccessible(true);
                return Optional.of((AirflowDeployment) method.invoke(null));
            }
        }
        return Optional.empty();
    }

    private static AirflowDeployment changed(Class<?> piece, AirflowDeployment deployment) throws Exception {
        Method run = piece.getDeclaredMethods()[0];
        run.setAccessible(true);
        return (AirflowDeployment) run.invoke(null, deployment, deployment);
    }

    /** What is shown is a part of what is rendered. */
    private static void assertRendered(String path, Object shown, Object rendered) {
        if (shown instanceof Map<?, ?> map) {
            assertThat(rendered).as(path).isInstanceOf(Map.class);
            map.forEach((key, value) -> assertRendered(path + "." + key, value, ((Map<?, ?>) rendered).get(key)));
        } else {
            assertThat(rendered).as(path).isEqualTo(shown);
        }
    }

    private static void assertIsAMessageOfARule(String message) throws IOException {
        assertThat(message).containsPattern(FINDING);
        try (Stream<Path> rules = Files.list(ROOT.resolve("docs/rules"))) {
            assertThat(rules).as(message).anyMatch(page -> contains(page, message));
        }
    }

    private static boolean contains(Path page, String message) {
        try {
            return Files.readString(page).contains(message);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
