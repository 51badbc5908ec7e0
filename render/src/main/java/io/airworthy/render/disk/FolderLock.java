package io.airworthy.render.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into a folder: one thread of one process has it. The operating system takes it back from a process
 * that dies. The lock is a file inside a folder of its own, so that a process that reaches the folder by another path, or from
 * another container, meets the same lock; both are gone once it is released.
 */
final class FolderLock implements Closeable {

    private static final String FILE = "lock";

    /** A minute, for writing takes a few milliseconds. */
    private static final int TRIES = 12_000;

    private static final int PAUSE_MILLIS = 5;

    /** The operating system locks for a process, not for a thread, and unlocks when any thread closes the file. */
    private static final Set<Object> TAKEN_IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path place;
    private final Object key;
    private final boolean madeFolder;
    private final List<FileChannel> channels = new ArrayList<>();

    private FolderLock(Path place, Object key, boolean madeFolder) {
        this.place = place;
        this.key = key;
        this.madeFolder = madeFolder;
    }

    /**
     * Waits for the lock.
     *
     * @param folder what is locked
     * @param mayMakeFolder whether to make it if it is not there
     * @param place the lock's own folder, inside the locked one
     * @throws FileSystemException if another process has held it for a minute
     */
    static FolderLock take(Path folder, boolean mayMakeFolder, Path place, Permissions permissions) throws IOException {
        for (int tried = 0; tried < TRIES; tried++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted before anything was written");
            }
            boolean madeFolder = mayMakeFolder && make(folder, Permissions.ordinary());
            FolderLock lock = null;
            try {
                lock = tryTake(folder, madeFolder, place, permissions);
            } catch (NoSuchFileException removed) {
                // By a writer who had made it and then failed.
                if (!mayMakeFolder) {
                    throw removed;
                }
            }
            if (lock != null) {
                return lock;
            }
            pause();
        }
        throw new FileSystemException(
                place.toString(), null, "somebody else has been writing here for a minute; nothing was written");
    }

    private static @Nullable FolderLock tryTake(Path folder, boolean madeFolder, Path place, Permissions permissions)
            throws IOException {
        Object key = key(folder);
        if (!TAKEN_IN_THIS_PROCESS.add(key)) {
            return null;
        }
        FolderLock lock = new FolderLock(place, key, madeFolder);
        boolean taken = false;
        try {
            make(place, permissions);
            taken = lock.lockFile(permissions);
        } finally {
            if (!taken) {
                lock.letGo();
            }
        }
        return taken ? lock : null;
    }

    /** @return true if it was not there before */
    private static boolean make(Path folder, Permissions permissions) throws IOException {
        try {
            Files.createDirectory(folder, permissions.ofFolders());
            return true;
        } catch (FileAlreadyExistsException there) {
            if (isSomethingElse(folder)) {
                throw new NotDirectoryException(folder.toString());
            }
            return false;
        }
    }

    /** Asked at once, for it may be removed at any moment. */
    private static boolean isSomethingElse(Path folder) throws IOException {
        try {
            return !Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isDirectory();
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    /** Whether the folder that is locked was made for it. */
    boolean madeFolder() {
        return madeFolder;
    }

    /** A process that has waited may hold the lock of a file that was removed meanwhile; the name then belongs to another file. */
    private boolean lockFile(Permissions permissions) throws IOException {
        try {
            return isFree(open(permissions, StandardOpenOption.CREATE)) && isLockedHere(open(permissions));
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private FileChannel open(Permissions permissions, OpenOption... more) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(more));
        options.add(StandardOpenOption.WRITE);
        options.add(LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(place.resolve(FILE), options, permissions.ofFiles());
        channels.add(channel);
        return channel;
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            // Waiting for it with lock() would fail where two processes write into two folders: the operating system
            // takes two threads that wait crosswise for a deadlock of their processes.
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byAnotherClassLoader) {
            return false;
        }
    }

    private static boolean isLockedHere(FileChannel channel) throws IOException {
        try {
            channel.tryLock();
            return false;
        } catch (OverlappingFileLockException sameFile) {
            return true;
        }
    }

    /** Two paths may lead to the same folder; its key is one, where the file system has keys. */
    private static Object key(Path folder) throws IOException {
        Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        return key == null ? folder.toRealPath() : key;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void letGo() throws IOException {
        try {
            for (FileChannel channel : channels) {
                channel.close();
            }
        } finally {
            TAKEN_IN_THIS_PROCESS.remove(key);
        }
    }

    /** Removes the file first, so that a process that takes the lock afterwards sees that the file is gone. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(place.resolve(FILE));
        } finally {
            letGo();
        }
        try {
            Files.deleteIfExists(place);
        } catch (DirectoryNotEmptyException taken) {
            // Somebody who waited has the lock now.
        }
    }
}
