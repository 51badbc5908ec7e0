package io.airworthy.render;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What GraalVM has to be told of a module: its data files, and the values whose attributes are found by reflection, as by
 * the walk through all texts of a deployment.
 */
record NativeImageMetadata(List<String> resources, List<String> types) {

    /** Of a module's folder, what it shows to the world, and what the pages of documents ask besides. */
    static NativeImageMetadata of(Path module, ApiListing api, Set<Class<?>> asked) throws IOException {
        Path resources = module.resolve("src/main/resources");
        try (Stream<Path> files = Files.walk(resources)) {
            return new NativeImageMetadata(
                    files.filter(Files::isRegularFile)
                            .map(file -> resources.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.startsWith("META-INF/"))
                            .map(NativeImageMetadata::pattern)
                            .distinct()
                            .sorted()
                            .toList(),
                    Stream.concat(
                                    api.types()
                                            .filter(NativeImageMetadata::isValue)
                                            .flatMap(type -> Stream.concat(Stream.of(type), implementations(type))),
                                    asked.stream().filter(type -> !type.isPrimitive()))
                            .map(Class::getName)
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    /** The files in {@code META-INF/native-image}, by name, in the form that every version of GraalVM reads. */
    Map<String, String> files() {
        return Map.of(
                "resource-config.json",
                "{\"resources\": {\"includes\": [\n"
                        + lines(resources, pattern -> "  {\"pattern\": \"" + pattern + "\"}")
                        + "\n]}}\n",
                "reflect-config.json",
                "[\n"
                        + lines(
                                types,
                                name -> "  {\"name\": \"" + name + "\", \"allPublicConstructors\": true,"
                                        + (name.contains(".document.") ? " \"allDeclaredMethods\": true," : "")
                                        + " \"allPublicMethods\": true, \"allRecordComponents\": true,"
                                        + " \"allPermittedSubclasses\": true}")
                        + "\n]\n");
    }

    /** All files of the same folder and kind, so that one more needs no line of its own. */
    private static String pattern(String resource) {
        return resource.substring(0, resource.lastIndexOf('/') + 1) + "[^/]*\\\\"
                + resource.substring(resource.lastIndexOf('.'));
    }

    /** Whether attributes may be looked for in it: a record, a closed choice, or what a builder makes, and the builder. */
    private static boolean isValue(Class<?> type) {
        return type.isRecord()
                || type.isEnum()
                || type.isSealed()
                || hasMethod(type, "toBuilder")
                || hasMethod(type, "build");
    }

    /** What a generated builder builds is a class inside of it. */
    private static Stream<Class<?>> implementations(Class<?> builder) {
        return Stream.of(builder.getDeclaredClasses())
                .filter(type ->
                        type.getSimpleName().startsWith("Immutable") && !Modifier.isPublic(type.getModifiers()));
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(name));
    }

    private static String lines(List<String> names, UnaryOperator<String> line) {
        return names.stream().map(line).collect(Collectors.joining(",\n"));
    }
}
