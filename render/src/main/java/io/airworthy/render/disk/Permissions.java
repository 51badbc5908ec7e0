package io.airworthy.render.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/** Who may read what is written, from the moment it exists. */
final class Permissions {

    private static final FileAttribute<?>[] NONE = {};

    private final FileAttribute<?>[] file;
    private final FileAttribute<?>[] folder;

    private Permissions(FileAttribute<?>[] file, FileAttribute<?>[] folder) {
        this.file = file;
        this.folder = folder;
    }

    /** Those of any file that this process makes. */
    static Permissions ordinary() {
        return new Permissions(NONE, NONE);
    }

    /**
     * Nobody but the owner: by POSIX permissions, or by an access list with no other name on it. A file system that has
     * neither leaves it to the folder around.
     */
    static Permissions ownerOnly(Path place) throws IOException {
        FileStore store = Files.getFileStore(place);
        if (store.supportsFileAttributeView("posix")) {
            return new Permissions(posix("rw-------"), posix("rwx------"));
        }
        if (store.supportsFileAttributeView("acl")) {
            FileAttribute<?>[] ownersAlone = {
                new AccessList(List.of(AclEntry.newBuilder()
                        .setType(AclEntryType.ALLOW)
                        .setPrincipal(Files.getOwner(place))
                        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                        .build()))
            };
            return new Permissions(ownersAlone, ownersAlone);
        }
        return ordinary();
    }

    FileAttribute<?>[] ofFiles() {
        return file.clone();
    }

    FileAttribute<?>[] ofFolders() {
        return folder.clone();
    }

    private static FileAttribute<?>[] posix(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private record AccessList(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {

        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
