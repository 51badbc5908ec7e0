package io.airworthy.render.disk;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The machine's own files, with a disk that fails: paths of {@link #path} lead to them, and every change that is made through
 * such a path counts as a step.
 */
public final class FaultyDisk {

    /** What happens from a step on. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** The process dies: neither this step nor a later one is taken, only half of what it was to write is written. */
        DEATH,
        /** This step fails, later ones do not. */
        ONE_FAILURE,
        /** This step fails and all later ones do. */
        LASTING_FAILURE,
    }

    /** In the place of a death that cannot be survived. */
    public static final class Death extends Error {
        private Death() {
            super("killed");
        }
    }

    /** What a file system may lack. */
    public enum Lack {
        NOTHING,
        SYMBOLIC_LINKS,
        HARD_LINKS,
        ALL_LINKS
    }

    private final Fault fault;
    private final int at;
    private final Lack lack;
    private final Runnable death;
    private int steps;

    private FaultyDisk(Fault fault, int at, Lack lack, Runnable death) {
        this.fault = fault;
        this.at = at;
        this.lack = lack;
        this.death = death;
    }

    public static FaultyDisk sound() {
        return lacking(Lack.NOTHING);
    }

    public static FaultyDisk lacking(Lack lack) {
        return with(Fault.NONE, 0, lack);
    }

    /** @param at the step that fails; the first is 0 */
    public static FaultyDisk with(Fault fault, int at, Lack lack) {
        return new FaultyDisk(fault, at, lack, () -> {
            throw new Death();
        });
    }

    /** A disk that ends the whole process. */
    public static FaultyDisk halting(int at) {
        return new FaultyDisk(
                Fault.DEATH, at, Lack.NOTHING, () -> Runtime.getRuntime().halt(137));
    }

    public Path path(Path real) {
        return (Path) Proxy.newProxyInstance(
                FaultyDisk.class.getClassLoader(), new Class<?>[] {Wrapped.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("real")) {
                        return real;
                    }
                    if (method.getName().equals("getFileSystem")) {
                        return files;
                    }
                    Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
                    for (int i = 0; i < unwrapped.length; i++) {
                        unwrapped[i] = unwrapped[i] instanceof Wrapped path ? path.real() : unwrapped[i];
                    }
                    try {
                        Object result = method.invoke(real, unwrapped);
                        return result instanceof Path path ? path(path) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** Whether the step that was to fail has been reached. */
    public boolean failed() {
        return fault != Fault.NONE && steps > at;
    }

    private boolean fails() {
        int step = steps++;
        return fault == Fault.ONE_FAILURE ? step == at : fault != Fault.NONE && step >= at;
    }

    private void step(Path path) throws IOException {
        if (fails()) {
            fail(path);
        }
    }

    private void fail(Path path) throws IOException {
        if (fault == Fault.DEATH) {
            death.run();
        }
        throw new FileSystemException(path.toString(), null, "planned failure of step " + at);
    }

    private static Path real(Path path) {
        return path instanceof Wrapped wrapped ? wrapped.real() : path;
    }

    /** A path of this disk. */
    public interface Wrapped extends Path {
        Path real();
    }

    /** A file that is open. Nothing is forced to the real disk: whoever dies here leaves the machine running. */
    private final class Channel extends FileChannel {

        private final Path path;
        private final FileChannel real;

        Channel(Path path, FileChannel real) {
            this.path = path;
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (fails()) {
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                real.write(half);
                fail(path);
            }
            return real.write(source);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            step(path);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }
    }

    private final FileSystemProvider provider = new FileSystemProvider() {

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            if (options.contains(StandardOpenOption.WRITE)) {
                step(path);
            }
            return new Channel(path, FileChannel.open(real(path), options, attributes));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            if (options.contains(StandardOpenOption.WRITE)) {
                throw new UnsupportedOperationException("only a file channel can be forced to the disk");
            }
            return under(path).newByteChannel(real(path), options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            DirectoryStream<Path> entries = under(folder).newDirectoryStream(real(folder), filter);
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return StreamSupport.stream(entries.spliterator(), false)
                            .map(FaultyDisk.this::path)
                            .iterator();
                }

                @Override
                public void close() throws IOException {
                    entries.close();
                }
            };
        }

        @Override
        public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
            step(folder);
            under(folder).createDirectory(real(folder), attributes);
        }

        @Override
        public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
            step(link);
            if (lack == Lack.SYMBOLIC_LINKS || lack == Lack.ALL_LINKS) {
                throw new UnsupportedOperationException();
            }
            under(link).createSymbolicLink(real(link), real(target), attributes);
        }

        @Override
        public void createLink(Path link, Path existing) throws IOException {
            step(link);
            if (lack == Lack.HARD_LINKS || lack == Lack.ALL_LINKS) {
                throw new FileSystemException(link.toString(), null, "Operation not permitted");
            }
            under(link).createLink(real(link), real(existing));
        }

        @Override
        public Path readSymbolicLink(Path link) throws IOException {
            return path(under(link).readSymbolicLink(real(link)));
        }

        @Override
        public void delete(Path path) throws IOException {
            step(path);
            under(path).delete(real(path));
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            step(target);
            under(source).move(real(source), real(target), options);
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException("a copy is not atomic");
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw new UnsupportedOperationException("permissions are there from the start");
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return under(path).isSameFile(real(path), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return under(path).isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return under(path).getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            under(path).checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return under(path).getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return under(path).readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return under(path).readAttributes(real(path), attributes, options);
        }

        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        private FileSystemProvider under(Path path) {
            return real(path).getFileSystem().provider();
        }
    };

    private final FileSystem files = new FileSystem() {

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public Path getPath(String first, String... more) {
            return path(Path.of(first, more));
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return Path.of("").getFileSystem().getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return Path.of("").getFileSystem().supportedFileAttributeViews();
        }

        @Override
        public PathMatcher getPathMatcher(String syntaxAndPattern) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    };
}
