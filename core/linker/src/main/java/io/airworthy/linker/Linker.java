package io.airworthy.linker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Links the classes of a folder in place. Doing it again changes nothing. */
public final class Linker {

    private Linker() {}

    /**
     * Links the classes of a folder.
     *
     * @param arguments the folder
     * @throws IOException if the folder cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        link(Path.of(arguments[0]));
    }

    static void link(Path folder) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (Path file : classFiles(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            classes.put(new ClassReader(bytes).getClassName(), bytes);
        }
        for (Map.Entry<String, byte[]> written : linked(classes).entrySet()) {
            Files.write(folder.resolve(written.getKey() + ".class"), written.getValue());
        }
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    /** The classes that change, and the new ones. */
    private static Map<String, byte[]> linked(Map<String, byte[]> classes) {
        Map<String, byte[]> written = new TreeMap<>();
        Map<String, List<LambdaClass>> nests = new TreeMap<>();
        classes.forEach((name, bytes) -> {
            LinkedClass linked = LinkedClass.of(bytes);
            if (linked.isChanged()) {
                written.put(name, linked.bytes());
                linked.lambdas().forEach(lambda -> written.put(lambda.name(), lambda.bytes()));
                nests.computeIfAbsent(linked.nestHost(), host -> new ArrayList<>())
                        .addAll(linked.lambdas());
            }
        });
        nests.forEach((host, lambdas) ->
                written.put(host, withMembers(written.getOrDefault(host, classes.get(host)), lambdas)));
        return written;
    }

    /** A class that lets others see what is private in its nest. */
    private static byte[] withMembers(byte[] host, List<LambdaClass> members) {
        ClassReader reader = new ClassReader(host);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        members.forEach(member -> writer.visitNestMember(member.name()));
        return writer.toByteArray();
    }
}
