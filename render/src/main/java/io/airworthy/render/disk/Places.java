package io.airworthy.render.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Where the paths that a caller gives really lead. */
final class Places {

    private Places() {}

    /** A folder that may be emptied: none that the process works in, and no root. */
    static Path ofFolder(Path given) throws IOException {
        refuseUnlessOfItsOwn(given, given.toAbsolutePath().normalize());
        Path real = real(given);
        refuseUnlessOfItsOwn(given, real);
        if (Files.exists(real, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(real)) {
            throw new NotDirectoryException(given.toAbsolutePath().toString());
        }
        return real;
    }

    private static Path real(Path given) throws IOException {
        Path absolute = given.toAbsolutePath();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            return absolute.toRealPath();
        }
        Path parent = absolute.getParent();
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        return parent.toRealPath().resolve(absolute.getFileName());
    }

    private static void refuseUnlessOfItsOwn(Path given, Path meant) throws IOException {
        Path here = meant.getFileSystem().getPath("").toAbsolutePath();
        if (meant.getNameCount() == 0) {
            throw new FileSystemException(given.toString(), null, "is the root of a file system; " + OWN_FOLDER);
        }
        if (here.normalize().startsWith(meant) || here.toRealPath().startsWith(meant)) {
            throw new FileSystemException(
                    meant.toString(), null, "is the working directory or contains it; " + OWN_FOLDER);
        }
    }

    private static final String OWN_FOLDER = "the package needs a folder of its own. Nothing was written";
}
