package io.airworthy.render.kubernetes;

import io.airworthy.render.disk.FolderTransaction;
import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Files with secrets in them, which only their owner may read. */
final class OwnerOnlyFiles {

    private OwnerOnlyFiles() {}

    /** Writes files that must not exist yet, all of them or none. */
    static void create(Path folder, Map<String, Sensitive> contents) throws IOException {
        try (FolderTransaction transaction = FolderTransaction.ownerOnlyIn(folder)) {
            add(transaction, contents);
            transaction.create();
        }
    }

    /** Writes a file that must not exist yet. */
    static void create(Path file, Sensitive content) throws IOException {
        create(folderOf(file), Map.of(nameOf(file), content));
    }

    /** Writes a file in the place of one that may exist. A link is replaced, not followed. */
    static void replace(Path file, Sensitive content) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw isFolder(file);
        }
        try (FolderTransaction transaction = FolderTransaction.ownerOnlyIn(folderOf(file))) {
            add(transaction, Map.of(nameOf(file), content));
            transaction.replaceThese();
        }
    }

    private static void add(FolderTransaction transaction, Map<String, Sensitive> contents) throws IOException {
        for (Map.Entry<String, Sensitive> content : contents.entrySet()) {
            byte[] bytes = content.getValue().revealBytes();
            try {
                transaction.add(content.getKey(), bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw isFolder(file);
        }
        return folder;
    }

    private static String nameOf(Path file) throws IOException {
        String name = file.toAbsolutePath().getFileName().toString();
        if (name.equals(".") || name.equals("..")) {
            throw isFolder(file);
        }
        return name;
    }

    private static FileSystemException isFolder(Path file) {
        return new FileSystemException(file.toString(), null, "is a folder; Secrets are written to a file");
    }
}
