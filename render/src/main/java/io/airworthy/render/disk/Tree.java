package io.airworthy.render.disk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is below a folder, by paths with slashes. Links are not followed; they are files here.
 *
 * @param files everything that is no folder
 * @param folders the folders, each before the one that contains it
 */
record Tree(SortedSet<String> files, SortedSet<String> folders) {

    /** What is below a folder, without some of its own entries; nothing if there is no such folder. */
    static Tree below(Path root, Set<String> leftOut) throws IOException {
        Tree tree = new Tree(new TreeSet<>(), new TreeSet<>(Comparator.reverseOrder()));
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return tree;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String path = path(root, folder);
                if (leftOut.contains(path)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!folder.equals(root)) {
                    tree.folders.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                tree.files.add(path(root, file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path entry, IOException failure) throws IOException {
                if (leftOut.contains(path(root, entry))) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return tree;
    }

    static Tree below(Path root) throws IOException {
        return below(root, Set.of());
    }

    /** Removes a file or a folder with everything in it, if it is there. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String path(Path root, Path entry) {
        return root.relativize(entry).toString().replace('\\', '/');
    }
}
