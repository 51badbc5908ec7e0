package io.airworthy.render.kubernetes;

import io.airworthy.secrets.Sensitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Files that only their owner may read: written whole under another name, then named. */
final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    /** Writes a file that must not exist yet. */
    static void create(Path file, Sensitive content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file);
        }
        Path written = write(file, content);
        try {
            // Unlike a move, a link fails when the name has been taken in the meantime.
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException taken) {
            throw exists(file);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(written, file);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Writes a file in the place of one that may exist. */
    static void replace(Path file, Sensitive content) throws IOException {
        Path written = write(file, content);
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static Path write(Path file, Sensitive content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "this is a folder");
        }
        Path written = Files.createTempFile(folder, ".secrets-", ".partial", permissions(folder));
        try {
            restrict(written);
            byte[] bytes = content.revealBytes();
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
            return written;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(written);
            throw failed;
        }
    }

    private static FileAttribute<?>[] permissions(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** On file systems with access lists instead of permissions: the owner, nobody else. */
    private static void restrict(Path file) throws IOException {
        AclFileAttributeView access = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (access != null) {
            access.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(access.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }

    private static FileAlreadyExistsException exists(Path file) {
        return new FileAlreadyExistsException(file.toString(), null, "it is there already and is not overwritten");
    }
}
