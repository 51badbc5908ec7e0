package io.airworthy.render.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes files into a folder, all of them or none, whenever the process is killed or the machine stops.
 *
 * <p>The new files are written whole, and to the disk, inside a hidden folder {@value #UNFINISHED} in the folder itself.
 * Then each file that changes becomes a symbolic link to {@code .airworthy-unfinished/live/…}, where {@code live} is a link
 * to the old files; renaming one link makes it lead to the new ones, and from that moment on all files are new. At last real
 * files take the places of the links, and the hidden folder goes. So a reader who opens a file by its name gets a whole one, and
 * all files that are opened before the renaming are old, all after it new, even where the writer dies half-way. Nothing else is a
 * journal: the next transaction in the folder sees by {@code live} whether to finish or to undo, and touches only its own
 * links, so that what another program has put in its place is kept.
 *
 * <p>The folder itself is never replaced: it may be a mount point, such as a container's volume, and keeps its owner and
 * permissions. One file alone is renamed into its place. Where the file system has no symbolic links, each file is renamed
 * on its own: whole, but for a moment, or until the next transaction if the writer dies in it, some are old and others new.
 */
public final class FolderTransaction implements Closeable {

    static final String UNFINISHED = ".airworthy-unfinished";

    /** What a file system of the ext family has at its root, for its own repairs. */
    private static final Set<String> NOT_CONTENT = Set.of(UNFINISHED, "lost+found");

    private final Path folder;
    private final Permissions permissions;
    private final FolderLock lock;

    private final Path unfinished;
    /** The new files. Without symbolic links it becomes {@link #live}. */
    private final Path fresh;
    /** The old files; without symbolic links, their digests. */
    private final Path old;
    /** Is there when places may have been changed: a link to the old files or to the new ones, or the new files themselves. */
    private final Path live;
    /** What is about to be renamed into a place. */
    private final Path placing;

    private final List<FileChannel> open = new ArrayList<>();
    private boolean committed;

    private FolderTransaction(Path folder, boolean mayMakeFolder, Permissions permissions) throws IOException {
        this.folder = folder;
        this.permissions = permissions;
        this.unfinished = folder.resolve(UNFINISHED);
        this.fresh = unfinished.resolve("new");
        this.old = unfinished.resolve("old");
        this.live = unfinished.resolve("live");
        this.placing = unfinished.resolve("placing");
        this.lock = FolderLock.take(folder, mayMakeFolder, unfinished, permissions);
    }

    /**
     * Begins to write a folder that is for these files alone, after finishing or undoing what a dead writer left in it.
     *
     * @param folder the folder, or a link to it; it is made with all that contains it where it is not there
     * @return the transaction, which waits for others that write there
     * @throws FileSystemException if the folder is a file-system root, the working directory or contains it; nothing was
     *     touched
     * @throws NotDirectoryException if it is no folder; nothing was touched
     * @throws IOException if there cannot be written
     */
    public static FolderTransaction inFolderOfItsOwn(Path folder) throws IOException {
        return new FolderTransaction(Places.ofFolder(folder), true, Permissions.ordinary()).begun();
    }

    /**
     * Begins to write files into a folder, for their owner alone, after finishing or undoing what a dead writer left in it.
     *
     * @param folder an existing folder
     * @return the transaction, which waits for others that write there
     * @throws IOException if there cannot be written
     */
    public static FolderTransaction ownerOnlyIn(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        return new FolderTransaction(absolute, false, Permissions.ownerOnly(absolute)).begun();
    }

    private FolderTransaction begun() throws IOException {
        boolean begun = false;
        try {
            refuseSomebodyElses();
            recover();
            Files.createDirectory(fresh);
            begun = true;
            return this;
        } finally {
            if (!begun) {
                try (lock) {
                    closeFiles();
                }
            }
        }
    }

    /** In a folder where everybody may create files, another user may have created this one to look like a dead writer's. */
    private void refuseSomebodyElses() throws IOException {
        // Git leaves out what is left of a dead writer: it may be secret.
        Path ignored = unfinished.resolve(".gitignore");
        Files.deleteIfExists(ignored);
        write(ignored, new byte[] {'*', '\n'});
        if (Files.getFileAttributeView(ignored, FileOwnerAttributeView.class) != null) {
            UserPrincipal owner = Files.getOwner(unfinished, LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(Files.getOwner(ignored, LinkOption.NOFOLLOW_LINKS))
                    && !owner.equals(Files.getOwner(folder))) {
                throw new FileSystemException(
                        unfinished.toString(), null, "belongs to somebody else, " + owner.getName() + ": remove it");
            }
        }
    }

    /**
     * What is in the folder. Links are not followed.
     *
     * @return the paths of all files, with slashes
     * @throws IOException if a folder cannot be read
     */
    public SortedSet<String> present() throws IOException {
        return content().files();
    }

    private Tree content() throws IOException {
        return Tree.below(folder, NOT_CONTENT);
    }

    /**
     * A place in the folder.
     *
     * @param file a path inside the folder, with slashes
     * @return its path
     */
    public Path place(String file) {
        return folder.resolve(file);
    }

    /**
     * Adds a file that will be in the folder.
     *
     * @param file its path inside the folder, with slashes
     * @param bytes its content
     * @throws IOException if it cannot be written
     */
    public void add(String file, byte[] bytes) throws IOException {
        Path path = fresh.resolve(file);
        Files.createDirectories(path.getParent());
        write(path, bytes);
    }

    /** The file stays open until it has been brought to the disk, all at once with the others, which is far quicker. */
    private void write(Path file, byte[] bytes) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions.ofFiles());
        open.add(channel);
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private void syncFiles() throws IOException {
        for (FileChannel channel : open) {
            channel.force(true);
        }
        closeFiles();
    }

    private void closeFiles() throws IOException {
        for (FileChannel channel : open) {
            channel.close();
        }
        open.clear();
    }

    /**
     * Puts the added files into the folder, in the place of everything that is there.
     *
     * @throws IOException if that is not possible; everything is as it was then
     */
    public void replaceAll() throws IOException {
        Tree present = content();
        Tree added = Tree.below(fresh);
        for (String inner : List.copyOf(present.folders())) {
            if (added.files().contains(inner)) {
                // A folder in a file's place goes as a whole.
                present.files().removeIf(file -> file.startsWith(inner + "/"));
                present.folders().removeIf(other -> (other + "/").startsWith(inner + "/"));
                present.files().add(inner);
            }
        }
        commit(present.files(), present.folders());
    }

    /**
     * Puts the added files into the folder, in the places of those that have their names.
     *
     * @throws IOException if that is not possible; everything is as it was then
     */
    public void replaceThese() throws IOException {
        SortedSet<String> replaced = new TreeSet<>(Tree.below(fresh).files());
        replaced.removeIf(file -> !exists(folder.resolve(file)));
        commit(replaced, new TreeSet<>());
    }

    /**
     * Puts the added files into the folder, where none of them may be yet.
     *
     * @throws FileAlreadyExistsException if one is there; everything is as it was then
     * @throws IOException if that is not possible; everything is as it was then
     */
    public void create() throws IOException {
        for (String file : Tree.below(fresh).files()) {
            if (exists(folder.resolve(file))) {
                throw taken(folder.resolve(file));
            }
        }
        commit(new TreeSet<>(), new TreeSet<>());
    }

    private void commit(SortedSet<String> replaced, SortedSet<String> folders) throws IOException {
        Tree added = Tree.below(fresh);
        refuseOtherFileSystems(added);
        syncFiles();
        sync(fresh, added.folders());
        SortedSet<String> changed = new TreeSet<>(added.files());
        changed.addAll(replaced);
        if (changed.size() == 1) {
            placeTheOnlyFile(added.files().first(), !replaced.isEmpty());
        } else {
            keepOld(replaced, folders, added);
            if (linksAreKnownHere()) {
                divert(changed, replaced, added);
                Files.createSymbolicLink(placing, fresh.getFileName());
                rename(placing, live);
            } else {
                keepDigests(replaced, added);
                rename(fresh, live);
            }
            sync(unfinished);
        }
        committed = true;
    }

    private void refuseOtherFileSystems(Tree added) throws IOException {
        for (String inner : added.folders()) {
            Path path = folder.resolve(inner);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getFileStore(path).equals(Files.getFileStore(folder))) {
                throw new FileSystemException(path.toString(), null, "another file system is mounted here");
            }
        }
    }

    private void placeTheOnlyFile(String file, boolean replacing) throws IOException {
        Path place = folder.resolve(file);
        Files.createDirectories(place.getParent());
        if (replacing) {
            rename(fresh.resolve(file), place);
        } else {
            try {
                // Unlike a renaming, a link fails when the name has been taken in the meantime.
                Files.createLink(place, fresh.resolve(file));
            } catch (FileAlreadyExistsException takenNow) {
                throw taken(place);
            } catch (UnsupportedOperationException | FileSystemException noLinks) {
                Files.move(fresh.resolve(file), place);
            }
        }
        sync(place.getParent());
    }

    /** Second names for the old files, so that their places can become links without being empty for a moment. */
    private void keepOld(SortedSet<String> replaced, SortedSet<String> folders, Tree added) throws IOException {
        Files.createDirectory(old);
        for (String inner : folders) {
            Files.createDirectories(old.resolve(inner));
        }
        for (String file : replaced) {
            if (Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)
                    && !added.folders().contains(file)) {
                try {
                    Files.createLink(old.resolve(file), folder.resolve(file));
                } catch (UnsupportedOperationException | FileSystemException notAllowed) {
                    // Then it moves, and its name leads nowhere until the link is there.
                    continue;
                }
            }
        }
        sync(old, folders);
    }

    private boolean linksAreKnownHere() throws IOException {
        try {
            Files.createSymbolicLink(live, old.getFileName());
        } catch (UnsupportedOperationException | FileSystemException unknown) {
            return false;
        }
        sync(unfinished);
        return true;
    }

    private void divert(SortedSet<String> changed, Set<String> replaced, Tree added) throws IOException {
        for (String file : changed) {
            Path place = folder.resolve(file);
            if (replaced.contains(file) && !exists(old.resolve(file))) {
                rename(place, old.resolve(file));
            }
            if (added.folders().contains(file)) {
                continue;
            }
            Files.createDirectories(place.getParent());
            if (!replaced.contains(file)) {
                try {
                    Files.createSymbolicLink(place, leadingTo(file));
                } catch (FileAlreadyExistsException takenNow) {
                    throw taken(place);
                }
            }
            Files.createSymbolicLink(placing, leadingTo(file));
            rename(placing, place);
        }
        syncPlaces(added.folders());
        syncPlaces(Tree.below(old).folders());
    }

    /** By which the next transaction sees that what it finds is still what was there, if this one dies. */
    private void keepDigests(SortedSet<String> replaced, Tree added) throws IOException {
        Tree.delete(old);
        Files.createDirectory(old);
        for (String file : replaced) {
            Path place = folder.resolve(file);
            if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                    || added.folders().contains(file)) {
                throw new FileSystemException(place.toString(), null, "is in the way");
            }
            Path digest = old.resolve(file);
            Files.createDirectories(digest.getParent());
            write(digest, Sha256.of(place).getBytes(StandardCharsets.US_ASCII));
        }
        syncFiles();
        sync(old, Tree.below(old).folders());
    }

    /** Finishes what is committed or undoes what is not, this transaction's work or a dead one's. */
    private void recover() throws IOException {
        if (Files.isDirectory(live, LinkOption.NOFOLLOW_LINKS)) {
            finish(live);
        } else if (Files.isSymbolicLink(live)) {
            if (Files.readSymbolicLink(live).equals(fresh.getFileName())) {
                finish(fresh);
            } else {
                undo();
            }
        }
        Tree.delete(old);
        Tree.delete(fresh);
        Files.deleteIfExists(placing);
        // The last to go: it says how to go on if this ends half-way.
        Tree.delete(live);
    }

    private void finish(Path now) throws IOException {
        Tree added = Tree.below(now);
        Tree gone = Tree.below(old);
        for (String file : added.files()) {
            if (!exists(folder.resolve(file)) || isAsWeLeftIt(file)) {
                put(now.resolve(file), folder.resolve(file));
            }
        }
        for (String file : gone.files()) {
            if (!added.files().contains(file) && isAsWeLeftIt(file)) {
                Files.delete(folder.resolve(file));
            }
        }
        for (String inner : gone.folders()) {
            if (!added.folders().contains(inner)) {
                deleteIfEmpty(folder.resolve(inner));
            }
        }
        syncPlaces(added.folders());
        syncPlaces(gone.folders());
    }

    private void undo() throws IOException {
        Tree added = Tree.below(fresh);
        Tree kept = Tree.below(old);
        for (String file : added.files()) {
            if (!exists(old.resolve(file)) && isAsWeLeftIt(file)) {
                Files.delete(folder.resolve(file));
            }
        }
        for (String inner : added.folders()) {
            if (!kept.folders().contains(inner)) {
                deleteIfEmpty(folder.resolve(inner));
            }
        }
        if (isFolder(old)) {
            putBack(old, folder);
        }
        syncPlaces(kept.folders());
    }

    private void putBack(Path from, Path into) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                Path place = into.resolve(entry.getFileName());
                if (!exists(place) || isAsWeLeftIt(path(place))) {
                    put(entry, place);
                } else if (isFolder(entry) && isFolder(place)) {
                    putBack(entry, place);
                }
            }
        }
    }

    /** Whether nobody has put something else into a place in the meantime. */
    private boolean isAsWeLeftIt(String file) throws IOException {
        Path place = folder.resolve(file);
        if (isFolder(live)) {
            return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                    && exists(old.resolve(file))
                    && Files.readString(old.resolve(file)).equals(Sha256.of(place));
        }
        return Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(leadingTo(file));
    }

    /** The link that stands in a file's place meanwhile: relative, so that it holds by whatever path the folder is reached. */
    private Path leadingTo(String file) {
        return folder.resolve(file).getParent().relativize(live.resolve(file));
    }

    private void put(Path source, Path place) throws IOException {
        try {
            Files.createDirectories(place.getParent());
        } catch (FileAlreadyExistsException isNowAFile) {
            return;
        }
        if (isFolder(source)) {
            Files.deleteIfExists(place);
            rename(source, place);
            return;
        }
        Files.deleteIfExists(placing);
        try {
            // A second name: a reader who has just followed the link still finds the file.
            Files.createLink(placing, source);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            rename(source, place);
            return;
        }
        rename(placing, place);
    }

    private static void rename(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteIfEmpty(Path inner) throws IOException {
        if (isFolder(inner)) {
            try {
                Files.delete(inner);
            } catch (DirectoryNotEmptyException inUse) {
                // It belongs to somebody else.
            }
        }
    }

    private String path(Path place) {
        return folder.relativize(place).toString().replace('\\', '/');
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAlreadyExistsException taken(Path place) {
        return new FileAlreadyExistsException(place.toString(), null, "it is there already and is not overwritten");
    }

    private void syncPlaces(Set<String> inner) throws IOException {
        for (String place : inner) {
            if (isFolder(folder.resolve(place))) {
                sync(folder.resolve(place));
            }
        }
        sync(folder);
    }

    private static void sync(Path root, Set<String> inner) throws IOException {
        for (String place : inner) {
            sync(root.resolve(place));
        }
        sync(root);
    }

    /** Brings the names in a folder to the disk. Windows cannot open a folder, and needs no such thing. */
    private static void sync(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (AccessDeniedException notHere) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    /** Ends the transaction: what was not committed is undone, and nothing is left beside the files. */
    @Override
    public void close() throws IOException {
        // An interrupted thread cannot use its files any more; what is half done has to be brought to an end all the
        // same.
        boolean interrupted = Thread.interrupted();
        try (lock) {
            closeFiles();
            recover();
            Files.deleteIfExists(unfinished.resolve(".gitignore"));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (lock.madeFolder() && !committed) {
            deleteIfEmpty(folder);
        }
    }
}
