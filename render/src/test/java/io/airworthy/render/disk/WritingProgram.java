package io.airworthy.render.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Test programs in processes of their own, which can be killed. */
public final class WritingProgram {

    private WritingProgram() {}

    /** Starts a class's {@code main} in a folder. What it prints comes through the process's output. */
    public static Process start(Class<?> program, Path workingDirectory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingDirectory.toFile()).redirectErrorStream(true);
        // With it, the virtual machine prints a line of its own.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }
}
