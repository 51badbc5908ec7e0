package io.airworthy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody meets who puts the library into a project of their own. */
class EmbeddingTest {

    private static final Path README = Path.of("../README.md");

    private static final Pattern FIRST_PROGRAM = Pattern.compile("```java\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern ITS_OUTPUT = Pattern.compile("```\n(the secret material.*?)```\n", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void theReadmesFirstProgramRunsAsItStandsAndAgain() throws Exception {
        compile("--class-path", Files.writeString(folder.resolve("FirstProgram.java"), inReadme(FIRST_PROGRAM)));
        String missing = inReadme(ITS_OUTPUT);

        String first = runFirstProgram(Map.of());
        assertThat(first).startsWith("0 errors, 2 warnings\n").endsWith("\n" + missing);
        assertThat(runFirstProgram(Map.of())).isEqualTo(first);
        assertThat(folder.resolve("production-deployment/values-production.yaml"))
                .exists();

        Jdk.certificate(folder.resolve("database-ca.pem"));
        String made = runFirstProgram(Map.of("DB_PASSWORD", "pl4nted"));
        String secrets = Files.readString(folder.resolve("secrets.yaml"));
        assertThat(made).contains("\nDeploy key: ssh-ed25519 ").doesNotContain(missing);

        assertThat(runFirstProgram(Map.of())).isEqualTo(made);
        assertThat(folder.resolve("secrets.yaml")).hasContent(secrets);
    }

    /** Their compiler reads the annotations of every class that they name, and warns where it cannot. */
    @ParameterizedTest
    @ValueSource(strings = {"--class-path", "--module-path"})
    void everyTypeCanBeNamedWithoutAWarning(String path) throws Exception {
        List<String> types = exportedTypes();
        assertThat(types).hasSizeGreaterThan(100).contains("io.airworthy.AirflowDeployment");

        Path module = Files.writeString(
                folder.resolve("module-info.java"), "module com.example { requires io.airworthy.render; }");
        Path everything = Files.writeString(
                Files.createDirectories(folder.resolve("com/example")).resolve("Everything.java"),
                types.stream()
                        .map(type -> type + ".class")
                        .collect(Collectors.joining(
                                ",\n", "package com.example; class Everything { Class<?>[] types = {\n", "}; }")));

        compile(path, path.equals("--class-path") ? new Path[] {everything} : new Path[] {module, everything});
    }

    /** A runtime image with nothing else than what the library needs. BouncyCastle's jar is signed, which jlink leaves behind. */
    @Test
    void jlinkMakesAnImageThatRuns() throws Exception {
        List<String> options = List.of(
                "--module-path",
                Jdk.modulePath(),
                "--add-modules",
                "io.airworthy.examples",
                "--output",
                "image",
                "--ignore-signing-information");
        Jdk.run("jlink", folder, Map.of(), options);

        Path java = folder.resolve("image/bin/java");
        List<String> program = List.of("-m", "io.airworthy.examples/io.airworthy.examples.MistakesReport");
        assertThat(Jdk.run(java, folder, Map.of(), program)).contains("error   ");
    }

    private void compile(String path, Path... sources) throws Exception {
        Stream<String> options = Stream.of("-Xlint:all", "-Werror", "-d", "classes", path, Jdk.modulePath());
        String said = Jdk.run(
                "javac",
                folder,
                Map.of(),
                Stream.concat(options, Stream.of(sources).map(Path::toString)).toList());
        assertThat(said).isEmpty();
    }

    private String runFirstProgram(Map<String, String> environment) throws Exception {
        String path = folder.resolve("classes") + File.pathSeparator + Jdk.modulePath();
        return Jdk.run("java", folder, environment, List.of("--class-path", path, "FirstProgram"));
    }

    private static String inReadme(Pattern block) throws IOException {
        Matcher matcher = block.matcher(Files.readString(README));
        assertThat(matcher.find()).as("%s in %s", block, README).isTrue();
        return matcher.group(1);
    }

    private static List<String> exportedTypes() {
        Path[] path = Stream.of(Jdk.modulePath().split(File.pathSeparator))
                .map(Path::of)
                .toArray(Path[]::new);
        return ModuleFinder.of(path).findAll().stream()
                .filter(module -> module.descriptor().name().startsWith("io.airworthy."))
                .filter(module -> !module.descriptor().name().equals("io.airworthy.examples"))
                .flatMap(EmbeddingTest::exportedTypes)
                .sorted()
                .toList();
    }

    private static Stream<String> exportedTypes(ModuleReference module) {
        try (var reader = module.open();
                Stream<String> files = reader.list()) {
            return files
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> module.descriptor().exports().stream()
                            .anyMatch(exported -> !exported.isQualified()
                                    && exported.source().equals(name.substring(0, name.lastIndexOf('.')))))
                    .map(EmbeddingTest::load)
                    .filter(EmbeddingTest::isPublic)
                    .map(Class::getCanonicalName)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, EmbeddingTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }
}
