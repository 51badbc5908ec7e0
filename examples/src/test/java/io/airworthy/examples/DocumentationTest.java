package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.helm.ValuesYaml;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
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
    private static final Pattern CHANGE = Pattern.compile("^deployment[.]toBuilder\\(\\)");

    private static final String RENDERED = "# values-production.yaml\n";
    private static final Pattern FINDING = Pattern.compile("^(error|warning) +[A-Z]+-[0-9]{3} ");

    /** What a piece of a program may name without having made it. */
    private static final String PIECE = """
            import io.airworthy.*;
            import io.airworthy.celery.*;
            import io.airworthy.connection.*;
            import io.airworthy.dags.*;
            import io.airworthy.database.*;
            import io.airworthy.logging.*;
            import io.airworthy.material.*;
            import io.airworthy.metrics.*;
            import io.airworthy.operations.*;
            import io.airworthy.pods.*;
            import io.airworthy.release.*;
            import io.airworthy.render.*;
            import io.airworthy.render.document.*;
            import io.airworthy.render.gitops.*;
            import io.airworthy.render.helm.*;
            import io.airworthy.render.kubernetes.*;
            import io.airworthy.render.upgrade.*;
            import io.airworthy.secrets.*;
            import io.airworthy.store.*;
            import io.airworthy.validation.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;

            class %s {
                static AirflowDeployment run(AirflowDeployment airflow, AirflowDeployment deployment) throws Exception {
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

        /** Pieces are named by their place on the page. */
        String className() {
            return program().orElse("Piece" + start);
        }

        String source() {
            return program().isPresent()
                    ? text
                    : PIECE.formatted(className(), isChange() ? "return " + text : text + "return airflow;");
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
        List<Block> blocks = BLOCK.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.start(2), found.end(2)))
                .toList();
        String outside = outsideProject();
        blocks =
                blocks.stream().filter(block -> !outside.contains(block.text())).toList();
        compile(blocks.stream().filter(block -> block.is("java")).toList());

        StringBuilder shown = new StringBuilder();
        int copied = 0;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes().toUri().toURL()})) {
            AirflowDeployment deployment = Rule.soundDeployment();
            Optional<String> printed = Optional.empty();
            for (Block block : blocks) {
                if (block.is("text") && printed.isPresent()) {
                    assertThat(REFRESH ? printed.get() : block.text()).isEqualTo(printed.get());
                    shown.append(text, copied, block.start()).append(printed.get());
                    copied = block.end();
                } else if (block.is("text")) {
                    assertIsAMessageOfARule(block.text());
                }
                printed = Optional.empty();
                if (block.program().isPresent()) {
                    Class<?> program = loader.loadClass(block.className());
                    printed = Optional.of(block.writesFiles() ? run(block.className()) : run(program));
                    deployment = described(program).orElse(deployment);
                } else if (block.isChange()) {
                    deployment = changed(loader.loadClass(block.className()), deployment);
                    assertThat(deployment.validate().errors()).as(block.text()).isEmpty();
                } else if (block.is("yaml")) {
                    assertThat(block.text()).as("what this is").startsWith(RENDERED);
                    assertRendered(
                            "",
                            ValuesYaml.read(block.text()).values(),
                            HelmValues.of(deployment).asMap());
                }
            }
        }
        shown.append(text, copied, text.length());
        if (REFRESH) {
            Files.writeString(page, shown);
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

    private String run(String program) throws Exception {
        return Jdk.run(
                "java",
                Files.createDirectories(folder.resolve("run")),
                Map.of(),
                List.of("--class-path", classes() + File.pathSeparator + Jdk.modulePath(), program));
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
