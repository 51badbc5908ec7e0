package io.airworthy.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder that is written as a whole, and that knows which of its files were written by it. */
final class PackageFolder {

    private static final String DIGESTS = ".sha256sums";

    private final Path folder;

    PackageFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    void refuseForeignFiles() throws IOException {
        if (!exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Map<String, String> written = digestsWritten();
        List<String> foreign = new ArrayList<>();
        for (Map.Entry<String, Path> file : files().entrySet()) {
            boolean ours = Files.isRegularFile(file.getValue(), LinkOption.NOFOLLOW_LINKS)
                    && (file.getKey().equals(DIGESTS)
                            || digest(Files.readAllBytes(file.getValue())).equals(written.get(file.getKey())));
            if (!ours) {
                foreign.add(file.getKey());
            }
        }
        if (!foreign.isEmpty()) {
            throw new ForeignFilesException(folder, foreign);
        }
    }

    void write(Map<String, String> files) throws IOException {
        Path parent = folder.getParent();
        if (parent == null) {
            throw new IOException(folder + " cannot be written as a whole");
        }
        Path fresh = Files.createTempDirectory(parent, "." + folder.getFileName() + "-");
        try {
            fill(fresh, files);
            takePlace(fresh);
        } finally {
            delete(fresh);
        }
    }

    private static void fill(Path fresh, Map<String, String> files) throws IOException {
        StringBuilder digests = new StringBuilder();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            Path path = fresh.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
            digests.append(digest(bytes)).append("  ").append(file.getKey()).append('\n');
        }
        Files.writeString(fresh.resolve(DIGESTS), digests);
        makeReadable(fresh);
    }

    /** A temporary folder is its owner's alone; a package is for everybody who may read the folder around it. */
    private static void makeReadable(Path fresh) throws IOException {
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
            Path sample = Files.createDirectory(fresh.resolve(".mode"));
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(sample));
            Files.delete(sample);
        }
    }

    /** No file system swaps two folders at once from Java: the old one steps aside, and comes back if the new one fails. */
    private void takePlace(Path fresh) throws IOException {
        if (!exists(folder)) {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path aside = Files.createTempDirectory(folder.getParent(), "." + folder.getFileName() + "-old-");
        Path old = aside.resolve("package");
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failed) {
            Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(aside);
            throw failed;
        }
        delete(aside);
    }

    private Map<String, String> digestsWritten() throws IOException {
        Map<String, String> digests = new HashMap<>();
        Path list = folder.resolve(DIGESTS);
        if (Files.isRegularFile(list)) {
            for (String line : Files.readString(list).split("\n")) {
                int gap = line.indexOf("  ");
                if (gap > 0) {
                    digests.put(line.substring(gap + 2), line.substring(0, gap));
                }
            }
        }
        return digests;
    }

    private Map<String, Path> files() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void delete(Path tree) throws IOException {
        if (!exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
